/** A private endpoint that is made: where it goes, which zone gets its records, and what is made with it. */
import { byNewEndpoint } from '../../src/fixes/way-in-new-endpoint.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { connected, record, targetOf, ZONES, zoneId, zoneLink } from '../network/support.ts';
import { APIM, apim, armId, injected, resource, SUBNET, subnet, VNET, virtualNetwork } from '../support/resources.ts';
import { wantedWay } from './support.ts';

const target = targetOf('key-vault', { publicNetworkAccess: 'Disabled' });
const zone = resource(zoneId('key-vault'), { properties: {} });
const own = subnet({ addressPrefix: '10.0.1.0/24' });
const place = (name: string, properties: JsonObject = {}) =>
  subnet({ addressPrefix: '10.0.9.0/28', ...properties }, `${VNET}/subnets/${name}`);
const some = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `/x/${at}` }));
const network = (subnets: readonly JsonObject[], properties: JsonObject = {}) =>
  virtualNetwork([own, ...subnets], properties);

const optionsFor = (around: readonly ArmResource[], of = target) => byNewEndpoint(wantedWay(of, around));
const changesFor = (around: readonly ArmResource[], of = target) => optionsFor(around, of)[0]?.changes;
const endpointIn = (around: readonly ArmResource[], of = target) =>
  changesFor(around, of)?.find((change) => change.kind === 'create-private-endpoint');
const nameOf = (id: string | undefined) => id?.slice(id.lastIndexOf('/') + 1);

describe('the subnet of a new private endpoint', () => {
  it.each<readonly [string, readonly JsonObject[], string, string]>([
    ['is another one that is there', [place('pe')], 'pe', '10.0.9.14'],
    [
      'is the one that has private endpoints',
      [place('a'), place('b', { privateEndpoints: some(1) })],
      'b',
      '10.0.9.14',
    ],
    ['is the first where none has', [place('a'), place('b')], 'a', '10.0.9.14'],
    ['has room for one more', [place('a', { ipConfigurations: some(10) })], 'a', '10.0.9.14'],
    [
      'is told by its first prefix',
      [place('a', { addressPrefix: undefined, addressPrefixes: ['10.0.8.0/24'] })],
      'a',
      '10.0.8.254',
    ],
    [
      'is new where the other is full',
      [place('a', { ipConfigurations: some(11) })],
      'snet-private-endpoints',
      '10.0.0.14',
    ],
    [
      'is new where the other is too small',
      [place('a', { addressPrefix: '10.0.9.0/30' })],
      'snet-private-endpoints',
      '10.0.0.14',
    ],
    ['is new where the other is delegated', [place('a', { delegations: [{}] })], 'snet-private-endpoints', '10.0.0.14'],
    ['is new beside one for a VPN gateway', [place('gatewaysubnet')], 'snet-private-endpoints', '10.0.0.14'],
    [
      'is new beside one for Azure Firewall',
      [place('AzureFirewallManagementSubnet')],
      'snet-private-endpoints',
      '10.0.0.14',
    ],
    ['is new beside one of IPv6', [place('a', { addressPrefix: 'fd00::/64' })], 'snet-private-endpoints', '10.0.0.14'],
    ['is new where there is no other', [], 'snet-private-endpoints', '10.0.0.14'],
    [
      'is new under a name that is free',
      [place('snet-Private-Endpoints', { delegations: [{}] })],
      'snet-private-endpoints-2',
      '10.0.0.14',
    ],
    [
      'is new under the next name that is free',
      [
        place('snet-private-endpoints', { delegations: [{}] }),
        place('snet-private-endpoints-2', { delegations: [{}] }),
      ],
      'snet-private-endpoints-3',
      '10.0.0.14',
    ],
    [
      'is new behind what is taken',
      [place('a', { delegations: [{}], addressPrefix: '10.0.0.0/25' })],
      'snet-private-endpoints',
      '10.0.0.142',
    ],
    [
      'is new behind a block that is taken in part',
      [place('a', { delegations: [{}], addressPrefix: '10.0.0.8/29' })],
      'snet-private-endpoints',
      '10.0.0.30',
    ],
    [
      'is new behind every prefix of a subnet',
      [place('a', { delegations: [{}], addressPrefix: undefined, addressPrefixes: ['10.0.0.0/28', '10.0.0.16/28'] })],
      'snet-private-endpoints',
      '10.0.0.46',
    ],
  ])('%s', (_, subnets, name, address) => {
    const endpoint = endpointIn([network(subnets)]);

    expect([nameOf(endpoint?.subnet), endpoint?.address]).toEqual([name, address]);
  });

  it('is made before the endpoint, where it is new', () => {
    const [option] = optionsFor([network([])]);

    expect(option?.changes[0]).toEqual({
      kind: 'create-subnet',
      subnet: `${VNET}/subnets/snet-private-endpoints`,
      prefix: '10.0.0.0/28',
    });
    expect(render(option?.title ?? { template: '', values: {} })).toMatch(/^Create the subnet snet-private-endpoints /);
    expect(render(optionsFor([network([place('pe')])])[0]?.title ?? { template: '', values: {} })).toMatch(
      /^Create a private endpoint \(vault\) for target1 in the subnet pe/,
    );
  });

  it.each<readonly [string, readonly string[], string | undefined]>([
    ['its last block', ['10.0.1.0/24', '10.0.2.0/28'], '10.0.2.0/28'],
    ['a second space where the first is full', ['10.0.1.0/24', '10.7.0.0/16'], '10.7.0.0/28'],
    ['a space of IPv4', ['fd00::/48', '10.7.0.0/16'], '10.7.0.0/28'],
    ['no space where all is taken', ['10.0.1.0/24'], undefined],
    ['no space that is smaller than a block', ['10.0.1.0/24', '10.0.2.0/29'], undefined],
    ['no space where none is told', [], undefined],
  ])('that is new takes %s', (_, addressPrefixes, prefix) => {
    const made = changesFor([network([], { addressSpace: { addressPrefixes } })])?.[0];

    expect(made?.kind === 'create-subnet' ? made.prefix : undefined).toBe(prefix);
  });

  it('is none where a subnet does not tell what it takes', () => {
    expect(optionsFor([network([place('a', { addressPrefix: undefined })])])).toEqual([]);
  });
});

