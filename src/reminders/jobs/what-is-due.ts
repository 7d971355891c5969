/** What the tables say is due. Writes nothing, reads no Azure. */
import type { Instant } from '../../model/days.ts';
import type { Retirement } from '../../model/retirement.ts';
import { type DueReminder, dueReminders } from '../rules/due-reminders.ts';
import { type DueSummary, dueSummaries } from '../rules/due-summaries.ts';
import type { ReminderState } from '../rules/reminder-state.ts';
import type { ScopedInstance } from '../rules/subscription.ts';
import type { Store } from '../store/store.ts';

/** What is due, and what that follows from. */
export interface Due {
  readonly state: ReminderState;
  readonly reminders: readonly DueReminder[];
  readonly summaries: readonly DueSummary[];
}

/** What is due at an instant (ISO), of the instances that can be seen. */
export async function whatIsDue(
  store: Store,
  instances: readonly ScopedInstance[],
  retirements: readonly Retirement[],
  now: Instant,
): Promise<Due> {
  const [subscriptions, places, provenStates, waivers, pauses, prepared] = await Promise.all([
    store.subscriptions.live(),
    store.places.all(),
    store.snapshots.provenStates(),
    store.decisions.waivers(),
    store.decisions.pauses(),
    store.deliveries.prepared(),
  ]);
  const zones = new Map(
    places.flatMap(({ id, timeZone }) => (timeZone === undefined ? [] : [[id, timeZone] as const])),
  );
  const state = { subscriptions, zones, instances, provenStates, retirements, waivers, pauses, prepared };
  return { state, reminders: dueReminders(state, now), summaries: dueSummaries(subscriptions, prepared, now) };
}
