/** When something goes out, by the clock on somebody's wall. Zones and daylight saving come from the machine's tz data. */

import { DateTime, IANAZone } from 'luxon';
import { type Day, dayAt, daysBetween, type Instant, instantAt } from '../../model/days.ts';
import { MORNING, type Schedule, type Timing } from '../../model/reminder.ts';

/** One moment that a schedule names. */
export interface Occurrence {
  /** ISO instant in UTC. */
  readonly at: Instant;
  /** The same on the wall, `YYYY-MM-DDTHH:MM`. Unique even where the clock is put back. */
  readonly local: string;
}

/** Whether this machine knows a time zone. */
export function isZone(zone: string | undefined): zone is string {
  return zone !== undefined && IANAZone.isValidZone(zone);
}

/** The latest occurrence at or before an instant: of a regular one within the last two weeks. */
export function latestOccurrence(schedule: Schedule, now: Instant): Occurrence | undefined {
  return occurrences(schedule, now, -1).find(({ at }) => at <= utc(now));
}

/** The first occurrence after an instant. */
export function nextOccurrence(schedule: Schedule, now: Instant): Occurrence | undefined {
  return occurrences(schedule, now, 1).find(({ at }) => at > utc(now));
}

/** A timing in a zone. Of one that holds every other week, the week of the first occurrence after `now` counts. */
export function scheduleFrom(timing: Timing, zone: string, now: Instant): Schedule {
  if ('on' in timing || timing.weeks === undefined || timing.from !== undefined) return { ...timing, zone };
  const { days, time } = timing;
  const first = nextOccurrence({ days, time, zone }, now);
  return first === undefined ? { days, time, zone } : { ...timing, from: dayAt(`${first.local}Z`), zone };
}

/** Days that a regular schedule is looked for in one direction: two weeks and the day itself. */
const SPAN = 15;

/** From the day of an instant, one direction at a time. */
function occurrences(schedule: Schedule, now: Instant, direction: 1 | -1): readonly Occurrence[] {
  const { time, zone } = schedule;
  if ('on' in schedule) return [onTheWall(schedule.on, time, zone)];
  const today = DateTime.fromISO(now, { zone }).startOf('day');
  return Array.from({ length: SPAN }, (_, days) => today.plus({ days: days * direction }))
    .filter((day) => schedule.days.includes(day.weekday) && isItsWeek(day, schedule))
    .map((day) => onTheWall(localDay(day), time, zone));
}

/** ISO weeks, so that Monday and Friday of one week count alike. */
function isItsWeek(day: DateTime, { weeks, from }: { readonly weeks?: 2; readonly from?: Day }): boolean {
  if (weeks === undefined || from === undefined) return true;
  const first = DateTime.fromISO(from, { zone: day.zone }).startOf('week');
  return Math.round(day.startOf('week').diff(first, 'weeks').weeks) % weeks === 0;
}

/**
 * A time on the wall as an instant. One that does not exist, because clocks are put forward over it, is the moment at which
 * they are; one that exists twice, because they are put back, is the first of the two.
 */
function onTheWall(day: Day, time: string, zone: string): Occurrence {
  const local = `${day}T${time}`;
  const read = DateTime.fromISO(local, { zone });
  const exists = read.toFormat('HH:mm') === time;
  const moment = exists ? first(read) : gapEnd(read);
  return { at: instantAt(moment.toMillis()), local };
}

function first(read: DateTime): DateTime {
  const [earliest = read] = read.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  return earliest;
}

/** The first minute after a gap that `read` was pushed over: the offset changes there. */
function gapEnd(read: DateTime): DateTime {
  let moment = read;
  while (moment.minus({ minutes: 1 }).offset === read.offset) moment = moment.minus({ minutes: 1 });
  return moment;
}

/** The day on the wall, whatever the zone. */
function localDay(time: DateTime): Day {
  return dayAt(time.setZone('utc', { keepLocalTime: true }).toMillis());
}

function utc(instant: Instant): Instant {
  return instantAt(instant);
}

/**
 * The day whose reminders may go out: a day counts from nine in the morning in the reader's zone, and never before it has
 * begun in UTC, since retirements are UTC days (docs/rules.md#statuses). Before that it is still the day before.
 */
export function reminderDay(instant: Instant, zone: string | undefined): Day {
  const utcDay = dayAt(instant);
  const here = DateTime.fromISO(instant, { zone: isZone(zone) ? zone : 'utc' });
  const local = localDay(here.toFormat('HH:mm') >= MORNING ? here : here.minus({ days: 1 }));
  return daysBetween(local, utcDay) < 0 ? utcDay : local;
}
