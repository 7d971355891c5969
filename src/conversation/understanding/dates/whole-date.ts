/** Dates as chrono reads them, in the languages of the bot. */
import { de, en, es, fr, ja, type ParsedComponents, pt } from 'chrono-node';
import type { Language } from '../../../languages/language.ts';
import type { Day } from '../../../model/days.ts';

/** chrono's reader of each language. */
export const chronoOf: Readonly<Record<Language, Pick<typeof en, 'casual'>>> = { en, de, es, fr, ja, 'pt-BR': pt };

/** Dates are read as if it were noon of a UTC day. */
export function atNoon(today: Day): { readonly instant: Date; readonly timezone: 0 } {
  return { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
}

/** A text that is one date and nothing else; `undefined` for a span of days, and where a letter is left over. */
export function wholeDate(
  text: string,
  language: Language,
  today: Day,
  { forwardDate = false }: { readonly forwardDate?: boolean } = {},
): ParsedComponents | undefined {
  const [found, other] = chronoOf[language].casual.parse(text, atNoon(today), { forwardDate });
  if (found === undefined || other !== undefined || found.text.length !== text.length || found.end) return undefined;
  return found.start;
}
