import type { ArmResource } from '../../../src/model/arm.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { forcedTunnelling } from '../../../src/retirements/trusted-service-connectivity/forced-tunnelling.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { APIM, apim, armId, resource, VNET } from '../../support/resources.ts';
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
  readonly status?: readonly JsonObject[];
  readonly options?: SubjectOptions;
}

function resources({
  type = 'Internal',
  endpoints = ENDPOINTS,
  routes,
  table = {},
  network: own,
  gateway,
  status,
}: Setting) {
  return [
    ...(status === undefined ? [] : [reported(status)]),
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

function reported(connectivityStatus: readonly JsonObject[]): ArmResource {
  const networkStatus = { dnsServers: [], connectivityStatus };
  return { ...resource(`${APIM}/networkstatus`), value: [{ location: 'West Europe', networkStatus }] };
}

const entry = (status: string, rest: JsonObject = {}): JsonObject => ({
  name: 'x',
  status,
  resourceType: 'SQLDatabase',
  isOptional: false,
  lastUpdated: '2026-11-22T09:00:00Z',
  ...rest,
});
const management = (status: string, rest: JsonObject = {}) =>
  entry(status, { resourceType: 'ApiManagement Control Plane - inbound', ...rest });
const OLD = { lastUpdated: '2026-11-20T09:00:00Z' };
const OPTIONAL = { isOptional: true };

const tunnel: RouteRow = ['0.0.0.0/0', 'VirtualAppliance'];
const spared: RouteRow = ['ApiManagement', 'Internet'];
const peering = { virtualNetworkPeerings: [{ properties: { peeringState: 'Connected', useRemoteGateways: true } }] };

checkRequirement(forcedTunnelling, {
  pass: [['no table and no gateway', resources({}), ['pass snet-apim westeurope']]],
  fail: [['a tunnel for everything', resources({ routes: [tunnel] }), ['fail outage ROUTE_CUT snet-apim westeurope']]],
  unknown: [
    [
      'a gateway that may teach a default route',
      resources({ gateway: true }),
      ['unknown BGP_DEFAULT_ROUTE snet-apim westeurope'],
    ],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('forced-tunnelling', () => {
  it.each<readonly [string, string, Setting]>([
    ['there is no table and no gateway', 'pass', {}],
    ['the default route leads to the Internet', 'pass', { routes: [['0.0.0.0/0', 'Internet']], gateway: true }],
    ['the default route leads nowhere', 'fail outage ROUTE_CUT', { routes: [['0.0.0.0/0', 'None']] }],
    [
      'the default route leads nowhere, though ApiManagement is spared',
      'fail outage ROUTE_CUT',
      { routes: [['0.0.0.0/0', 'None'], spared] },
    ],
    ['an appliance takes all', 'fail outage ROUTE_CUT', { routes: [tunnel] }],
    ['a gateway takes all', 'fail outage ROUTE_CUT', { routes: [['0.0.0.0/0', 'VirtualNetworkGateway']] }],
    [
      'an appliance takes both halves',
      'fail outage ROUTE_CUT',
      {
        routes: [
          ['0.0.0.0/1', 'VirtualAppliance'],
          ['128.0.0.0/1', 'VirtualAppliance'],
        ],
      },
    ],
    [
      'ApiManagement has a route into the tunnel',
      'fail outage ROUTE_CUT',
      { routes: [tunnel, ['ApiManagement', 'VirtualAppliance']] },
    ],
    [
      'ApiManagement is spared for one region only',
      'fail outage ROUTE_CUT',
      { routes: [tunnel, ['ApiManagement.WestEurope', 'Internet']] },
    ],
    ['ApiManagement is spared, Internal', 'pass', { routes: [tunnel, spared] }],
    [
      'ApiManagement is spared, External',
      'fail unsupported EXTERNAL_FORCED_TUNNEL',
      { type: 'External', routes: [tunnel, spared] },
    ],
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
    expect(judged(forcedTunnelling, resources(setting), setting.options)).toEqual([`${expected} snet-apim westeurope`]);
  });

  it.each<readonly [string, string, Setting]>([
    ['a gateway may teach a default route, and all is healthy', 'pass', { gateway: true, status: [entry('success')] }],
    [
      'so in External mode',
      'pass',
      { gateway: true, type: 'External', status: [entry('success'), entry('failure', OPTIONAL)] },
    ],
    ['the status is old', 'unknown BGP_DEFAULT_ROUTE', { gateway: true, status: [entry('success', OLD)] }],
    [
      'the status tells no time',
      'unknown BGP_DEFAULT_ROUTE',
      { gateway: true, status: [entry('success', { lastUpdated: null })] },
    ],
    [
      'something required fails',
      'unknown BGP_DEFAULT_ROUTE',
      { gateway: true, status: [entry('success'), entry('failure')] },
    ],
    [
      'Entra ID fails, whatever Azure calls optional',
      'unknown BGP_DEFAULT_ROUTE',
      {
        gateway: true,
        status: [entry('success'), entry('failure', { ...OPTIONAL, resourceType: 'AzureActiveDirectory' })],
      },
    ],
    ['nothing required is told', 'unknown BGP_DEFAULT_ROUTE', { gateway: true, status: [entry('success', OPTIONAL)] }],
    [
      'the gateways are unread, and all is healthy',
      'pass',
      { status: [entry('success')], options: { failing: { virtualNetworkGateways: 'FORBIDDEN' } } },
    ],
    [
      'the route table is unread, which no status settles',
      'unknown FORBIDDEN',
      { routes: [], status: [entry('success')], options: { denied: [TABLE] } },
    ],
    [
      'an endpoint is missing, and all is healthy',
      'pass',
      { routes: [tunnel, spared], endpoints: [], status: [entry('success')] },
    ],
    [
      'the same in External mode cuts clients',
      'fail unsupported EXTERNAL_FORCED_TUNNEL',
      { type: 'External', routes: [tunnel, spared], endpoints: [], status: [entry('success')] },
    ],
    [
      'no route spares the control plane, healthy or not',
      'fail outage ROUTE_CUT',
      { routes: [tunnel], status: [entry('success')] },
    ],
    [
      'single routes spare it, management inbound healthy',
      'pass',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [management('success'), entry('failure')] },
    ],
    [
      'single routes spare it, management inbound failing',
      'unknown CONTROL_PLANE_ROUTES',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [management('failure')] },
    ],
    [
      'single routes spare it, management inbound old',
      'unknown CONTROL_PLANE_ROUTES',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [management('success', OLD)] },
    ],
    [
      'single routes spare it, no status',
      'unknown CONTROL_PLANE_ROUTES',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']] },
    ],
    [
      'single routes spare it, and of two kinds of management inbound one fails',
      'unknown CONTROL_PLANE_ROUTES',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [management('success'), management('failure')] },
    ],
    [
      'single routes spare it, and the status tells nothing of management inbound',
      'unknown CONTROL_PLANE_ROUTES',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [entry('success')] },
    ],
    [
      'a range of public addresses leads to the Internet',
      'fail outage ROUTE_CUT',
      { routes: [tunnel, ['20.31.0.0/16', 'Internet']], status: [management('success')] },
    ],
    [
      'a single route leads to the Internet, and ApiManagement into the tunnel',
      'fail outage ROUTE_CUT',
      {
        routes: [tunnel, ['20.31.1.1/32', 'Internet'], ['ApiManagement', 'VirtualAppliance']],
        status: [management('success')],
      },
    ],
    [
      'the gateways are still being read',
      'unknown PENDING',
      { status: [entry('success')], options: { failing: { virtualNetworkGateways: 'PENDING' } } },
    ],
    [
      'a single route leads to a private address',
      'fail outage ROUTE_CUT',
      { routes: [tunnel, ['10.0.9.9/32', 'Internet']] },
    ],
    [
      'a single route leads into the tunnel too',
      'fail outage ROUTE_CUT',
      { routes: [tunnel, ['20.31.1.1/32', 'VirtualAppliance']] },
    ],
  ])('by the network status, when %s: %s', (_, expected, setting) => {
    expect(judged(forcedTunnelling, resources(setting), setting.options)).toEqual([`${expected} snet-apim westeurope`]);
  });

  it('offers the route for ApiManagement under a free name', () => {
    const [item] = itemsOf(forcedTunnelling, resources({ routes: [tunnel] }));

    expect(item?.fix?.command).toContain(
      'az network route-table route create -g rg-api --route-table-name rt-apim --subscription 11111111-1111-4111-8111-111111111111 -n apim-control-plane --address-prefix ApiManagement --next-hop-type Internet',
    );
  });

  it.each<readonly [string, readonly RouteRow[]]>([
    ['r0', [['0.0.0.0/0', 'None']]],
    ['r0', [['0.0.0.0/0', 'None'], spared]],
    ['r1', [tunnel, ['ApiManagement', 'None']]],
  ])('names the route %s, which somebody wrote and must change, and offers no command: %j', (name, routes) => {
    const [item] = itemsOf(forcedTunnelling, resources({ routes }));

    expect(item?.fix?.title.values).toMatchObject({ route: name });
    expect(item?.fix?.command).toBeUndefined();
  });

  it.each<readonly [string, Setting, readonly string[]]>([
    ['the route that leads nowhere', { routes: [['0.0.0.0/0', 'None']] }, ['0.0.0.0/0 to None']],
    [
      'the tunnel, and that no route spares the control plane',
      { routes: [tunnel] },
      ['0.0.0.0/0 to VirtualAppliance', 'absent'],
    ],
    [
      'the tunnel, the route of the control plane, and the endpoints',
      { routes: [tunnel, spared], endpoints: ['Microsoft.Sql'] },
      ['0.0.0.0/0 to VirtualAppliance', 'ApiManagement to Internet', 'Microsoft.Sql'],
    ],
    [
      'that there is no endpoint',
      { routes: [tunnel, spared], endpoints: [] },
      ['0.0.0.0/0 to VirtualAppliance', 'ApiManagement to Internet', 'none'],
    ],
    [
      'the single routes, and how management comes in',
      { routes: [tunnel, ['20.31.1.1/32', 'Internet']], status: [management('success', { lastUpdated: null })] },
      ['0.0.0.0/0 to VirtualAppliance', '20.31.1.1/32 to Internet', 'success (last updated no time told)'],
    ],
  ])('shows %s', (_, setting, expected) => {
    const [item] = itemsOf(forcedTunnelling, resources(setting));

    expect(item?.evidence.map(({ observed }) => observed)).toEqual(expected);
  });
});
