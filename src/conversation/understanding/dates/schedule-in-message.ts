/** Days of the week and times of day, in every language. */
import { type Language, languages } from '../../../languages/language.ts';
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import { MORNING, type Weekly } from '../../../model/reminder.ts';
import { weekdayNames } from '../words/calendar-names.ts';
import { plainOf } from '../words/plain-text.ts';
import { weekdayOf } from './read-day.ts';

/** Portuguese says "segunda" for "segunda-feira", Japanese "月曜" for "月曜日". */
const weekdays: ReadonlyMap<Language, readonly string[]> = new Map(
  languages.map((language) => [
    language,
    weekdayNames(language).map((name) => plainOf(name).replace(/-feira$|日$/, '')),
  ]),
);

/** When something is said regularly; `undefined` without a sign that it is. */
export function scheduleIn(message: string, language: Language, signs: ReadonlySet<Sign>): Weekly | undefined {
  const time = timeIn(message) ?? MORNING;
  if (signs.has('weekdays')) return { days: [1, 2, 3, 4, 5], time };
  if (signs.has('daily')) return { days: [1, 2, 3, 4, 5, 6, 7], time };
  const isWeekly = signs.has('weekly');
  if (!isWeekly && !signs.has('every') && !signs.has('everyOther')) return undefined;
  const named = weekdaysIn(plainOf(message), language);
  if (signs.has('everyOther')) return { days: named.length === 0 ? [1] : named, time, weeks: 2 };
  if (named.length === 0) return isWeekly ? { days: [1], time } : undefined;
  return { days: named, time };
}

/** The weekdays that a text names, 1 is Monday; English ones also in their short form. */
function weekdaysIn(text: string, language: Language): readonly number[] {
  const full = (weekdays.get(language) ?? []).flatMap((name, index) => (text.includes(name) ? [index + 1] : []));
  const short = language === 'en' ? text.split(/[^a-z]+/).flatMap((word) => weekdayOf(word) ?? []) : [];
  return [...new Set([...full, ...short])].toSorted((a, b) => a - b);
}

/** An hour alone is a time only beside a word that says so; one with minutes, or with "am", always. */
const TIMES = [
  /\b(?<hour>\d{1,2})(?:[:h.](?<minute>\d{2}))?\s*(?<half>[ap])\.?m\b/iu,
  /\b(?<hour>\d{1,2})[:h.](?<minute>\d{2})\b(?![./]\d)/iu,
  /\b(?<hour>\d{1,2})\s*(?:uhr|h\b|時|o'clock)/iu,
  /\b(?:at|um|a las?|[aà]s?)\s(?<hour>\d{1,2})\b(?![./]\d)/iu,
];

/** "9:00", "9h30", "4 pm", "9 Uhr", "9時". `HH:MM`. */
export function timeIn(message: string): string | undefined {
  const text = message.normalize('NFC').replaceAll('à', 'a');
  for (const form of TIMES) {
    const { hour, minute = '0', half } = form.exec(text)?.groups ?? {};
    if (hour === undefined) continue;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
    if (hours > 23 || Number(minute) > 59) return undefined;
    return `${String(hours).padStart(2, '0')}:${minute.padStart(2, '0')}`;
  }
  return /\bnoon\b/i.test(text) ? '12:00' : undefined;
}
