import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { unappliedDns } from '../../src/network/dns-servers.ts';
import type { EstateOptions } from '../support/estate.ts';
import { APIM, apim, armId, injected, resource, subnet, VNET, virtualNetwork } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import {
  connected,
  privateEndpoint,
  record,
  restricted,
  type Scene,
  sightOf,
  targetOf,
  zoneId,
  zoneLink,
} from './support.ts';

const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
const FIREWALL = armId('Microsoft.Network/azureFirewalls/afw', 'rg-hub');
const POLICY = armId('Microsoft.Network/firewallPolicies/afwp', 'rg-hub');
const RESOLVER = armId('Microsoft.Network/dnsResolvers/dnspr', 'rg-hub');
const { target: vault } = restricted('key-vault', { publicNetworkAccess: 'Disabled', extra: connected() });
const zone = resource(zoneId('key-vault'), { location: 'global', properties: {} });

function status(...dnsServers: readonly string[]): ArmResource {
  const networkStatus: Json = { dnsServers, connectivityStatus: [] };
  return { ...resource(`${APIM}/networkstatus`), value: [{ location: 'West Europe', networkStatus }] };
}

function peered(dnsServers: readonly string[], peerings: readonly string[] = [HUB]): ArmResource {
  return virtualNetwork([subnet()], {
    dhcpOptions: { dnsServers },
    virtualNetworkPeerings: peerings.map((id) => ({
      name: 'to-hub',
      properties: { remoteVirtualNetwork: { id }, peeringState: 'Connected', allowVirtualNetworkAccess: true },
    })),
  });
}

function firewall(properties: JsonObject = {}, address = '10.0.0.4', network = HUB): ArmResource {
  return resource(FIREWALL, {
    location: 'westeurope',
    properties: {
      firewallPolicy: { id: POLICY },
      ipConfigurations: [
        {
          name: 'ip',
          properties: { privateIPAddress: address, subnet: { id: `${network}/subnets/AzureFirewallSubnet` } },
        },
      ],
      ...properties,
    },
  });
}

const policy = (dnsSettings: JsonObject | null) => resource(POLICY, { properties: { dnsSettings } });

function inbound(address: string, network = HUB): ArmResource {
  return resource(`${RESOLVER}/inboundEndpoints/in`, {
    properties: {
      ipConfigurations: [{ privateIpAddress: address, subnet: { id: `${network}/subnets/snet-dns` } }],
    },
  });
}

function judge(network: ArmResource, around: readonly ArmResource[], scene: Scene = {}) {
  const linked = zoneLink('key-vault', HUB);
  return sightOf(vault, {
    network,
    around: [privateEndpoint(vault), zone, linked, record('key-vault'), ...around],
    ...scene,
  });
}

