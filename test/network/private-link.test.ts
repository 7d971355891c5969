import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { TargetKind } from '../../src/model/services.ts';
import { render } from '../../src/model/text.ts';
import type { Target } from '../../src/network/target.ts';
import { apim, armId, resource, SUBNET, subnet, VNET, virtualNetwork } from '../support/resources.ts';
import {
  connected,
  EGRESS,
  ENDPOINT,
  ENDPOINT_ADDRESS,
  networkWith,
  peering,
  privateEndpoint,
  record,
  restricted,
  type Scene,
  sightOf,
  targetOf,
  ZONES,
  zoneId,
  zoneLink,
} from './support.ts';

const KINDS: readonly TargetKind[] = [
  'key-vault',
  'managed-hsm',
  'storage',
  'service-bus',
  'event-hubs',
  'container-registry',
];

/** A target that only private endpoints reach, with its rule set where it has one. */
function closedTarget(kind: TargetKind, status = 'Approved') {
  return restricted(kind, { publicNetworkAccess: 'Disabled', extra: connected(status) });
}

const { target: vault } = closedTarget('key-vault');
const healthy = [privateEndpoint(vault), zoneLink('key-vault'), record('key-vault')];
/** The zone itself, which shows that it can be seen. */
const zone = resource(zoneId('key-vault'), { location: 'global', properties: {} });
const without = (...ids: readonly string[]) => healthy.filter((entry) => !ids.includes(entry.id));

const SECOND = `${ENDPOINT}2`;
/** A vault that only its two private endpoints reach. */
const withTwo = targetOf('key-vault', {
  publicNetworkAccess: 'Disabled',
  privateEndpointConnections: [ENDPOINT, SECOND].flatMap(
    (id) => (connected('Approved', id).privateEndpointConnections ?? []) as Json[],
  ),
});

function judge(scene: Scene = {}, target: Target = vault) {
  return sightOf(target, { around: healthy, ...scene });
}

describe('whose private endpoint it is', () => {
  const leading = (connections: readonly JsonObject[]) => ({
    ...privateEndpoint(vault),
    properties: {
      ...(privateEndpoint(vault).properties as JsonObject),
      privateLinkServiceConnections: connections.map((properties) => ({ properties })),
    },
  });
  const sight = (connections: readonly JsonObject[]) =>
    judge({ around: [leading(connections), zoneLink('key-vault'), record('key-vault')] });

  it('is that of the resource and sub-resource that it names', () => {
    const other = armId('Microsoft.KeyVault/vaults/other');
    expect(sight([{ privateLinkServiceId: vault.resource.id.toUpperCase(), groupIds: ['Vault'] }]).answer).toBe('yes');
    expect(sight([{ privateLinkServiceId: other, groupIds: ['vault'] }]).answer).toBe('no');
    expect(sight([{ privateLinkServiceId: vault.resource.id, groupIds: [] }]).answer).not.toBe('yes');
    expect(
      sight([
        { privateLinkServiceId: other, groupIds: ['vault'] },
        { privateLinkServiceId: vault.resource.id, groupIds: ['vault'] },
      ]).answer,
    ).toBe('yes');
  });
});

describe('an approved private endpoint in the own network, found by DNS', () => {
  it.each(KINDS)('is a way to %s', (kind) => {
    const { target, resources } = closedTarget(kind);
    const data = record(kind, ['10.0.2.6'], 'target1.northeurope.data');
    const around = [...resources, privateEndpoint(target), zoneLink(kind), record(kind), data];

    expect(sightOf(target, { around })).toMatchObject({ answer: 'yes', way: 'private-endpoint' });
  });

  it('is no way for an instance outside a network', () => {
    expect(judge({ service: apim() }).answer).toBe('no');
  });
});

