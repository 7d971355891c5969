/** Where a subnet's traffic to the Internet goes. Rules: docs/rules.md#forced-tunnelling. */
import { nameOf } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import {
  type Hop,
  type Route,
  type RouteTable,
  routeEvidence,
  routeTableOf,
  routeTo,
  tableName,
} from './route-table.ts';
import type { Subnet } from './subnet.ts';
import { reachableGateway } from './virtual-network-gateways.ts';
import type { Grounds } from './way.ts';

/** Where traffic goes, or why that is unknown. */
export type RouteJudgement = Grounds &
  (
    | { readonly hop: Exclude<Hop, 'unknown'>; readonly reason?: never }
    | { readonly hop: 'unknown'; readonly reason: ReasonCode }
  ) & {
    /** The route that somebody wrote and that decides; undefined where Azure's own routes do. */
    readonly route?: Route;
  };

/** Together they are a default route, and longer than `0.0.0.0/0`. */
export const HALVES: readonly string[] = ['0.0.0.0/1', '128.0.0.0/1'];

/** What a route says, that somebody wrote. */
export function byRoute(table: RouteTable, route: Route): RouteJudgement {
  const values = { route: route.name, table: tableName(table), prefix: route.prefix, hop: route.nextHop };
  const judged = {
    message: say('The route {route} of {table} sends {prefix} to {hop}.', values),
    evidence: [routeEvidence(table, route)],
    route,
  };
  return route.hop === 'unknown' ? { hop: route.hop, reason: 'NVA_RULES', ...judged } : { hop: route.hop, ...judged };
}

/** The default routes that somebody wrote: both halves of the Internet go before the whole of it, being longer. */
function explicitDefaults(table: RouteTable): readonly (Route | undefined)[] {
  const whole = routeTo(table, '0.0.0.0/0');
  return HALVES.map((half) => routeTo(table, half) ?? whole);
}

/** How bad a next hop is for who must get through, worst first. */
const WORST_HOP: readonly Hop[] = ['none', 'unknown', 'appliance', 'gateway', 'direct'];

/** The worse of two ways for who must get through; the first where they are alike. */
export function worse<T extends { readonly hop: Hop }>(one: T, other: T): T {
  return WORST_HOP.indexOf(other.hop) < WORST_HOP.indexOf(one.hop) ? other : one;
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
  if (gateway.answer === 'unknown') return { hop: 'unknown', reason: gateway.reason, message, evidence };
  return {
    hop: 'direct',
    message: say('The subnet {subnet} sends straight to the Internet: no default route, no gateway within reach.', {
      subnet: subnet.name,
    }),
    evidence,
  };
}

/** The default route, by a table that was read. */
export function defaultOf(subnet: Subnet, table: RouteTable, estate: Estate): RouteJudgement {
  const [low, high] = explicitDefaults(table);
  // The system's answer is asked for in any case, so that collecting needs one round less.
  const system = bySystem(subnet, table, estate);
  const lone = low ?? high;
  if (lone === undefined) return system;
  if (low === undefined || high === undefined) return lone.hop === 'direct' ? system : halfTunnelled(table, lone);
  return byRoute(table, worse(low, high));
}

/** The judgement while the route table cannot be read. */
export function unreadTable(subnet: Subnet, reason: ReasonCode): RouteJudgement {
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
  return table.ok ? defaultOf(subnet, table.value, estate) : unreadTable(subnet, table.reason);
}
