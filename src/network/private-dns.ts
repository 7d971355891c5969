/**
 * What a target's host resolves to in the network that answers a location's names. The public name comes first, and of the
 * private zones that are linked there the longest that fits is authoritative: what it lacks does not exist. Source: "Azure
 * Private Endpoint private DNS zone values"; "Fallback to internet for Azure Private DNS zones".
 */
import { type ArmResource, idKey, nameOf, parentIdOf } from '../model/arm.ts';
import type { Estate, Read } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { list, same, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { isPrivate, parseRanges } from './addresses.ts';
import { type DnsView, dnsViewOf } from './dns-servers.ts';
import { privateLinkZone, privateRecordNames, publicHost } from './hosts.ts';
import type { NetworkPath } from './network-path.ts';

/**
 * Where the name of a target leads: `private` to the addresses of a linked zone; `public` since no zone is linked;
 * `broken` since the linked zone lacks the name; `custom` to servers that Azure does not show; `unknown` where a read failed.
 */
export type Resolution = (
  | { readonly answer: 'private' | 'public' | 'broken'; readonly reason?: never }
  | { readonly answer: 'custom' | 'unknown'; readonly reason: ReasonCode }
) & {
  /** Only with `private`. */
  readonly addresses: readonly string[];
  /** With `private`: a further name that the target needs and the zone lacks. */
  readonly missing?: string;
  /** ARM ids of the A records that the zone lacks. */
  readonly absent?: readonly string[];
  /** The zone that answers or lacks the name; that of the target's private endpoints where none does. */
  readonly zone: string;
  readonly evidence: readonly Evidence[];
};

/** The zone of a link or a record, which is its parent. */
function zoneIdOf(child: ArmResource): string {
  return parentIdOf(child.id);
}

function zoneNameOf(link: ArmResource): string {
  return nameOf(zoneIdOf(link)).toLowerCase();
}

/** The link of the longest zone that holds a name. */
function authoritative(name: string, links: readonly ArmResource[]): ArmResource | undefined {
  const holds = (zone: string) => zone !== '' && (name === zone || name.endsWith(`.${zone}`));
  const fitting = links.filter((link) => holds(zoneNameOf(link)));
  return fitting.toSorted((a, b) => zoneNameOf(b).length - zoneNameOf(a).length)[0];
}

function addressesOf(record: ArmResource): readonly string[] {
  return list(record, 'properties', 'aRecords').flatMap((entry) => text(entry, 'ipv4Address') ?? []);
}

/**
 * The addresses of a relative name in a zone; none when the zone proves to lack it. Resource Graph leaves out what may not
 * be read, so a record that it does not show is asked for by its id.
 */
function lookUp(name: string, zoneId: string, estate: Estate): Read<readonly string[]> {
  const records = estate.addressRecords(name);
  const shown = records.ok ? records.value.filter((record) => idKey(zoneIdOf(record)) === idKey(zoneId)) : [];
  if (shown.length > 0) return { ok: true, value: shown.flatMap(addressesOf) };
  if (!records.ok && records.reason === 'PENDING') return records;
  const record = estate.resource(`${zoneId}/A/${name}`);
  if (record.ok) return { ok: true, value: addressesOf(record.value) };
  if (record.reason !== 'NOT_FOUND') return record;
  return records.ok ? { ok: true, value: [] } : records;
}

/** A record by its name in a zone, its id, and its addresses: none where the zone has no such record. */
interface LookedUp {
  readonly record: string;
  readonly id: string;
  readonly read: Read<readonly string[]>;
}

/** What one name comes to by the linked zones; undefined where no zone holds it, so that the next name or public DNS decides. */
function byZones(
  name: string,
  others: readonly string[],
  links: readonly ArmResource[],
  estate: Estate,
): Resolution | undefined {
  const link = authoritative(name, links);
  if (link === undefined) return undefined;
  const zone = zoneNameOf(link);
  if (same(text(link, 'properties', 'virtualNetworkLinkState'), 'InProgress')) {
    const linked = { resource: link.id, property: 'properties.virtualNetworkLinkState', observed: 'InProgress' };
    return { zone, addresses: [], answer: 'unknown', reason: 'BUSY', evidence: [linked] };
  }
  const zoneId = zoneIdOf(link);
  // A further name of the target may have a zone of its own, which then has it or is not asked for.
  const namesToo = others.filter((other) => zoneNameOf(authoritative(other, links) ?? link) === zone);
  const find = (host: string): LookedUp => {
    const record = host === zone ? '@' : host.slice(0, -zone.length - 1);
    return { record, id: `${zoneId}/A/${record}`, read: lookUp(record, zoneId, estate) };
  };
  const found = [find(name), ...namesToo.map(find)] as const;
  const evidence: readonly Evidence[] = found.map(({ id, read }) => ({
    resource: id,
    property: 'properties.aRecords',
    observed: read.ok ? read.value.join(', ') || 'absent' : read.reason,
  }));
  // Such a link falls back to the public name where the zone has none.
  const fallsBack = same(text(link, 'properties', 'resolutionPolicy'), 'NxDomainRedirect');
  return byRecords(found, fallsBack, { zone, addresses: [], evidence });
}

/** What the records of a zone say: of the name itself first, then of the further names, which must stand there too. */
function byRecords(
  found: readonly [LookedUp, ...LookedUp[]],
  fallsBack: boolean,
  state: Pick<Resolution, 'zone' | 'addresses' | 'evidence'>,
): Resolution {
  const [own] = found;
  if (!own.read.ok) return { ...state, answer: 'unknown', reason: own.read.reason };
  const without = found.filter(({ read }) => read.ok && read.value.length === 0);
  const absent = without.map(({ id }) => id);
  const addresses = own.read.value;
  if (addresses.length === 0) return { ...state, ...(fallsBack ? { answer: 'public' } : { answer: 'broken', absent }) };
  const unread = found.flatMap(({ read }) => (read.ok ? [] : [read.reason]))[0];
  if (unread !== undefined) return { ...state, answer: 'unknown', reason: unread };
  // Whose a public address in somebody's zone is, Azure does not tell.
  if (!parseRanges(addresses).every(isPrivate)) return { ...state, answer: 'unknown', reason: 'CUSTOM_DNS' };
  const [missing] = without;
  return { ...state, answer: 'private', addresses, ...(missing && { missing: missing.record, absent }) };
}

/** The public name is asked for first, then what it is an alias of, with its further names. */
function inTurn(
  host: string | undefined,
  [called, ...others]: readonly string[],
  links: readonly ArmResource[],
  estate: Estate,
): Resolution | undefined {
  const byHost = host === undefined ? undefined : byZones(host, [], links, estate);
  return byHost ?? (called === undefined ? undefined : byZones(called, others, links, estate));
}

function unseen(view: Extract<DnsView, { reason: ReasonCode }>, zone: string): Resolution {
  const { reason, evidence } = view;
  return { answer: reason === 'CUSTOM_DNS' ? 'custom' : 'unknown', addresses: [], reason, zone, evidence };
}

/**
 * Resolves the host of a target as the location sees it. `alias` tells whether the public name is an alias of the
 * `privatelink` one, as an approved private endpoint makes it.
 */
export function resolutionOf(path: NetworkPath, alias: boolean): Resolution {
  const { location, target, subject } = path;
  const { estate } = subject;
  const zone = privateLinkZone(target, subject.cloud);
  const relatives = privateRecordNames(target, subject.cloud);
  const state = { zone, addresses: [], evidence: [] };
  if (location.subnetId === undefined) return { ...state, answer: 'public' };
  const records = alias ? relatives.map((subject) => ({ kind: 'addressRecords', subject }) as const) : [];
  estate.prefetch([...records, { kind: 'virtualNetworkLinks', subject: parentIdOf(location.subnetId) }]);
  const view = dnsViewOf(location, subject);
  if ('reason' in view) {
    // Servers of one's own matter only to a name that a private endpoint has made an alias.
    return alias || view.reason === 'PENDING' ? unseen(view, zone) : { ...state, answer: 'public' };
  }
  const links = estate.virtualNetworkLinks(view.networkId);
  if (!links.ok) {
    const evidence = [{ resource: view.networkId, property: 'privateDnsZones', observed: links.reason }];
    return { ...state, answer: 'unknown', reason: links.reason, evidence };
  }
  const names = alias ? relatives.map((name) => `${name}.${zone}`) : [];
  const byZone = inTurn(publicHost(target), names, links.value, estate);
  if (byZone !== undefined) return { ...byZone, evidence: [...view.evidence, ...byZone.evidence] };
  const notLinked = { resource: view.networkId, property: 'privateDnsZones', observed: 'not linked', expected: zone };
  return { ...state, answer: 'public', evidence: alias ? [...view.evidence, notLinked] : view.evidence };
}
