/** A subscription as it is told to people: what it is about, and when its next message comes. */

import { dayAt, daysBetween, type Instant } from '../../model/days.ts';
import { given } from '../../model/given.ts';
import { type ListedSubscription, MORNING, type Schedule, type Timing } from '../../model/reminder.ts';
import { mainOf, type Retirement } from '../../model/retirement.ts';
import { firstMilestone, type KnownOfInstances, nextReminderDay } from '../rules/next-reminder.ts';
import type { Place } from '../rules/place.ts';
import { latestOccurrence, nextOccurrence, reminderDay } from '../rules/schedule.ts';
import { isActive, type Subscription } from '../rules/subscription.ts';

/** What the next day follows from. */
export type KnownToReminders = KnownOfInstances & { readonly retirements: readonly Retirement[] };

/** A subscription as it is shown to people, with when its next message comes. `place`: where it speaks. */
export function listedSubscription(
  one: Subscription,
  place: Place | undefined,
  now: Instant,
  known: KnownToReminders,
): ListedSubscription {
  const { id, kind, scope, schedule, setUpBy, createdAt, pausedUntil } = one;
  const isPaused = !isActive(one, dayAt(now));
  const next = nextOf(one, place?.timeZone, known, now);
  return {
    id,
    kind,
    scope,
    ...given({ schedule: schedule && timingOf(schedule) }),
    timeZone: schedule?.zone ?? place?.timeZone ?? 'UTC',
    by: setUpBy.name,
    since: createdAt,
    state: isPaused ? 'paused' : 'active',
    ...given({ next: isPaused ? undefined : next, until: isPaused ? pausedUntil : undefined }),
  };
}

/** Whether a message that was asked for once lies behind. */
export function isOver({ schedule }: Subscription, now: Instant): boolean {
  return schedule !== undefined && 'on' in schedule && latestOccurrence(schedule, now) !== undefined;
}

/**
 * The next moment of its own schedule, or the morning of the next day on which what is unmet is told; by the main retirements
 * where nothing is known to be. Nothing is told on the day on which it was set up.
 */
function nextOf(
  one: Subscription,
  zone: string | undefined,
  known: KnownToReminders,
  now: Instant,
): string | undefined {
  if (one.schedule !== undefined) return nextOccurrence(one.schedule, now)?.local;
  const [today, setUp] = [reminderDay(now, zone), dayAt(one.createdAt)];
  const after = daysBetween(today, setUp) > 0 ? setUp : today;
  const first =
    nextReminderDay(one, known, after) ??
    firstMilestone(
      mainOf(known.retirements).map(({ effective }) => effective),
      after,
    );
  return first === undefined ? undefined : `${first}T${MORNING}`;
}

function timingOf({ zone: _, ...timing }: Schedule): Timing {
  return timing;
}
