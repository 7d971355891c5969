/** UTC days as people read them. docs/rules.md#statuses: wording follows the injected clock, never the machine's. */
import { count, say, type Text } from './text.ts';

const DAY = 86_400_000;

/** The UTC day (`YYYY-MM-DD`) of an instant as Azure writes it; undefined for anything that is none. */
export function utcDay(instant: string | undefined): string | undefined {
  const time = instant === undefined ? Number.NaN : Date.parse(instant);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}

/** Whole days from one UTC day (`YYYY-MM-DD`) to another; negative when the second is earlier. */
export function daysBetween(today: string, day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);
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
 * "stopped on 15 March 2026 (252 days ago)" from the day on. Both days are UTC, `YYYY-MM-DD`.
 */
export function since(effective: string, today: string): Text {
  const days = daysBetween(today, effective);
  const date = dayInWords(effective);
  if (days === 0) return say('stopped on {date} (today)', { date });
  return days > 0
    ? count(
        days,
        { one: 'will stop on {date} (in {count} day)', other: 'will stop on {date} (in {count} days)' },
        { date },
      )
    : count(
        -days,
        { one: 'stopped on {date} ({count} day ago)', other: 'stopped on {date} ({count} days ago)' },
        { date },
      );
}

/**
 * What Microsoft does, as it stands on a day: "Microsoft withdraws trusted access on 15 March 2026 (in 40 days)", "Microsoft
 * withdrew ..." afterwards. `what` is taken away; both days are UTC, `YYYY-MM-DD`.
 */
export function withdrawal(what: Text, effective: string, today: string): Text {
  const days = daysBetween(today, effective);
  const values = { what, date: dayInWords(effective) };
  if (days === 0) return say('Microsoft withdraws {what} today, {date}', values);
  return days > 0
    ? count(
        days,
        {
          one: 'Microsoft withdraws {what} on {date} (in {count} day)',
          other: 'Microsoft withdraws {what} on {date} (in {count} days)',
        },
        values,
      )
    : count(
        -days,
        {
          one: 'Microsoft withdrew {what} on {date} ({count} day ago)',
          other: 'Microsoft withdrew {what} on {date} ({count} days ago)',
        },
        values,
      );
}
