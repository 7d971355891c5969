/** What understanding depends on: the day, the months, what can be explained, and which instances there are. */
import type { DiscoveredInstance } from '../../../readiness/assessor.ts';
import type { Calendar } from '../dates/read-month.ts';
import type { Titled } from './pick-requirement.ts';

/** What understanding depends on. */
export interface MessageContext extends Calendar {
  /** All requirements, by id and title; absent, none can be asked about. */
  readonly requirements?: readonly Titled[];
  /** All retirements. */
  readonly retirements?: readonly Titled[];
  /** The instances that can be seen: with them names and places are found however they are written. */
  readonly instances?: readonly DiscoveredInstance[];
}
