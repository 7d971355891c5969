/** Which of several ways in is the fix: by what is there before something new, and never one that takes from others. */
import { wayIn } from '../../src/fixes/way-in.ts';
import type { WantedWay } from '../../src/fixes/way-in-option.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import type { Target } from '../../src/network/target.ts';
import {
  EGRESS,
  ENDPOINT,
  networkWith,
  privateEndpoint,
  record,
  restricted,
  subnetWith,
  targetOf,
  zoneLink,
} from '../network/support.ts';
import { association } from '../support/perimeters.ts';
import {
  apim,
  armId,
  firewall,
  keyVault,
  networkSecurityGroup,
  resource,
  SUBNET,
  SUBSCRIPTION,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { storageAccount } from '../support/targets.ts';
import { wantedWay } from './support.ts';

const closed = targetOf('key-vault', { publicNetworkAccess: 'Disabled' });
const vault = restricted('key-vault', { ips: ['9.9.9.9'] }).target;
const storage = restricted('storage', { ips: ['9.9.9.9'], location: 'northeurope' }).target;
const linked = targetOf('key-vault', {
  publicNetworkAccess: 'Disabled',
  privateEndpointConnections: [
    {
      id: '/connections/a',
      properties: { privateEndpoint: { id: ENDPOINT }, privateLinkServiceConnectionState: { status: 'Pending' } },
    },
  ],
});
const premiumBus = restricted('service-bus', { ips: ['9.9.9.9'] });
/** The namespace in another tier; the tier that is not told forbids nothing. */
const busIn = (tier: string): Target => ({
  ...premiumBus.target,
  resource: { ...premiumBus.target.resource, sku: { name: tier } },
});
const rules = premiumBus.resources.slice(1);
const roomy = virtualNetwork([subnetWith([]), subnet({ addressPrefix: '10.0.9.0/28' }, `${VNET}/subnets/pe`)]);
const denyOut = networkSecurityGroup([
  securityRule('Deny', {
    access: 'Deny',
    priority: 200,
    destinationAddressPrefix: '*',
    destinationPortRange: '*',
    protocol: '*',
  }),
]);
const TABLE = armId('Microsoft.Network/routeTables/rt');
const outside = apim();
const waiting = [privateEndpoint(linked), zoneLink('key-vault'), record('key-vault')];

/** A namespace that a perimeter holds and Enforces. */
const heldBus = targetOf('service-bus', { publicNetworkAccess: 'SecuredByPerimeter' });
const held = [outside, association(heldBus, 'Enforced')];
const shared = [apim({}, { sku: { name: 'Consumption', capacity: 0 } }), association(heldBus, 'Enforced')];

const kinds = (target: Target, around: readonly ArmResource[], rest: Partial<Omit<WantedWay, 'subject'>> = {}) =>
  wayIn(wantedWay(target, around, rest)).changes?.map(({ kind }) => kind);

describe('the way in that is chosen', () => {
  const made = ['create-zone', 'create-private-endpoint', 'link-zone'];
  const bySubnet = ['add-network-rule', 'add-service-endpoint'];
  const perimeter = ['create-perimeter', 'add-perimeter-rule', 'associate-perimeter'];

  it.each<readonly [string, Target, readonly ArmResource[], readonly string[] | undefined]>([
    ['is the private endpoint that waits', linked, waiting, ['approve-private-endpoint']],
    ['is the subnet of a key vault, before its addresses', vault, [], bySubnet],
    ['is the addresses of storage, where the subnet would need an endpoint', storage, [], ['add-address-rules']],
    [
      'is the addresses of storage that lists the subnet already, which lacks the endpoint',
      restricted('storage', { ips: ['9.9.9.9'], subnets: [SUBNET] }).target,
      [],
      ['add-address-rules'],
    ],
    [
      'is the subnet of storage that has the endpoint',
      restricted('storage', { ips: ['9.9.9.9'] }).target,
      [networkWith(['Microsoft.Storage'])],
      ['add-network-rule'],
    ],
    ['is the addresses outside a network', vault, [outside], ['add-address-rules']],
    ['is something new where nothing that is there will do', closed, [roomy], made],
    ['is a perimeter where no private endpoint can be', closed, [outside], perimeter],
    [
      'is a rule on our side before all else where that is what stops it',
      targetOf('key-vault'),
      [denyOut],
      ['add-security-rule'],
    ],
    ['is a rule on our side and what comes behind it', vault, [denyOut], ['add-security-rule', ...bySubnet]],
    [
      'is a rule in the perimeter that holds the service',
      closed,
      [outside, association(closed, 'Enforced')],
      ['add-perimeter-rule'],
    ],
    ['is what the tier of the service can have: rules', busIn('premium'), [outside, ...rules], ['add-address-rules']],
    ['is what the tier of the service can have: no rules', busIn('Basic'), [outside, ...rules], perimeter],
    ['is all that there is where the tier is not told', busIn(''), [outside, ...rules], ['add-address-rules']],
  ])('%s', (_, target, around, expected) => {
    expect(kinds(target, around)).toEqual(expected);
  });

  it.each<readonly [string, WantedWay['proof'], readonly ArmResource[], object | undefined]>([
    ['the subscription, where a managed identity calls', 'managed-identity', held, { subscription: SUBSCRIPTION }],
    ['the addresses, where a key is shown', 'key', held, { addresses: ['20.50.1.1/32'] }],
    ['the addresses, where it is not known what is shown', 'unknown', held, { addresses: ['20.50.1.1/32'] }],
    ['nothing by itself, where a key is shown from addresses that others share', 'key', shared, undefined],
  ])('lets a perimeter that is there admit %s', (_, proof, around, admits) => {
    const { changes, title } = wayIn(wantedWay(heldBus, around, { proof }));

    expect(changes?.[0]).toEqual(admits && expect.objectContaining({ kind: 'add-perimeter-rule', admits }));
    expect(render(title)).not.toMatch(proof === 'key' ? /^(?!.*managed identity).*subscription/ : /managed identity/);
  });

  it.each<readonly [string, readonly string[] | undefined]>([
    ['Premium', made],
    ['', made],
    ['Basic', undefined],
  ])(
    'is a private endpoint past a firewall of ours where the tier of the service can have one: %j',
    (tier, expected) => {
      const tunnelled = virtualNetwork([
        subnetWith([], { routeTable: { id: TABLE } }),
        subnet({ addressPrefix: '10.0.9.0/28' }, `${VNET}/subnets/pe`),
      ]);
      const table = resource(TABLE, {
        properties: {
          routes: [{ name: 'r', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance' } }],
        },
      });

      expect(kinds(busIn(tier), [tunnelled, table])).toEqual(expected);
    },
  );

  it('asks for no rule on our side for what the control plane reads', () => {
    expect(kinds(vault, [denyOut], { depth: 'target' })).toEqual(bySubnet);
    expect(
      kinds(closed, [denyOut, apim({ publicIPAddresses: [] })], { depth: 'target', proof: 'key' }),
    ).toBeUndefined();
  });

  it('leads to the page about required ports where a rule on our side will do', () => {
    expect(wayIn(wantedWay(targetOf('key-vault'), [denyOut])).docs).toContain('#required-ports');
    expect(wayIn(wantedWay(vault)).docs).toBe('https://example.com/docs');
  });

  it('takes nothing from another service that the location reaches', () => {
    const account = storageAccount('stother', { ipRules: [{ value: EGRESS }] }, {}, { location: 'northeurope' });
    const other = keyVault('kv-other', firewall({ ipRules: [{ value: EGRESS }] }));
    const fix = wayIn(wantedWay(vault, [other, account], { others: [other, account] }));

    expect(fix.changes).toMatchObject([
      { kind: 'add-network-rule', target: vault.resource.id },
      { kind: 'add-network-rule', target: other.id },
      { kind: 'add-service-endpoint', service: 'Microsoft.KeyVault' },
    ]);
  });
});
