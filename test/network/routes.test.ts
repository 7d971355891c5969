import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { defaultRoute } from '../../src/network/default-route.ts';
import type { FlowEnd } from '../../src/network/flow.ts';
import type { Hop } from '../../src/network/route-table.ts';
import { routeFor, routeToEndpoint } from '../../src/network/routes.ts';
import { subnetOf } from '../../src/network/subnet.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { armId, resource, SUBNET, subnet, VNET, virtualNetwork } from '../support/resources.ts';

const TABLE = armId('Microsoft.Network/routeTables/rt-apim');
const GATEWAY = armId('Microsoft.Network/virtualNetworkGateways/gw', 'rg-hub');

type RouteRow = readonly [prefix: string, nextHopType: string];

interface Setting {
  readonly routes?: readonly RouteRow[];
  readonly table?: JsonObject;
  readonly subnet?: JsonObject;
  readonly network?: JsonObject;
  readonly subnets?: readonly JsonObject[];
  readonly gateway?: boolean;
  readonly options?: EstateOptions;
}

function setUp({
  routes,
  table = {},
  subnet: own = {},
  network = {},
  subnets = [],
  gateway = false,
  options,
}: Setting) {
  const rows = (routes ?? []).map(([addressPrefix, nextHopType], index) => ({
    name: `r${index}`,
    properties: {
      addressPrefix,
      nextHopType,
      ...(nextHopType === 'VirtualAppliance' ? { nextHopIpAddress: '10.0.9.4' } : {}),
    },
  }));
  const routeTable = routes === undefined ? {} : { routeTable: { id: TABLE } };
  const estate = estateOf(
    [
      virtualNetwork([subnet({ serviceEndpoints: [], ...routeTable, ...own }), ...subnets], network),
      resource(TABLE, { properties: { routes: rows, ...table } }),
      ...(gateway
        ? [
            resource(GATEWAY, {
              properties: { ipConfigurations: [{ properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }] },
            }),
          ]
        : []),
    ],
    options,
  );
  const read = subnetOf(SUBNET, estate);
  if (!read.ok) throw new Error('the subnet of a test can be read');
  return { subnet: read.value, estate };
}

function defaultHop(setting: Setting) {
  const { subnet: own, estate } = setUp(setting);
  return defaultRoute(own, estate);
}

const gatewaySubnet = (properties: JsonObject): JsonObject => ({
  id: `${VNET}/subnets/GatewaySubnet`,
  name: 'GatewaySubnet',
  properties,
});
const remote = {
  virtualNetworkPeerings: [{ name: 'to-hub', properties: { peeringState: 'Connected', useRemoteGateways: true } }],
};