describe('whose network answers names', () => {
  const proxy = policy({ enableProxy: true, servers: [] });

  it.each<[string, ArmResource, readonly ArmResource[], string]>([
    ['the proxy of a firewall in the hub', peered(['10.0.0.4']), [firewall(), proxy], 'yes'],
    [
      'that proxy, and Azure DNS behind it',
      peered(['10.0.0.4']),
      [firewall(), policy({ enableProxy: true, servers: ['168.63.129.16'] })],
      'yes',
    ],
    ['a firewall whose proxy is off', peered(['10.0.0.4']), [firewall(), policy({ enableProxy: false })], 'CUSTOM_DNS'],
    ['a firewall whose policy does not speak of DNS', peered(['10.0.0.4']), [firewall(), policy(null)], 'CUSTOM_DNS'],
    [
      'a proxy that asks servers of its own',
      peered(['10.0.0.4']),
      [firewall(), policy({ enableProxy: true, servers: ['10.9.9.9'] })],
      'CUSTOM_DNS',
    ],
    ['a firewall whose policy is not shown', peered(['10.0.0.4']), [firewall()], 'CUSTOM_DNS'],
    [
      'a firewall of that address in a network that is not peered',
      peered(['10.0.0.4'], []),
      [firewall(), proxy],
      'CUSTOM_DNS',
    ],
    ['a firewall at another address', peered(['10.0.0.4']), [firewall({}, '10.0.0.40'), proxy], 'CUSTOM_DNS'],
    [
      'a classic firewall with a proxy',
      peered(['10.0.0.4']),
      [firewall({ firewallPolicy: null, additionalProperties: { 'Network.DNS.EnableProxy': 'true' } })],
      'yes',
    ],
    ['a classic firewall without one', peered(['10.0.0.4']), [firewall({ firewallPolicy: null })], 'CUSTOM_DNS'],
    ['the inbound endpoint of a resolver', peered(['10.0.0.36']), [inbound('10.0.0.36')], 'yes'],
    ['a server that nobody shows', peered(['10.9.9.9']), [firewall(), proxy], 'CUSTOM_DNS'],
    ['a proxy beside a server that nobody shows', peered(['10.0.0.4', '10.9.9.9']), [firewall(), proxy], 'CUSTOM_DNS'],
    [
      'a proxy beside Azure DNS, which answer from two networks',
      peered(['10.0.0.4', '168.63.129.16']),
      [firewall(), proxy],
      'CUSTOM_DNS',
    ],
    ['Azure DNS, while the zone is linked to the hub only', peered([]), [], 'no'],
  ])('%s', (_, network, around, expected) => {
    const sight = judge(network, around);
    expect(sight.answer === 'unknown' ? sight.reason : sight.answer).toBe(expected);
  });

  it('is found where the firewall has a further address in no subnet, and the network a peering to nowhere', () => {
    const nowhere = { properties: { publicIPAddress: { id: 'pip' } } };
    const placed = {
      properties: { subnet: { id: `${HUB}/subnets/AzureFirewallSubnet` }, privateIPAddress: '10.0.0.4' },
    };
    const two = firewall({ ipConfigurations: [nowhere, placed] });
    const network = virtualNetwork([subnet()], {
      dhcpOptions: { dnsServers: ['10.0.0.4'] },
      virtualNetworkPeerings: [{ properties: {} }, { properties: { remoteVirtualNetwork: { id: HUB } } }],
    });

    expect(judge(network, [two, proxy]).answer).toBe('yes');
  });

  it('is that of the servers which the gateway reports, before those of its network', () => {
    const own = zoneLink('key-vault');
    expect(judge(peered([]), [own, status('10.9.9.9')])).toMatchObject({ answer: 'unknown', reason: 'CUSTOM_DNS' });
    expect(judge(peered(['10.9.9.9']), [own, status('168.63.129.16')]).answer).toBe('yes');
    expect(judge(peered(['10.9.9.9']), [own, status()]).answer).toBe('yes');
    expect(judge(peered([]), [firewall(), proxy, status('10.0.0.4')]).answer).toBe('yes');
  });

  it('is that of its network where no status tells', () => {
    const own = zoneLink('key-vault');
    expect(judge(peered([]), [own]).answer).toBe('yes');
    const elsewhere = {
      ...status('10.9.9.9'),
      value: [{ location: 'East US', networkStatus: { dnsServers: ['10.9.9.9'] } }],
    };
    expect(judge(peered([]), [own, elsewhere]).answer).toBe('yes');
  });
});

describe('which zone answers', () => {
  const service = apim(injected());
  const named = (
    name: string,
    records: Readonly<Record<string, string>>,
    link: JsonObject = {},
  ): readonly ArmResource[] => {
    const id = armId(`Microsoft.Network/privateDnsZones/${name}`, 'rg-dns');
    return [
      resource(id, { location: 'global', properties: {} }),
      resource(`${id}/virtualNetworkLinks/l`, {
        properties: { virtualNetwork: { id: VNET }, virtualNetworkLinkState: 'Completed', ...link },
      }),
      ...Object.entries(records).map(([record, ipv4Address]) =>
        resource(`${id}/A/${record}`, { properties: { aRecords: [{ ipv4Address }] } }),
      ),
    ];
  };
  const open = targetOf('storage');
  const host = open.host;
  const suffix = host.slice(host.indexOf('.') + 1);

  it.each<[string, readonly ArmResource[], string]>([
    ['no zone', [], 'yes'],
    ['a zone of the public suffix without the name', named(suffix, { other: '10.0.2.9' }), 'no'],
    [
      'such a zone that falls back to the public name',
      named(suffix, {}, { resolutionPolicy: 'NxDomainRedirect' }),
      'yes',
    ],
    ['a zone of the very host without an address', named(host, {}), 'no'],
    ['a zone of the suffix that leads to a private address of somebody', named(suffix, { target1: '10.0.2.9' }), 'no'],
    ['a zone that leads to a public address, whose nobody tells', named(suffix, { target1: '20.60.1.1' }), 'unknown'],
    ['a zone of a wider suffix', named('core.windows.net', {}), 'no'],
    ['a zone of another name that only ends alike', named(`x${suffix}`, {}), 'yes'],
    ['a privatelink zone, while no private endpoint makes an alias', named(`privatelink.${suffix}`, {}), 'yes'],
  ])('to an open account: %s', (_, around, expected) => {
    expect(sightOf(open, { service, around }).answer).toBe(expected);
  });

  it('is the longest that fits, and its record may be that of the host itself', () => {
    const { target } = restricted('key-vault', { publicNetworkAccess: 'Disabled', extra: connected() });
    const own = named(target.host, { '@': '10.0.2.5' });
    const wide = named('vault.azure.net', {});
    expect(sightOf(target, { service, around: [privateEndpoint(target), ...wide, ...own] }).answer).toBe('yes');
    expect(sightOf(target, { service, around: [privateEndpoint(target), ...wide] }).answer).toBe('no');
  });

  it('breaks every way to a target whose name it lacks', () => {
    const { target } = restricted('storage', { ips: ['20.50.1.1'] });
    const away = { ...target, resource: { ...target.resource, location: 'northeurope' } };
    expect(sightOf(away, { service }).answer).toBe('yes');
    expect(sightOf(away, { service, around: named(suffix, {}) }).answer).toBe('no');
  });
});

