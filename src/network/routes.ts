/** Where a subnet's traffic goes. Domain 2 (V5) and 5, contract 7.24. */
import { nameOf } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { say, type Text } from '../model/text.ts';
import { type AddressRange, covers, isPrivate, overlap, parseRanges } from './addresses.ts';
import { parseTag } from './coverage.ts';
import { reachableGateway } from './gateways.ts';
import { networkSpace } from './network-space.ts';
import {
  type Hop,
  type Route,
  type RouteTable,
  routeEvidence,
  routesToTagIn,
  routeTableOf,
  routeTo,
  routeToTag,
  tableName,
} from './route-table.ts';
import type { FlowEnd } from './sight.ts';
import { hasServiceEndpoint, type Subnet } from './subnet.ts';

/** Where traffic goes. `reason` is there when that is unknown. */
export interface RouteJudgement {
  readonly hop: Hop;
  readonly reason?: ReasonCode;
  readonly message: Text;
  readonly evidence: readonly Evidence[];
  /** The route that somebody wrote and that decides; undefined where Azure's own routes do. */
  readonly route?: Route;
}

const HALVES = ['0.0.0.0/1', '128.0.0.0/1'];

const SERVICE_ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  azurekeyvault: ['Microsoft.KeyVault'],
  storage: ['Microsoft.Storage', 'Microsoft.Storage.Global'],
  sql: ['Microsoft.Sql'],
  eventhub: ['Microsoft.EventHub'],
  servicebus: ['Microsoft.ServiceBus'],
  azureactivedirectory: ['Microsoft.AzureActiveDirectory'],
  azurecontainerregistry: ['Microsoft.ContainerRegistry'],
};

function byRoute(table: RouteTable, route: Route): RouteJudgement {
  const values = { route: route.name, table: tableName(table), prefix: route.prefix, hop: route.nextHop };
  return {
    hop: route.hop,
    ...(route.hop === 'unknown' ? { reason: 'NVA_RULES' as const } : {}),
    message: say('The route {route} of {table} sends {prefix} to {hop}.', values),
    evidence: [routeEvidence(table, route)],
    route,
  };
}

/** The default routes that somebody wrote: both halves of the Internet go before the whole of it, being longer. */
function explicitDefaults(table: RouteTable): readonly (Route | undefined)[] {
  const whole = routeTo(table, '0.0.0.0/0');
  return HALVES.map((half) => routeTo(table, half) ?? whole);
}

const WORST: readonly Hop[] = ['none', 'unknown', 'appliance', 'gateway', 'direct'];

function worst(routes: readonly Route[]): Route | undefined {
  return [...routes].sort((a, b) => WORST.indexOf(a.hop) - WORST.indexOf(b.hop))[0];
}

/** One half of the Internet has a route and the other none: a part of the traffic goes elsewhere, and nobody can say which. */
function halfTunnelled(table: RouteTable, route: Route): RouteJudgement {
  return {
    hop: 'unknown',
    reason: 'NVA_RULES',
    message: say('The route {route} of {table} sends one half of the Internet to {hop} and leaves the other.', {
      route: route.name,
      table: tableName(table),
      hop: route.nextHop,
    }),
    evidence: [routeEvidence(table, route, 'a route for 0.0.0.0/0 or for both halves')],
    route,
  };
}

function bySystem(subnet: Subnet, table: RouteTable, estate: Estate): RouteJudgement {
  const gateway = reachableGateway(subnet.virtualNetworkId, estate);
  if (!table.learnsRoutes) {
    return {
      hop: 'direct',
      message: say('No route of {table} changes the default route, and routes of gateways are not taken over.', {
        table: tableName(table),
      }),
      evidence: [
        {
          resource: table.resource?.id ?? subnet.id,
          property: 'properties.disableBgpRoutePropagation',
          observed: 'true',
        },
      ],
    };
  }
  const { message, evidence } = gateway;
  if (gateway.answer === 'yes') return { hop: 'unknown', reason: 'BGP_DEFAULT_ROUTE', message, evidence };
  if (gateway.answer === 'unknown')
    return { hop: 'unknown', reason: gateway.reason ?? 'READ_FAILED', message, evidence };
  return {
    hop: 'direct',
    message: say('The subnet {subnet} sends straight to the Internet: no default route, no gateway within reach.', {
      subnet: subnet.name,
    }),
    evidence,
  };
}

function defaultOf(subnet: Subnet, table: RouteTable, estate: Estate): RouteJudgement {
  const [low, high] = explicitDefaults(table);
  // The system's answer is asked for in any case, so that collecting needs one round less.
  const system = bySystem(subnet, table, estate);
  const lone = low ?? high;
  if (lone === undefined) return system;
  if (low === undefined || high === undefined) return lone.hop === 'direct' ? system : halfTunnelled(table, lone);
  const route = worst([low, high]);
  return route === undefined ? system : byRoute(table, route);
}

function unread(subnet: Subnet, reason: ReasonCode): RouteJudgement {
  const resource = subnet.routeTableId ?? subnet.id;
  return {
    hop: 'unknown',
    reason,
    message: say('The route table {table} could not be read. {cause}', {
      table: nameOf(resource),
      cause: say(reasonSentence(reason)),
    }),
    evidence: [{ resource, property: 'GET', observed: reason, expected: 'an answer' }],
  };
}

/**
 * Where traffic to the Internet goes: by `0.0.0.0/0` or both of its halves where somebody wrote them, else by Azure's own
 * route, unless a gateway within reach may have taught another one (`BGP_DEFAULT_ROUTE`) or cannot be seen.
 */
