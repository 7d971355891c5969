import type { JsonObject } from '../../../src/model/json.ts';
import { forcedTunnelling } from '../../../src/retirements/trusted-service-connectivity/forced-tunnelling.ts';
import { armId, resource, VNET } from '../../support/resources.ts';
import type { SubjectOptions } from '../../support/subject.ts';
import { itemsOf, judged, network } from './shared/network-support.ts';

const TABLE = armId('Microsoft.Network/routeTables/rt-apim');
const ENDPOINTS = ['Microsoft.Sql', 'Microsoft.Storage', 'Microsoft.EventHub', 'Microsoft.KeyVault'];

type RouteRow = readonly [prefix: string, nextHopType: string];

interface Setting {
  readonly type?: 'External' | 'Internal';
  readonly endpoints?: readonly string[];
  readonly routes?: readonly RouteRow[];
  readonly table?: JsonObject;
  readonly network?: JsonObject;
  readonly gateway?: boolean;
  readonly options?: SubjectOptions;
}

function resources({ type = 'Internal', endpoints = ENDPOINTS, routes, table = {}, network: own, gateway }: Setting) {
  return [
    ...network({
      type,
      subnet: {
        serviceEndpoints: endpoints.map((service) => ({ service, provisioningState: 'Succeeded' })),
        ...(routes === undefined ? {} : { routeTable: { id: TABLE } }),
      },
      network: own ?? {},
    }),
    resource(TABLE, {
      properties: {
        routes: (routes ?? []).map(([addressPrefix, nextHopType], at) => ({
          name: `r${at}`,
          properties: { addressPrefix, nextHopType },
        })),
        ...table,
      },
    }),
    ...(gateway === true
      ? [
          resource(armId('Microsoft.Network/virtualNetworkGateways/gw'), {
            properties: { ipConfigurations: [{ properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }] },
          }),
        ]
      : []),
  ];
}

const tunnel: RouteRow = ['0.0.0.0/0', 'VirtualAppliance'];
const spared: RouteRow = ['ApiManagement', 'Internet'];
const peering = { virtualNetworkPeerings: [{ properties: { peeringState: 'Connected', useRemoteGateways: true } }] };

describe('forced-tunnelling', () => {
  it.each<readonly [string, string, Setting]>([
    ['there is no table and no gateway', 'pass', {}],
    ['the default route leads to the Internet', 'pass', { routes: [['0.0.0.0/0', 'Internet']], gateway: true }],
    ['the default route leads nowhere', 'fail/outage ROUTE_CUT', { routes: [['0.0.0.0/0', 'None']] }],
    [
      'the default route leads nowhere, though ApiManagement is spared',
      'fail/outage ROUTE_CUT',
      { routes: [['0.0.0.0/0', 'None'], spared] },
    ],
    ['an appliance takes all', 'fail/outage ROUTE_CUT', { routes: [tunnel] }],
    ['a gateway takes all', 'fail/outage ROUTE_CUT', { routes: [['0.0.0.0/0', 'VirtualNetworkGateway']] }],
    [
      'an appliance takes both halves',
      'fail/outage ROUTE_CUT',
      {
        routes: [
          ['0.0.0.0/1', 'VirtualAppliance'],
          ['128.0.0.0/1', 'VirtualAppliance'],
        ],
      },
    ],
    [
      'ApiManagement has a route into the tunnel',
      'fail/outage ROUTE_CUT',
      { routes: [tunnel, ['ApiManagement', 'VirtualAppliance']] },
    ],
    [
      'ApiManagement is spared for one region only',
      'fail/outage ROUTE_CUT',
      { routes: [tunnel, ['ApiManagement.WestEurope', 'Internet']] },
    ],
    ['ApiManagement is spared, Internal', 'pass', { routes: [tunnel, spared] }],
    ['ApiManagement is spared, External', 'warn RETURN_ROUTES', { type: 'External', routes: [tunnel, spared] }],
    ['ApiManagement is spared in lower case', 'pass', { routes: [tunnel, ['apimanagement', 'Internet']] }],
    [
      'both halves are tunnelled and ApiManagement is spared',
      'pass',
      { routes: [['0.0.0.0/1', 'VirtualAppliance'], ['128.0.0.0/1', 'VirtualAppliance'], spared] },
    ],
    ['an endpoint is missing', 'unknown NVA_RULES', { routes: [tunnel, spared], endpoints: ENDPOINTS.slice(1) }],
    [
      'an endpoint is missing, External',
      'unknown NVA_RULES',
      { type: 'External', routes: [tunnel, spared], endpoints: [] },
    ],
    [
      'the endpoint of Storage is the global one',
      'pass',
      {
        routes: [tunnel, spared],
        endpoints: [...ENDPOINTS.filter((name) => name !== 'Microsoft.Storage'), 'Microsoft.Storage.Global'],
      },
    ],
    ['a gateway may teach a default route', 'unknown BGP_DEFAULT_ROUTE', { gateway: true }],
    ['a remote gateway may teach a default route', 'unknown BGP_DEFAULT_ROUTE', { network: peering }],
    ['propagation is off', 'pass', { gateway: true, routes: [], table: { disableBgpRoutePropagation: true } }],
    ['the gateways are unread', 'unknown FORBIDDEN', { options: { failing: { virtualNetworkGateways: 'FORBIDDEN' } } }],
    ['the table is unread', 'unknown FORBIDDEN', { routes: [], options: { denied: [TABLE] } }],
  ])('when %s: %s', (_, expected, setting) => {
    expect(judged(forcedTunnelling, resources(setting), setting.options)).toEqual([`snet-apim@westeurope ${expected}`]);
  });

  it('offers the route for ApiManagement under a free name', () => {
    const [item] = itemsOf(forcedTunnelling, resources({ routes: [tunnel] }));

    expect(item?.fix?.command).toContain(
      'az network route-table route create -g rg-api --route-table-name rt-apim --subscription 11111111-1111-4111-8111-111111111111 -n apim-control-plane --address-prefix ApiManagement --next-hop-type Internet',
    );
  });

  it('offers no command where a route that somebody wrote must change', () => {
    const changed = [
      { routes: [['0.0.0.0/0', 'None']] as const },
      { routes: [tunnel, ['ApiManagement', 'None']] as const },
    ];

    for (const setting of changed) {
      const [item] = itemsOf(forcedTunnelling, resources(setting));
      expect(item?.fix?.command).toBeUndefined();
    }
  });
});