describe("an endpoint's own route", () => {
  const ROUTES = armId('Microsoft.Network/routeTables/rt-apim');
  const FAR = `${VNET}/subnets/snet-pe`;
  const judgeRoute = (policies: string | null, addressPrefix: string) => {
    const network = virtualNetwork([
      subnet({ routeTable: { id: ROUTES } }),
      {
        id: FAR,
        name: 'snet-pe',
        properties: { addressPrefix: '10.0.2.0/24', privateEndpointNetworkPolicies: policies },
      },
    ]);
    const properties = { addressPrefix, nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.9.4' };
    const table = resource(ROUTES, { properties: { routes: [{ name: 'r', properties }] } });
    const endpoint = privateEndpoint(vault);
    const placed = { ...endpoint, properties: { ...(endpoint.properties as JsonObject), subnet: { id: FAR } } };
    return sightOf(vault, {
      network,
      depth: 'full',
      around: [placed, zone, zoneLink('key-vault'), record('key-vault'), table],
    });
  };

  it.each([
    [null, '10.0.2.0/24', 'yes'],
    ['Disabled', '10.0.0.0/16', 'yes'],
    ['NetworkSecurityGroupEnabled', '10.0.2.0/24', 'yes'],
    ['Disabled', '10.0.2.5/32', 'unknown'],
    ['Enabled', '10.0.2.0/24', 'unknown'],
    ['Enabled', '10.0.0.0/16', 'unknown'],
    ['RouteTableEnabled', '10.0.2.0/24', 'unknown'],
    ['Enabled', '0.0.0.0/0', 'yes'],
  ])('with policies %s beats a route of %s or not: %s', (policies, prefix, expected) => {
    expect(judgeRoute(policies, prefix).answer).toBe(expected);
  });
});

describe('DNS servers that are not applied yet', () => {
  const SERVER = '10.9.9.9';
  const STATUS = `${APIM}/networkstatus`.toLowerCase();

  it.each<[string, readonly string[], readonly string[] | undefined, boolean]>([
    ['another server', [SERVER], ['10.0.0.4'], true],
    ['a server where the network names none', [], [SERVER], true],
    ['none where the network names one', [SERVER], [], true],
    ['the same server', [SERVER], [SERVER], false],
    ['the same servers in another order', [SERVER, '10.0.0.4'], ['10.0.0.4', SERVER], false],
    ['the same server twice', [SERVER], [SERVER, SERVER], false],
    ['one server fewer', [SERVER, '10.0.0.4'], [SERVER], true],
    ['Azure DNS in words and without', [], ['168.63.129.16'], false],
    ['nothing', [SERVER], undefined, false],
  ])('are seen where the gateway reports %s', (_, own, reported, expected) => {
    const around = reported === undefined ? [] : [status(...reported)];

    expect(unapplied([peered(own), ...around])).toEqual(expected ? { configured: own, reported } : undefined);
  });

  it.each<[string, EstateOptions]>([
    ['the network may not be read', { denied: [VNET] }],
    ['the status may not be read', { failing: { [`resource:${STATUS}`]: 'FORBIDDEN' } }],
    ['the status is still being read', { failing: { [`resource:${STATUS}`]: 'PENDING' } }],
  ])('are not seen while %s', (_, options) => {
    expect(unapplied([peered([SERVER]), status('10.0.0.4')], options)).toBeUndefined();
  });

  it('are not seen where the gateway is merely integrated, or its status tells of none', () => {
    const silent = { ...status(), value: [{ location: 'West Europe', networkStatus: { connectivityStatus: [] } }] };
    expect(unapplied([peered([SERVER]), silent])).toBeUndefined();

    const v2 = apim(injected(), { sku: { name: 'StandardV2', capacity: 1 } });
    expect(unapplied([peered([SERVER]), status('10.0.0.4')], {}, v2)).toBeUndefined();
  });

  function unapplied(resources: readonly ArmResource[], options: EstateOptions = {}, service = apim(injected())) {
    return unappliedDns(primaryLocation(service), subjectOf([service, ...resources], options));
  }
});

describe('names while something is still being read', () => {
  const pending = (question: string): Scene => ({ failing: { [question]: 'PENDING' } });

  it.each([
    ['the status of the network', `resource:${APIM.toLowerCase()}/networkstatus`, peered([]), []],
    ['who answers at an address', 'dnsForwarders:10.0.0.4', peered(['10.0.0.4']), [firewall()]],
    [
      'the zones',
      `virtualNetworkLinks:${HUB.toLowerCase()}`,
      peered(['10.0.0.4']),
      [firewall(), policy({ enableProxy: true })],
    ],
    ['the records', 'addressRecords', peered(['10.0.0.4']), [firewall(), policy({ enableProxy: true })]],
  ])('wait for %s', (_, question, network, around) => {
    expect(judge(network, around, pending(question))).toMatchObject({ answer: 'unknown', reason: 'PENDING' });
  });

  it('are those of custom servers where nobody may see who answers', () => {
    expect(judge(peered(['10.0.0.4']), [firewall()], { failing: { dnsForwarders: 'FORBIDDEN' } })).toMatchObject({
      answer: 'unknown',
      reason: 'CUSTOM_DNS',
    });
  });

  it('wait for no status of a gateway that is merely integrated', () => {
    const service = apim(injected(), { sku: { name: 'StandardV2', capacity: 1 } });
    const scene = pending(`resource:${APIM.toLowerCase()}/networkstatus`);

    expect(judge(peered([]), [zoneLink('key-vault')], { ...scene, service }).answer).toBe('yes');
  });
});

describe('a classic firewall', () => {
  it('that asks servers of its own resolves nobody knows what', () => {
    const settings = { 'Network.DNS.EnableProxy': 'true', 'Network.DNS.Servers': '10.9.9.9' };
    const classic = firewall({ firewallPolicy: null, additionalProperties: settings });

    expect(judge(peered(['10.0.0.4']), [classic])).toMatchObject({ answer: 'unknown', reason: 'CUSTOM_DNS' });
  });
});

describe('two forwarders of one address', () => {
  it('leave open who answers', () => {
    const around = [firewall(), policy({ enableProxy: true }), inbound('10.0.0.4')];

    expect(judge(peered(['10.0.0.4']), around)).toMatchObject({ answer: 'unknown', reason: 'CUSTOM_DNS' });
  });
});

describe('a record without an address', () => {
  const empty = resource(`${zoneId('key-vault')}/A/target1`, { properties: { aRecords: [{}] } });
  const around = [privateEndpoint(vault), zone, zoneLink('key-vault')];

  it('is as good as none', () => {
    expect(sightOf(vault, { around: [...around, empty] }).answer).toBe('no');
  });

  it('does not take one beside it along', () => {
    const mixed = { ...empty, properties: { aRecords: [{}, { ipv4Address: '10.0.2.5' }] } };
    expect(sightOf(vault, { around: [...around, mixed] }).answer).toBe('yes');
  });
});

describe('records that Resource Graph does not show', () => {
  const name = `resource:${zoneId('key-vault')}/A/target1`.toLowerCase();
  const scene = (failing: NonNullable<EstateOptions['failing']>) =>
    judge(peered(['10.0.0.4']), [firewall(), policy({ enableProxy: true })], { failing });

  it.each<[string, NonNullable<EstateOptions['failing']>, string]>([
    ['are read by their id', { addressRecords: 'FORBIDDEN' }, 'yes'],
    [
      'are not known where that may not be read either',
      { addressRecords: 'THROTTLED', [name]: 'FORBIDDEN' },
      'FORBIDDEN',
    ],
    ['are not known where neither tells', { addressRecords: 'THROTTLED', [name]: 'NOT_FOUND' }, 'THROTTLED'],
  ])('%s', (_, failing, expected) => {
    const { answer, reason } = scene(failing);

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });

  it('are those of the zone that is linked, not of another one of the same name', () => {
    const other = resource(
      armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net/A/target1', 'rg-x'),
      {
        properties: { aRecords: [{ ipv4Address: '10.0.9.9' }] },
      },
    );

    expect(judge(peered(['10.0.0.4']), [firewall(), policy({ enableProxy: true }), other]).answer).toBe('yes');
  });

  it('of a public address among private ones are somebody else', () => {
    const mixed = record('key-vault', ['10.0.2.5', '20.60.1.1']);
    const around = [
      firewall(),
      policy({ enableProxy: true }),
      zone,
      zoneLink('key-vault', HUB),
      privateEndpoint(vault),
    ];

    expect(sightOf(vault, { network: peered(['10.0.0.4']), around: [...around, mixed] })).toMatchObject({
      answer: 'unknown',
      reason: 'CUSTOM_DNS',
    });
  });
});