export function defaultRoute(subnet: Subnet, estate: Estate): RouteJudgement {
  const table = routeTableOf(subnet, estate);
  return table.ok ? defaultOf(subnet, table.value, estate) : unread(subnet, table.reason);
}

function mixed(table: RouteTable, route: Route, what: string): RouteJudgement {
  return {
    hop: 'unknown',
    reason: 'NVA_RULES',
    message: say('The route {route} of {table} sends a part of {what} to {hop}, as far as can be told.', {
      route: route.name,
      table: tableName(table),
      hop: route.nextHop,
      what,
    }),
    evidence: [routeEvidence(table, route)],
    route,
  };
}

function isDefault(route: Route): boolean {
  const range = route.range;
  return range !== undefined && range.first === 0n && range.last === (1n << (range.family === 4 ? 32n : 128n)) - 1n;
}

/** A service tag's addresses are not known here: a route of some public addresses may hold any part of them. */
function toService(subnet: Subnet, table: RouteTable, tag: string, estate: Estate): RouteJudgement {
  const fallback = defaultOf(subnet, table, estate);
  const service = parseTag(tag).tag;
  if (hasServiceEndpoint(subnet, ...(SERVICE_ENDPOINTS[service] ?? []))) {
    return {
      hop: 'direct',
      message: say('The service endpoint of {subnet} carries {tag} past every route.', { subnet: subnet.name, tag }),
      evidence: [{ resource: subnet.id, property: 'properties.serviceEndpoints', observed: tag }],
    };
  }
  const own = routeToTag(table, tag) ?? routeToTag(table, service);
  const base = own === undefined ? fallback : byRoute(table, own);
  if (base.hop === 'unknown') return base;
  const narrower = [
    ...routesToTagIn(table, tag).filter((route) => route !== own),
    ...table.routes.filter(
      (route) =>
        route.range?.family === 4 &&
        !isPrivate(route.range) &&
        !isDefault(route) &&
        !HALVES.some((half) => routeTo(table, half) === route),
    ),
  ];
  const differs = narrower.find((route) => route.hop !== base.hop);
  return differs === undefined ? base : mixed(table, differs, tag);
}

function local(subnet: Subnet): RouteJudgement {
  return {
    hop: 'direct',
    message: say('It lies within reach of the network of {subnet}.', { subnet: subnet.name }),
    evidence: [{ resource: subnet.virtualNetworkId, property: 'properties.addressSpace', observed: 'holds it' }],
  };
}

function size(range: AddressRange): bigint {
  return range.last - range.first;
}

function longest<T extends { readonly range: AddressRange }>(found: readonly T[]): T | undefined {
  return [...found].sort((a, b) => (size(a.range) < size(b.range) ? -1 : 1))[0];
}

/** One range of addresses: the longest prefix that holds it wins, a route that somebody wrote before Azure's own. */
function toRange(subnet: Subnet, table: RouteTable, wanted: AddressRange, estate: Estate): RouteJudgement {
  const fallback = defaultOf(subnet, table, estate);
  const written = table.routes.flatMap((route) => (route.range === undefined ? [] : [{ route, range: route.range }]));
  const own = longest(written.filter(({ range }) => covers([range], wanted)));
  const space = networkSpace(subnet.virtualNetworkId, estate);
  const system = longest(space.ranges.filter((range) => covers([range], wanted)).map((range) => ({ range })));
  const inside = written.find(({ range }) => overlap(range, wanted) && !covers([range], wanted));
  const base =
    system !== undefined && (own === undefined || size(system.range) < size(own.range))
      ? local(subnet)
      : own === undefined || isDefault(own.route)
        ? fallback
        : byRoute(table, own.route);
  if (inside !== undefined && inside.route.hop !== base.hop) return mixed(table, inside.route, inside.route.prefix);
  if (base === fallback && base.hop === 'direct' && isPrivate(wanted)) {
    if (space.unread !== undefined) {
      return {
        hop: 'unknown',
        reason: space.unread,
        message: say('Whether a network that is peered with the one of {subnet} holds this address cannot be seen.', {
          subnet: subnet.name,
        }),
        evidence: [{ resource: subnet.virtualNetworkId, property: 'addressSpace', observed: space.unread }],
      };
    }
    return {
      hop: 'none',
      message: say('No route of {subnet} leads to this private address.', { subnet: subnet.name }),
      evidence: fallback.evidence,
    };
  }
  return base;
}

/**
 * Where traffic to a destination goes: the Internet, a service tag or addresses. The longest prefix wins; a service
 * endpoint goes before every route. The worst of several addresses is the answer.
 */
export function routeFor(subnet: Subnet, destination: FlowEnd | 'internet', estate: Estate): RouteJudgement {
  const table = routeTableOf(subnet, estate);
  if (!table.ok) return unread(subnet, table.reason);
  if (destination === 'internet') return defaultOf(subnet, table.value, estate);
  if ('tag' in destination) {
    const { tag } = parseTag(destination.tag);
    if (tag === 'internet') return defaultOf(subnet, table.value, estate);
    if (tag === 'virtualnetwork' || tag === 'azureloadbalancer') return local(subnet);
    return toService(subnet, table.value, destination.tag, estate);
  }
  const judged = parseRanges(destination.prefixes).map((range) => toRange(subnet, table.value, range, estate));
  const first = [...judged].sort((a, b) => WORST.indexOf(a.hop) - WORST.indexOf(b.hop))[0];
  return first ?? defaultOf(subnet, table.value, estate);
}
