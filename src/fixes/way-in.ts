/**
 * How a service lets one gateway location in by itself: every option that its settings, the network and the tier allow is tried on
 * a copy of what was read, and the first that works is the fix. What no option mends is said in words. Never opens a service to all
 * networks, never touches a bypass, and never cuts off another service that the location reaches.
 */
import { sameId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { same, text } from '../model/json.ts';
import { say } from '../model/text.ts';
import { lineOfSight } from '../network/line-of-sight.ts';
import { factsOf } from './change-facts.ts';
import { docs } from './docs.ts';
import { estateAfter, resourceAfter } from './estate-after.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { networkingLink } from './portal-links.ts';
import { cutOff, harmsOthers } from './side-effects.ts';
import { byNewEndpoint } from './way-in-new-endpoint.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';
import { byNewPerimeter, byPerimeter } from './way-in-perimeter.ts';
import { atTheEndpoint, byPrivateEndpoint, onOurSide } from './way-in-private.ts';
import { byAddress, bySubnet } from './way-in-public.ts';
import { wordsFor } from './way-in-words.ts';

/** Whether the tier of the target can have a change; a tier that is not told forbids nothing. */
function suitsTier({ target: { resource } }: WantedWay, change: Change): boolean {
  const { touches, tiers } = factsOf(change);
  const tier = text(resource, 'sku', 'name');
  return (
    tiers === undefined || tier === undefined || !sameId(touches, resource.id) || tiers.some((one) => same(one, tier))
  );
}

/** Whether the location gets in after some changes that the tier allows, and loses nothing that it reaches now. */
function works(wanted: WantedWay, changes: readonly Change[]): boolean {
  if (!changes.every((change) => suitsTier(wanted, change))) return false;
  const { subject, target, location, depth, proof, others } = wanted;
  const estate = estateAfter(subject.estate, changes, subject.today);
  const resource = resourceAfter(target.resource, changes, subject.today);
  const sight = lineOfSight(location, { ...target, resource }, { ...subject, estate }, depth, proof);
  return (
    sight.answer === 'yes' &&
    cutOff(wanted, others, changes).length === 0 &&
    !harmsOthers(wanted, target.resource, changes)
  );
}

/** A new service endpoint touches everything that the subnet reaches, so an address goes first where nothing else asks for one. */
function publicOptions(wanted: WantedWay): readonly WayInOption[] {
  const bySubnetRule = bySubnet(wanted);
  const touchesSubnet = bySubnetRule.some(({ changes }) => changes.some(({ kind }) => kind === 'add-service-endpoint'));
  return touchesSubnet && wanted.target.kind !== 'key-vault'
    ? [...byAddress(wanted), ...bySubnetRule]
    : [...bySubnetRule, ...byAddress(wanted)];
}

/** The first option that works by itself, or behind a rule on the way: the shortest way among these. */
function firstThatWorks(wanted: WantedWay, options: readonly WayInOption[]): WayInOption | undefined {
  const alone = options.find(({ changes }) => works(wanted, changes));
  if (alone !== undefined) return alone;
  for (const guard of wanted.depth === 'full' ? [...onOurSide(wanted), ...atTheEndpoint(wanted)] : []) {
    if (works(wanted, guard.changes)) return { ...guard, docs: docs.requiredPorts };
    const both = options.find(({ changes }) => works(wanted, [...guard.changes, ...changes]));
    if (both === undefined) continue;
    const title = say('{first}; then: {second}', { first: guard.title, second: both.title });
    return { title, changes: [...guard.changes, ...both.changes], order: both.order };
  }
  return undefined;
}

/** The fix that gives the location a way in: by what is there, else by something new, else in words. */
export function wayIn(wanted: WantedWay): Fix {
  const { subject, target } = wanted;
  const byWhatIsThere = () => [...byPrivateEndpoint(wanted), ...publicOptions(wanted), ...byPerimeter(wanted)];
  const bySomethingNew = () => [...byNewEndpoint(wanted), ...byNewPerimeter(wanted)];
  const option = firstThatWorks(wanted, byWhatIsThere()) ?? firstThatWorks(wanted, bySomethingNew());
  if (option === undefined) return wordsFor(wanted);
  const { changes, ...outline } = option;
  return fixFromChanges({ portal: networkingLink(subject, target.resource), docs: wanted.docs, ...outline }, changes);
}
