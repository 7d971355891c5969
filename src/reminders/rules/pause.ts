/** Silence about one instance and retirement, for one reader's subscription: until a day, by somebody. */
import type { Day, Instant } from '../../model/days.ts';
import type { Person } from './place.ts';

/** A snooze, or somebody who is on it. */
export interface Pause {
  readonly subscriptionId: string;
  readonly instanceId: string;
  readonly retirement: string;
  /** `acknowledge`: somebody is on it. */
  readonly kind: 'snooze' | 'acknowledge';
  /** First day on which reminders come again. */
  readonly until: Day;
  readonly by: Person;
  /** ISO instant. */
  readonly at: Instant;
}