describe('the default route', () => {
  it.each<readonly [string, Hop, string | undefined, Setting]>([
    ['is direct without a table and a gateway', 'direct', undefined, {}],
    [
      'is direct by a route to the Internet',
      'direct',
      undefined,
      { routes: [['0.0.0.0/0', 'Internet']], gateway: true },
    ],
    ['leads to an appliance', 'appliance', undefined, { routes: [['0.0.0.0/0', 'VirtualAppliance']] }],
    ['leads to a gateway', 'gateway', undefined, { routes: [['0.0.0.0/0', 'VirtualNetworkGateway']] }],
    ['leads nowhere', 'none', undefined, { routes: [['0.0.0.0/0', 'None']] }],
    [
      'may be two halves',
      'appliance',
      undefined,
      {
        routes: [
          ['0.0.0.0/1', 'VirtualAppliance'],
          ['128.0.0.0/1', 'VirtualAppliance'],
        ],
      },
    ],
    [
      'is the halves where there is a whole too',
      'direct',
      undefined,
      {
        routes: [
          ['0.0.0.0/0', 'None'],
          ['0.0.0.0/1', 'Internet'],
          ['128.0.0.0/1', 'Internet'],
        ],
      },
    ],
    [
      'is as bad as the worse half',
      'none',
      undefined,
      {
        routes: [
          ['0.0.0.0/1', 'None'],
          ['128.0.0.0/1', 'Internet'],
        ],
      },
    ],
    ['cannot be told from one half', 'unknown', 'NVA_RULES', { routes: [['0.0.0.0/1', 'VirtualAppliance']] }],
    ['is not changed by one half to the Internet', 'direct', undefined, { routes: [['0.0.0.0/1', 'Internet']] }],
    ['cannot be told from a next hop that is new', 'unknown', 'NVA_RULES', { routes: [['0.0.0.0/0', 'Wormhole']] }],
    ['is not a private route', 'direct', undefined, { routes: [['10.0.0.0/8', 'VirtualAppliance']] }],
    ['may be learned from a gateway in the network', 'unknown', 'BGP_DEFAULT_ROUTE', { gateway: true }],
    ['may be learned from a gateway of a peered network', 'unknown', 'BGP_DEFAULT_ROUTE', { network: remote }],
    [
      'is not learned where propagation is off',
      'direct',
      undefined,
      { gateway: true, routes: [], table: { disableBgpRoutePropagation: true } },
    ],
    [
      'cannot be told while the gateways are unread',
      'unknown',
      'FORBIDDEN',
      { options: { failing: { virtualNetworkGateways: 'FORBIDDEN' } } },
    ],
    [
      'cannot be told while the gateway of a GatewaySubnet is not shown',
      'unknown',
      'FORBIDDEN',
      { subnets: [gatewaySubnet({})] },
    ],
    [
      'cannot be told while a known gateway may not be read',
      'unknown',
      'FORBIDDEN',
      {
        subnets: [gatewaySubnet({ ipConfigurations: [{ id: `${GATEWAY}/ipConfigurations/default` }] })],
        options: { denied: [GATEWAY] },
      },
    ],
    [
      'is direct where the GatewaySubnet is empty',
      'direct',
      undefined,
      { subnets: [gatewaySubnet({ ipConfigurations: [] })] },
    ],
    [
      'cannot be told while its table may not be read',
      'unknown',
      'FORBIDDEN',
      { routes: [], options: { denied: [TABLE] } },
    ],
  ])('%s', (_, hop, reason, setting) => {
    const judgement = defaultHop(setting);

    expect([judgement.hop, judgement.reason]).toEqual([hop, reason]);
    expect(judgement.evidence.length).toBeGreaterThan(0);
  });

  it('cannot be told while the peerings may not be read', () => {
    const { subnet: own, estate } = setUp({});
    const blind = {
      ...estate,
      resource: (id: string) => (id === VNET ? ({ ok: false, reason: 'FORBIDDEN' } as const) : estate.resource(id)),
    };

    expect(defaultRoute(own, blind)).toMatchObject({ hop: 'unknown', reason: 'FORBIDDEN' });
  });

  it('names its route', () => {
    expect(render(defaultHop({ routes: [['0.0.0.0/0', 'VirtualAppliance']] }).message)).toBe(
      'The route r0 of rt-apim sends 0.0.0.0/0 to VirtualAppliance 10.0.9.4.',
    );
  });

  it('does not depend on the order of the routes', () => {
    const row = fc.tuple(
      fc.constantFrom('0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', 'Storage'),
      fc.constantFrom('Internet', 'None', 'VirtualAppliance'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ([prefix]) => prefix }), (routes) => {
        expect(defaultHop({ routes: [...routes].reverse() }).hop).toBe(defaultHop({ routes }).hop);
      }),
    );
  });
});

