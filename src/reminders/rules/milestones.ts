/** The days on which a reminder goes out (issue 5): ever closer before a retirement, weekly and then monthly after it. */
import { DateTime } from 'luxon';

/** A day on which a reminder goes out. */
export interface Milestone {
  /** `before-180` … `before-1`, `day`, `week-1` … `week-8`, `month-3`, `month-4` … */
  readonly key: string;
  /** UTC day. */
  readonly day: string;
}

/** Days before a retirement, ascending. */
const BEFORE = [1, 3, 7, 14, 30, 60, 90, 180] as const;
const WEEKS = 8;
/** The first monthly reminder: eight weeks are nearly two months, so the second would follow within days. */
const FIRST_MONTH = 3;

/** The latest milestone of a retirement at or before a UTC day; undefined before the first. Whatever was missed is left out. */
export function latestMilestone(effective: string, today: string): Milestone | undefined {
  const start = DateTime.fromISO(effective, { zone: 'utc' });
  const past = Math.round(DateTime.fromISO(today, { zone: 'utc' }).diff(start, 'days').days);
  const on = (key: string, change: { days?: number; months?: number }): Milestone => ({
    key,
    day: start.plus(change).toISODate() ?? effective,
  });
  if (past < 0) {
    const days = BEFORE.find((before) => before >= -past);
    return days === undefined ? undefined : on(`before-${days}`, { days: -days });
  }
  const months = monthsBetween(effective, today);
  if (months >= FIRST_MONTH) return on(`month-${months}`, { months });
  const weeks = Math.min(Math.floor(past / 7), WEEKS);
  return weeks === 0 ? on('day', {}) : on(`week-${weeks}`, { days: 7 * weeks });
}

/** Whole months from one day to a later one. The 31st of a shorter month is its last day. */
function monthsBetween(effective: string, today: string): number {
  const start = DateTime.fromISO(effective, { zone: 'utc' });
  const end = DateTime.fromISO(today, { zone: 'utc' });
  let months = (end.year - start.year) * 12 + end.month - start.month;
  if (start.plus({ months }) > end) months -= 1;
  return months;
}
