/** What a change that somebody asks about comes to on an instance, or why it cannot be tried. */
import { whatIfChanges } from '../../src/fixes/what-if-changes.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { networkWith, restricted, subnetWith, targetOf } from '../network/support.ts';
import {
  APIM,
  apim,
  FLAG,
  injected,
  networkSecurityGroup,
  SUBNET,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

type Asked = Parameters<typeof whatIfChanges>[0];

const NORTH = `${VNET}/subnets/snet-north`;
const vault = restricted('key-vault').target.resource;
const hsm = restricted('managed-hsm').target.resource;
const closed = targetOf('storage', { publicNetworkAccess: 'Disabled' }).resource;
const flag = (value: string) => apim({ customProperties: { [FLAG]: value } });
const place = subnet({ addressPrefix: '10.0.9.0/28' }, `${VNET}/subnets/pe`);
const twice = (properties: JsonObject = {}) =>
  apim({
    ...injected(),
    additionalLocations: [
      { location: 'North Europe', virtualNetworkConfiguration: { subnetResourceId: NORTH }, ...properties },
    ],
  });
const inShort = (asked: Asked, resources: readonly ArmResource[]) => {
  const tried = whatIfChanges(asked, subjectOf([...resources, networkSecurityGroup()]));
  return 'changes' in tried ? tried.changes.map(({ kind }) => kind) : render(tried.untried);
};
const rule = 'add-network-rule';
const endpoint = 'add-service-endpoint';
const made = ['create-zone', 'create-private-endpoint', 'link-zone'];

describe('a change that somebody asks about', () => {
  const target = 'target1';

  it.each<readonly [string, Asked, readonly ArmResource[], readonly string[] | string]>([
    ['switches trusted access off', { of: 'trusted-access-off' }, [apim()], ['disable-trusted-access']],
    ['is nothing where it is off', { of: 'trusted-access-off' }, [flag('True')], []],
    ['gives trusted access back', { of: 'trusted-access-on' }, [flag('True')], ['restore-trusted-access']],
    ['is nothing where it is on', { of: 'trusted-access-on' }, [flag('False')], []],
    [
      'switches the identity on',
      { of: 'system-identity-on' },
      [apim({}, { identity: undefined })],
      ['enable-system-identity'],
    ],
    ['is nothing where the identity is on', { of: 'system-identity-on' }, [apim()], []],
    ['is not tried where the instance cannot be read', { of: 'system-identity-on' }, [], 'apim-prod could not be read'],
    ['admits an address', { of: 'admit', target, address: '20.1.1.1' }, [apim(), vault], ['add-address-rules']],
    [
      'is not tried of what nobody sees',
      { of: 'admit', target: 'x', address: '20.1.1.1' },
      [apim(), vault],
      'x is no service that I can see',
    ],
    [
      'makes a private endpoint',
      { of: 'private-endpoint', target },
      [apim(injected()), closed, virtualNetwork([subnetWith([]), place])],
      made,
    ],
    [
      'makes none outside a network',
      { of: 'private-endpoint', target },
      [apim(), closed],
      'No network of apim-prod can take a private endpoint for target1, as far as I can see',
    ],
    ['admits the subnet', { of: 'admit-subnet', target }, [apim(injected()), vault, networkWith([])], [rule, endpoint]],
    ['admits no subnet outside a network', { of: 'admit-subnet', target }, [apim(), vault], []],
    [
      'admits no subnet to a managed HSM',
      { of: 'admit-subnet', target },
      [apim(injected()), hsm, networkWith([])],
      'target1 takes no rule for a subnet',
    ],
    [
      'admits the subnet of each location',
      { of: 'admit-subnet', target },
      [twice(), vault, virtualNetwork([subnetWith([]), subnet({ serviceEndpoints: [] }, NORTH)])],
      [rule, endpoint, rule, endpoint],
    ],
    [
      'admits a subnet that two locations share once',
      { of: 'admit-subnet', target },
      [twice({ virtualNetworkConfiguration: { subnetResourceId: SUBNET } }), vault, networkWith([])],
      [rule, endpoint],
    ],
  ])('%s', (_, asked, resources, expected) => {
    expect(inShort(asked, resources)).toEqual(expected);
  });

  it('is about the service of that name', () => {
    const tried = whatIfChanges({ of: 'admit', target: 'TARGET1', address: '20.1.0.0/24' }, subjectOf([apim(), vault]));

    expect(tried).toEqual({
      changes: [{ kind: 'add-address-rules', target: vault.id, addresses: ['20.1.0.0/24'] }],
    });
    expect(whatIfChanges({ of: 'trusted-access-off' }, subjectOf([apim()]))).toEqual({
      changes: [{ kind: 'disable-trusted-access', service: APIM }],
    });
  });
});