describe('the connection', () => {
  it.each(['Pending', 'Rejected', 'Disconnected'])('is no way while it is %s', (status) => {
    expect(judge({}, closedTarget('key-vault', status).target).answer).toBe('no');
  });

  it('must be for the sub-resource that is called', () => {
    const { target } = closedTarget('storage');
    const file = privateEndpoint(target, {
      privateLinkServiceConnections: [{ properties: { privateLinkServiceId: target.resource.id, groupIds: ['file'] } }],
    });

    expect(sightOf(target, { around: [file, zoneLink('storage'), record('storage')] }).answer).toBe('no');
  });

  it('may be a manual one', () => {
    const { target } = closedTarget('storage');
    const manual = privateEndpoint(target, {
      privateLinkServiceConnections: [],
      manualPrivateLinkServiceConnections: [
        { properties: { privateLinkServiceId: target.resource.id.toUpperCase(), groupIds: ['Blob'] } },
      ],
    });

    expect(sightOf(target, { around: [manual, zoneLink('storage'), record('storage')] }).answer).toBe('yes');
  });

  it('leaves it open when the endpoint may not be read, and is no way when the endpoint is gone', () => {
    expect(judge({ denied: [ENDPOINT] })).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
    expect(judge({ around: without(ENDPOINT) }).answer).toBe('no');
  });

  it('leaves other ways alone while the endpoint may not be read, unless the name leads to it', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });
    const judgeWith = (around: readonly ArmResource[]) =>
      sightOf(target, { around, network: networkWith([]), denied: [ENDPOINT] });

    const unlinked = without(zoneLink('key-vault').id);
    expect(judgeWith(unlinked)).toMatchObject({ answer: 'yes', way: 'ip-rule' });
    expect(judgeWith([...unlinked, zone])).toMatchObject({ answer: 'yes', way: 'ip-rule' });
    expect(judgeWith(healthy)).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
  });
});

describe('peering', () => {
  const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
  const THIRD = armId('Microsoft.Network/virtualNetworks/vnet-third');
  const far = privateEndpoint(vault, {}, `${HUB}/subnets/snet-pe`);
  const own = (...peerings: readonly JsonObject[]) => virtualNetwork([subnet()], { virtualNetworkPeerings: peerings });
  const hub = (...peerings: readonly JsonObject[]) => virtualNetwork([], { virtualNetworkPeerings: peerings }, HUB);
  const away = (network: ArmResource, ...others: readonly ArmResource[]) =>
    judge({ network, around: [far, zoneLink('key-vault'), record('key-vault'), ...others] });

  it('carries over to a network that is peered in both directions', () => {
    expect(away(own(peering(HUB)), hub(peering(VNET.toUpperCase()))).answer).toBe('yes');
  });

  it.each([
    ['there is none', own(), hub()],
    ['only one side has it', own(peering(HUB)), hub()],
    ['it is only initiated', own(peering(HUB, { peeringState: 'Initiated' })), hub(peering(VNET))],
    ['the other side is disconnected', own(peering(HUB)), hub(peering(VNET, { peeringState: 'Disconnected' }))],
    ['traffic is switched off', own(peering(HUB, { allowVirtualNetworkAccess: false })), hub(peering(VNET))],
    ['traffic is switched off there', own(peering(HUB)), hub(peering(VNET, { allowVirtualNetworkAccess: false }))],
    [
      'it spans other subnets',
      own(peering(HUB, { peerCompleteVnets: false, localSubnetNames: ['snet-other'], remoteSubnetNames: ['snet-pe'] })),
      hub(peering(VNET)),
    ],
    [
      'it spans other subnets there',
      own(
        peering(HUB, { peerCompleteVnets: false, localSubnetNames: ['snet-apim'], remoteSubnetNames: ['snet-other'] }),
      ),
      hub(peering(VNET)),
    ],
    [
      'the other side spans other subnets',
      own(peering(HUB)),
      hub(
        peering(VNET, { peerCompleteVnets: false, localSubnetNames: ['snet-pe'], remoteSubnetNames: ['snet-other'] }),
      ),
    ],
    ['it leads to a third network', own(peering(THIRD)), hub(peering(VNET))],
    ['that of the other side leads to a third network', own(peering(HUB)), hub(peering(THIRD))],
    [
      'a hub is disconnected',
      own(peering(THIRD, { peeringState: 'Disconnected', useRemoteGateways: true, allowForwardedTraffic: true })),
      hub(),
    ],
  ])('is no way when %s', (_, network, other) => {
    expect(away(network, other).answer).toBe('no');
  });

  it('carries over where it says nothing of access', () => {
    const silent = { allowVirtualNetworkAccess: null };
    expect(away(own(peering(HUB, silent)), hub(peering(VNET, silent))).answer).toBe('yes');
  });

  it.each([
    ['none', []],
    ['Connected', [peering(THIRD), peering(HUB)]],
    ['absent', [peering(HUB, { peeringState: null })]],
  ])('is shown as %s', (observed, peerings) => {
    expect(away(own(...peerings), hub()).evidence).toContainEqual(
      expect.objectContaining({ property: 'properties.virtualNetworkPeerings', observed }),
    );
  });

  it('of single subnets counts when it names both', () => {
    const names = { peerCompleteVnets: false, localSubnetNames: ['SNET-APIM'], remoteSubnetNames: ['snet-pe'] };

    expect(away(own(peering(HUB, names)), hub(peering(VNET))).answer).toBe('yes');
  });

  it.each(['useRemoteGateways', 'allowForwardedTraffic'])('to a third network with %s may carry on', (property) => {
    const third = peering(THIRD, { [property]: true });

    expect(away(own(third), hub())).toMatchObject({ answer: 'unknown', reason: 'TRANSIT_ROUTING' });
  });

  it('leaves it open when the other network cannot be read', () => {
    const sight = judge({
      network: own(peering(HUB)),
      around: [far, zoneLink('key-vault'), record('key-vault'), hub(peering(VNET))],
      denied: [HUB],
    });

    expect(sight).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
  });

  it('makes a name that leads there a dead end for every other way', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });
    const around = [far, hub(), record('key-vault')];

    expect(sightOf(target, { network: networkWith([]), around }).answer).toBe('yes');
    expect(sightOf(target, { network: networkWith([]), around: [...around, zoneLink('key-vault')] }).answer).toBe('no');
  });
});

