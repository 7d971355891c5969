/** What a change would take away from a gateway location, and from the other locations of the instance. */
import { addKeyVaultEndpoint } from '../../src/fixes/service-endpoint.ts';
import { cutOff, harmsOthers } from '../../src/fixes/side-effects.ts';
import { gatewayLocations } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import { render } from '../../src/model/text.ts';
import { subnetOf } from '../../src/network/subnet.ts';
import { EGRESS, targetOf } from '../network/support.ts';
import {
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { wantedWay } from './support.ts';

const endpoint: Change = { kind: 'add-service-endpoint', subnet: SUBNET, service: 'Microsoft.KeyVault' };
const admitting = (name: string, address: string, subnets: readonly string[] = []) =>
  keyVault(name, firewall({ ipRules: [{ value: address }], virtualNetworkRules: subnets.map((id) => ({ id })) }));
const byAddress = admitting('kv-address', EGRESS);
const target = targetOf('key-vault');
const names = (resources: readonly ArmResource[]) => resources.map(({ name }) => name);

describe('what a new service endpoint cuts off', () => {
  const vaults = [
    byAddress,
    admitting('kv-subnet', EGRESS, [SUBNET]),
    admitting('kv-neither', '9.9.9.9'),
    keyVault('kv-open'),
  ];
  const denied = securityRule('Deny', { access: 'Deny', priority: 100, destinationAddressPrefix: '*', protocol: '*' });

  it.each<readonly [string, readonly ArmResource[]]>([
    ['where all else is open', []],
    ['where our own rules stop the gateway, but not what the control plane reads', [networkSecurityGroup([denied])]],
  ])('is what admits the subnet by an address alone: %s', (_, around) => {
    expect(names(cutOff(wantedWay(target, [...vaults, ...around]), vaults, [endpoint]))).toEqual(['kv-address']);
  });

  it('is nothing where nothing changes, and nothing that is no service', () => {
    const wanted = wantedWay(target, vaults);

    expect(cutOff(wanted, vaults, [])).toEqual([]);
    expect(cutOff(wanted, [resource(armId('Microsoft.Web/sites/x'))], [endpoint])).toEqual([]);
  });

  it.each<readonly [string, readonly ArmResource[], readonly string[], string]>([
    [
      'comes after a rule for each vault that it would cut off',
      vaults,
      ['add-network-rule', 'add-service-endpoint'],
      'to kv-address first',
    ],
    ['comes alone where it cuts off none', vaults.slice(1), ['add-service-endpoint'], 'any other key vault'],
  ])('%s', (_, some, expected, words) => {
    const { subject, location } = wantedWay(target, some);
    const subnetRead = subnetOf(SUBNET, subject.estate);
    if (!subnetRead.ok) throw new Error('the subnet is not there');
    const fix = addKeyVaultEndpoint(subject, location, subnetRead.value, some);

    expect(fix.changes?.map(({ kind }) => kind)).toEqual(expected);
    expect(render(fix.title)).toContain(words);
  });
});

describe('what a change takes from the other locations', () => {
  const NORTH = `${VNET}/subnets/snet-north`;
  const service = apim({
    ...injected(),
    additionalLocations: [
      {
        location: 'North Europe',
        publicIPAddresses: ['20.60.1.1'],
        virtualNetworkConfiguration: { subnetResourceId: NORTH },
      },
    ],
  });
  const network = virtualNetwork([subnet({ serviceEndpoints: [] }), subnet({ serviceEndpoints: [] }, NORTH)]);
  const vault = admitting('kv-both', '20.0.0.0/8');
  const [primary, north] = gatewayLocations(service);
  const inNorth: Change = { ...endpoint, subnet: NORTH };
  const asked = (location: typeof primary, around: readonly ArmResource[] = [service]) => ({
    ...wantedWay(target, [network, vault, ...around]),
    ...(location && { location }),
  });

  it.each<readonly [string, typeof primary, Change, boolean]>([
    ['another location loses it', primary, inNorth, true],
    ['the location itself loses it', north, inNorth, false],
    ['the primary location loses it', north, endpoint, true],
  ])('where %s', (_, location, change, expected) => {
    expect(harmsOthers(asked(location), vault, [change])).toBe(expected);
  });

  it('is nothing where the locations cannot be read', () => {
    const wanted = asked(primary);
    const failing = wantedWay(target, [network, vault, service], { failing: { resource: 'FORBIDDEN' } });

    expect(harmsOthers({ ...wanted, subject: failing.subject }, vault, [inNorth])).toBe(false);
  });
});
