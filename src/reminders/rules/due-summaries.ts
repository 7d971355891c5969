/** Which summaries are due. Of several that were missed, the latest alone. */
import { latestOccurrence } from './schedule.ts';
import { isActive, type Subscription } from './subscription.ts';

/** A summary to be made out. */
export interface DueSummary {
  readonly subscription: Subscription;
  /** Unique within the subscription. */
  readonly milestone: string;
}

/**
 * The summaries that are due at an instant. `made` holds the milestones that were made out before, by subscription id.
 * A day whose clock is put back has one summary, since the key is the time on the wall.
 */
export function dueSummaries(
  subscriptions: readonly Subscription[],
  made: ReadonlyMap<string, ReadonlySet<string>>,
  now: string,
): readonly DueSummary[] {
  return subscriptions.flatMap((subscription) => {
    const { id, kind, schedule, createdAt } = subscription;
    if (kind !== 'summary' || schedule === undefined || !isActive(subscription, now.slice(0, 10))) return [];
    const latest = latestOccurrence(schedule, now);
    if (latest === undefined || latest.at <= createdAt) return [];
    const milestone = `summary-${latest.local}`;
    return made.get(id)?.has(milestone) === true ? [] : [{ subscription, milestone }];
  });
}
