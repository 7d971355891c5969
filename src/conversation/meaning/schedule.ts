/** Days of the week and times of day, in every language. */
import { type Language, languages } from '../../languages/language.ts';
import type { Sign } from '../../languages/vocabulary/sign.ts';
import type { Weekly } from '../../model/reminder.ts';
import { plainOf } from './lexicon.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

const weekdays: ReadonlyMap<Language, readonly string[]> = new Map(
  languages.map((language) => {
    const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    const names = Array.from({ length: 7 }, (_, day) => plainOf(format.format(MONDAY + day * DAY)));
    // Portuguese says "segunda" for "segunda-feira", Japanese "月曜" for "月曜日".
    return [language, names.map((name) => name.replace(/-feira$|日$/, ''))];
  }),
);

/** When something is said regularly; `undefined` without a sign that it is. */
export function scheduleIn(message: string, language: Language, signs: ReadonlySet<Sign>): Weekly | undefined {
  const time = timeIn(message) ?? MORNING;
  if (signs.has('weekdays')) return { days: [1, 2, 3, 4, 5], time };
  if (signs.has('daily')) return { days: [1, 2, 3, 4, 5, 6, 7], time };
  if (!signs.has('every') && !signs.has('everyOther')) return undefined;
  const text = plainOf(message);
  const named = (weekdays.get(language) ?? []).flatMap((name, index) => (text.includes(name) ? [index + 1] : []));
  if (signs.has('everyOther')) return { days: named.length === 0 ? [1] : named, time, weeks: 2 };
  return named.length === 0 ? undefined : { days: named, time };
}

/** When a day was named and no hour. */
export const MORNING = '09:00';

/** "9:00", "9h30", "9 Uhr", "9時". `HH:MM`. */
export function timeIn(message: string): string | undefined {
  const found =
    /\b(\d{1,2})(?::|h|\.)(\d{2})\b|\b(\d{1,2})\s*(?:uhr|h\b|時)|\b(?:at|um|a las?|[aà]s?)\s(\d{1,2})\b(?![./]\d)/iu.exec(
      message.replaceAll('à', 'a').replaceAll('à', 'a'),
    );
  const hour = Number(found?.[1] ?? found?.[3] ?? found?.[4] ?? Number.NaN);
  const minute = Number(found?.[2] ?? 0);
  if (!(hour <= 23 && minute <= 59)) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