describe('the way to', () => {
  const forced: RouteRow = ['0.0.0.0/0', 'VirtualAppliance'];
  const keyVault = { serviceEndpoints: [{ service: 'Microsoft.KeyVault', provisioningState: 'Succeeded' }] };
  const tag = (name: string): FlowEnd => ({ tag: name });
  const at = (...prefixes: string[]): FlowEnd => ({ prefixes });
  const peering = (properties: JsonObject) => ({
    virtualNetworkPeerings: [
      { properties: { peeringState: 'Connected', remoteVirtualNetwork: { id: `${VNET}-hub` }, ...properties } },
    ],
  });

  it.each<readonly [string, FlowEnd, Hop, Setting]>([
    ['the Internet is the default route', { tag: 'Internet' }, 'appliance', { routes: [forced] }],
    ['a service is the default route', tag('AzureKeyVault'), 'appliance', { routes: [forced] }],
    ['a service with an endpoint is direct', tag('AzureKeyVault'), 'direct', { routes: [forced], subnet: keyVault }],
    [
      'a service with a route of its own is that',
      tag('Storage'),
      'direct',
      { routes: [forced, ['Storage', 'Internet']] },
    ],
    [
      'a service with a route for one region is mixed',
      tag('Storage'),
      'unknown',
      { routes: [forced, ['Storage.WestEurope', 'Internet']] },
    ],
    [
      'a service may lie in a routed public range',
      tag('AzureKeyVault'),
      'unknown',
      { routes: [['20.0.0.0/8', 'None']] },
    ],
    ['a service does not lie in a private range', tag('AzureKeyVault'), 'direct', { routes: [['10.0.0.0/8', 'None']] }],
    ['the virtual network is direct', tag('VirtualNetwork'), 'direct', { routes: [forced] }],
    [
      'an address of the network is direct',
      at('10.0.2.5'),
      'direct',
      { routes: [forced, ['10.0.0.0/8', 'VirtualAppliance']] },
    ],
    [
      'an address of the network is the longer route',
      at('10.0.2.5'),
      'appliance',
      { routes: [['10.0.2.0/24', 'VirtualAppliance']] },
    ],
    [
      'an address of the network is the route of its own length',
      at('10.0.2.5'),
      'none',
      { routes: [['10.0.0.0/16', 'None']] },
    ],
    [
      'an address of a peered network is direct',
      at('10.1.0.4'),
      'direct',
      { network: peering({ remoteAddressSpace: { addressPrefixes: ['10.1.0.0/16'] } }) },
    ],
    ['an address that a peered network may hold is unknown', at('10.1.0.4'), 'unknown', { network: peering({}) }],
    ['a private address that nobody holds is nowhere', at('10.9.0.4'), 'none', {}],
    ['a private address that nobody holds is the appliance', at('10.9.0.4'), 'appliance', { routes: [forced] }],
    [
      'a public address is the longest route',
      at('20.1.2.3'),
      'none',
      { routes: [forced, ['20.1.0.0/16', 'None'], ['20.0.0.0/8', 'Internet']] },
    ],
    ['a range that a route splits is mixed', at('20.1.0.0/16'), 'unknown', { routes: [['20.1.2.0/24', 'None']] }],
    [
      'a service is one half of the Internet and the other',
      tag('Sql'),
      'appliance',
      {
        routes: [
          ['0.0.0.0/1', 'VirtualAppliance'],
          ['128.0.0.0/1', 'VirtualAppliance'],
        ],
      },
    ],
    [
      'a service is not known where one half of the Internet goes elsewhere',
      tag('Sql'),
      'unknown',
      { routes: [['128.0.0.0/1', 'VirtualAppliance']] },
    ],
    [
      'a service of a region is the route of the service as a whole',
      tag('Storage.WestEurope'),
      'appliance',
      { routes: [['Storage', 'VirtualAppliance']] },
    ],
    [
      'a service of a region is its own route before that of the service as a whole',
      tag('Storage.WestEurope'),
      'unknown',
      {
        routes: [
          ['Storage', 'VirtualAppliance'],
          ['Storage.WestEurope', 'Internet'],
        ],
      },
    ],
    ['a service with a route that nobody knows is unknown', tag('Storage'), 'unknown', { routes: [['Storage', 'x']] }],
    ['a service does not mind the route of another one', tag('Storage'), 'direct', { routes: [['Sql', 'None']] }],
    [
      'a service does not mind a route of IPv6 addresses',
      tag('Storage'),
      'direct',
      { routes: [['2603:1020::/32', 'None']] },
    ],
    [
      'a service does not mind a public range that goes the same way',
      tag('Storage'),
      'appliance',
      { routes: [forced, ['20.0.0.0/8', 'VirtualAppliance']] },
    ],
    [
      'a service with another service endpoint is the default route',
      tag('Storage'),
      'appliance',
      { routes: [forced], subnet: keyVault },
    ],
    ['the load balancer is direct', tag('AzureLoadBalancer'), 'direct', { routes: [forced] }],
    [
      'a public address is a route for a gateway',
      at('20.1.2.3'),
      'gateway',
      { routes: [['20.1.0.0/16', 'VirtualNetworkGateway']] },
    ],
    ['a public address does not mind the routes of services', at('20.1.2.3'), 'direct', { routes: [['Sql', 'None']] }],
    [
      'an address of a network that may not be read is unknown',
      at('10.9.0.4'),
      'unknown',
      { network: peering({ remoteVirtualNetwork: null }) },
    ],
    [
      'a service with a route of its own is that, whatever both halves of the Internet do',
      tag('Storage'),
      'direct',
      {
        routes: [
          ['0.0.0.0/1', 'VirtualAppliance'],
          ['128.0.0.0/1', 'VirtualAppliance'],
          ['Storage', 'Internet'],
        ],
      },
    ],
    [
      'a range that a route goes along with is that',
      at('20.1.0.0/16'),
      'direct',
      { routes: [['20.1.2.0/24', 'Internet']] },
    ],
    ['a private address does not lie on the Internet', at('10.9.0.4'), 'none', { routes: [['0.0.0.0/0', 'Internet']] }],
    ['a private address is its own route', at('10.9.0.4'), 'direct', { routes: [['10.9.0.0/16', 'VnetLocal']] }],
    ['no address is the default route', at(), 'appliance', { routes: [forced] }],
    ['several addresses is the worst', at('10.0.2.5', '20.1.2.3'), 'appliance', { routes: [forced] }],
  ])('%s', (_, destination, hop, setting) => {
    const { subnet: own, estate } = setUp(setting);

    expect(routeFor(own, destination, estate).hop).toBe(hop);
  });
});