describe('the zone of a new private endpoint', () => {
  const around = [network([place('pe')])];
  const kinds = (more: readonly ArmResource[]) => changesFor([...around, ...more])?.map(({ kind }) => kind);
  const zoneIn = (id: string) =>
    `${id.slice(0, id.indexOf('/providers/'))}/providers/Microsoft.Network/privateDnsZones/${ZONES['key-vault']}`;

  it.each<readonly [string, readonly ArmResource[], string, readonly string[]]>([
    ['is made beside the network', [], zoneIn(VNET), ['create-zone', 'create-private-endpoint', 'link-zone']],
    ['is the one that is there', [zone], zone.id, ['create-private-endpoint', 'link-zone']],
    ['is the one that is linked', [zone, zoneLink('key-vault')], zone.id, ['create-private-endpoint']],
    [
      'is made where the one that is there leads to another endpoint',
      [zone, record('key-vault')],
      zoneIn(VNET),
      ['create-zone', 'create-private-endpoint', 'link-zone'],
    ],
    [
      'is made in the group of the service where that of the network holds it',
      [resource(zoneIn(VNET)), resource(`${zoneIn(VNET)}/A/target1`)],
      zoneIn(target.resource.id),
      ['create-zone', 'create-private-endpoint', 'link-zone'],
    ],
    [
      'is the one that is there though others have a record of the name',
      [zone, resource(`${zoneId('storage')}/A/target1`)],
      zone.id,
      ['create-private-endpoint', 'link-zone'],
    ],
  ])('%s', (_, more, id, expected) => {
    expect(kinds(more)).toEqual(expected);
    expect(endpointIn([...around, ...more])?.zone).toBe(id);
  });

  it('of a registry leads to another endpoint by one of its two names', () => {
    const of = targetOf('container-registry', {});
    const known = resource(zoneId('container-registry'), { properties: {} });
    const taken = [...around, known, record('container-registry')];

    expect(endpointIn([...around, known], of)?.zone).toBe(known.id);
    expect(endpointIn([...around, known], of)?.records).toEqual(['target1', 'target1.northeurope.data']);
    expect(endpointIn(taken, of)?.zone).not.toBe(known.id);
  });

  it('is none where the linked one leads to another endpoint', () => {
    expect(kinds([zone, zoneLink('key-vault'), record('key-vault')])).toBeUndefined();
  });

  it('is linked last, to the network that is asked for names', () => {
    expect(changesFor(around)?.at(-1)).toEqual({
      kind: 'link-zone',
      zone: zoneIn(VNET),
      network: VNET,
      name: 'vnet-api',
    });
  });
});

describe('a new private endpoint', () => {
  const around = [network([place('pe')])];
  const base = armId('Microsoft.Network/privateEndpoints/pe-target1-vault');
  const connectedTo = (id: string) => targetOf('key-vault', { ...connected('Rejected', id) });

  it('is made in the group and region of the network, with the record of the host that is called', () => {
    expect(endpointIn(around)).toEqual({
      kind: 'create-private-endpoint',
      endpoint: base,
      target: target.resource.id,
      group: 'vault',
      subnet: `${VNET}/subnets/pe`,
      location: 'westeurope',
      zone: armId(`Microsoft.Network/privateDnsZones/${ZONES['key-vault']}`),
      records: ['target1'],
      address: '10.0.9.14',
    });
  });

  it.each([
    ['its own', `${base}-x`, base],
    ['its own where another group has it', base.replace('rg-api', 'rg-x'), base],
    ['one more where the target is connected to one of it', base.toUpperCase(), `${base}-2`],
  ])('has a name that is free: %s', (_, known, expected) => {
    expect(endpointIn(around, connectedTo(known))?.endpoint).toBe(expected);
  });

  it('has a name that is free beside any of several', () => {
    const connections = [base, `${base}-x`].map(
      (id) => connected('Rejected', id).privateEndpointConnections as readonly Json[],
    );
    const of = targetOf('key-vault', { privateEndpointConnections: connections.flat() });

    expect(endpointIn(around, of)?.endpoint).toBe(`${base}-2`);
  });

  it.each<readonly [string, readonly ArmResource[]]>([
    ['outside a network', [...around, apim()]],
    ['in a network that cannot be found', [apim(injected('Internal', `${VNET}-x/subnets/a`))]],
    ['in a network that tells no region', [{ ...network([place('pe')]), location: '' }]],
    [
      'in a network that asks somebody’s own servers',
      [
        network([place('pe')], { dhcpOptions: { dnsServers: ['10.9.9.9'] } }),
        resource(`${APIM}/networkstatus`, {
          value: [{ location: 'westeurope', networkStatus: { dnsServers: ['10.9.9.9'] } }],
        }),
      ],
    ],
  ])('is none %s', (_, some) => {
    expect(optionsFor(some)).toEqual([]);
  });

  it('is not put into the subnet of the gateway itself', () => {
    expect(nameOf(endpointIn([virtualNetwork([{ ...own, id: SUBNET.toUpperCase() }])])?.subnet)).toBe(
      'snet-private-endpoints',
    );
  });
});