describe('DNS', () => {
  it('leaves it open with custom servers', () => {
    const network = virtualNetwork([subnet()], { dhcpOptions: { dnsServers: ['10.9.9.9'] } });

    expect(judge({ network })).toMatchObject({ answer: 'unknown', reason: 'CUSTOM_DNS' });
  });

  it.each([[[]], [['168.63.129.16']]])('is judged with Azure DNS written as %j', (dnsServers) => {
    expect(judge({ network: virtualNetwork([subnet()], { dhcpOptions: { dnsServers } }) }).answer).toBe('yes');
  });

  it('is no way without a linked zone, and other ways still count', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });
    const around = without(zoneLink('key-vault').id);

    expect(judge({ around: [...around, zone] }).answer).toBe('no');
    expect(sightOf(target, { around, network: networkWith([]) })).toMatchObject({ answer: 'yes', way: 'ip-rule' });
  });

  it('does not know of a zone that nobody shows: it may stand in a hub', () => {
    const around = without(zoneLink('key-vault').id);

    expect(judge({ around })).toMatchObject({ answer: 'unknown', reason: 'ZONE_NOT_VISIBLE' });
    expect(judge({ around: [...around, zone], denied: [zone.id] })).toMatchObject({ reason: 'ZONE_NOT_VISIBLE' });
  });

  it('does not mind the zone of another service, or a link to another network', () => {
    const elsewhere = zoneLink('key-vault', armId('Microsoft.Network/virtualNetworks/vnet-other'));

    const around = [...without(zoneLink('key-vault').id), zoneLink('storage'), elsewhere, zone];
    expect(judge({ around }).answer).toBe('no');
  });

  it.each([
    ['its own rules', restricted('key-vault', { ips: [EGRESS], extra: connected() }).target],
    ['an open door', targetOf('key-vault', connected())],
    ['the private endpoint', vault],
  ])('breaks %s when the linked zone lacks the name', (_, target) => {
    const sight = sightOf(target, { around: without(record('key-vault').id), network: networkWith([]) });

    expect(sight.answer).toBe('no');
    expect(JSON.stringify(sight.message)).toContain(ZONES['key-vault']);
  });

  it('breaks nothing when the target has no private endpoint, or one of another sub-resource only', () => {
    const account = targetOf('storage', connected());
    const file = privateEndpoint(account, {
      privateLinkServiceConnections: [
        { properties: { privateLinkServiceId: account.resource.id, groupIds: ['file'] } },
      ],
    });

    expect(sightOf(targetOf('key-vault'), { around: [zoneLink('key-vault')] }).answer).toBe('yes');
    expect(sightOf(account, { around: [file, zoneLink('storage')] }).answer).toBe('yes');
  });

  it('breaks nothing when the link falls back to public names', () => {
    const link = zoneLink('key-vault', VNET, { resolutionPolicy: 'NxDomainRedirect' });
    const open = targetOf('key-vault', connected());

    expect(sightOf(open, { around: [privateEndpoint(open), link] }).answer).toBe('yes');
  });

  it('breaks nothing for an instance outside a network', () => {
    const around = without(record('key-vault').id);

    expect(sightOf(targetOf('key-vault', connected()), { around, service: apim() }).answer).toBe('yes');
  });

  it.each([
    [
      'the link is still being made',
      {
        around: [
          ...without(zoneLink('key-vault').id),
          zoneLink('key-vault', VNET, { virtualNetworkLinkState: 'InProgress' }),
        ],
      },
      'BUSY',
    ],
    ['links cannot be read', { failing: { virtualNetworkLinks: 'THROTTLED' } }, 'THROTTLED'],
    [
      'records cannot be read',
      { around: without(record('key-vault').id), failing: { addressRecords: 'THROTTLED' } },
      'THROTTLED',
    ],
    ['the record is hidden', { denied: [`${zoneId('key-vault')}/A`] }, 'FORBIDDEN'],
    ['the own network is hidden', { denied: [VNET] }, 'FORBIDDEN'],
  ] as const)('leaves it open when %s', (_, scene, reason) => {
    expect(judge(scene)).toMatchObject({ answer: 'unknown', reason });
  });

  it('takes a record that Resource Graph does not show yet', () => {
    expect(judge({ failing: { 'addressrecords:target1': 'THROTTLED' } }).answer).toBe('yes');
  });

  it('does not take a hidden zone for one that is not linked', () => {
    const group = resource(`${ENDPOINT}/privateDnsZoneGroups/default`, {
      properties: { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: zoneId('key-vault') } }] },
    });
    const around = [...healthy, group];

    expect(judge({ around, denied: [zoneId('key-vault')] })).toMatchObject({
      answer: 'unknown',
      reason: 'ZONE_NOT_VISIBLE',
    });
    expect(judge({ around: [privateEndpoint(vault), group, zone] }).answer).toBe('no');
  });

  it('needs the data name of a registry too', () => {
    const { target } = closedTarget('container-registry');
    const around = [privateEndpoint(target), zoneLink('container-registry'), record('container-registry')];

    expect(sightOf(target, { around }).answer).toBe('no');
  });
});

