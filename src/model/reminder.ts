/** Reminders and summaries as people set them up and see them. */

import type { AzureScope } from './azure-scope.ts';
import type { Day, Instant } from './days.ts';

/** The time of day at which something is said where nobody named an hour, and from which a day's reminders go out. */
export const MORNING = '09:00';

/** When something is said regularly, on the clock of a zone. */
export interface Weekly {
  /** ISO weekdays, 1 is Monday; ascending, each once, at least one. */
  readonly days: readonly number[];
  /** `HH:MM`, 24 hours. */
  readonly time: string;
  /** Every second week instead of each. */
  readonly weeks?: 2;
  /** Only with `weeks`: a day of a week that counts. */
  readonly from?: Day;
}

/** When something is said once, on the clock of a zone. */
export interface OneOff {
  readonly on: Day;
  /** `HH:MM`, 24 hours. */
  readonly time: string;
}

/** When something is said, whatever the zone. */
export type Timing = Weekly | OneOff;

/** When something is said. */
export type Schedule = Timing & {
  /** IANA name. */
  readonly zone: string;
};

/** A subscription that exists. */
export interface ListedSubscription {
  readonly id: string;
  readonly kind: 'reminder' | 'summary';
  readonly scope: AzureScope;
  readonly schedule?: Timing;
  readonly timeZone: string;
  /** Who set it up, for people; undefined where the channel named nobody. */
  readonly by: string | undefined;
  /** When it was set up. */
  readonly since: Instant;
  readonly state: 'active' | 'paused';
  /** When the next message may come, `YYYY-MM-DDTHH:MM` on the clock of `timeZone`; absent while paused, or where none is to come. */
  readonly next?: string;
  /** UTC day until which it is paused or snoozed; absent when it is not, or for good. */
  readonly until?: Day;
}
