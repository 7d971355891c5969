/** The route table of a subnet. */
import { type ArmResource, nameOf } from '../model/arm.ts';
import { attempt, type Estate, ok, type Read } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { flag, type Json, list, same, text } from '../model/json.ts';
import { type AddressRange, parseRange } from './addresses.ts';
import { parseTag } from './flow-coverage.ts';
import type { Subnet } from './subnet.ts';

/** Where traffic goes: on its way as it is, nowhere, through an appliance or a gateway, or nobody can tell. */
export type Hop = 'direct' | 'none' | 'appliance' | 'gateway' | 'unknown';

/** A route that somebody wrote. */
export interface Route {
  readonly name: string;
  /** CIDR range or service tag, as written. */
  readonly prefix: string;
  /** Undefined where the prefix is a service tag. */
  readonly range: AddressRange | undefined;
  readonly hop: Hop;
  /** `nextHopType` with the appliance's address. */
  readonly nextHop: string;
}

/** The routes of a subnet. */
export interface RouteTable {
  /** Undefined where the subnet has no route table. */
  readonly resource: ArmResource | undefined;
  readonly routes: readonly Route[];
  /** Whether routes learned by a gateway reach the subnet; they do unless somebody switched that off. */
  readonly learnsRoutes: boolean;
}

const HOPS: Readonly<Record<string, Hop>> = {
  internet: 'direct',
  vnetlocal: 'direct',
  none: 'none',
  virtualappliance: 'appliance',
  virtualnetworkgateway: 'gateway',
};

function routeOf(entry: Json): readonly Route[] {
  const prefix = text(entry, 'properties', 'addressPrefix');
  if (prefix === undefined) return [];
  const type = text(entry, 'properties', 'nextHopType') ?? 'not told';
  const hop = HOPS[type.toLowerCase()] ?? 'unknown';
  // Only an appliance has an address; one beside another type means nothing.
  const address = hop === 'appliance' ? text(entry, 'properties', 'nextHopIpAddress') : undefined;
  return [
    {
      name: text(entry, 'name') ?? prefix,
      prefix,
      range: parseRange(prefix),
      hop,
      nextHop: address === undefined ? type : `${type} ${address}`,
    },
  ];
}

/** Reads the route table of a subnet; a subnet without one has no routes of its own. */
export function routeTableOf(subnet: Subnet, estate: Estate): Read<RouteTable> {
  if (subnet.routeTableId === undefined) return ok({ resource: undefined, routes: [], learnsRoutes: true });
  const read = estate.resource(subnet.routeTableId);
  if (!read.ok) return read;
  return attempt(() => ({
    resource: read.value,
    routes: list(read.value, 'properties', 'routes').flatMap(routeOf),
    learnsRoutes: flag(read.value, 'properties', 'disableBgpRoutePropagation') !== true,
  }));
}

/** The route to a prefix, compared as addresses. */
export function routeTo(table: RouteTable, prefix: string): Route | undefined {
  const wanted = parseRange(prefix);
  return table.routes.find(
    ({ range }) => range?.family === wanted?.family && range?.first === wanted?.first && range?.last === wanted?.last,
  );
}

/** The route for a service tag as a whole, any case. */
export function routeToTag(table: RouteTable, tag: string): Route | undefined {
  return table.routes.find((route) => route.range === undefined && same(route.prefix.trim(), tag));
}

/** The routes for a service tag's region, short form. */
export function routesToTagIn(table: RouteTable, tag: string): readonly Route[] {
  return table.routes.filter(
    (route) =>
      route.range === undefined && parseTag(route.prefix).tag === parseTag(tag).tag && !same(route.prefix, tag),
  );
}

/** A route as evidence. */
export function routeEvidence(table: RouteTable, route: Route, expected?: string): Evidence {
  return {
    resource: table.resource?.id ?? route.name,
    property: `properties.routes[?name=='${route.name}']`,
    observed: `${route.prefix} to ${route.nextHop}`,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** The name of a table for people. */
export function tableName(table: RouteTable): string {
  return table.resource === undefined ? 'no route table' : nameOf(table.resource.id);
}
