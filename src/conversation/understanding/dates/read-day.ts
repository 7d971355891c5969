/** A day as people write it. */

import type { Language } from '../../../languages/language.ts';
import { languageOf } from '../../../languages/languages.ts';
import { addDays, addMonths, type Day, isDay } from '../../../model/days.ts';
import { weekdayNames } from '../words/calendar-names.ts';
import { slips } from '../words/typos.ts';
import { existingDay, writtenDay } from './day-in-figures.ts';
import { type Calendar, readMonth } from './read-month.ts';
import { wholeDate } from './whole-date.ts';

/** Whether a day that is not spelled out lies behind ("since Monday") or ahead ("until Friday"). */
export type Direction = 'past' | 'future';

const NAMES = weekdayNames('en');
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
};

/** The ISO weekday (1 is Monday) of an English name, its plural or short form; a typing slip is forgiven. */
export function weekdayOf(word: string): number | undefined {
  const single = word.length > 4 ? word.replace(/s$/, '') : word;
  const exact = NAMES.findIndex(
    (name) => single === name || single === name.slice(0, 3) || single === name.slice(0, 4),
  );
  if (exact >= 0) return exact + 1;
  const close = NAMES.findIndex((name) => slips(single, name) === 1);
  return close < 0 ? undefined : close + 1;
}

/** Reads one whole span as a day; `undefined` when a word is left over or the day may be two days. */
export function readDay(span: string, calendar: Calendar, direction: Direction): Day | undefined {
  const text = span.toLowerCase().trim().replace(/^the /, '');
  return (
    writtenDay(text, calendar.locale) ??
    near(text, calendar.today, direction) ??
    counted(text, calendar.today, direction) ??
    dated(text, calendar, direction) ??
    wholeMonth(text, calendar, direction)
  );
}

/** ISO weekday of a day: 1 is Monday. */
function isoWeekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Days that have a name of their own, by the day of today. */
const NAMED: ReadonlyMap<string, (today: Day) => Day> = new Map(
  Object.entries({
    today: (today) => today,
    yesterday: (today) => addDays(today, -1),
    tomorrow: (today) => addDays(today, 1),
    'day before yesterday': (today) => addDays(today, -2),
    'day after tomorrow': (today) => addDays(today, 2),
    'last week': (today) => addDays(today, -7),
    'this week': (today) => addDays(today, 1 - isoWeekday(today)),
    'next week': (today) => addDays(today, 8 - isoWeekday(today)),
    'last month': (today) => addMonths(today, -1),
    'this month': firstOfMonth,
    'next month': firstOfNextMonth,
    'last year': (today) => addMonths(today, -12),
    'this year': (today) => `${yearOf(today)}-01-01`,
    'end of the week': endOfWeek,
    'end of week': endOfWeek,
    'end of the month': endOfMonth,
    'end of month': endOfMonth,
    'end of the year': endOfYear,
    'end of year': endOfYear,
  } satisfies Record<string, (today: Day) => Day>),
);

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function firstOfMonth(today: Day): Day {
  return addDays(today, 1 - Number(today.slice(8)));
}

function firstOfNextMonth(today: Day): Day {
  return addMonths(firstOfMonth(today), 1);
}

function endOfWeek(today: Day): Day {
  return addDays(today, 7 - isoWeekday(today));
}

function endOfMonth(today: Day): Day {
  return addDays(firstOfNextMonth(today), -1);
}

function endOfYear(today: Day): Day {
  return `${yearOf(today)}-12-31`;
}

/** Weekdays, yesterday, last week and their like. A weekday alone is never today. */
function near(text: string, today: Day, direction: Direction): Day | undefined {
  const named = NAMED.get(text);
  if (named !== undefined) return named(today);
  const [, which, word = ''] = /^(?:(last|next|this|past|coming) )?(\p{L}+)$/u.exec(text) ?? [];
  const weekday = weekdayOf(word);
  if (weekday === undefined) return undefined;
  const back = which === 'last' || which === 'past' || (which === undefined && direction === 'past');
  const ahead = (weekday - isoWeekday(today) + 7) % 7 || 7;
  return addDays(today, back ? ahead - 7 || -7 : ahead);
}

/** "3 days ago", "in two weeks", and after "for": "2 weeks". */
function counted(text: string, today: Day, direction: Direction): Day | undefined {
  const found =
    /^(?<count>\w+) (?<unit>day|week|month)s? ago$/.exec(text) ??
    /^(?:in )?(?:the )?(?:next )?(?<count>\w+) (?<unit>day|week|month)s?$/.exec(text) ??
    /^(?:the )?(?:last|past) (?<count>\w+) (?<unit>day|week|month)s?$/.exec(text);
  const { count = '', unit } = found?.groups ?? {};
  const number = /^\d{1,3}$/.test(count) ? Number(count) : NUMBERS[count];
  if (unit === undefined || number === undefined) return undefined;
  const isPast = /ago$|^(?:the )?(?:last|past) /.test(text);
  if (!isPast && direction === 'past') return undefined;
  const signed = isPast ? -number : number;
  return unit === 'month' ? addMonths(today, signed) : addDays(today, unit === 'week' ? signed * 7 : signed);
}

/** "1 November", "Nov 1st", "the 1st of November 2026", also in the asker's language. */
function dated(text: string, { today, locale }: Calendar, direction: Direction): Day | undefined {
  if (!/\d/.test(text) || !/\p{L}/u.test(text)) return undefined;
  const own = languageOf(locale ?? 'en');
  return datedIn('en', text, today, direction) ?? (own === 'en' ? undefined : datedIn(own, text, today, direction));
}

function datedIn(language: Language, text: string, today: Day, direction: Direction): Day | undefined {
  const start = wholeDate(text, language, today, { forwardDate: direction === 'future' });
  if (start === undefined || !start.isCertain('day') || !start.isCertain('month') || start.isCertain('hour'))
    return undefined;
  const day = existingDay(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
  return day === undefined || start.isCertain('year') ? day : inNearestYear(day, today, direction);
}

/** A day without a year: the last or the next of its name. */
function inNearestYear(day: Day, today: Day, direction: Direction): Day {
  const thisYear = addMonths(day, 12 * (yearOf(today) - yearOf(day)));
  if (direction === 'past') return thisYear <= today ? thisYear : addMonths(thisYear, -12);
  return thisYear > today ? thisYear : addMonths(thisYear, 12);
}

/** "March 2027" is its first day, "end of March" its last; a month without a year the last or the next of its name. */
function wholeMonth(text: string, calendar: Calendar, direction: Direction): Day | undefined {
  const [, end, rest = ''] = /^(end of )?(.+)$/.exec(text) ?? [];
  if (!/\p{L}{3}/u.test(rest) && !/^(?:20\d{2}-\d{2}|\d{1,2}\/20\d{2})$/.test(rest)) return undefined;
  const bare = /\d/.test(rest) ? rest : `${direction === 'past' ? 'last' : 'next'} ${rest}`;
  const month = (readMonth(bare, { ...calendar, knownMonths: [] }) ?? undefined)?.month;
  if (month === undefined) return undefined;
  const first = `${month}-01`;
  if (!isDay(first)) return undefined;
  return end === undefined ? first : addDays(addMonths(first, 1), -1);
}
