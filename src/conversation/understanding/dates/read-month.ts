/** A month as people write it. */

import type { Day } from '../../../model/days.ts';
import { monthNames } from '../words/calendar-names.ts';
import { slips } from '../words/typos.ts';
import { writtenDay } from './day-in-figures.ts';
import { foreignMonth } from './month-in-other-languages.ts';
import { wholeDate } from './whole-date.ts';

/** What the reading of a month depends on. */
export interface Calendar {
  /** The UTC day that counts as today, `YYYY-MM-DD`. */
  readonly today: Day;
  /** The months in which something is known to retire, `YYYY-MM`. */
  readonly knownMonths: readonly string[];
  /** BCP 47 locale of the asker: decides names of months, and which number of a written day is the month. */
  readonly locale?: string | undefined;
}

/** A month that was understood. */
export interface SpokenMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** How many typing slips were forgiven. */
  readonly slips: number;
}

const NAMES = monthNames('en');
const YEAR = /^(?:20)\d{2}$/;

/**
 * Reads one whole span as a month: "March 2026", "mar '26", "3/2026", "2026-03", "2026-03-15", "Q1 2027", "2027",
 * "March", "next March", "next month", "15 March 2026", "März 2026", "2026年3月". `undefined` when any word of the span is left over, or when the
 * span may mean two things ("march 26").
 *
 * A longer period means the last month in it that something is known for, else its last month. A month without a year
 * means the nearest one, within a year either way, that something is known for, else the next one.
 */
export function readMonth(span: string, calendar: Calendar): SpokenMonth | undefined {
  const text = span.toLowerCase().trim();
  return (
    numeric(text, calendar) ??
    period(text, calendar) ??
    named(text, calendar) ??
    relative(text, calendar) ??
    foreign(text, calendar)
  );
}

/** Only what English does not know: a name that both have means the same month. */
function foreign(text: string, calendar: Calendar): SpokenMonth | undefined {
  const found = foreignMonth(text.replace(/[-/](?=\d)/g, ' '), calendar.locale);
  if (found === undefined) return undefined;
  return found.year === undefined
    ? { month: nearest(found.month, calendar), slips: 0 }
    : exactly(found.year, found.month);
}

function exactly(years: number, month: number): SpokenMonth | undefined {
  if (month < 1 || month > 12 || years < 2000 || years > 2099) return undefined;
  return { month: `${years}-${String(month).padStart(2, '0')}`, slips: 0 };
}

function numeric(text: string, { locale, knownMonths }: Calendar): SpokenMonth | undefined {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})(?:-\d{1,2})?$/.exec(text);
  if (yearFirst !== null) return exactly(Number(yearFirst[1]), Number(yearFirst[2]));
  const japanese = /^(\d{4})年(\d{1,2})月(?:\d{1,2}日)?$/.exec(text);
  if (japanese !== null) return exactly(Number(japanese[1]), Number(japanese[2]));
  if (/^\d{1,2}[/.]\d{1,2}[/.]20\d{2}$/.test(text)) {
    const day = writtenDay(text, locale);
    return day === undefined ? undefined : { month: day.slice(0, 7), slips: 0 };
  }
  const short = /^(\d{1,2})\/(\d{2})$/.exec(text);
  const shortMonth = short === null ? undefined : exactly(2000 + Number(short[2]), Number(short[1]));
  // "03/26" is March 2026 only where something retires then; else it is as likely a day.
  if (shortMonth !== undefined && knownMonths.includes(shortMonth.month)) return shortMonth;
  const monthFirst = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  return monthFirst === null ? undefined : exactly(Number(monthFirst[2]), Number(monthFirst[1]));
}

function period(text: string, calendar: Calendar): SpokenMonth | undefined {
  const quarter =
    /^q(?<number>[1-4])[ /-]?(?<years>20\d{2})$/.exec(text) ?? /^(?<years>20\d{2})[ /-]?q(?<number>[1-4])$/.exec(text);
  const half = /^h([12])[ /-]?((?:20)\d{2})$/.exec(text);
  if (quarter !== null) {
    const last = Number(quarter.groups?.number) * 3;
    return latestKnown(Number(quarter.groups?.years), last - 2, last, calendar);
  }
  if (half !== null) return latestKnown(Number(half[2]), Number(half[1]) * 6 - 5, Number(half[1]) * 6, calendar);
  if (YEAR.test(text)) return latestKnown(Number(text), 1, 12, calendar);
  if (text === 'next year') return latestKnown(Number(calendar.today.slice(0, 4)) + 1, 1, 12, calendar);
  if (text === 'this year') return latestKnown(Number(calendar.today.slice(0, 4)), 1, 12, calendar);
  return undefined;
}

