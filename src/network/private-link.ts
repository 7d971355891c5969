/** The way through a private endpoint: approved, of the right kind, reachable, and found by DNS. Rules: docs/rules.md#private-endpoints, docs/rules.md#dns. */
import { nameOf } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { list, text } from '../model/json.ts';
import { foremost, type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { say, type Text } from '../model/text.ts';
import { overlap, parseRange } from './addresses.ts';
import type { NetworkPath } from './network-path.ts';
import { type Reach, reachOf } from './peering.ts';
import type { Resolution } from './private-dns.ts';
import type { PrivateEndpoint } from './private-endpoints.ts';
import { absent, closed, open, RANK, undecided, type WayJudgement } from './way.ts';

const WAY = 'private-endpoint';

/** What one endpoint contributes: whether the location's network reaches it. */
interface Candidate {
  readonly endpoint: PrivateEndpoint;
  readonly reach: Reach;
}

function candidateOf(endpoint: PrivateEndpoint, path: NetworkPath): Candidate {
  const evidence = [
    { resource: endpoint.id, property: 'GET', observed: endpoint.unread ?? 'properties.subnet absent' },
  ];
  if (endpoint.subnetId.ok) return { endpoint, reach: reachOf(path, endpoint.subnetId.value) };
  const cause = endpoint.subnetId.reason;
  const values = { endpoint: nameOf(endpoint.id), cause: say(reasonSentence(cause)) };
  const message = say('The private endpoint {endpoint} could not be read: {cause}', values);
  if (cause === 'NOT_FOUND') return { endpoint, reach: { answer: 'no', message, evidence } };
  return { endpoint, reach: { answer: 'unknown', reason: cause, message, evidence } };
}

type Candidates = readonly [Candidate, ...Candidate[]];

function isSome(candidates: readonly Candidate[]): candidates is Candidates {
  return candidates.length > 0;
}

function bestReach([first, ...others]: Candidates): Candidate {
  return others.reduce((best, one) => (RANK[one.reach.answer] < RANK[best.reach.answer] ? one : best), first);
}

function sameAddress(a: string, b: string): boolean {
  const [left, right] = [parseRange(a), parseRange(b)];
  return left !== undefined && right !== undefined && overlap(left, right);
}

/** The endpoint behind an address: one that is known to have it, else one whose addresses nobody tells. */
function behind(address: string, candidates: Candidates): Candidate | undefined {
  const known = candidates.filter(({ endpoint }) => endpoint.addresses.some((own) => sameAddress(own, address)));
  const silent = candidates.filter(({ endpoint }) => endpoint.addresses.length === 0);
  const possible = known.length > 0 ? known : silent;
  return isSome(possible) ? bestReach(possible) : undefined;
}

function throughZone(path: NetworkPath, candidates: Candidates, resolution: Resolution): WayJudgement {
  const values = { target: path.targetName, zone: resolution.zone, location: path.location.name };
  if (resolution.missing !== undefined) {
    const message = say('The zone {zone} lacks the name {name}, which {target} needs too.', {
      ...values,
      name: resolution.missing,
    });
    return closed(WAY, message, resolution.evidence);
  }
  const ways = resolution.addresses.map((address) => ({ address, candidate: behind(address, candidates) }));
  const stale = ways.find(({ candidate }) => candidate === undefined || candidate.endpoint.unread === 'NOT_FOUND');
  if (stale !== undefined) {
    const message = say('The zone {zone} leads {target} to {address}, where no private endpoint of it is.', {
      ...values,
      address: stale.address,
    });
    return closed(WAY, message, resolution.evidence);
  }
  // Every address may be the one that a call takes, so the worst of them decides.
  const worst = ways
    .flatMap(({ candidate }) => candidate ?? [])
    .toSorted((a, b) => RANK[b.reach.answer] - RANK[a.reach.answer])[0];
  if (worst === undefined)
    return closed(WAY, say('The zone {zone} has no address for {target}.', values), resolution.evidence);
  const { reach } = worst;
  const evidence = [...reach.evidence, ...resolution.evidence];
  const named = { ...values, endpoint: nameOf(worst.endpoint.id), cause: reach.message };
  switch (reach.answer) {
    case 'yes':
      return open(WAY, say('{location} reaches {target} through the private endpoint {endpoint}.', named), evidence);
    case 'no':
      return closed(WAY, say('The private endpoint {endpoint} of {target} is out of reach: {cause}', named), evidence);
    case 'unknown':
      return undecided(
        WAY,
        reach.reason,
        say('Whether {location} reaches the private endpoint {endpoint} of {target} is not known: {cause}', named),
        evidence,
      );
  }
}

/** What an endpoint leaves open by itself: it could not be read, or the zones that it names could not. */
function unreadEndpoint({ endpoint, reach }: Candidate): ReasonCode | undefined {
  return endpoint.unread === undefined ? endpoint.zonesUnread : reach.reason;
}

/**
 * Why a link of the zone may be there although none is shown: Resource Graph leaves out what may not be read, and zones
 * often stand in a hub's subscription. Only a zone that can be seen, with its links, proves that it is not linked.
 */
function zoneHidden(zone: string, candidates: readonly Candidate[], estate: Estate): ReasonCode | undefined {
  const shown = estate.named(['microsoft.network/privatednszones'], zone);
  const named = candidates.flatMap(({ endpoint }) => endpoint.zoneIds.map((id) => estate.resource(id)));
  const pending = [shown, ...named].some((read) => !read.ok && read.reason === 'PENDING');
  if (pending) return 'PENDING';
  const hidden = named.some((read) => !read.ok && read.reason !== 'NOT_FOUND');
  if (hidden || (!shown.ok && named.every((read) => !read.ok))) return 'ZONE_NOT_VISIBLE';
  if (!shown.ok) return undefined;
  const links = estate.children(shown.value.id, 'virtualNetworkLinks');
  return links.ok || links.reason === 'NOT_FOUND' ? undefined : links.reason;
}

/** No zone is linked, as far as can be seen: a hidden zone or endpoint leaves that open (docs/rules.md#dns). */
function withoutZone(path: NetworkPath, candidates: Candidates, resolution: Resolution): WayJudgement {
  const values = { target: path.targetName, zone: resolution.zone, location: path.location.name };
  const possible = candidates.filter(({ reach }) => reach.answer !== 'no');
  const { estate } = path.subject;
  const zone = possible.length === 0 ? undefined : zoneHidden(resolution.zone, possible, estate);
  const hidden = foremost([...possible.map(unreadEndpoint), zone]);
  const evidence = [...resolution.evidence, ...possible.flatMap(({ reach }) => reach.evidence)];
  if (hidden !== undefined) {
    const message = say('Whether the zone {zone} is linked to the network of {location} cannot be seen: {cause}', {
      ...values,
      cause: say(reasonSentence(hidden)),
    });
    return undecided(WAY, hidden, message, evidence);
  }
  if (possible.length === 0) {
    const blocked = bestReach(candidates);
    const named = { ...values, endpoint: nameOf(blocked.endpoint.id), cause: blocked.reach.message };
    const message = say('The private endpoint {endpoint} of {target} is out of reach: {cause}', named);
    return closed(WAY, message, blocked.reach.evidence);
  }
  const message = say(
    '{target} has a private endpoint, but the zone {zone} is not linked to the network of {location}.',
    values,
  );
  return closed(WAY, message, evidence);
}

function unresolved(
  path: NetworkPath,
  candidates: Candidates,
  resolution: Extract<Resolution, { readonly reason: ReasonCode }>,
): WayJudgement {
  const best = bestReach(candidates);
  const values = { target: path.targetName, location: path.location.name };
  const cause: Text = say(reasonSentence(resolution.reason));
  const evidence: readonly Evidence[] = [...best.reach.evidence, ...resolution.evidence];
  if (best.reach.answer === 'no') {
    const named = { ...values, endpoint: nameOf(best.endpoint.id), cause: best.reach.message };
    return closed(WAY, say('The private endpoint {endpoint} of {target} is out of reach: {cause}', named), evidence);
  }
  const reason = best.reach.answer === 'yes' ? resolution.reason : foremost([resolution.reason, best.reach.reason]);
  const message = say('Whether {location} finds the private endpoint of {target} is not known: {cause}', {
    ...values,
    cause,
  });
  return undecided(WAY, reason, message, evidence);
}

/** Whether the location gets through by a private endpoint of the target, given what its name resolves to. */
export function privateEndpointWay(
  path: NetworkPath,
  endpoints: readonly PrivateEndpoint[],
  resolution: Resolution,
): WayJudgement {
  const { location, target, targetName } = path;
  const values = { target: targetName, location: location.name, group: target.groupId };
  const connections = list(target.resource, 'properties', 'privateEndpointConnections');
  const evidence = [
    {
      resource: target.resource.id,
      property: 'properties.privateEndpointConnections',
      observed:
        connections
          .map((entry) => text(entry, 'properties', 'privateLinkServiceConnectionState', 'status') ?? 'absent')
          .join(', ') || 'none',
      expected: 'Approved',
    },
  ];
  if (endpoints.length === 0) {
    const message = say('{target} has no approved private endpoint.', values);
    return { ...absent(WAY, message, evidence), configured: connections.length > 0 };
  }
  if (path.subnet === undefined) {
    return absent(
      WAY,
      say('{location} is in no virtual network, so no private endpoint can serve it.', values),
      evidence,
    );
  }
  const candidates = endpoints
    .filter((endpoint) => endpoint.rightGroup !== false)
    .map((endpoint) => candidateOf(endpoint, path));
  if (!isSome(candidates)) {
    return closed(WAY, say('No private endpoint of {target} is for {group}.', values), evidence);
  }
  switch (resolution.answer) {
    case 'private':
      return throughZone(path, candidates, resolution);
    case 'public':
      return withoutZone(path, candidates, resolution);
    case 'broken':
      return closed(
        WAY,
        say('The zone {zone} is linked to the network of {location} and lacks {target}.', {
          ...values,
          zone: resolution.zone,
        }),
        resolution.evidence,
      );
    case 'custom':
    case 'unknown':
      return unresolved(path, candidates, resolution);
  }
}
