/** How calls and their outcomes are told: place, target, identity, path. Hosts and names only, never a policy's text. */
import { say, type Text } from '../model/text.ts';
import type { CallIdentity, CallSite } from './call-site.ts';

/** Places that a message names before it only counts the rest. */
const NAMED_PLACES = 3;

const IDENTITIES: Readonly<Record<CallIdentity['kind'], string>> = {
  system: 'with the system-assigned identity',
  'user-assigned': 'with a user-assigned identity',
  key: 'with a key or another credential that is no managed identity',
  none: 'without any credential',
  unknown: 'with an identity that could not be told',
};

/** Who calls, as the end of a clause. */
export function identityPhrase(identity: CallIdentity): Text {
  return say(IDENTITIES[identity.kind]);
}

/** Each place once, in the order in which they were found. */
function distinct(places: readonly Text[]): readonly Text[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** Places in a row: the first three, and how many more. */
export function placesPhrase(sites: readonly Pick<CallSite, 'place'>[]): Text {
  const places = distinct(sites.map((site) => site.place));
  const [first = say('a policy'), second, third] = places;
  const more = places.length - NAMED_PLACES;
  if (second === undefined) return first;
  if (third === undefined) return say('{first}; {second}', { first, second });
  if (more <= 0) return say('{first}; {second}; {third}', { first, second, third });
  if (more === 1) return say('{first}; {second}; {third}; and 1 more place', { first, second, third });
  return say('{first}; {second}; {third}; and {more} more places', { first, second, third, more });
}
