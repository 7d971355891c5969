/** UTC days, and how people read them. docs/rules.md#statuses: wording follows the injected clock, never the machine's. */
import { count, say, type Text } from './text.ts';

const DAY = 86_400_000;

/** A UTC day, `YYYY-MM-DD`. A literal of that form is one; any other text must pass `isDay`. */
export type Day = `${number}-${number}-${number}`;

function isDayLike(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  const time = isDayLike(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The UTC day of an instant as Azure writes it; undefined for anything that is none. */
export function utcDay(instant: Date | number | string | undefined): Day | undefined {
  const time = new Date(instant ?? Number.NaN);
  const day = Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
  // An instant is written with a day of the calendar; one before year 0 or after 9999 has another form.
  return isDayLike(day) ? day : undefined;
}

/** The UTC day of an instant of our own. Throws a `RangeError` for what is none. */
export function dayAt(instant: Date | number | string): Day {
  const day = utcDay(instant);
  if (day === undefined) throw new RangeError(`No instant: ${instant}`);
  return day;
}

/** An instant by UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`, so that instants compare as text. A literal of that form is one; `instantAt` makes others. */
export type Instant = `${Day}T${string}Z`;

/** Whether a text is an instant by UTC, with a fraction of its second or without. */
export function isInstant(text: string): text is Instant {
  return isDay(text.slice(0, 10)) && /^.{10}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** An instant as text. Throws a `RangeError` for what is none. */
export function instantAt(time: Date | number | string): Instant {
  return `${dayAt(time)}T${new Date(time).toISOString().slice(11, 23)}Z`;
}

/** A day so many days after another. */
export function addDays(day: Day, days: number): Day {
  return dayAt(Date.parse(`${day}T00:00:00Z`) + days * DAY);
}

/** A day so many months after another; the last of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** Whole days from one UTC day to another; negative when the second is earlier. */
export function daysBetween(today: Day, day: Day): number {
  // A day alone is read by UTC.
  return Math.round((Date.parse(day) - Date.parse(today)) / DAY);
}

/** A UTC day (`YYYY-MM-DD`) in words: "15 March 2026". Anything else stays as it is. */
export function dayInWords(date: string): Text {
  return say('{date}', { date: { calendar: date } });
}

/** An instant as Azure writes it, in words and by UTC: "15 March 2026 at 09:05 UTC". Anything else stays as it is. */
export function instantInWords(instant: string): Text {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return say('{instant}', { instant });
  const [day = '', clock = ''] = new Date(time).toISOString().split('T');
  return say('{day} at {clock}', { day: dayInWords(day), clock: `${clock.slice(0, 5)} UTC` });
}

/** A month (`YYYY-MM`) in words: "March 2026". Anything else stays as it is. */
export function monthInWords(month: string): Text {
  return say('{month}', { month: { calendar: month } });
}

/**
 * The predicate of a retirement, as it stands on a day: "will stop on 15 March 2026 (in 40 days)" before it,
 * "stopped on 15 March 2026 (252 days ago)" from the day on.
 */
export function since(effective: Day, today: Day): Text {
  const days = daysBetween(today, effective);
  const date = dayInWords(effective);
  if (days > 0)
    return count(
      days,
      { one: 'will stop on {date} (in {count} day)', other: 'will stop on {date} (in {count} days)' },
      { date },
    );
  if (days < 0)
    return count(
      -days,
      { one: 'stopped on {date} ({count} day ago)', other: 'stopped on {date} ({count} days ago)' },
      { date },
    );
  return say('stopped on {date} (today)', { date });
}

/**
 * What Microsoft does, as it stands on a day: "Microsoft withdraws trusted access on 15 March 2026 (in 40 days)", "Microsoft
 * withdrew ..." afterwards. `what` is taken away.
 */
export function withdrawal(what: Text, effective: Day, today: Day): Text {
  const days = daysBetween(today, effective);
  const values = { what, date: dayInWords(effective) };
  if (days > 0)
    return count(
      days,
      {
        one: 'Microsoft withdraws {what} on {date} (in {count} day)',
        other: 'Microsoft withdraws {what} on {date} (in {count} days)',
      },
      values,
    );
  if (days < 0)
    return count(
      -days,
      {
        one: 'Microsoft withdrew {what} on {date} ({count} day ago)',
        other: 'Microsoft withdrew {what} on {date} ({count} days ago)',
      },
      values,
    );
  return say('Microsoft withdraws {what} today, {date}', values);
}

/** An instant so many milliseconds later. */
export function later(instant: Instant, milliseconds: number): Instant {
  return instantAt(Date.parse(instant) + milliseconds);
}

/** Milliseconds from one instant to another; negative when the second is earlier. */
export function millisecondsUntil(instant: Instant, now: Instant): number {
  return Date.parse(instant) - Date.parse(now);
}
