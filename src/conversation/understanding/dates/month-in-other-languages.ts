/** Months written in another language than English, through the locales of chrono. */
import { de, es, fr, ja, pt } from 'chrono-node';

const languages = { de, fr, es, pt, ja };
type ChronoLanguage = keyof typeof languages;

/** chrono wants a day beside a month; this puts the first before it, in the way of each language. */
const withDay: Readonly<Record<ChronoLanguage, (span: string) => string>> = {
  de: (span) => `1. ${span}`,
  fr: (span) => `1 ${span}`,
  es: (span) => `1 de ${span}`,
  pt: (span) => `1 de ${span}`,
  ja: (span) => `${span}1日`,
};

/** How the names of months begin in these languages. Most spans do not, and need not be read by anything slower. */
const beginnings: ReadonlySet<string> = new Set(
  ['de', 'de-AT', 'fr', 'es', 'pt'].flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, month) =>
      format
        .format(Date.UTC(2001, month, 15))
        .slice(0, 3)
        .toLowerCase(),
    );
  }),
);

function mayNameMonth(span: string): boolean {
  const [first = '', second = ''] = span.toLowerCase().split(/\s+/);
  return span.includes('月') || beginnings.has((first === 'de' ? second : first).slice(0, 3));
}

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
  const own = locale?.toLowerCase().split(/[-_]/)[0];
  const word = /\p{L}+/u.exec(span)?.[0] ?? '';
  for (const language of Object.keys(languages) as ChronoLanguage[]) {
    const mayBeShort = language === own || language === 'ja';
    if (!mayBeShort && word.length < 4) continue;
    const found = inLanguage(span, language);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inLanguage(span: string, language: ChronoLanguage): NamedMonth | undefined {
  if (!/^[\p{L}\d.\s]+$/u.test(span) || !/\p{L}/u.test(span)) return undefined;
  const text = withDay[language](span);
  const reference = { instant: new Date('2001-01-15T12:00:00Z'), timezone: 0 };
  const [found, other] = languages[language].casual.parse(text, reference);
  if (found === undefined || other !== undefined || found.text.length !== text.length || found.end) return undefined;
  const month = found.start.get('month');
  if (month === null || !found.start.isCertain('month') || !found.start.isCertain('day')) return undefined;
  return { month, year: found.start.isCertain('year') ? (found.start.get('year') ?? undefined) : undefined };
}
