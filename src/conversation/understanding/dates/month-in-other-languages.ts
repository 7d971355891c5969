/** Months written in another language than English, through the locales of chrono. */
import { languages, type TranslatedLanguage } from '../../../languages/language.ts';
import { languageOf } from '../../../languages/languages.ts';
import { monthNames } from '../words/calendar-names.ts';
import { wholeDate } from './whole-date.ts';

/** chrono wants a day beside a month; this puts the first before it, in the way of each language. */
const withDay: Readonly<Record<TranslatedLanguage, (span: string) => string>> = {
  de: (span) => `1. ${span}`,
  fr: (span) => `1 ${span}`,
  es: (span) => `1 de ${span}`,
  'pt-BR': (span) => `1 de ${span}`,
  ja: (span) => `${span}1日`,
};

/** How the names of months begin in these languages. Most spans do not, and need not be read by anything slower. */
const beginnings: ReadonlySet<string> = new Set(
  ['de', 'de-AT', 'fr', 'es', 'pt'].flatMap(monthNames).map((name) => name.slice(0, 3)),
);

function mayNameMonth(span: string): boolean {
  const [first = '', second = ''] = span.toLowerCase().split(/\s+/);
  return span.includes('月') || beginnings.has((first === 'de' ? second : first).slice(0, 3));
}

/** What is read here does not depend on the day of today. */
const ANY_DAY = '2001-01-15';

/** A month with its year, if the span has one. */
export interface NamedMonth {
  /** 1 to 12. */
  readonly month: number;
  readonly year: number | undefined;
}

/**
 * Reads one whole span such as "März 2026", "mars", "marzo de 2026", "março", "2026年3月". In the language of `locale` also
 * short forms count; in the others only words of four letters and more, because "set" and "ago" are English words too.
 */
export function foreignMonth(span: string, locale: string | undefined): NamedMonth | undefined {
  if (!mayNameMonth(span)) return undefined;
  const own = languageOf(locale ?? 'en');
  const word = /\p{L}+/u.exec(span)?.[0] ?? '';
  for (const language of languages) {
    if (language === 'en') continue;
    const mayBeShort = language === own || language === 'ja';
    if (!mayBeShort && word.length < 4) continue;
    const found = inLanguage(span, language);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inLanguage(span: string, language: TranslatedLanguage): NamedMonth | undefined {
  if (!/^[\p{L}\d.\s]+$/u.test(span) || !/\p{L}/u.test(span)) return undefined;
  const text = withDay[language](span);
  const start = wholeDate(text, language, ANY_DAY);
  const month = start?.get('month') ?? null;
  if (month === null || !start?.isCertain('month') || !start.isCertain('day')) return undefined;
  return { month, year: start.isCertain('year') ? (start.get('year') ?? undefined) : undefined };
}
