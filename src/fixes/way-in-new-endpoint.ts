/** The way into a service that nothing leads to yet: a private endpoint of its own in the network of the gateway location. */
import { type ArmResource, nameOf, parseArmId, sameId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { type Json, list, text, texts } from '../model/json.ts';
import { say } from '../model/text.ts';
import { type AddressRange, overlap, parseRange, parseRanges } from '../network/addresses.ts';
import { dnsViewOf } from '../network/dns-servers.ts';
import { privateLinkZone, privateRecordNames } from '../network/hosts.ts';
import { virtualNetworkOf } from '../network/subnet.ts';
import { portalLink } from './portal-links.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';
import { zonesNamed } from './way-in-private.ts';

/** Subnets that Azure keeps for gateways and firewalls. */
const RESERVED = /^(?:Gateway|AzureFirewall(?:Management)?|AzureBastion|RouteServer)Subnet$/i;

/** Azure keeps the first four addresses of a subnet and its last one. Source: "Virtual network FAQ". */
const KEPT = 5;

/** Addresses of a subnet that is made for private endpoints, a `/28`: room for eleven. */
const NEW_SUBNET = 16n;

interface EndpointSubnet {
  readonly id: string;
  /** An address that nobody is known to have. */
  readonly address: string;
  readonly hasEndpoints: boolean;
  /** What makes the subnet, where it is not there. */
  readonly made: readonly Change[];
}

/** A subnet that can take one more private endpoint: nobody else's by delegation, not API Management's, with room. */
function placeIn(subnet: Json, own: string): readonly EndpointSubnet[] {
  const id = text(subnet, 'id');
  const prefix = text(subnet, 'properties', 'addressPrefix') ?? texts(subnet, 'properties', 'addressPrefixes')[0];
  const range = prefix === undefined ? undefined : parseRange(prefix);
  if (id === undefined || sameId(id, own) || RESERVED.test(nameOf(id)) || range?.family !== 4) return [];
  if (list(subnet, 'properties', 'delegations').length > 0) return [];
  const used = list(subnet, 'properties', 'ipConfigurations').length;
  const room = Number(range.last - range.first) + 1 - KEPT;
  if (used >= room) return [];
  const hasEndpoints = list(subnet, 'properties', 'privateEndpoints').length > 0;
  return [{ id, address: dotted(range.last - 1n), hasEndpoints, made: [] }];
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** A subnet to be made in the network: the first free block of its size. */
function newPlaceIn(network: ArmResource): readonly EndpointSubnet[] {
  const subnets = list(network, 'properties', 'subnets');
  const prefixes = subnets.map((subnet) => {
    const only = text(subnet, 'properties', 'addressPrefix');
    return only === undefined ? texts(subnet, 'properties', 'addressPrefixes') : [only];
  });
  // Where a subnet does not tell what it takes, nothing is known to be free.
  if (prefixes.some((own) => own.length === 0)) return [];
  const taken = parseRanges(prefixes.flat());
  const names = subnets.map((subnet) => text(subnet, 'name')?.toLowerCase());
  const name = ['snet-private-endpoints', ...subnets.map((_, index) => `snet-private-endpoints-${index + 2}`)].find(
    (candidate) => !names.includes(candidate),
  );
  for (const space of parseRanges(texts(network, 'properties', 'addressSpace', 'addressPrefixes'))) {
    const first = space.family === 4 ? firstFree(space, taken) : undefined;
    if (first === undefined) continue;
    const id = `${network.id}/subnets/${name}`;
    const prefix = `${dotted(first)}/28`;
    const address = dotted(first + NEW_SUBNET - 2n);
    return [{ id, address, hasEndpoints: false, made: [{ kind: 'create-subnet', subnet: id, prefix }] }];
  }
  return [];
}

/** The first address of the first block of a space that nothing takes a part of. */
function firstFree(space: AddressRange, taken: readonly AddressRange[]): bigint | undefined {
  let first = space.first;
  while (first + NEW_SUBNET - 1n <= space.last) {
    const block = { family: space.family, first, last: first + NEW_SUBNET - 1n };
    const inTheWay = taken.find((range) => overlap(range, block));
    if (inTheWay === undefined) return first;
    first = (inTheWay.last / NEW_SUBNET + 1n) * NEW_SUBNET;
  }
  return undefined;
}

/** Where the endpoint goes: a subnet that has some already, before any other that is there, before a new one. */
function placeFor(network: ArmResource, own: string): EndpointSubnet | undefined {
  const places = list(network, 'properties', 'subnets').flatMap((subnet) => placeIn(subnet, own));
  return places.find(({ hasEndpoints }) => hasEndpoints) ?? places[0] ?? newPlaceIn(network)[0];
}

interface ZonePlace {
  readonly id: string;
  readonly isLinked: boolean;
  readonly made: readonly Change[];
}

/**
 * The zone for the records of a new endpoint: the one that is there, or a new one. A zone that has the name already leads to another
 * endpoint, which its networks go on using, so a network that is not linked to it gets a zone of its own in another resource group.
 * None where the network itself is linked to such a zone: a second address there would be found every other time.
 */
function zoneFor(wanted: WantedWay, network: ArmResource, records: readonly string[]): ZonePlace | undefined {
  const { subject, target } = wanted;
  const name = privateLinkZone(target, subject.cloud);
  const [zone] = zonesNamed([name], network.id, wanted);
  const isTaken =
    zone !== undefined &&
    records.some((record) => {
      const read = subject.estate.addressRecords(record);
      return read.ok && read.value.some(({ id }) => sameId(parseArmId(id)?.parentId, zone.id));
    });
  if (zone !== undefined && !isTaken) return { ...zone, made: [] };
  if (zone?.isLinked === true) return undefined;
  const groups = [network.id, subject.instance.id, target.resource.id].flatMap((id) => {
    const parts = parseArmId(id);
    return parts?.resourceGroup === undefined
      ? []
      : [`/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}`];
  });
  const ids = groups.map((group) => `${group}/providers/Microsoft.Network/privateDnsZones/${name}`);
  const id = ids.find((candidate) => zone === undefined || !sameId(candidate, zone.id));
  return id === undefined ? undefined : { id, isLinked: false, made: [{ kind: 'create-zone', zone: id }] };
}

/**
 * A new private endpoint in another subnet of the location's network, its zone where there is none, and the link last, when the
 * zone has the record. Azure refuses the link where a zone of the same name is linked that cannot be seen.
 */
export function byNewEndpoint(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target, location } = wanted;
  if (location.subnetId === undefined) return [];
  const network = virtualNetworkOf(location.subnetId, subject.estate);
  const view = dnsViewOf(location, subject);
  if (!network.ok || 'reason' in view) return [];
  const answering = subject.estate.resource(view.networkId);
  const place = placeFor(network.value, location.subnetId);
  const region = text(network.value, 'location');
  const parts = parseArmId(network.value.id);
  if (place === undefined || region === undefined || parts?.resourceGroup === undefined || !answering.ok) return [];
  const records = privateRecordNames(target, subject.cloud);
  const zone = zoneFor(wanted, answering.value, records);
  if (zone === undefined) return [];
  const beside = `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}/providers/Microsoft.Network`;
  const name = freeEndpointName(wanted, beside);
  const changes: readonly Change[] = [
    ...place.made,
    ...zone.made,
    {
      kind: 'create-private-endpoint',
      endpoint: `${beside}/privateEndpoints/${name}`,
      target: target.resource.id,
      group: target.groupId,
      subnet: place.id,
      location: region,
      zone: zone.id,
      records,
      address: place.address,
    },
    ...(zone.isLinked
      ? []
      : [{ kind: 'link-zone' as const, zone: zone.id, network: view.networkId, name: nameOf(view.networkId) }]),
  ];
  const values = {
    group: target.groupId,
    target: target.resource.name,
    subnet: nameOf(place.id),
    zone: nameOf(zone.id),
    network: nameOf(view.networkId),
  };
  const title =
    place.made.length === 0
      ? say(
          'Create a private endpoint ({group}) for {target} in the subnet {subnet}, with its record in {zone}, linked to {network}',
          values,
        )
      : say(
          'Create the subnet {subnet} in the network of the gateway, and in it a private endpoint ({group}) for {target}, with its record in {zone}, linked to {network}',
          values,
        );
  return [{ title, changes, order: 50, portal: portalLink(subject, target.resource.id, 'privateEndpoints') }];
}

/** A name that no private endpoint of the target has in the group: one under a name that exists would replace it. */
function freeEndpointName({ target }: WantedWay, beside: string): string {
  const base = `pe-${target.resource.name}-${target.groupId}`;
  const connected = list(target.resource, 'properties', 'privateEndpointConnections').flatMap(
    (connection) => text(connection, 'properties', 'privateEndpoint', 'id') ?? [],
  );
  const candidates = [base, ...connected.map((_, index) => `${base}-${index + 2}`)];
  return candidates.find((name) => !connected.some((id) => sameId(id, `${beside}/privateEndpoints/${name}`))) ?? base;
}