describe('the address of the record', () => {
  const stale = [...without(record('key-vault').id), record('key-vault', ['10.0.2.99'])];
  const plain = { customDnsConfigs: [] };
  const nic = armId('Microsoft.Network/networkInterfaces/nic1', 'rg-target');
  const nicResource = resource(nic, {
    properties: { ipConfigurations: [{ properties: { privateIPAddress: ENDPOINT_ADDRESS } }] },
  });
  const bare = (...others: readonly ArmResource[]) => [
    privateEndpoint(vault, { ...plain, networkInterfaces: [{ id: nic }] }),
    zoneLink('key-vault'),
    ...others,
  ];

  it('must be the one of the endpoint', () => {
    expect(judge({ around: stale }).answer).toBe('no');
    expect(
      judge({ around: [...without(record('key-vault').id), record('key-vault', [ENDPOINT_ADDRESS, '10.0.2.99'])] })
        .answer,
    ).toBe('no');
  });

  it('is compared with the network interface when the endpoint does not tell', () => {
    expect(judge({ around: bare(nicResource, record('key-vault')) }).answer).toBe('yes');
    expect(judge({ around: bare(nicResource, record('key-vault', ['10.0.2.99'])) }).answer).toBe('no');
  });

  it('may be one of several, all of which must be within reach', () => {
    const far = `${armId('Microsoft.Network/virtualNetworks/vnet-far')}/subnets/snet-pe`;
    const second = {
      ...privateEndpoint(vault, { customDnsConfigs: [{ ipAddresses: ['10.0.2.6'] }] }, far),
      id: SECOND,
    };
    const judgeRecord = (...addresses: readonly string[]) =>
      sightOf(withTwo, {
        around: [privateEndpoint(vault), second, zoneLink('key-vault'), record('key-vault', addresses)],
      }).answer;

    expect(judgeRecord(ENDPOINT_ADDRESS)).toBe('yes');
    expect(judgeRecord(ENDPOINT_ADDRESS, '10.0.2.6')).toBe('no');
    expect(judgeRecord('10.0.2.6')).toBe('no');
  });

  it('may be any of several that an endpoint has', () => {
    const several = privateEndpoint(vault, { customDnsConfigs: [{ ipAddresses: ['10.0.2.4', ENDPOINT_ADDRESS] }] });
    expect(judge({ around: [several, ...without(ENDPOINT)] }).answer).toBe('yes');
  });

  it('leads nowhere where an endpoint has one that cannot be read', () => {
    const odd = privateEndpoint(vault, { customDnsConfigs: [{ ipAddresses: ['somewhere'] }] });
    expect(judge({ around: [odd, ...without(ENDPOINT)] }).answer).toBe('no');
  });

  it('of an endpoint that is gone does not close other ways, since the connection is out of date', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });

    expect(sightOf(target, { around: without(ENDPOINT), network: networkWith([]) })).toMatchObject({
      answer: 'yes',
      way: 'ip-rule',
    });
  });

  it('is accepted when nobody tells the address of the endpoint', () => {
    expect(judge({ around: bare(record('key-vault')) }).answer).toBe('yes');
  });
});

