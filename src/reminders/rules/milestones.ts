/** The days on which a reminder goes out: ever closer before a retirement, weekly and then monthly after it. */

import { DateTime } from 'luxon';
import { addDays, type Day, dayAt } from '../../model/days.ts';

/** Why a message goes out, once for each place, instance and retirement. Kept in the database as it stands here. */
export type Milestone =
  /** So many days before a retirement; the day itself; so many whole weeks or months after it. */
  | { readonly kind: 'before'; readonly days: number }
  | { readonly kind: 'day' }
  | { readonly kind: 'week' | 'month'; readonly number: number }
  /** A moment of the subscription's own schedule, on the clock of its zone: `YYYY-MM-DDTHH:MM`. */
  | { readonly kind: 'at'; readonly local: string }
  /** What was met is unmet, or the other way round. `episode` counts the changes of the proven state. */
  | { readonly kind: 'no-longer-ready' | 'all-met'; readonly episode: number }
  /** The first UTC day without silence. */
  | { readonly kind: 'pause-ended'; readonly until: Day }
  /** The last UTC day of the waiver. */
  | { readonly kind: 'waiver-ended'; readonly requirement: string; readonly until: Day };

/** Why a reminder goes out, in short: on its day, or because something has just changed. */
export type Occasion = 'milestone' | 'no-longer-ready' | 'pause-ended' | 'waiver-ended' | 'all-met';

/** The occasion of a milestone. */
export function occasionOf({ kind }: Milestone): Occasion {
  return kind === 'before' || kind === 'day' || kind === 'week' || kind === 'month' || kind === 'at'
    ? 'milestone'
    : kind;
}

/** Whether two milestones are the same one. */
export function sameMilestone(a: Milestone, b: Milestone): boolean {
  return milestoneName(a) === milestoneName(b);
}

/** A milestone in one word, for whoever runs the bot: `before-30`, `week-2`, `at-2026-11-23T09:00`. Different for different ones. */
export function milestoneName(milestone: Milestone): string {
  const { kind, ...rest } = milestone;
  // By name, since the database keeps no order.
  const values = Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [kind, ...values.map(([, value]) => value)].join('-');
}

/** A milestone of a retirement, and its UTC day. */
export interface DatedMilestone {
  readonly milestone: Milestone;
  readonly day: Day;
}

/** Days before a retirement, ascending. */
const BEFORE = [1, 3, 7, 14, 30, 60, 90, 180] as const;
const WEEKS = 8;
/** Days between two milestones after a retirement, at most: from the last weekly to the first monthly one, and a month. */
const LONGEST_GAP = 62;
/** The first monthly reminder: eight weeks are nearly two months, so the second would follow within days. */
const FIRST_MONTH = 3;

/** The latest milestone of a retirement at or before a UTC day; undefined before the first. Whatever was missed is left out. */
export function latestMilestone(effective: Day, today: Day): DatedMilestone | undefined {
  const start = DateTime.fromISO(effective, { zone: 'utc' });
  const past = Math.round(DateTime.fromISO(today, { zone: 'utc' }).diff(start, 'days').days);
  const on = (milestone: Milestone, change: { days?: number; months?: number }): DatedMilestone => ({
    milestone,
    day: dayAt(start.plus(change).toMillis()),
  });
  if (past < 0) {
    const days = BEFORE.find((before) => before >= -past);
    return days === undefined ? undefined : on({ kind: 'before', days }, { days: -days });
  }
  const months = monthsBetween(effective, today);
  if (months >= FIRST_MONTH) return on({ kind: 'month', number: months }, { months });
  const weeks = Math.min(Math.floor(past / 7), WEEKS);
  return weeks === 0 ? on({ kind: 'day' }, {}) : on({ kind: 'week', number: weeks }, { days: 7 * weeks });
}

/** The first milestone of a retirement after a UTC day. After the day itself there is always one more. */
export function nextMilestone(effective: Day, today: Day): DatedMilestone | undefined {
  const start = DateTime.fromISO(today, { zone: 'utc' });
  const ahead = Math.max(0, Math.round(DateTime.fromISO(effective, { zone: 'utc' }).diff(start, 'days').days));
  for (let days = 1; days <= ahead + LONGEST_GAP; days += 1) {
    const day = addDays(today, days);
    const latest = latestMilestone(effective, day);
    if (latest?.day === day) return latest;
  }
  return undefined;
}

/** Whole months from one day to a later one. The 31st of a shorter month is its last day. */
function monthsBetween(effective: Day, today: Day): number {
  const start = DateTime.fromISO(effective, { zone: 'utc' });
  const end = DateTime.fromISO(today, { zone: 'utc' });
  let months = (end.year - start.year) * 12 + end.month - start.month;
  if (start.plus({ months }) > end) months -= 1;
  return months;
}
