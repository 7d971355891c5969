/** How calls and their outcomes are told: place, target, identity, path. Hosts and names only, never a policy's text. */
import { remembered } from '../model/remembered.ts';
import { count, say, type Text } from '../model/text.ts';
import type { CallIdentity, CallSite } from './call-site.ts';

/** Places that a message names before it only counts the rest. */
const NAMED_PLACES = 3;

const IDENTITIES: Readonly<Record<CallIdentity['kind'], Text>> = {
  system: say('with the system-assigned identity'),
  'user-assigned': say('with a user-assigned identity'),
  missing: say('with the system-assigned identity, which is off'),
  'missing-user-assigned': say('with a user-assigned identity, while none is attached'),
  'not-attached': say('with a client id that is attached nowhere'),
  'foreign-token': say('with a token for another service'),
  workload: say('with the workload identity of a self-hosted gateway'),
  key: say('with a key or another credential that is no managed identity'),
  none: say('without any credential'),
  unknown: say('with an identity that could not be told'),
};

/** Who calls, as the end of a clause. */
export function identityPhrase(identity: CallIdentity): Text {
  return IDENTITIES[identity.kind];
}

/** The same for two places that read the same. */
const placeKey = remembered((place: Text) => JSON.stringify(place));

/** Each place once, in the order in which they were found. */
export function distinctPlaces(sites: readonly Pick<CallSite, 'place'>[]): readonly Text[] {
  if (sites.length < 2) return sites.map(({ place }) => place);
  return [...new Map(sites.map(({ place }) => [placeKey(place), place])).values()];
}

/** Places in a row: the first three, and how many more. */
export function placesPhrase(sites: readonly Pick<CallSite, 'place'>[]): Text {
  const places = distinctPlaces(sites);
  const [first = say('a policy'), second, third] = places;
  const more = places.length - NAMED_PLACES;
  if (second === undefined) return first;
  if (third === undefined) return say('{first}; {second}', { first, second });
  if (more <= 0) return say('{first}; {second}; {third}', { first, second, third });
  return count(
    more,
    {
      one: '{first}; {second}; {third}; and {count} more place',
      other: '{first}; {second}; {third}; and {count} more places',
    },
    { first, second, third },
  );
}