describe('an instance whose subnet id is missing', () => {
  it('is unknown whatever the target says', () => {
    const service = apim({ virtualNetworkType: 'External' });

    expect(sightOf(vault, { service })).toMatchObject({ answer: 'unknown', reason: 'SUBNET_MISSING' });
    expect(sightOf(restricted('key-vault', { subnets: [SUBNET] }).target, { service }).reason).toBe('SUBNET_MISSING');
  });
});

describe('a zone that is not linked, as far as can be seen', () => {
  const OTHER = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net', 'rg-hub');
  const LINKS = `children:${zoneId('key-vault')}/virtualNetworkLinks`.toLowerCase();
  const NAMED = 'named:privatelink.vaultcore.azure.net';
  const group = (...ids: readonly string[]) =>
    resource(`${ENDPOINT}/privateDnsZoneGroups/default`, {
      properties: { privateDnsZoneConfigs: ids.map((id) => ({ properties: { privateDnsZoneId: id } })) },
    });
  const own = privateEndpoint(vault);
  const far = privateEndpoint(vault, {}, `${armId('Microsoft.Network/virtualNetworks/vnet-far')}/subnets/s`);
  const zoneOf = (id: string) => `resource:${id}`.toLowerCase();

  it.each<[string, readonly ArmResource[], Scene, string]>([
    ['is no way where its links can be read', [own, zone], {}, 'no'],
    ['is not known where its links may not be read', [own, zone], { failing: { [LINKS]: 'FORBIDDEN' } }, 'FORBIDDEN'],
    ['is no way where its links are gone', [own, zone], { failing: { [LINKS]: 'NOT_FOUND' } }, 'no'],
    ['is not known while it is looked for', [own], { failing: { [NAMED]: 'PENDING' } }, 'PENDING'],
    [
      'is not known while the zone of the endpoint is read',
      [own, zone, group(OTHER)],
      { failing: { [zoneOf(OTHER)]: 'PENDING' } },
      'PENDING',
    ],
    [
      'is not known where the zone of the endpoint may not be read',
      [own, zone, group(OTHER)],
      { failing: { [zoneOf(OTHER)]: 'FORBIDDEN' } },
      'ZONE_NOT_VISIBLE',
    ],
    [
      'is no way where the zone of the endpoint is gone and one of its name is seen',
      [own, zone, group(OTHER)],
      {},
      'no',
    ],
    [
      'is not known where the zone of the endpoint is gone and none of its name is seen',
      [own, group(OTHER)],
      {},
      'ZONE_NOT_VISIBLE',
    ],
    [
      'is no way where one of two zones of the endpoint is seen, and the other gone',
      [own, zone, group(OTHER, zone.id)],
      {},
      'no',
    ],
    [
      'is no way where the zone of the endpoint is seen by its id alone',
      [own, zone, group(zone.id)],
      { failing: { [NAMED]: 'TARGET_NOT_VISIBLE' } },
      'no',
    ],
    [
      'is not known while the zone group may not be read',
      [own, zone],
      { failing: { [`children:${ENDPOINT}/privateDnsZoneGroups`.toLowerCase()]: 'THROTTLED' } },
      'THROTTLED',
    ],
    [
      'is not known while the endpoint may not be read',
      [zone],
      { failing: { [zoneOf(ENDPOINT)]: 'THROTTLED' } },
      'THROTTLED',
    ],
    ['is no way to an endpoint out of reach, whoever hides the zone', [far], {}, 'no'],
    ['is no way to an endpoint that is gone, whoever hides the zone', [], {}, 'no'],
  ])('%s', (_, around, scene, expected) => {
    const { answer, reason } = judge({ around, ...scene });

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });

  it('is told with what stands in the way', () => {
    const told = (...around: readonly ArmResource[]) => render(judge({ around }).message);

    expect(told(own, zone)).toContain('is not linked to the network');
    expect(told(far, zone)).toContain('is out of reach');
    expect(told(own)).toContain('cannot be seen');
  });
});

