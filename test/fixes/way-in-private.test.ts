/** Ways in through private endpoints that are there, and rules on the way to them and to the public end. */
import { atTheEndpoint, byPrivateEndpoint, onOurSide, zonesNamed } from '../../src/fixes/way-in-private.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { TargetKind } from '../../src/model/services.ts';
import { render } from '../../src/model/text.ts';
import {
  connected,
  ENDPOINT,
  ENDPOINT_ADDRESS,
  networkWith,
  privateEndpoint,
  record,
  targetOf,
  ZONES,
  zoneId,
  zoneLink,
} from '../network/support.ts';
import {
  apim,
  armId,
  NSG,
  networkSecurityGroup,
  resource,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { wantedWay } from './support.ts';

const closed = { publicNetworkAccess: 'Disabled' };
const zoneOf = (kind: TargetKind) => resource(zoneId(kind), { properties: {} });

/** A connection of the target with an id of its own. */
const connection = (name: string, status: string, endpoint = ENDPOINT): JsonObject => ({
  id: `/connections/${name}`,
  properties: { privateEndpoint: { id: endpoint }, privateLinkServiceConnectionState: { status } },
});

/** Each change in short. */
function inShort(change: Change): string {
  const name = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  if (change.kind === 'approve-private-endpoint') return `approve ${name(change.connection)}`;
  if (change.kind === 'add-record') return `record ${change.name} = ${change.addresses.join(', ')}`;
  return change.kind === 'link-zone' ? `link ${name(change.zone)} to ${name(change.network)}` : change.kind;
}

describe('a private endpoint that is there', () => {
  const zone = ZONES['key-vault'];
  const approve = 'approve a';
  const add = `record target1 = ${ENDPOINT_ADDRESS}`;
  const link = `link ${zone} to vnet-api`;
  const pending = [connection('a', 'Pending')];
  const approved = [connection('a', 'Approved')];
  const there = [zoneOf('key-vault')];
  const linked = [...there, zoneLink('key-vault')];

  it.each<readonly [string, readonly JsonObject[], readonly ArmResource[], readonly (readonly string[])[]]>([
    ['is approved where it waits and all else is there', pending, [...linked, record('key-vault')], [[approve]]],
    ['is approved, and gets the record that the linked zone lacks', pending, linked, [[approve], [approve, add]]],
    [
      'is approved, and its zone linked, with a record or without',
      pending,
      there,
      [[approve], [approve, link], [approve, add, link]],
    ],
    ['is approved alone where no zone can be seen', pending, [], [[approve]]],
    ['gets the record that the linked zone lacks', approved, linked, [[add]]],
    ['gets its zone linked, with a record or without', approved, there, [[link], [add, link]]],
    ['needs nothing that is here where all is there', approved, [...linked, record('key-vault')], []],
    ['is none where there is no connection', [], there, []],
    ['is none where what waits has no id', [{ properties: pending[0]?.properties }], there, []],
    ['is none where it was refused', [connection('a', 'Rejected')], there, []],
    [
      'is approved where it waits, not where it was approved or refused',
      [...pending, connection('b', 'Approved'), connection('c', 'Rejected')],
      [...linked, record('key-vault')],
      [[approve]],
    ],
    [
      'is approved wherever it waits',
      [...pending, connection('b', 'pending')],
      [...linked, record('key-vault')],
      [[approve, 'approve b']],
    ],
  ])('%s', (_, connections, around, expected) => {
    const target = targetOf('key-vault', { ...closed, privateEndpointConnections: connections });
    const options = byPrivateEndpoint(wantedWay(target, [privateEndpoint(target), ...around]));

    expect(options.map(({ changes }) => changes.map(inShort))).toEqual(expected);
    expect(options.every(({ order }) => order === 30)).toBe(true);
  });

  it.each<readonly [string, readonly JsonObject[], readonly string[]]>([
    ['alone', approved, [`Link the zone ${zone} to vnet-api`, `${zone} to vnet-api, and add the record of target1`]],
    [
      'behind the approval',
      pending,
      ['Approve the private endpoint of target1', 'it; then: Link the zone', 'it; then: Link the zone'],
    ],
  ])('says what is done, %s', (_, connections, words) => {
    const target = targetOf('key-vault', { ...closed, privateEndpointConnections: connections });
    const options = byPrivateEndpoint(wantedWay(target, [privateEndpoint(target), ...there]));

    expect(options.map(({ title }) => render(title))).toEqual(words.map((some) => expect.stringContaining(some)));
  });

  it('of another sub-resource is none, one that does not tell may be it', () => {
    const target = targetOf('key-vault', { ...closed, ...connected() });
    const optionsWith = (properties: JsonObject) =>
      byPrivateEndpoint(wantedWay(target, [privateEndpoint(target, properties), ...there])).length;
    const to = (id: string) => ({ privateLinkServiceConnections: [{ properties: { privateLinkServiceId: id } }] });

    expect(optionsWith(to(`${target.resource.id}-x`))).toBe(0);
    expect(optionsWith({ privateLinkServiceConnections: [] })).toBe(2);
  });

  it('without an address can be linked, but gets no record', () => {
    const target = targetOf('key-vault', { ...closed, ...connected() });
    const silent = privateEndpoint(target, { customDnsConfigs: [] });
    const changes = (around: readonly ArmResource[]) =>
      byPrivateEndpoint(wantedWay(target, [silent, ...around])).map((option) => option.changes.map(inShort));

    expect(changes(there)).toEqual([[link]]);
    expect(changes(linked)).toEqual([]);
  });

  it('tells each address once in a record', () => {
    const second = armId('Microsoft.Network/privateEndpoints/pe-second', 'rg-target');
    const target = targetOf('key-vault', {
      ...closed,
      privateEndpointConnections: [connection('a', 'Approved'), connection('b', 'Approved', second)],
    });
    const endpoint = privateEndpoint(target);
    const around = [endpoint, { ...endpoint, id: second }, ...linked];

    expect(byPrivateEndpoint(wantedWay(target, around)).map(({ changes }) => changes.map(inShort))).toEqual([[add]]);
  });

  it('leads nowhere from outside a network', () => {
    const target = targetOf('key-vault', { ...closed, privateEndpointConnections: pending });

    expect(byPrivateEndpoint(wantedWay(target, [apim(), privateEndpoint(target), ...there]))).toEqual([]);
  });
});

describe('a zone of a name', () => {
  const name = ZONES['key-vault'];
  const { id } = zoneOf('key-vault');
  const elsewhere = resource(armId(`Microsoft.Network/privateDnsZones/${name}`, 'rg-else'), { properties: {} });

  it.each<readonly [string, readonly ArmResource[], readonly { id: string; isLinked: boolean }[]]>([
    ['that is linked', [zoneLink('key-vault')], [{ id, isLinked: true }]],
    ['that is linked, before another that is seen', [elsewhere, zoneLink('key-vault')], [{ id, isLinked: true }]],
    ['that is seen alone', [elsewhere], [{ id: elsewhere.id, isLinked: false }]],
    ['that nobody sees', [zoneLink('storage')], []],
    ['that another network is linked to', [zoneLink('key-vault', `${VNET}-x`)], []],
  ])('%s', (_, around, expected) => {
    expect(zonesNamed([name], VNET, wantedWay(targetOf('key-vault'), around))).toEqual(expected);
  });

  it('is looked for by its name where the links cannot be read', () => {
    const failing = { virtualNetworkLinks: 'FORBIDDEN' } as const;
    const wanted = wantedWay(targetOf('key-vault'), [elsewhere], { failing });

    expect(zonesNamed([name.toUpperCase()], VNET, wanted)).toEqual([{ id: elsewhere.id, isLinked: false }]);
  });
});

describe('a rule on the way', () => {
  const deny = (priority: number, rest: JsonObject = {}) =>
    securityRule(`Deny-${priority}`, { access: 'Deny', priority, destinationAddressPrefix: '*', ...rest });
  const rulesOf = (options: ReturnType<typeof onOurSide>) =>
    options.map(({ changes }) =>
      changes.map((change) => ('priority' in change ? `${change.name} ${change.priority}` : change.kind)),
    );
  const groupWith = (...rules: readonly JsonObject[]) => [networkSecurityGroup(rules)];
  const first = 'apim-call-AzureKeyVault-443';
  const second = 'apim-call-VirtualNetwork-443';

  it.each<readonly [string, readonly JsonObject[], string]>([
    ['goes before every deny that somebody wrote', [deny(3000), deny(200)], '185'],
    ['stays behind what denies the other direction', [deny(200, { direction: 'Inbound' })], '4073'],
    ['stays behind what allows', [deny(200, { access: 'Allow' })], '4073'],
    ['counts a deny of the very last number', [deny(4096)], '4073'],
  ])('%s', (_, rules, number) => {
    const wanted = wantedWay(targetOf('key-vault'), groupWith(...rules));

    expect(rulesOf(onOurSide(wanted))).toEqual([[`${first} ${number}`], [`${second} ${number}`]]);
  });

  it.each<readonly [TargetKind, string]>([
    ['key-vault', 'AzureKeyVault'],
    ['storage', 'Storage'],
    ['managed-hsm', 'Internet'],
  ])('lets our subnet send to %s: to %s, or to the private endpoints in reach', (kind, tag) => {
    const changes = onOurSide(wantedWay(targetOf(kind))).flatMap((option) => option.changes);

    expect(changes).toMatchObject(
      [tag, 'VirtualNetwork'].map((destination) => ({
        kind: 'add-security-rule',
        group: NSG,
        direction: 'Outbound',
        protocol: 'Tcp',
        source: 'VirtualNetwork',
        destination,
        ports: [443],
      })),
    );
  });

  it('is for the ports that are called', () => {
    const target = { ...targetOf('event-hubs'), ports: [5671, 443] };

    expect(onOurSide(wantedWay(target))[0]).toMatchObject({
      changes: [{ ports: [5671, 443] }],
      portal: expect.stringContaining('/outboundSecurityRules'),
      order: 60,
    });
  });

  it.each<readonly [string, readonly ArmResource[]]>([
    ['outside a network', [apim()]],
    ['in a subnet that cannot be found', [virtualNetwork([])]],
    ['in a subnet without a group', [networkWith([], { networkSecurityGroup: undefined })]],
    ['in a subnet whose group cannot be found', [networkWith([], { networkSecurityGroup: { id: `${NSG}-x` } })]],
  ])('is none %s', (_, around) => {
    expect(onOurSide(wantedWay(targetOf('key-vault'), around))).toEqual([]);
  });

  it('is none where no number is left', () => {
    const full = Array.from({ length: 3997 }, (_, at) => deny(100 + at));

    expect(onOurSide(wantedWay(targetOf('key-vault'), groupWith(...full)))).toEqual([]);
  });

  it('lets in what comes from the network at each subnet of private endpoints once', () => {
    const target = targetOf('key-vault', {
      privateEndpointConnections: [connection('a', 'Approved'), connection('b', 'Approved', `${ENDPOINT}-2`)],
    });
    const group = `${NSG}-pe`;
    const place = `${VNET}/subnets/snet-pe`;
    const network = virtualNetwork([subnet(), subnet({ networkSecurityGroup: { id: group } }, place)]);
    const endpoint = privateEndpoint(target);
    const around = [
      network,
      endpoint,
      { ...endpoint, id: `${ENDPOINT}-2` },
      networkSecurityGroup([deny(200, { direction: 'Inbound' }), deny(150)], group),
    ];

    expect(atTheEndpoint(wantedWay(target, around))).toMatchObject([
      {
        changes: [
          { kind: 'add-security-rule', group, direction: 'Inbound', priority: 185, destination: 'VirtualNetwork' },
        ],
        portal: expect.stringContaining('/inboundSecurityRules'),
      },
    ]);
    expect(atTheEndpoint(wantedWay(target, [network]))).toEqual([]);
  });
});
