/**
 * What the name of a target makes of its public ways: whoever resolves it to a private address never comes in by
 * a public endpoint. Rules: docs/rules.md#dns, docs/rules.md#gateway-dependencies.
 */
import { readReasons } from '../model/estate.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import type { NetworkPath } from './network-path.ts';
import { type Resolution, resolutionOf } from './private-dns.ts';
import { type PrivateEndpoint, privateName } from './private-endpoints.ts';
import { closed, undecided, type WayJudgement } from './way.ts';

/** The name of a target as a location sees it, and the private endpoints behind it. */
export interface TargetName {
  readonly resolution: Resolution;
  readonly endpoints: readonly PrivateEndpoint[];
  /** The judgement of the way by private endpoint. */
  readonly byEndpoint: WayJudgement;
}

/** Resolves a target's name. A `privatelink` zone matters only to a name that a private endpoint has made an alias. */
export function resolve(path: NetworkPath, endpoints: readonly PrivateEndpoint[]): Resolution {
  const alias = privateName(path.target, endpoints);
  if (alias.answer !== 'unknown') return resolutionOf(path, alias.answer === 'yes');
  const [without, as] = [resolutionOf(path, false), resolutionOf(path, true)];
  // Where both come to the same, nobody needs to know.
  return without.answer === as.answer || as.answer !== 'broken'
    ? as
    : { ...as, answer: 'unknown', reason: alias.reason };
}

/** The failed read, if any, without which nobody knows where the name leads or whether anything answers there. */
function unreadCause({ resolution, byEndpoint }: TargetName): ReasonCode | undefined {
  if (resolution.answer === 'unknown') return resolution.reason;
  if (resolution.answer !== 'private' || byEndpoint.answer !== 'unknown') return undefined;
  return readReasons.find((reason) => reason === byEndpoint.reason);
}

/**
 * Whether the name leads to private endpoints that are proven out of reach. One that could not be read, or is gone while
 * the target still lists it, proves nothing.
 */
function isDeadEnd({ resolution, byEndpoint, endpoints }: TargetName): boolean {
  return (
    resolution.answer === 'private' &&
    resolution.missing === undefined &&
    byEndpoint.answer === 'no' &&
    endpoints.every(({ unread }) => unread === undefined)
  );
}

/** A public way, seen through the name: closed where the name leads elsewhere, undecided where a read that tells failed. */
export function underName(way: WayJudgement, name: TargetName, path: NetworkPath): WayJudgement {
  const { resolution, byEndpoint } = name;
  if (way.answer === 'no') return way;
  const values = { target: path.targetName, location: path.location.name, zone: resolution.zone };
  if (resolution.answer === 'broken') {
    const message = say(
      'The private DNS zone {zone} is linked to the network of {location} and lacks {target}, so its name does not resolve there.',
      values,
    );
    return closed(way.way, message, resolution.evidence);
  }
  if (isDeadEnd(name)) {
    const message = say('In the network of {location} the name of {target} leads to a private address only: {cause}', {
      ...values,
      cause: byEndpoint.message,
    });
    return closed(way.way, message, byEndpoint.evidence, byEndpoint.reason);
  }
  const unread = unreadCause(name);
  if (unread === undefined || way.answer !== 'yes') return way;
  const message = say('Where the name of {target} leads in the network of {location} could not be read: {cause}', {
    ...values,
    cause: say(reasonSentence(unread)),
  });
  return undecided(way.way, unread, message, [...resolution.evidence, ...byEndpoint.evidence]);
}
