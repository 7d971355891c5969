/** UTC days as people read them. Contract 1: wording follows the injected clock, never the machine's. */
import { say, type Text } from './text.ts';

const DAY = 86_400_000;

const MONTHS = [
  '{day} January {year}',
  '{day} February {year}',
  '{day} March {year}',
  '{day} April {year}',
  '{day} May {year}',
  '{day} June {year}',
  '{day} July {year}',
  '{day} August {year}',
  '{day} September {year}',
  '{day} October {year}',
  '{day} November {year}',
  '{day} December {year}',
] as const;

/** Whole days from one UTC day (`YYYY-MM-DD`) to another; negative when the second is earlier. */
export function daysBetween(today: string, day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);
}

/** A UTC day in words: "15 March 2026". `values.date` keeps the ISO form, for whoever formats by locale. */
export function dayInWords(date: string): Text {
  const [year, month, day] = date.split('-').map(Number);
  const template = MONTHS[(month ?? 0) - 1];
  if (template === undefined || year === undefined || day === undefined) return say('{date}', { date });
  return say(template, { day, year, date });
}

/**
 * The predicate of a retirement, as it stands on a day: "will stop on 15 March 2026 (in 40 days)" before it,
 * "stopped on 15 March 2026 (252 days ago)" from the day on. Both days are UTC, `YYYY-MM-DD`.
 */
export function since(effective: string, today: string): Text {
  const days = daysBetween(today, effective);
  const date = dayInWords(effective);
  if (days > 1) return say('will stop on {date} (in {days} days)', { date, days });
  if (days === 1) return say('will stop on {date} (in 1 day)', { date });
  if (days === 0) return say('stopped on {date} (today)', { date });
  if (days === -1) return say('stopped on {date} (1 day ago)', { date });
  return say('stopped on {date} ({days} days ago)', { date, days: -days });
}
