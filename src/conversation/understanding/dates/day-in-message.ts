/** The day that a message names, in the words of its language. */

import type { ParsedComponents } from 'chrono-node';
import { type Language, languages } from '../../../languages/language.ts';
import { vocabularies } from '../../../languages/vocabulary/vocabularies.ts';
import { addDays, addMonths, type Day } from '../../../model/days.ts';
import { lexiconOf } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import { existingDay } from './day-in-figures.ts';
import { readDay } from './read-day.ts';
import type { Calendar } from './read-month.ts';
import { atNoon, chronoOf } from './whole-date.ts';

const UNITS = ['day', 'week', 'month'] as const;

/** "2 weeks", as each language writes it. */
const spans: ReadonlyMap<Language, RegExp> = new Map(languages.map((language) => [language, spanIn(language)]));

function unitWords(language: Language, unit: (typeof UNITS)[number]): readonly string[] {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  const written = [1, 2].flatMap((number) => format.formatToParts(number).filter(({ type }) => type === 'unit'));
  // After a preposition German bends the plural: "vor 2 Monaten".
  return [...new Set(written.map(({ value }) => plainOf(value.trim())))];
}

function spanIn(language: Language): RegExp {
  const numbers = vocabularies[language].numbers.split(/[ |]/).join('|');
  const units = UNITS.map((unit) => `(?<${unit}>${unitWords(language, unit).join('|')})`).join('|');
  // "1月31日" is a day of a month, and no span.
  const [edge, end] = language === 'ja' ? ['(?<![月\\d])', ''] : ['\\b', 'n?\\b'];
  return new RegExp(`${edge}(?<number>\\d{1,3}|${numbers})\\s*(?:${units})${end}`, 'u');
}

function numberOf(word: string, language: Language): number {
  const at = vocabularies[language].numbers.split(' ').findIndex((words) => words.split('|').includes(word));
  return at < 0 ? Number(word) : at + 1;
}

/** "In two weeks", "um 2 Wochen", "2週間": so long after today. */
function afterSpan(message: string, language: Language, today: Day): Day | undefined {
  const { number, day, week, month } =
    spans.get(language)?.exec(
      plainOf(message)
        .normalize('NFKC')
        .replace(/[ヶヵカケ](?=月)/g, 'か'),
    )?.groups ?? {};
  if (number === undefined) return undefined;
  const count = numberOf(number, language);
  if (month !== undefined) return addMonths(today, count);
  if (week !== undefined) return addDays(today, count * 7);
  return day === undefined ? undefined : addDays(today, count);
}

/** Only a day that lies on the asked side of today. */
export function dayIn(
  message: string,
  language: Language,
  calendar: Calendar,
  direction: 'past' | 'future',
): Day | undefined {
  const { today } = calendar;
  const text = message.slice(0, 500);
  const span = direction === 'future' ? afterSpan(text, language, today) : undefined;
  const named = span ?? namedDay(text, language, calendar, direction);
  if (named !== undefined) return named;
  const [found] = chronoOf[language].casual.parse(text, atNoon(today), { forwardDate: direction === 'future' });
  if (found === undefined || /^\d{1,2}$/.test(found.text)) return undefined;
  const { start } = found;
  // "March 2027" is a month, and no day of it.
  if (start.isCertain('month') && !start.isCertain('day') && !start.isCertain('weekday')) return undefined;
  const day = existingDay(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
  return day === undefined ? undefined : onSide(day, today, direction, isWeekday(start));
}

function isWeekday(start: ParsedComponents): boolean {
  return start.isCertain('weekday') && !start.isCertain('day');
}

/** "Since Monday" is the last one, "until Monday" the next one, whichever is nearer. */
function onSide(day: Day, today: Day, direction: 'past' | 'future', weekday: boolean): Day | undefined {
  const isPast = direction === 'past';
  if (isPast ? day <= today : day > today) return day;
  return weekday ? addDays(day, isPast ? -7 : 7) : undefined;
}

/** More words are no day. */
const LONGEST = 5;

/** "Until next week", "since 1. November", "until March 2027": the longest words after a preposition that are a day. */
function namedDay(text: string, language: Language, calendar: Calendar, direction: 'past' | 'future') {
  const words = text
    .split(/[\s,;?!]+/)
    .map((word) => word.replace(/(?<=\D)\.$/, ''))
    .filter((word) => word !== '');
  const { common } = lexiconOf(language);
  const isOnSide = (day: Day) => (direction === 'past' ? day <= calendar.today : day > calendar.today);
  for (const [at] of words.entries()) {
    if (at > 0 && !common.has(plainOf(words[at - 1] ?? ''))) continue;
    const day = longestDay(words.slice(at, at + LONGEST), at > 0, (span) => readDay(span, calendar, direction));
    if (day !== undefined && isOnSide(day)) return day;
  }
  return undefined;
}

/** The longest of the first words that are a day. A bare number or year is none; one word only behind a preposition. */
function longestDay(
  words: readonly string[],
  isIntroduced: boolean,
  read: (span: string) => Day | undefined,
): Day | undefined {
  for (let count = words.length; count > (isIntroduced ? 0 : 1); count -= 1) {
    const span = words.slice(0, count).join(' ');
    const day = /^\d{1,4}\.?$/.test(span) ? undefined : read(span);
    if (day !== undefined) return day;
  }
  return undefined;
}