describe('custom DNS servers', () => {
  const network = virtualNetwork([subnet()], { dhcpOptions: { dnsServers: ['10.9.9.9'] } });
  const far = privateEndpoint(vault, {}, `${armId('Microsoft.Network/virtualNetworks/vnet-far')}/subnets/s`);

  it.each<[string, readonly ArmResource[], Scene, string]>([
    ['leave a way to an endpoint within reach open', healthy, {}, 'CUSTOM_DNS'],
    ['open no way to an endpoint out of reach', [far], {}, 'no'],
    ['are told before an endpoint that may not be read', healthy, { denied: [ENDPOINT] }, 'CUSTOM_DNS'],
    [
      'are told after an endpoint that is still being read',
      healthy,
      { failing: { [`resource:${ENDPOINT}`.toLowerCase()]: 'PENDING' } },
      'PENDING',
    ],
  ])('%s', (_, around, scene, expected) => {
    const { answer, reason } = judge({ network, around, ...scene });

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });
});

describe('custom DNS servers before two private endpoints', () => {
  const network = virtualNetwork([subnet()], { dhcpOptions: { dnsServers: ['10.9.9.9'] } });
  const far = `${armId('Microsoft.Network/virtualNetworks/vnet-far')}/subnets/s`;
  const near = `${VNET}/subnets/snet-pe`;

  it.each([
    ['the first is within reach', near, far, 'unknown'],
    ['the second is within reach', far, near, 'unknown'],
    ['neither is within reach', far, far, 'no'],
  ])('where %s', (_, first, second, expected) => {
    const around = [
      privateEndpoint(withTwo, {}, first),
      { ...privateEndpoint(withTwo, {}, second), id: SECOND, name: 'pe-second' },
    ];
    expect(sightOf(withTwo, { network, around }).answer).toBe(expected);
  });
});

describe('a further name of a registry', () => {
  const { target } = closedTarget('container-registry');
  const called = { ...target, resource: { ...target.resource, location: 'northeurope' } };
  const data = 'target1.northeurope.data';
  const own = resource(armId(`Microsoft.Network/privateDnsZones/${data}.privatelink.azurecr.io`, 'rg-dns'), {
    properties: {},
  });
  const ownLink = resource(`${own.id}/virtualNetworkLinks/l`, { properties: { virtualNetwork: { id: VNET } } });
  const base = [privateEndpoint(called), zoneLink('container-registry'), record('container-registry')];

  it.each<[string, readonly ArmResource[], Scene, string]>([
    ['must stand in the zone', base, {}, 'no'],
    ['is found there', [...base, record('container-registry', [ENDPOINT_ADDRESS], data)], {}, 'yes'],
    ['need not stand there where it has a zone of its own', [...base, own, ownLink], {}, 'yes'],
    [
      'leaves it open where it may not be read',
      base,
      { failing: { [`addressRecords:${data}`]: 'PENDING' } },
      'PENDING',
    ],
  ])('%s', (_, around, scene, expected) => {
    const { answer, reason } = judge({ around, ...scene }, called);

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });
});

describe('an endpoint of storage that may not be read', () => {
  const account = targetOf('storage', connected());
  const denied = [ENDPOINT];

  it.each<[string, readonly ArmResource[], string]>([
    ['leaves an open account alone where no zone is linked', [], 'yes'],
    ['leaves it open whether a zone that lacks the name is in the way', [zoneLink('storage')], 'FORBIDDEN'],
    ['leaves it open whether the name leads to it', [zoneLink('storage'), record('storage')], 'FORBIDDEN'],
    [
      'leaves an open account alone where the zone falls back to the public name',
      [zoneLink('storage', VNET, { resolutionPolicy: 'NxDomainRedirect' })],
      'yes',
    ],
  ])('%s', (_, around, expected) => {
    const { answer, reason } = judge({ around, denied }, account);

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });

  it('is no way through a zone that lacks the name of a vault', () => {
    const open = targetOf('key-vault', connected());

    expect(judge({ around: [zoneLink('key-vault')], denied }, open).answer).toBe('no');
  });
});
