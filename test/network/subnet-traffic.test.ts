import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import {
  apim,
  armId,
  injected,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import {
  connected,
  EGRESS,
  ENDPOINT_ADDRESS,
  networkWith,
  privateEndpoint,
  record,
  restricted,
  type Scene,
  sightOf,
  subnetWith,
  targetOf,
  zoneLink,
} from './support.ts';

const TABLE = armId('Microsoft.Network/routeTables/rt1');
const deny = (destination: string, ports = '443') =>
  securityRule('deny', { access: 'Deny', destinationAddressPrefix: destination, destinationPortRange: ports });

function group(...rules: readonly JsonObject[]): ArmResource {
  return networkSecurityGroup(rules);
}

function routes(...entries: readonly (readonly [prefix: string, hop: string])[]): ArmResource {
  return resource(TABLE, {
    properties: {
      routes: entries.map(([addressPrefix, nextHopType], index) => ({
        name: `route${index}`,
        properties: {
          addressPrefix,
          nextHopType,
          ...(nextHopType === 'VirtualAppliance' ? { nextHopIpAddress: '10.0.9.4' } : {}),
        },
      })),
    },
  });
}

const open = targetOf('key-vault');
const full = (target = open, scene: Scene = {}) => sightOf(target, { depth: 'full', ...scene });

describe('an open target', () => {
  it('is in sight when the default rules and routes hold', () => {
    expect(full()).toMatchObject({ answer: 'yes', way: 'public' });
  });

  it('is in sight outside a network, whatever there is around', () => {
    expect(full(open, { service: apim(), around: [group(deny('Internet'))] }).answer).toBe('yes');
  });

  it.each([
    ['AzureKeyVault', 'no', 'NSG_DENY'],
    ['Internet', 'no', 'NSG_DENY'],
    ['AzureKeyVault.NorthEurope', 'no', 'NSG_DENY'],
    ['AzureKeyVault.EastUS', 'unknown', 'NSG_PARTIAL'],
    ['20.0.0.0/8', 'unknown', 'NSG_PARTIAL'],
    ['Storage', 'yes', undefined],
  ])('behind a rule that denies %s: %s', (destination, answer, reason) => {
    const sight = full(open, { around: [group(deny(destination))] });

    expect([sight.answer, sight.reason]).toEqual([answer, reason]);
  });

  it('is judged by its rules alone at depth target', () => {
    expect(sightOf(open, { around: [group(deny('Internet'))] }).answer).toBe('yes');
  });

  it('is undecided when the security group may not be read', () => {
    expect(full(open, { denied: [NSG] })).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
  });

  it.each([
    [[['0.0.0.0/0', 'None']], 'no', undefined],
    [[['0.0.0.0/0', 'VirtualAppliance']], 'unknown', 'NVA_RULES'],
    [[['0.0.0.0/0', 'VirtualNetworkGateway']], 'unknown', 'NVA_RULES'],
    [
      [
        ['0.0.0.0/0', 'VirtualAppliance'],
        ['AzureKeyVault', 'Internet'],
      ],
      'yes',
      undefined,
    ],
    [[['0.0.0.0/0', 'Internet']], 'yes', undefined],
  ] as const)('behind the routes %j: %s', (entries, answer, reason) => {
    const sight = full(open, { network: networkWith([], { routeTable: { id: TABLE } }), around: [routes(...entries)] });

    expect([sight.answer, sight.reason]).toEqual([answer, reason]);
  });

  it('takes the service endpoint past every route', () => {
    const network = networkWith(['Microsoft.KeyVault'], { routeTable: { id: TABLE } });

    expect(full(open, { network, around: [routes(['0.0.0.0/0', 'VirtualAppliance'])] }).answer).toBe('yes');
  });

  it('may be filtered by a service endpoint policy when it is storage', () => {
    const network = networkWith(['Microsoft.Storage'], {
      serviceEndpointPolicies: [{ id: armId('Microsoft.Network/serviceEndpointPolicies/p') }],
    });

    expect(full(targetOf('storage'), { network })).toMatchObject({ answer: 'unknown', reason: 'ENDPOINT_POLICY' });
  });
});

describe('several ports', () => {
  const hub = { ...targetOf('event-hubs', {}, { sku: { name: 'Basic' } }), ports: [5671, 5672, 443] };

  it.each([
    ['5671-5672', 'unknown', 'NSG_PARTIAL'],
    ['443', 'unknown', 'NSG_PARTIAL'],
    ['5671', 'unknown', 'NSG_PARTIAL'],
    ['*', 'no', 'NSG_DENY'],
    ['8080', 'yes', undefined],
  ])('with %s denied: %s', (ports, answer, reason) => {
    const sight = full(hub, { around: [group(deny('EventHub', ports))] });

    expect([sight.answer, sight.reason]).toEqual([answer, reason]);
  });
});

describe('IP rules under forced tunnelling', () => {
  const { target } = restricted('key-vault', { ips: [EGRESS] });
  const network = networkWith([], { routeTable: { id: TABLE } });

  it.each(['target', 'full'] as const)(
    'are undecided at depth %s, since the appliance has its own address',
    (depth) => {
      const around = [routes(['0.0.0.0/0', 'VirtualAppliance'])];

      expect(sightOf(target, { network, around, depth })).toMatchObject({ answer: 'unknown', reason: 'NVA_RULES' });
    },
  );

  it('match where the target has a route to the Internet of its own', () => {
    const around = [routes(['0.0.0.0/0', 'VirtualAppliance'], ['AzureKeyVault', 'Internet'])];

    expect(sightOf(target, { network, around }).answer).toBe('yes');
  });

  it('are undecided when the route table may not be read', () => {
    const around = [routes(['0.0.0.0/0', 'Internet'])];

    expect(sightOf(target, { network, around, denied: [TABLE] })).toMatchObject({
      answer: 'unknown',
      reason: 'FORBIDDEN',
    });
  });
});

describe('a virtual network rule', () => {
  const { target } = restricted('key-vault', { subnets: [SUBNET] });
  const network = networkWith(['Microsoft.KeyVault']);

  it('is worth nothing behind a security group that denies the service', () => {
    expect(full(target, { network }).answer).toBe('yes');
    expect(full(target, { network, around: [group(deny('AzureKeyVault'))] })).toMatchObject({
      answer: 'no',
      reason: 'NSG_DENY',
    });
  });
});

describe('a private endpoint', () => {
  const { target } = restricted('key-vault', { publicNetworkAccess: 'Disabled', extra: connected() });
  const around = [privateEndpoint(target), zoneLink('key-vault'), record('key-vault')];
  const farGroup = armId('Microsoft.Network/networkSecurityGroups/nsg-pe');
  const farSubnet = (policies: string) =>
    subnet(
      {
        addressPrefix: '10.0.2.0/24',
        networkSecurityGroup: { id: farGroup },
        serviceEndpoints: [],
        privateEndpointNetworkPolicies: policies,
      },
      `${VNET}/subnets/snet-pe`,
    );
  const denyIn = networkSecurityGroup(
    [
      securityRule('deny-in', {
        access: 'Deny',
        direction: 'Inbound',
        sourceAddressPrefix: '*',
        destinationPortRange: '*',
      }),
    ],
    farGroup,
  );

  it('needs no way to the Internet', () => {
    const network = networkWith([], { routeTable: { id: TABLE } });
    const others = [group(deny('Internet')), routes(['0.0.0.0/0', 'None'])];

    expect(full(target, { network, around: [...around, ...others] })).toMatchObject({
      answer: 'yes',
      way: 'private-endpoint',
    });
  });

  it.each(['VirtualNetwork', ENDPOINT_ADDRESS, '10.0.2.0/24', '*'])(
    'is worth nothing behind a rule that denies %s',
    (destination) => {
      expect(full(target, { around: [...around, group(deny(destination))] })).toMatchObject({
        answer: 'no',
        reason: 'NSG_DENY',
      });
    },
  );

  it.each([
    ['Enabled', 'no'],
    ['NetworkSecurityGroupEnabled', 'no'],
    ['Disabled', 'yes'],
    ['RouteTableEnabled', 'yes'],
  ])('with its own security group, and policies %s: %s', (policies, answer) => {
    const network = virtualNetwork([subnetWith([]), farSubnet(policies)]);

    expect(full(target, { network, around: [...around, denyIn] }).answer).toBe(answer);
  });

  it('is undecided when its own security group may not be read', () => {
    const network = virtualNetwork([subnetWith([]), farSubnet('Enabled')]);

    expect(full(target, { network, around: [...around, denyIn], denied: [farGroup] })).toMatchObject({
      answer: 'unknown',
      reason: 'FORBIDDEN',
    });
  });

  it('is undecided, not closed, when its address lies outside the address space that Azure tells', () => {
    const network = networkWith([], {}, { addressSpace: { addressPrefixes: ['10.0.1.0/24'] } });

    expect(full(target, { network, around }).answer).toBe('unknown');
  });

  it('is worth nothing behind a rule that denies its address, wherever its name leads', () => {
    const network = networkWith([], {}, { dhcpOptions: { dnsServers: ['10.9.9.9'] } });

    expect(full(target, { network, around })).toMatchObject({ answer: 'unknown', reason: 'CUSTOM_DNS' });
    expect(full(target, { network, around: [...around, group(deny(ENDPOINT_ADDRESS))] })).toMatchObject({
      answer: 'no',
      reason: 'NSG_DENY',
    });
  });

  it('behind a route of its own to an appliance is undecided', () => {
    const network = networkWith([], { routeTable: { id: TABLE } });
    const own = routes([`${ENDPOINT_ADDRESS}/32`, 'VirtualAppliance']);

    expect(full(target, { network, around: [...around, own] })).toMatchObject({
      answer: 'unknown',
      reason: 'NVA_RULES',
    });
  });
});

describe('a subnet that cannot be read', () => {
  it('leaves even an open target undecided, in full depth', () => {
    const scene = { service: apim(injected()), denied: [VNET] };

    expect(full(open, scene)).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
    expect(sightOf(open, scene).answer).toBe('yes');
  });
});

describe('several ports, of which one cannot be told', () => {
  const hub = { ...targetOf('event-hubs', {}, { sku: { name: 'Basic' } }), ports: [5671, 443] };
  const part = (ports: string, name = 'part') =>
    securityRule(name, {
      access: 'Deny',
      priority: 100,
      destinationAddressPrefix: '20.0.0.0/8',
      destinationPortRange: ports,
    });

  it('are undecided by that one, also where another is denied', () => {
    const sight = full(hub, { around: [group(part('443'), deny('EventHub', '5671'))] });

    expect(sight).toMatchObject({ answer: 'unknown', reason: 'NSG_PARTIAL' });
    expect(render(sight.message)).toContain('part');
  });

  it('tell of the one that is denied, not of the one that is open', () => {
    for (const port of ['5671', '443']) {
      const sight = full(hub, { around: [group(deny('EventHub', port))] });

      expect(render(sight.message)).toContain('The rule deny of nsg-apim (priority 200) denies');
    }
  });
});

describe('a service endpoint policy', () => {
  const policies = { serviceEndpointPolicies: [{ id: armId('Microsoft.Network/serviceEndpointPolicies/p') }] };

  it.each<[string, Parameters<typeof targetOf>[0], readonly string[], string]>([
    ['filters storage that takes the endpoint', 'storage', ['Microsoft.Storage'], 'unknown'],
    ['does not filter storage past the endpoint', 'storage', [], 'yes'],
    ['does not filter another service', 'key-vault', ['Microsoft.KeyVault', 'Microsoft.Storage'], 'yes'],
  ])('%s', (_, kind, services, expected) => {
    expect(full(targetOf(kind), { network: networkWith(services, policies) }).answer).toBe(expected);
  });
});

describe("a private endpoint's own side", () => {
  const { target } = restricted('key-vault', { publicNetworkAccess: 'Disabled', extra: connected() });
  const around = [privateEndpoint(target), zoneLink('key-vault'), record('key-vault')];
  const FAR = `${VNET}/subnets/snet-pe`;
  const far = (properties: JsonObject) =>
    subnet({ addressPrefix: '10.0.2.0/24', serviceEndpoints: [], ...properties }, FAR);

  it.each<[string, JsonObject, string]>([
    [
      'without a security group counts for nothing, whatever its policies',
      { networkSecurityGroup: null, privateEndpointNetworkPolicies: 'Enabled' },
      'yes',
    ],
    [
      'with one that is not there counts where its policies say so',
      { networkSecurityGroup: { id: `${NSG}-gone` }, privateEndpointNetworkPolicies: 'Enabled' },
      'NOT_FOUND',
    ],
    [
      'with one that is not there counts for nothing else',
      { networkSecurityGroup: { id: `${NSG}-gone` }, privateEndpointNetworkPolicies: 'Disabled' },
      'yes',
    ],
  ])('%s', (_, properties, expected) => {
    const { answer, reason } = full(target, { network: virtualNetwork([subnetWith([]), far(properties)]), around });

    expect(answer === 'unknown' ? reason : answer).toBe(expected);
  });

  it('is undecided while the network behind it may not be read by itself', () => {
    const failing = { [`resource:${FAR.toLowerCase()}`]: 'THROTTLED' } as const;

    expect(full(target, { around, failing })).toMatchObject({ answer: 'unknown', reason: 'THROTTLED' });
  });

  it('of another sub-resource, or one that is gone, is not asked', () => {
    const other = armId('Microsoft.Network/privateEndpoints/pe-other', 'rg-target');
    const two = {
      privateEndpointConnections: [
        ...(connected().privateEndpointConnections as readonly JsonObject[]),
        ...(connected('Approved', other).privateEndpointConnections as readonly JsonObject[]),
      ],
    };
    const { target: both } = restricted('key-vault', { publicNetworkAccess: 'Disabled', extra: two });
    const strange = resource(other, {
      properties: {
        subnet: { id: FAR },
        customDnsConfigs: [{ ipAddresses: ['10.0.2.9'] }],
        privateLinkServiceConnections: [
          { properties: { privateLinkServiceId: both.resource.id, groupIds: ['other'] } },
        ],
      },
    });
    const network = virtualNetwork([
      subnetWith([]),
      far({ networkSecurityGroup: { id: `${NSG}-gone` }, privateEndpointNetworkPolicies: 'Enabled' }),
    ]);
    const own = privateEndpoint(both, {}, SUBNET);
    const surroundings = [own, zoneLink('key-vault'), record('key-vault')];

    expect(full(both, { network, around: [...surroundings, strange] }).answer).toBe('yes');
    expect(full(both, { network, around: surroundings }).answer).toBe('yes');
  });
});
