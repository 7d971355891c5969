/** The way into a service that nothing leads to yet: a private endpoint of its own in the network of the gateway location. */
import { type ArmResource, nameOf, parseArmId, sameId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { type Json, list, same, text, texts } from '../model/json.ts';
import { services } from '../model/services.ts';
import { say } from '../model/text.ts';
import { parseRange } from '../network/addresses.ts';
import { dnsViewOf } from '../network/dns-view.ts';
import { privateLinkZone, privateRecordNames } from '../network/hosts.ts';
import { virtualNetworkOf } from '../network/subnet.ts';
import type { Target } from '../network/target.ts';
import { portalLink } from './portal.ts';
import type { Option, WantedWay } from './way-in-option.ts';
import { zonesNamed } from './way-in-private.ts';

/** Subnets that Azure keeps for gateways and firewalls. */
const RESERVED = /^(?:Gateway|AzureFirewall(?:Management)?|AzureBastion|RouteServer)Subnet$/i;

/** Azure keeps the first four addresses of a subnet and its last one. Source: "Virtual network FAQ". */
const KEPT = 5;

interface Place {
  readonly id: string;
  /** An address that nobody is known to have. */
  readonly address: string;
  readonly hasEndpoints: boolean;
}

/** A subnet that can take one more private endpoint: nobody else's by delegation, not API Management's, with room. */
function placeIn(subnet: Json, own: string): readonly Place[] {
  const id = text(subnet, 'id');
  const prefix = text(subnet, 'properties', 'addressPrefix') ?? texts(subnet, 'properties', 'addressPrefixes')[0];
  const range = prefix === undefined ? undefined : parseRange(prefix);
  if (id === undefined || sameId(id, own) || RESERVED.test(nameOf(id)) || range?.family !== 4) return [];
  if (list(subnet, 'properties', 'delegations').length > 0) return [];
  const used = list(subnet, 'properties', 'ipConfigurations').length;
  const room = Number(range.last - range.first) + 1 - KEPT;
  if (used >= room) return [];
  const hasEndpoints = list(subnet, 'properties', 'privateEndpoints').length > 0;
  return [{ id, address: dotted(range.last - 1n), hasEndpoints }];
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** Where the endpoint goes: a subnet that has some already, before any other. */
function placeFor(network: ArmResource, own: string): Place | undefined {
  const places = list(network, 'properties', 'subnets').flatMap((subnet) => placeIn(subnet, own));
  return places.find(({ hasEndpoints }) => hasEndpoints) ?? places[0];
}

/** Whether the tier of a service can have private endpoints; a tier that is not told proves nothing. */
function takesEndpoints({ kind, resource }: Target): boolean {
  const tiers = services[kind].privateLinkTiers;
  return tiers === undefined || tiers.some((tier) => same(tier, text(resource, 'sku', 'name')));
}

/**
 * A new private endpoint in another subnet of the location's network, its zone where there is none, and the link last, when the
 * zone has the record. The zone is made beside the network; Azure refuses the link where a zone of the same name is linked
 * that cannot be seen.
 */
export function byNewEndpoint(wanted: WantedWay): readonly Option[] {
  const { subject, target, location } = wanted;
  if (location.subnetId === undefined || !takesEndpoints(target)) return [];
  const network = virtualNetworkOf(location.subnetId, subject.estate);
  const view = dnsViewOf(location, subject);
  if (!network.ok || 'reason' in view) return [];
  const place = placeFor(network.value, location.subnetId);
  const region = text(network.value, 'location');
  const parts = parseArmId(network.value.id);
  if (place === undefined || region === undefined || parts?.resourceGroup === undefined) return [];
  const beside = `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}/providers/Microsoft.Network`;
  const zoneName = privateLinkZone(target, subject.cloud);
  const [zone] = zonesNamed([zoneName], view.networkId, wanted);
  const zoneId = zone?.id ?? `${beside}/privateDnsZones/${zoneName}`;
  const name = `pe-${target.resource.name}-${target.groupId}`;
  const changes: readonly Change[] = [
    ...(zone === undefined ? [{ kind: 'create-zone' as const, zone: zoneId }] : []),
    {
      kind: 'create-private-endpoint',
      endpoint: `${beside}/privateEndpoints/${name}`,
      target: target.resource.id,
      group: target.groupId,
      subnet: place.id,
      location: region,
      zone: zoneId,
      records: privateRecordNames(target, subject.cloud),
      address: place.address,
    },
    ...(zone?.isLinked === true
      ? []
      : [{ kind: 'link-zone' as const, zone: zoneId, network: view.networkId, name: nameOf(view.networkId) }]),
  ];
  const title = say(
    'Create a private endpoint ({group}) for {target} in the subnet {subnet}, with its record in {zone}, linked to {network}',
    {
      group: target.groupId,
      target: target.resource.name,
      subnet: nameOf(place.id),
      zone: zoneName,
      network: nameOf(view.networkId),
    },
  );
  return [{ title, changes, order: 50, portal: portalLink(subject, target.resource.id, 'privateEndpoints') }];
}
