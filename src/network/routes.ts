/** Where a subnet's traffic to a service or to addresses goes. Rules: docs/rules.md#forced-tunnelling. */
import type { Estate } from '../model/estate.ts';
import { kinds, serviceEndpointsOf, services } from '../model/services.ts';
import { say } from '../model/text.ts';
import { addressSpaceOf } from './address-space.ts';
import { type AddressRange, covers, isPrivate, overlap, parseRanges } from './addresses.ts';
import { byRoute, defaultOf, HALVES, type RouteJudgement, unreadTable, worse } from './default-route.ts';
import type { FlowEnd } from './flow.ts';
import { parseTag } from './flow-coverage.ts';
import {
  type Route,
  type RouteTable,
  routeEvidence,
  routesToTagIn,
  routeTableOf,
  routeTo,
  routeToTag,
  tableName,
} from './route-table.ts';
import { hasServiceEndpoint, type Subnet } from './subnet.ts';

export type { RouteJudgement } from './default-route.ts';

/** The service endpoints that carry a service tag's traffic past every route, by the tag in lower case. */
const SERVICE_ENDPOINTS = new Map<string, readonly string[]>([
  ...kinds.map((kind): [string, readonly string[]] => [services[kind].tag.toLowerCase(), serviceEndpointsOf(kind)]),
  ['sql', ['Microsoft.Sql']],
  ['azureactivedirectory', ['Microsoft.AzureActiveDirectory']],
]);

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
  if (hasServiceEndpoint(subnet, ...(SERVICE_ENDPOINTS.get(service) ?? []))) {
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
    ...routesToTagIn(table, tag),
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
  return found.toSorted((a, b) => (size(a.range) < size(b.range) ? -1 : 1))[0];
}

/** One range of addresses: the longest prefix that holds it wins, a route that somebody wrote before Azure's own. */
function toRange(subnet: Subnet, table: RouteTable, wanted: AddressRange, estate: Estate): RouteJudgement {
  const fallback = defaultOf(subnet, table, estate);
  const written = table.routes.flatMap((route) => (route.range === undefined ? [] : [{ route, range: route.range }]));
  const own = longest(written.filter(({ range }) => covers([range], wanted)));
  const space = addressSpaceOf(subnet.virtualNetworkId, estate);
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
 * Where traffic to a private endpoint goes. While network policies do not say otherwise, the endpoint's own route is a
 * single address, which beats every wider one. Source: "Manage network policies for private endpoints".
 */
export function routeToEndpoint(subnet: Subnet, addresses: readonly string[], estate: Estate): RouteJudgement {
  const table = routeTableOf(subnet, estate);
  if (!table.ok) return unreadTable(subnet, table.reason);
  const [first, ...others] = addresses.flatMap((address) => routeTo(table.value, address) ?? []);
  return first === undefined ? local(subnet) : byRoute(table.value, others.reduce(worse, first));
}

/**
 * Where traffic to a destination goes: the Internet, a service tag or addresses. The longest prefix wins; a service
 * endpoint goes before every route. The worst of several addresses is the answer.
 */
export function routeFor(subnet: Subnet, destination: FlowEnd, estate: Estate): RouteJudgement {
  const table = routeTableOf(subnet, estate);
  if (!table.ok) return unreadTable(subnet, table.reason);
  if ('tag' in destination) {
    const { tag } = parseTag(destination.tag);
    if (tag === 'internet') return defaultOf(subnet, table.value, estate);
    if (tag === 'virtualnetwork' || tag === 'azureloadbalancer') return local(subnet);
    return toService(subnet, table.value, destination.tag, estate);
  }
  const judged = parseRanges(destination.prefixes).map((range) => toRange(subnet, table.value, range, estate));
  const [first, ...others] = judged;
  return first === undefined ? defaultOf(subnet, table.value, estate) : others.reduce(worse, first);
}