function latestKnown(years: number, first: number, last: number, calendar: Calendar): SpokenMonth | undefined {
  const from = exactly(years, first)?.month;
  const to = exactly(years, last)?.month;
  if (from === undefined || to === undefined) return undefined;
  const known = calendar.knownMonths.filter((month) => month >= from && month <= to).toSorted();
  return { month: known.at(-1) ?? to, slips: 0 };
}

function named(text: string, calendar: Calendar): SpokenMonth | undefined {
  const words = text.replace(/(?<=[a-z])[-/](?=\d)|(?<=\d)[-/](?=[a-z])/g, ' ').split(/\s+/);
  const [first = '', second, third, ...rest] = words.filter((word) => word !== 'of' && word !== 'in');
  if (rest.length > 0 || third !== undefined) return undefined;
  const years = (word: string | undefined) =>
    word !== undefined && YEAR.test(word)
      ? Number(word)
      : word !== undefined && /^'\d{2}$/.test(word)
        ? 2000 + Number(word.slice(1))
        : undefined;
  if (second === undefined) {
    const month = monthNumber(first);
    return month === undefined ? undefined : { month: nearest(month.number, calendar), slips: month.slips };
  }
  if (first === 'next' || first === 'last' || first === 'this') {
    const month = monthNumber(second);
    if (month === undefined) return undefined;
    return { month: turned(first, month.number, calendar.today), slips: month.slips };
  }
  const inOrder = monthNumber(first);
  const reversed = monthNumber(second);
  const month = inOrder ?? reversed;
  const number = years(inOrder === undefined ? first : second);
  if (month === undefined || number === undefined) return undefined;
  const found = exactly(number, month.number);
  return found === undefined ? undefined : { ...found, slips: month.slips };
}

function monthNumber(word: string): { readonly number: number; readonly slips: number } | undefined {
  const short = NAMES.findIndex((name) => word === name.slice(0, 3) || word === name.slice(0, 4) || word === name);
  if (short >= 0) return { number: short + 1, slips: 0 };
  const close = NAMES.flatMap((name, index) => (slips(word, name) === 1 ? [index + 1] : []));
  const [only, other] = close;
  return only === undefined || other !== undefined ? undefined : { number: only, slips: 1 };
}

function nearest(month: number, { today, knownMonths }: Calendar): string {
  const coming = turned('this', month, today);
  const past = turned('last', month, today);
  return knownMonths.includes(coming) || !knownMonths.includes(past) ? coming : past;
}

/** This (from the current month on), the next (after the current month) or the last (before it) month of a number. */
function turned(which: 'this' | 'next' | 'last', month: number, today: Day): string {
  const years = Number(today.slice(0, 4));
  const now = Number(today.slice(5, 7));
  const shift = which === 'last' ? (month < now ? 0 : -1) : month > now || (which === 'this' && month === now) ? 0 : 1;
  return `${years + shift}-${String(month).padStart(2, '0')}`;
}

/** How a whole date begins: a number, a month, a day of the week. What does not need not be read by anything slower. */
const DATE_BEGINS = /^(?:\d|on |the |jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/;

/** Whole dates and "next month", "in 3 months", through chrono, which has to take every letter of the span. */
function relative(text: string, { today }: Calendar): SpokenMonth | undefined {
  if (
    !/^(?:today|tomorrow|(?:this|next|last) month|in \d{1,2} (?:weeks?|months?))$/.test(text) &&
    (!DATE_BEGINS.test(text) || !/\b20\d{2}\b/.test(text) || /^[\d/.]+$/.test(text))
  )
    return undefined;
  const start = wholeDate(text, 'en', today, { forwardDate: true });
  const years = start?.get('year') ?? null;
  const month = start?.get('month') ?? null;
  if (years === null || month === null || !start?.isCertain('month') || !start.isCertain('year')) return undefined;
  return exactly(years, month);
}
