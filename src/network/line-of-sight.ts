/** Can this gateway location reach this target by itself, without trusted access? Domain 5, contract 7. */
import type { GatewayLocation } from '../instance/locations.ts';
import { foremost, type ReasonCode, reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { guarded } from './guards.ts';
import { ipRuleSight } from './ip-rules.ts';
import { absent, closed, open, type Passage, passageOf, undecided, type WaySight } from './passage.ts';
import { perimeterSight } from './perimeter-rules.ts';
import { type Resolution, resolutionOf } from './private-dns.ts';
import { privateEndpointSight, privateEndpointsOf, privateName } from './private-link.ts';
import type { Sight } from './sight.ts';
import type { Target } from './target.ts';
import { virtualNetworkRuleSight } from './virtual-network-rules.ts';

/**
 * How much is looked at (contract 7.4): `target` for rules, service endpoint, private endpoint, DNS and perimeter;
 * `full` also for network security groups, admin rules and routes on our side.
 */
export type Depth = 'target' | 'full';

function publicWays(passage: Passage): readonly WaySight[] {
  const { firewall, targetName, location } = passage;
  const values = { target: targetName, location: location.name };
  if (firewall.unknown !== undefined) {
    const message = say('Whom {target} lets in is not known: {cause}', {
      ...values,
      cause: say(reasonSentence(firewall.unknown)),
    });
    return [undecided('public', firewall.unknown, message, firewall.evidence)];
  }
  const { inboundRules, rulesUnread } = firewall.perimeter;
  // A perimeter in Learning mode admits beside the target's own rules.
  const byPerimeter = () => (inboundRules.length > 0 || rulesUnread !== undefined ? [perimeterSight(passage)] : []);
  switch (firewall.state) {
    case 'off':
      return [open('public', say('{target} is open to all networks.', values), firewall.evidence)];
    case 'selected':
      return [ipRuleSight(passage), virtualNetworkRuleSight(passage), ...byPerimeter(), ...byServiceTag(passage)];
    case 'private':
      return [
        absent('public', say('Public access to {target} is disabled.', values), firewall.evidence),
        ...byPerimeter(),
      ];
    case 'perimeter':
      return [perimeterSight(passage)];
  }
}

/** Managed HSM can admit service tags, whose addresses are not compared with ours. */
function byServiceTag(passage: Passage): readonly WaySight[] {
  const { firewall, target, targetName, location } = passage;
  const tags = firewall.serviceTags.join(', ');
  if (tags === '') return [];
  const message = say('{target} admits {tags}, and whether {location} belongs to them is not known.', {
    target: targetName,
    location: location.name,
    tags,
  });
  const evidence = [{ resource: target.resource.id, property: 'properties.networkAcls.serviceTags', observed: tags }];
  return [undecided('ip-rule', 'G-PATH', message, evidence)];
}

/** What a read that failed has to answer, where rules alone would say yes: contract 1, "never pass". */
const FAILED_READS: readonly ReasonCode[] = [
  'PENDING',
  'FORBIDDEN',
  'NOT_FOUND',
  'TARGET_NOT_VISIBLE',
  'THROTTLED',
  'PAGE_CUT',
  'BUSY',
  'READ_FAILED',
  'READ_LIMIT',
];

/** The failed read, if any, without which nobody knows whether the name leads to a public address or to one that answers. */
function unreadCause(resolution: Resolution, byEndpoint: WaySight): ReasonCode | undefined {
  if (resolution.answer === 'unknown') return resolution.reason ?? 'READ_FAILED';
  if (resolution.answer !== 'private' || byEndpoint.answer !== 'unknown') return undefined;
  return FAILED_READS.find((reason) => reason === byEndpoint.reason);
}

/** Names decide before rules do: a public way is worth nothing where the host does not resolve to a public address. */
function underResolution(
  way: WaySight,
  resolution: Resolution,
  byEndpoint: WaySight,
  deadEnd: WaySight | undefined,
  passage: Passage,
): WaySight {
  if (way.answer === 'no') return way;
  const values = { target: passage.targetName, location: passage.location.name, zone: resolution.zone };
  if (resolution.answer === 'broken') {
    const message = say(
      'The private DNS zone {zone} is linked to the network of {location} and lacks {target}, so its name does not resolve there.',
      values,
    );
    return closed(way.way, message, resolution.evidence);
  }
  if (deadEnd !== undefined) {
    const message = say('In the network of {location} the name of {target} leads to a private address only: {cause}', {
      ...values,
      cause: deadEnd.message,
    });
    return closed(way.way, message, deadEnd.evidence);
  }
  const unread = unreadCause(resolution, byEndpoint);
  if (unread !== undefined && way.answer === 'yes') {
    const message = say('Where the name of {target} leads in the network of {location} could not be read: {cause}', {
      ...values,
      cause: say(reasonSentence(unread)),
    });
    return undecided(way.way, unread, message, [...resolution.evidence, ...byEndpoint.evidence]);
  }
  return way;
}

/** Any way that works is enough; among ways that are not known, the foremost reason is told. */
function best(ways: readonly WaySight[], passage: Passage): Sight {
  const working = ways.find((way) => way.answer === 'yes');
  if (working !== undefined) return shown(working);
  const open = ways.filter((way) => way.answer === 'unknown');
  const reason = foremost((open.length > 0 ? open : ways).flatMap((way) => way.reason ?? []));
  const told = open.find((way) => way.reason === reason);
  if (told !== undefined) return shown(told);
  const evidence = ways.flatMap((way) => way.evidence);
  const tried = ways.find((way) => reason !== undefined && way.reason === reason) ?? ways.find((way) => way.configured);
  const message =
    tried?.message ??
    say('{target} has nothing that lets {location} in: no rule, no private endpoint.', {
      target: passage.targetName,
      location: passage.location.name,
    });
  return { answer: 'no', message, evidence, ...(reason === undefined ? {} : { reason }) };
}

function shown({ configured: _, ...sight }: WaySight): Sight {
  return sight;
}

/**
 * Judges one location and one target. Yes if any way works, else unknown if any is not known, else no. A linked
 * private zone without the target's name breaks every way (contract 7.26).
 */
export function lineOfSight(location: GatewayLocation, target: Target, subject: Subject, depth: Depth): Sight {
  const passage = passageOf(location, target, subject);
  if (location.network !== 'none' && location.subnetId === undefined) {
    const message = say('Azure does not tell the subnet of {location}, so its way to {target} cannot be judged.', {
      location: location.name,
      target: passage.targetName,
    });
    const evidence = [
      { resource: subject.instance.id, property: 'virtualNetworkConfiguration.subnetResourceId', observed: 'absent' },
    ];
    return { answer: 'unknown', reason: 'SUBNET_MISSING', message, evidence };
  }
  const endpoints = privateEndpointsOf(target, subject.estate);
  const resolution = aliased(passage, endpoints);
  const byEndpoint = privateEndpointSight(passage, endpoints, resolution);
  // The name leads to endpoints that all could be read and are proven out of reach. One that is gone proves nothing.
  const leadsPrivate = resolution.answer === 'private' && resolution.missing === undefined;
  const proven = byEndpoint.answer === 'no' && endpoints.every(({ unread }) => unread === undefined);
  const deadEnd = leadsPrivate && proven ? byEndpoint : undefined;
  const ways = publicWays(passage).map((way) => underResolution(way, resolution, byEndpoint, deadEnd, passage));
  const all = [...ways, byEndpoint];
  return best(depth === 'full' ? all.map((way) => guarded(way, passage, endpoints, resolution)) : all, passage);
}

/** Private zones matter only to a name that a private endpoint has made an alias. */
function aliased(passage: Passage, endpoints: ReturnType<typeof privateEndpointsOf>): Resolution {
  const alias = privateName(passage.target, endpoints);
  if (alias === 'no') return { answer: 'public', addresses: [], zone: '', evidence: [] };
  const resolution = resolutionOf(passage);
  if (alias !== 'yes' && resolution.answer === 'broken') return { ...resolution, answer: 'unknown', reason: alias };
  return resolution;
}
