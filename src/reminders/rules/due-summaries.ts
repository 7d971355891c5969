/** Which summaries are due. Of several that were missed, the latest alone. */
import { dayAt, type Instant } from '../../model/days.ts';
import type { PreparedMessage } from './reminder-state.ts';
import { latestOccurrence } from './schedule.ts';
import { isActive, type Subscription } from './subscription.ts';

/** A summary to be prepared. */
export interface DueSummary {
  readonly subscription: Subscription;
  /** The moment of its schedule, `YYYY-MM-DDTHH:MM` on the clock of its zone. Unique within the subscription. */
  readonly local: string;
}

/** The last summary of a subscription that was prepared, of the prepared messages in the order in which they were. */
export function lastSummary(prepared: readonly PreparedMessage[], subscriptionId: string): PreparedMessage | undefined {
  return prepared.findLast((mark) => mark.kind === 'summary' && mark.subscriptionId === subscriptionId);
}

/**
 * The summaries that are due at an instant. `prepared` holds what was prepared before.
 * A day whose clock is put back has one summary, since the key is the time on the wall.
 */
export function dueSummaries(
  subscriptions: readonly Subscription[],
  prepared: readonly PreparedMessage[],
  now: Instant,
): readonly DueSummary[] {
  return subscriptions.flatMap((subscription) => {
    const { id, kind, schedule, createdAt } = subscription;
    if (kind !== 'summary' || schedule === undefined || !isActive(subscription, dayAt(now))) return [];
    const latest = latestOccurrence(schedule, now);
    if (latest === undefined || latest.at <= createdAt) return [];
    const { local } = latest;
    const isMade = prepared.some(
      (mark) => mark.kind === 'summary' && mark.subscriptionId === id && mark.local === local,
    );
    return isMade ? [] : [{ subscription, local }];
  });
}
