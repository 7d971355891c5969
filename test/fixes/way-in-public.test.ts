/** Ways in over the public end of a service: a rule for the subnet with its service endpoint, or rules for the addresses. */
import { byAddress, bySubnet } from '../../src/fixes/way-in-public.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { TargetKind } from '../../src/model/services.ts';
import { render } from '../../src/model/text.ts';
import { EGRESS, networkWith, restricted, targetOf } from '../network/support.ts';
import { apim, armId, firewall, keyVault, resource, SUBNET, virtualNetwork } from '../support/resources.ts';
import { storageAccount } from '../support/targets.ts';
import { wantedWay } from './support.ts';

const ENDPOINTS = ['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.ServiceBus'];

/** Each change in short: what is added, to what. */
const inShort = (change: Change) => {
  const name = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  if (change.kind === 'add-network-rule')
    return `rule of ${name(change.target)}${change.beforeEndpoint ? ' before the endpoint' : ''}`;
  if (change.kind === 'add-service-endpoint') return `endpoint ${change.service}`;
  return change.kind === 'add-address-rules' ? change.addresses.join(', ') : change.kind;
};
const changesOf = (options: readonly { readonly changes: readonly Change[] }[]) =>
  options.map(({ changes }) => changes.map(inShort));

const other = (ipRules: readonly string[], virtualNetworkRules: readonly string[] = []) =>
  keyVault(
    'kv-other',
    firewall({
      ipRules: ipRules.map((value) => ({ value })),
      virtualNetworkRules: virtualNetworkRules.map((id) => ({ id })),
    }),
  );

describe('a rule for the subnet', () => {
  const rule = 'rule of target1';
  const early = `${rule} before the endpoint`;

  it.each<readonly [string, TargetKind, readonly string[], readonly string[], readonly string[] | undefined]>([
    ['comes before the endpoint that it lacks', 'key-vault', [], [], [early, 'endpoint Microsoft.KeyVault']],
    ['comes after it for storage, which asks for it', 'storage', [], [], ['endpoint Microsoft.Storage', early]],
    ['comes alone where the endpoint is there', 'key-vault', [], ENDPOINTS, [rule]],
    ['of storage comes alone where the endpoint is there', 'storage', [], ENDPOINTS, [rule]],
    ['is not written twice: the endpoint alone is missing', 'key-vault', [SUBNET], [], ['endpoint Microsoft.KeyVault']],
    ['of storage is not written twice either', 'storage', [SUBNET], [], ['endpoint Microsoft.Storage']],
    ['of another subnet counts for nothing', 'key-vault', [`${SUBNET}-x`], ENDPOINTS, [rule]],
    ['is none where both are there', 'key-vault', [SUBNET.toUpperCase()], ENDPOINTS, undefined],
    ['is none for a managed HSM, which takes none', 'managed-hsm', [], ENDPOINTS, undefined],
  ])('%s', (_, kind, subnets, endpoints, expected) => {
    const { target, resources } = restricted(kind, { subnets });
    const options = bySubnet(wantedWay(target, [...resources, networkWith(endpoints)]));

    expect(changesOf(options)).toEqual(expected === undefined ? [] : [expected]);
    expect(options.map(({ order }) => order)).toEqual(expected === undefined ? [] : [40]);
  });

  it('names the subnet of the location', () => {
    const { target } = restricted('key-vault');

    expect(bySubnet(wantedWay(target, [networkWith(ENDPOINTS)]))[0]?.changes).toEqual([
      { kind: 'add-network-rule', target: target.resource.id, subnet: SUBNET, beforeEndpoint: false },
    ]);
  });

  it.each<readonly [string, readonly ArmResource[]]>([
    ['outside a network', [apim()]],
    ['in a subnet that cannot be found', [virtualNetwork([])]],
  ])('is none for a location %s', (_, around) => {
    expect(bySubnet(wantedWay(restricted('key-vault').target, around))).toEqual([]);
  });

  it.each([
    ['open to all', targetOf('key-vault')],
    ['closed to the Internet', restricted('key-vault', { publicNetworkAccess: 'Disabled' }).target],
  ])('is none for a vault that is %s', (_, target) => {
    expect(bySubnet(wantedWay(target))).toEqual([]);
  });

  it.each<readonly [string, ArmResource, readonly string[]]>([
    ['by an address alone', other([EGRESS]), ['rule of kv-other before the endpoint']],
    ['by the subnet', other([EGRESS], [SUBNET]), []],
    ['in no way', other(['9.9.9.9']), []],
  ])('comes with one for another vault that admits the location %s', (_, vault, more) => {
    const { target } = restricted('key-vault');
    const wanted = wantedWay(target, [vault], { others: [vault, target.resource] });

    expect(changesOf(bySubnet(wanted))).toEqual([[early, ...more, 'endpoint Microsoft.KeyVault']]);
  });

  it('is not written twice for the vault itself, which is among those that the instance uses', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS] });

    expect(changesOf(bySubnet(wantedWay(target, [], { others: [target.resource] })))).toEqual([
      [early, 'endpoint Microsoft.KeyVault'],
    ]);
  });

  it('of storage is not named where it is there', () => {
    const { target } = restricted('storage', { subnets: [SUBNET] });

    expect(bySubnet(wantedWay(target)).map(({ title }) => render(title))).toEqual([
      expect.stringContaining('target1 lists it already'),
    ]);
  });

  it('of storage comes with one for another account, after the endpoint', () => {
    const { target } = restricted('storage');
    const account = storageAccount('stother', { ipRules: [{ value: EGRESS }] }, {}, { location: 'northeurope' });
    const [option, ...more] = bySubnet(wantedWay(target, [account], { others: [account] }));

    expect(option?.changes.map(inShort)).toEqual([
      'endpoint Microsoft.Storage',
      early,
      'rule of stother before the endpoint',
    ]);
    expect(render(option?.title ?? { template: '', values: {} })).toContain('target1, stother');
    expect(more).toEqual([]);
  });

  it.each<readonly [string, readonly string[], boolean, string]>([
    [
      'a rule, then the endpoint',
      [],
      false,
      'Add a virtual network rule for the subnet of westeurope to target1, then',
    ],
    ['the endpoint', [SUBNET], false, 'target1 lists it already'],
    ['rules for both, then the endpoint', [], true, 'to target1 and to kv-other'],
    ['a rule for the other, then the endpoint', [SUBNET], true, 'to kv-other first'],
  ])('is called %s', (_, subnets, isShared, words) => {
    const { target } = restricted('key-vault', { subnets });
    const others = isShared ? [other([EGRESS])] : [];
    const [option] = bySubnet(wantedWay(target, others, { others }));

    expect(render(option?.title ?? { template: '', values: {} })).toContain(words);
  });
});

