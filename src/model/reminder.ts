/** Reminders and summaries as people set them up and see them. */

/** What a subscription is about. Ids are ARM ids or subscription ids, any case. */
export type ReminderScope =
  | { readonly by: 'all' }
  | { readonly by: 'instance'; readonly id: string; readonly name: string }
  | { readonly by: 'subscription'; readonly id: string; readonly name: string }
  | { readonly by: 'resource-group'; readonly subscriptionId: string; readonly name: string }
  | { readonly by: 'tag'; readonly key: string; readonly value: string };

/** When something is said regularly. */
export interface Schedule {
  /** ISO weekdays, 1 is Monday; ascending, each once, at least one. */
  readonly days: readonly number[];
  /** `HH:MM`, 24 hours, on the clock of the zone. */
  readonly time: string;
}

/** A subscription that exists. */
export interface Subscription {
  readonly id: string;
  readonly kind: 'reminder' | 'summary';
  readonly scope: ReminderScope;
  readonly schedule?: Schedule;
  readonly timeZone: string;
  /** Who set it up, for people; undefined where the channel named nobody. */
  readonly by: string | undefined;
  /** ISO instant of the set-up. */
  readonly since: string;
  readonly state: 'active' | 'paused';
  /** UTC day until which it is paused or snoozed; absent when it is not, or for good. */
  readonly until?: string;
}
