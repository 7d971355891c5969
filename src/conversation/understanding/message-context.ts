/** What understanding depends on: the day, the months, what can be explained, and which instances there are. */
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Calendar } from './dates/read-month.ts';
import type { Titled } from './pick-requirement.ts';
import type { Word } from './words/words.ts';

/** What understanding depends on. */
export interface Knowledge extends Calendar {
  /** All requirements, by id and title; absent, none can be asked about. */
  readonly requirements?: readonly Titled[];
  /** All retirements. */
  readonly retirements?: readonly Titled[];
  /** The instances that can be seen: with them names and places are found however they are written. */
  readonly instances?: readonly DiscoveredInstance[];
}

const PLAIN_NAME = /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])?$/i;
const NAME_IN_GROUP = /^[\w().-]{1,90}\/[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;

/** A word that can only be a name: quoted, an id, or with a digit, a hyphen or a resource group in it. */
export function looksLikeName({ raw, quoted }: Word): boolean {
  return quoted || NAME_IN_GROUP.test(raw) || (PLAIN_NAME.test(raw) && /[\d_-]/.test(raw));
}
