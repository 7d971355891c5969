/** What a target's host resolves to in the network of a location. Domain 5.2 and 5.5, contract 7.26. */
import type { ArmResource } from '../model/arm.ts';
import { idKey, parseArmId } from '../model/arm.ts';
import type { Estate, Read } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { list, same, text, texts } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { privateLinkZone, privateRecordNames } from './hosts.ts';
import type { Passage } from './passage.ts';
import { virtualNetworkOf } from './subnet.ts';

/**
 * Where the name of a target with a private endpoint leads: `private` to the addresses of a linked zone; `public`
 * since no zone is linked; `broken` since the linked zone lacks the name; `custom` to servers that Azure does not show;
 * `unknown` where a read failed.
 */
export interface Resolution {
  readonly answer: 'private' | 'public' | 'broken' | 'custom' | 'unknown';
  /** Only with `private`. */
  readonly addresses: readonly string[];
  /** With `private`: a further name that the target needs and the zone lacks. */
  readonly missing?: string;
  /** With `custom` and `unknown`. */
  readonly reason?: ReasonCode;
  readonly zone: string;
  readonly evidence: readonly Evidence[];
}

/** Azure's own resolver, as it may also be written down in a virtual network. */
const AZURE_DNS = '168.63.129.16';

/** The zone of a link or a record, which is its parent. */
function zoneIdOf(child: ArmResource): string {
  return parseArmId(child.id)?.parentId ?? '';
}

function addressesOf(record: ArmResource): readonly string[] {
  return list(record, 'properties', 'aRecords').flatMap((entry) => text(entry, 'ipv4Address') ?? []);
}

/**
 * The addresses of a name in a zone; none when the zone proves to lack it. Resource Graph leaves out what may not be
 * read, so a record that it does not show is asked for by its id.
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

/** Resolves the host of a target that has an approved private endpoint, from the location's virtual network. */
export function resolutionOf(passage: Passage): Resolution {
  const { location, target, subject } = passage;
  const { estate } = subject;
  const zone = privateLinkZone(target, subject.cloud);
  const [called, ...others] = privateRecordNames(target, subject.cloud);
  const state = { zone, addresses: [], evidence: [] };
  if (location.network === 'none' || location.subnetId === undefined) return { ...state, answer: 'public' };
  const networkId = parseArmId(location.subnetId)?.parentId ?? '';
  const network = virtualNetworkOf(location.subnetId, estate);
  const links = estate.virtualNetworkLinks(networkId);
  // Asked at once with the links, so that collecting needs no further round for them.
  for (const name of [called, ...others]) estate.addressRecords(name);
  if (!network.ok) {
    const evidence = [{ resource: networkId, property: 'GET', observed: network.reason }];
    return { ...state, answer: 'unknown', reason: network.reason, evidence };
  }
  const servers = texts(network.value, 'properties', 'dhcpOptions', 'dnsServers');
  if (servers.some((server) => server !== AZURE_DNS)) {
    const evidence = [
      { resource: networkId, property: 'properties.dhcpOptions.dnsServers', observed: servers.join(', ') },
    ];
    return { ...state, answer: 'custom', reason: 'CUSTOM_DNS', evidence };
  }
  if (!links.ok) {
    const evidence = [{ resource: networkId, property: 'privateDnsZones', observed: links.reason }];
    return { ...state, answer: 'unknown', reason: links.reason, evidence };
  }
  const link = links.value.find((entry) => same(parseArmId(zoneIdOf(entry))?.name, zone));
  if (link === undefined) {
    const evidence = [{ resource: networkId, property: 'privateDnsZones', observed: 'not linked', expected: zone }];
    return { ...state, answer: 'public', evidence };
  }
  const linked = { resource: link.id, property: 'properties.virtualNetworkLinkState' };
  if (same(text(link, 'properties', 'virtualNetworkLinkState'), 'InProgress')) {
    return { ...state, answer: 'unknown', reason: 'BUSY', evidence: [{ ...linked, observed: 'InProgress' }] };
  }
  const zoneId = zoneIdOf(link);
  const found = [called, ...others].map((name) => ({
    name,
    id: `${zoneId}/A/${name}`,
    read: lookUp(name, zoneId, estate),
  }));
  const evidence: readonly Evidence[] = found.map(({ id, read }) => ({
    resource: id,
    property: 'properties.aRecords',
    observed: read.ok ? read.value.join(', ') || 'absent' : read.reason,
  }));
  const first = found[0]?.read;
  if (first === undefined || !first.ok)
    return { ...state, answer: 'unknown', reason: first?.reason ?? 'READ_FAILED', evidence };
  if (first.value.length === 0) {
    // Such a link falls back to the public name where the zone has none.
    const fallsBack = same(text(link, 'properties', 'resolutionPolicy'), 'NxDomainRedirect');
    return { ...state, answer: fallsBack ? 'public' : 'broken', evidence };
  }
  const unread = found.flatMap(({ read }) => (read.ok ? [] : [read.reason]))[0];
  if (unread !== undefined) return { ...state, answer: 'unknown', reason: unread, evidence };
  const missing = found.find(({ read }) => read.ok && read.value.length === 0)?.name;
  const resolved = { ...state, answer: 'private', addresses: first.value, evidence } as const;
  return missing === undefined ? resolved : { ...resolved, missing };
}
