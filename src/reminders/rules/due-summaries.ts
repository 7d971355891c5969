/** Which summaries are due. Of several that were missed, the latest alone. */
import { dayAt, type Instant } from '../../model/days.ts';
import type { Mark } from './due-reminders.ts';
import { latestOccurrence } from './schedule.ts';
import { isActive, type Subscription } from './subscription.ts';

/** A summary to be made out. */
export interface DueSummary {
  readonly subscription: Subscription;
  /** The moment of its schedule, `YYYY-MM-DDTHH:MM` on the clock of its zone. Unique within the subscription. */
  readonly local: string;
}

/** The last summary of a subscription that was made out, of marks in the order in which they were. */
export function lastSummary(marks: readonly Mark[], subscriptionId: string): Mark | undefined {
  return marks.findLast((mark) => mark.kind === 'summary' && mark.subscriptionId === subscriptionId);
}

/**
 * The summaries that are due at an instant. `marks` holds what was made out before.
 * A day whose clock is put back has one summary, since the key is the time on the wall.
 */
export function dueSummaries(
  subscriptions: readonly Subscription[],
  marks: readonly Mark[],
  now: Instant,
): readonly DueSummary[] {
  return subscriptions.flatMap((subscription) => {
    const { id, kind, schedule, createdAt } = subscription;
    if (kind !== 'summary' || schedule === undefined || !isActive(subscription, dayAt(now))) return [];
    const latest = latestOccurrence(schedule, now);
    if (latest === undefined || latest.at <= createdAt) return [];
    const { local } = latest;
    const isMade = marks.some((mark) => mark.kind === 'summary' && mark.subscriptionId === id && mark.local === local);
    return isMade ? [] : [{ subscription, local }];
  });
}
