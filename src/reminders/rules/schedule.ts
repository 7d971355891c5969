/** When something goes out, by the clock on somebody's wall. Zones and daylight saving come from the machine's tz data. */
import { DateTime, IANAZone } from 'luxon';
import { daysBetween } from '../../model/days.ts';

/** Weekdays and a time of day in a zone. */
export interface Schedule {
  /** ISO weekdays, 1 is Monday; at least one. */
  readonly weekdays: readonly number[];
  /** `HH:MM`, 24 hours. */
  readonly time: string;
  /** IANA name. */
  readonly zone: string;
}

/** One moment that a schedule names. */
export interface Occurrence {
  /** ISO instant in UTC. */
  readonly at: string;
  /** The same on the wall, `YYYY-MM-DDTHH:MM`. Unique even where the clock is put back. */
  readonly local: string;
}

/** The hour on the wall from which a day's reminders go out. */
const MORNING = 9;

/** Whether this machine knows a time zone. */
export function isZone(zone: string | undefined): zone is string {
  return zone !== undefined && IANAZone.isValidZone(zone);
}

/** Whether a schedule can be kept at all. */
export function isSchedule({ weekdays, time, zone }: Schedule): boolean {
  const days = weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return weekdays.length > 0 && days && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) && isZone(zone);
}

/** The latest occurrence at or before an instant, within the last eight days. */
export function latestOccurrence(schedule: Schedule, now: string): Occurrence | undefined {
  return occurrences(schedule, now, [0, -1, -2, -3, -4, -5, -6, -7, -8]).find(({ at }) => at <= utc(now));
}

/** The first occurrence after an instant. */
export function nextOccurrence(schedule: Schedule, now: string): Occurrence | undefined {
  return occurrences(schedule, now, [0, 1, 2, 3, 4, 5, 6, 7, 8]).find(({ at }) => at > utc(now));
}

function occurrences(schedule: Schedule, now: string, offsets: readonly number[]): readonly Occurrence[] {
  const { weekdays, time, zone } = schedule;
  const today = DateTime.fromISO(now, { zone }).startOf('day');
  return offsets
    .map((days) => today.plus({ days }))
    .filter((day) => weekdays.includes(day.weekday))
    .map((day) => onTheWall(day.toISODate() ?? '', time, zone));
}

/**
 * A time on the wall as an instant. One that does not exist, because clocks are put forward over it, is the moment at which
 * they are; one that exists twice, because they are put back, is the first of the two.
 */
function onTheWall(day: string, time: string, zone: string): Occurrence {
  const local = `${day}T${time}`;
  const read = DateTime.fromISO(local, { zone });
  const exists = read.toFormat('HH:mm') === time;
  const moment = exists ? first(read) : gapEnd(read);
  return { at: new Date(moment.toMillis()).toISOString(), local };
}

function first(read: DateTime): DateTime {
  const [earliest = read] = read.getPossibleOffsets().sort((a, b) => a.toMillis() - b.toMillis());
  return earliest;
}

/** The first minute after a gap that `read` was pushed over: the offset changes there. */
function gapEnd(read: DateTime): DateTime {
  let moment = read;
  while (moment.minus({ minutes: 1 }).offset === read.offset) moment = moment.minus({ minutes: 1 });
  return moment;
}

function utc(instant: string): string {
  return new Date(Date.parse(instant)).toISOString();
}

/**
 * The day whose reminders may go out: a day counts from nine in the morning in the reader's zone, and never before it has
 * begun in UTC, since retirements are UTC days (contract 1). Before that it is still the day before.
 */
export function reminderDay(instant: string, zone: string | undefined): string {
  const utcDay = utc(instant).slice(0, 10);
  const here = DateTime.fromISO(instant, { zone: isZone(zone) ? zone : 'utc' });
  const local = (here.hour >= MORNING ? here : here.minus({ days: 1 })).toISODate() ?? utcDay;
  return daysBetween(local, utcDay) < 0 ? utcDay : local;
}
