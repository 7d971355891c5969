/** From which public addresses a gateway location sends. Rules: docs/rules.md#egress, docs/rules.md#key-vault-network-access. */
import type { GatewayLocation } from '../instance/locations.ts';
import type { Estate, Read } from '../model/estate.ts';
import { list, text } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import { foremost, type ReasonCode } from '../model/reasons.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { FlowEnd } from './flow.ts';
import { routeFor } from './routes.ts';
import { type Subnet, subnetOf } from './subnet.ts';

/** The public addresses that a target sees. */
export type Egress = {
  /** Single or CIDR. A target must admit every one of them. Empty where they are not known. */
  readonly addresses: readonly string[];
} & ({ readonly known: true; readonly reason?: never } | { readonly known: false; readonly reason: ReasonCode });

function unknown(reason: ReasonCode): Egress {
  return { addresses: [], known: false, reason };
}

function known(addresses: readonly string[]): Egress {
  return addresses.length === 0 ? unknown('READ_FAILED') : { addresses, known: true };
}

/** The public addresses and prefixes of a NAT gateway; every one must be readable, else nothing is known. */
function natAddresses(natGatewayId: string, estate: Estate): Egress {
  const nat = estate.resource(natGatewayId);
  if (!nat.ok) return unknown(nat.reason);
  const reads = (
    [
      ['publicIpAddresses', 'ipAddress'],
      ['publicIpPrefixes', 'ipPrefix'],
    ] as const
  ).flatMap(([collection, property]) =>
    list(nat.value, 'properties', collection).map((entry): Read<string> => {
      const read = estate.resource(text(entry, 'id') ?? '');
      if (!read.ok) return read;
      const value = text(read.value, 'properties', property);
      return value === undefined ? { ok: false, reason: 'READ_FAILED' } : { ok: true, value };
    }),
  );
  const reason = foremost(reads.flatMap((read) => (read.ok ? [] : [read.reason])));
  return reason === undefined ? known(reads.flatMap((read) => (read.ok ? [read.value] : []))) : unknown(reason);
}

/** The addresses of the location itself: with API Management's own NAT gateway both lists count (docs/rules.md#egress). */
function ownAddresses(location: GatewayLocation): Egress {
  if (location.sharedEgress) return unknown('SHARED_EGRESS_IP');
  if (location.tier === '') return unknown('UNKNOWN_SKU');
  if (location.network === 'unknown-sku' && location.publicAddresses.length === 0) return unknown('UNKNOWN_SKU');
  if (!location.natGatewayEnabled) return known(location.publicAddresses);
  if (location.outboundAddresses.length === 0) return unknown('READ_FAILED');
  return known([...location.publicAddresses, ...location.outboundAddresses]);
}

/** What forced tunnelling makes of the addresses: those of the appliance or the gateway, which nobody shows (docs/rules.md#forced-tunnelling). */
function tunnelled(subnet: Subnet, destination: FlowEnd, estate: Estate): ReasonCode | undefined {
  const route = routeFor(subnet, destination, estate);
  if (route.hop === 'appliance' || route.hop === 'gateway') return 'NVA_RULES';
  return route.hop === 'unknown' ? route.reason : undefined;
}

/**
 * The egress of a location towards a service tag. In a network everything leaves through the subnet, also that of a v2
 * tier that is merely integrated: a NAT gateway there replaces the location's own addresses, forced tunnelling makes them
 * unknown (`NVA_RULES`). A shared tier has none of its own (`SHARED_EGRESS_IP`).
 */
export function egressOf(location: GatewayLocation, estate: Estate, tag = 'Internet'): Egress {
  return egressTowards(location, tag)(location, estate);
}

const egressTowards = rememberedBy((_location: GatewayLocation, tag: string) =>
  perAnswers((location: GatewayLocation, estate) => findEgress(location, { tag }, estate)),
);

function findEgress(location: GatewayLocation, destination: FlowEnd, estate: Estate): Egress {
  if (location.network === 'none') return ownAddresses(location);
  if (location.subnetId === undefined) return unknown('SUBNET_MISSING');
  const subnet = subnetOf(location.subnetId, estate);
  if (!subnet.ok) return unknown(subnet.reason);
  const away = tunnelled(subnet.value, destination, estate);
  const nat = subnet.value.natGatewayId;
  const direct = nat === undefined ? ownAddresses(location) : natAddresses(nat, estate);
  return away === undefined ? direct : unknown(away);
}