describe('the way to a service whose default route nobody knows', () => {
  it('is not known for that reason, whatever a part of it takes', () => {
    const { subnet: own, estate } = setUp({ gateway: true, routes: [['20.0.0.0/8', 'None']] });
    expect(routeFor(own, { tag: 'Storage' }, estate)).toMatchObject({ hop: 'unknown', reason: 'BGP_DEFAULT_ROUTE' });
  });
});

describe('the way to a private endpoint', () => {
  const hopTo = (setting: Setting, ...addresses: readonly string[]) => {
    const { subnet: own, estate } = setUp(setting);
    return routeToEndpoint(own, addresses, estate).hop;
  };
  const singles: readonly RouteRow[] = [
    ['10.0.2.5/32', 'VirtualAppliance'],
    ['10.0.2.6/32', 'None'],
    ['10.0.2.7/32', 'VnetLocal'],
  ];

  it.each<readonly [string, readonly string[], Hop]>([
    ['is direct past every wider route', ['10.0.2.9'], 'direct'],
    ['is the route of its one address', ['10.0.2.5'], 'appliance'],
    ['is the worst of several, listed first', ['10.0.2.6', '10.0.2.5', '10.0.2.7'], 'none'],
    ['is the worst of several, listed last', ['10.0.2.7', '10.0.2.5', '10.0.2.6'], 'none'],
  ])('%s', (_, addresses, hop) => {
    expect(hopTo({ routes: [['10.0.0.0/8', 'VirtualAppliance'], ...singles] }, ...addresses)).toBe(hop);
  });

  it('is not known while the table may not be read', () => {
    expect(hopTo({ routes: [], options: { denied: [TABLE] } }, '10.0.2.5')).toBe('unknown');
  });
});

describe('a route as it is told', () => {
  const told = (routes: readonly JsonObject[]) => {
    const { subnet: own, estate } = setUp({ routes: [], table: { routes: [...routes] } });
    const judged = routeFor(own, { prefixes: ['20.1.2.3'] }, estate);
    return [judged.hop, judged.route?.name, judged.route?.nextHop];
  };
  const route = (properties: JsonObject, rest: JsonObject = { name: 'r' }): JsonObject => ({ ...rest, properties });

  it.each<[string, readonly JsonObject[], readonly (string | undefined)[]]>([
    [
      'has the address of its appliance',
      [route({ addressPrefix: '20.0.0.0/8', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.9.4' })],
      ['appliance', 'r', 'VirtualAppliance 10.0.9.4'],
    ],
    [
      'has no address beside another type',
      [route({ addressPrefix: '20.0.0.0/8', nextHopType: 'None', nextHopIpAddress: '10.0.9.4' })],
      ['none', 'r', 'None'],
    ],
    ['goes nobody knows where without a type', [route({ addressPrefix: '20.0.0.0/8' })], ['unknown', 'r', 'not told']],
    [
      'is named by its prefix where it has no name',
      [route({ addressPrefix: '20.0.0.0/8', nextHopType: 'None' }, {})],
      ['none', '20.0.0.0/8', 'None'],
    ],
    ['counts for nothing without a prefix', [route({ nextHopType: 'None' })], ['direct', undefined, undefined]],
  ])('%s', (_, routes, expected) => {
    expect(told(routes)).toEqual(expected);
  });
});

describe('a route table that may not be read', () => {
  it('is told by its own name', () => {
    const { subnet: own, estate } = setUp({ routes: [], options: { denied: [TABLE] } });

    expect(defaultRoute(own, estate)).toMatchObject({
      hop: 'unknown',
      reason: 'FORBIDDEN',
      evidence: [{ resource: TABLE, observed: 'FORBIDDEN' }],
    });
  });
});
