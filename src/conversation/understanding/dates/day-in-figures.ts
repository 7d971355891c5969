/** Days in figures. */

import { type Day, isDay } from '../../../model/days.ts';
/** "2026-11-16", "16.11.2026", and "11/16/2026" where only one reading is a day, or the locale decides. */
export function writtenDay(text: string, locale: string | undefined): Day | undefined {
  const iso = /^(20\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return existingDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(20\d{2})$/.exec(text);
  if (dotted !== null) return existingDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(20\d{2})$/.exec(text);
  if (slashed === null) return undefined;
  const [first, second, year] = slashed.slice(1).map(Number) as [number, number, number];
  const dayFirst = existingDay(year, second, first);
  const monthFirst = existingDay(year, first, second);
  if (dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  if (locale === undefined || locale.toLowerCase() === 'en') return undefined;
  return locale.toLowerCase() === 'en-us' ? monthFirst : dayFirst;
}

/** A day of the calendar; `undefined` for 30 February. */
export function existingDay(year: number, month: number, day: number): Day | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}
