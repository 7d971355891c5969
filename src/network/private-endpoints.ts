/** The private endpoints that a target has approved, as far as they can be read. Rules: docs/rules.md#private-endpoints. */
import { type Answer, anyOf } from '../model/answer.ts';
import { type ArmResource, sameId } from '../model/arm.ts';
import { attempt, type Estate, failed, ok, type Read, type ReadReason } from '../model/estate.ts';
import { type Json, list, same, text, texts } from '../model/json.ts';
import type { Target } from './target.ts';

/** A private endpoint of the target, as far as it could be read. */
export interface PrivateEndpoint {
  readonly id: string;
  /** The id of its subnet; `READ_FAILED` where the endpoint was read and does not tell. */
  readonly subnetId: Read<string>;
  /** Private addresses; empty where Azure does not tell them. */
  readonly addresses: readonly string[];
  /** Whether its sub-resource is the one that is called; undefined where nobody tells. */
  readonly rightGroup: boolean | undefined;
  readonly unread?: ReadReason;
  /** The private DNS zones that the endpoint's zone group names. */
  readonly zoneIds: readonly string[];
  /** Why the zone group could not be read. */
  readonly zonesUnread?: ReadReason;
}

/** A connection that the target has approved, or one of which that cannot be told. */
interface Connection {
  readonly id: string;
  readonly groupIds: readonly string[];
  readonly unread?: ReadReason;
}

function connectionOf(connection: Json): readonly Connection[] {
  const id = text(connection, 'properties', 'privateEndpoint', 'id');
  const status = text(connection, 'properties', 'privateLinkServiceConnectionState', 'status');
  if (id === undefined || !same(status, 'Approved')) return [];
  return [{ id, groupIds: texts(connection, 'properties', 'groupIds') }];
}

/** The private endpoints whose connection the target has approved. */
function approved(target: Target): readonly Connection[] {
  const id = `${target.resource.id}/privateEndpointConnections`;
  const orUnread = (read: Read<readonly Connection[]>) =>
    read.ok ? read.value : [{ id, groupIds: [], unread: read.reason }];
  const connections = attempt(() => list(target.resource, 'properties', 'privateEndpointConnections'));
  return connections.ok
    ? connections.value.flatMap((connection) => orUnread(attempt(() => connectionOf(connection))))
    : orUnread(connections);
}

/** The sub-resources of the target that an endpoint leads to; undefined where it tells of no connection at all. */
function groupsOf(endpoint: ArmResource, target: Target): readonly string[] | undefined {
  const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((property) =>
    list(endpoint, 'properties', property),
  );
  if (connections.length === 0) return undefined;
  return connections
    .filter((entry) => sameId(text(entry, 'properties', 'privateLinkServiceId'), target.resource.id))
    .flatMap((entry) => texts(entry, 'properties', 'groupIds'));
}

/** A secondary Storage host has a sub-resource of its own. */
function isRightGroup(groups: readonly string[], target: Target): boolean {
  return groups.some((group) => same(group, target.groupId) || same(group, `${target.groupId}_secondary`));
}

function firstOf(...sources: readonly (readonly string[])[]): readonly string[] {
  return sources.find((source) => source.length > 0) ?? [];
}

/** The zones and addresses that an endpoint's zone group tells; an endpoint need not have one. */
function zoneGroup(read: Read<readonly ArmResource[]>) {
  const unread = read.ok || read.reason === 'NOT_FOUND' ? undefined : read.reason;
  const groups = read.ok ? read.value : [];
  const configs = groups.flatMap((group) => list(group, 'properties', 'privateDnsZoneConfigs'));
  const records = configs.flatMap((config) => list(config, 'properties', 'recordSets'));
  return {
    unread,
    zoneIds: configs.flatMap((config) => text(config, 'properties', 'privateDnsZoneId') ?? []),
    addresses: records.flatMap((entry) => texts(entry, 'ipAddresses')),
  };
}

function interfaceAddresses(endpoint: ArmResource, estate: Estate): readonly string[] {
  return list(endpoint, 'properties', 'networkInterfaces').flatMap((entry) => {
    const read = estate.resource(text(entry, 'id') ?? '');
    if (!read.ok) return [];
    return list(read.value, 'properties', 'ipConfigurations').flatMap(
      (config) => text(config, 'properties', 'privateIPAddress') ?? [],
    );
  });
}

/**
 * The approved private endpoints of a target, also those that may not be read or are gone. Addresses come from the
 * endpoint, its zone group or its interface, whichever tells.
 */
export function privateEndpointsOf(target: Target, estate: Estate): readonly PrivateEndpoint[] {
  return approved(target).map((connection): PrivateEndpoint => {
    const { id, groupIds } = connection;
    const unseen = (unread: ReadReason): PrivateEndpoint => {
      return {
        id,
        subnetId: failed(unread),
        addresses: [],
        rightGroup: groupIds.length === 0 ? undefined : isRightGroup(groupIds, target),
        zoneIds: [],
        unread,
      };
    };
    if (connection.unread !== undefined) return unseen(connection.unread);
    const read = estate.resource(id);
    // Asked for at once with the endpoint, so that collecting needs no further round for it.
    const zones = estate.children(id, 'privateDnsZoneGroups');
    if (!read.ok) return unseen(read.reason);
    const endpoint = attempt(() => endpointOf(connection, read.value, zones, target, estate));
    return endpoint.ok ? endpoint.value : unseen(endpoint.reason);
  });
}

/** One endpoint, as far as it can be read. */
function endpointOf(
  { id, groupIds }: Connection,
  endpoint: ArmResource,
  group: Read<readonly ArmResource[]>,
  target: Target,
  estate: Estate,
): PrivateEndpoint {
  const zones = zoneGroup(group);
  const subnetId = text(endpoint, 'properties', 'subnet', 'id');
  const named = list(endpoint, 'properties', 'customDnsConfigs').flatMap((config) => texts(config, 'ipAddresses'));
  const fixed = list(endpoint, 'properties', 'ipConfigurations').flatMap(
    (config) => text(config, 'properties', 'privateIPAddress') ?? [],
  );
  const groups = groupsOf(endpoint, target) ?? (groupIds.length === 0 ? undefined : groupIds);
  const told = firstOf(named, fixed, zones.addresses);
  return {
    id,
    subnetId: subnetId === undefined ? failed('READ_FAILED') : ok(subnetId),
    addresses: told.length > 0 ? told : interfaceAddresses(endpoint, estate),
    zoneIds: zones.zoneIds,
    // An endpoint that leads to another resource, or to no sub-resource of this one, is not the target's.
    rightGroup: groups === undefined ? undefined : isRightGroup(groups, target),
    ...(zones.unread === undefined ? {} : { zonesUnread: zones.unread }),
  };
}

/**
 * Whether the public name of the target is an alias of its private one, as an approved private endpoint makes it
 * (docs/rules.md#dns). An endpoint that cannot be read leaves it open for Storage, whose sub-resources have a name each.
 */
export function privateName(target: Target, endpoints: readonly PrivateEndpoint[]): Answer {
  const candidates = endpoints.filter((endpoint) => endpoint.rightGroup !== false);
  return anyOf(
    candidates.map(({ rightGroup, unread }) =>
      rightGroup === true || target.kind !== 'storage' || unread === undefined
        ? { answer: 'yes' }
        : { answer: 'unknown', reason: unread },
    ),
  );
}