describe('rules for the addresses of the location', () => {
  const outside = (...publicIPAddresses: readonly string[]) => [apim({ publicIPAddresses })];

  it.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    ['every one', ['20.50.1.1', '20.50.1.2'], ['9.9.9.9'], ['20.50.1.1, 20.50.1.2']],
    ['those that no rule covers', ['20.50.1.1', '20.60.1.1'], ['20.50.0.0/16'], ['20.60.1.1']],
    ['nothing where all are covered', ['20.50.1.1'], ['20.50.1.1'], []],
    ['nothing where none is told', [], [], []],
    ['nothing that is no address', ['x'], [], []],
  ])('are for %s', (_, addresses, ips, expected) => {
    const { target, resources } = restricted('key-vault', { ips });
    const options = byAddress(wantedWay(target, [...resources, ...outside(...addresses)]));

    expect(changesOf(options).flat()).toEqual(expected);
    expect(options.map(({ order }) => order)).toEqual(expected.map(() => 40));
  });

  it.each([
    ['open to all', targetOf('key-vault')],
    ['closed to the Internet', restricted('key-vault', { publicNetworkAccess: 'Disabled' }).target],
  ])('are none for a vault that is %s', (_, target) => {
    expect(byAddress(wantedWay(target, outside(EGRESS)))).toEqual([]);
  });

  it('are for the addresses of the NAT gateway, which all that leaves the subnet shows', () => {
    const nat = armId('Microsoft.Network/natGateways/nat');
    const ip = armId('Microsoft.Network/publicIPAddresses/ip');
    const around: readonly ArmResource[] = [
      networkWith([], { natGateway: { id: nat } }),
      resource(nat, { properties: { publicIpAddresses: [{ id: ip }] } }),
      resource(ip, { properties: { ipAddress: '20.99.1.1' } }),
    ];

    expect(changesOf(byAddress(wantedWay(restricted('key-vault').target, around)))).toEqual([['20.99.1.1']]);
  });
});
