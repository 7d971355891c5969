/** The day that a message names, in the words of its language. */
import { de, en, es, fr, ja, pt } from 'chrono-node';
import type { Language } from '../../languages/languages.ts';
import type { Calendar } from '../months.ts';
import { existingDay } from '../written-day.ts';

const readers: Readonly<Record<Language, Pick<typeof en, 'casual'>>> = { en, de, es, fr, ja, 'pt-BR': pt };

/** UTC day, `YYYY-MM-DD`; only one that lies on the asked side of today. */
export function dayIn(
  message: string,
  language: Language,
  { today }: Calendar,
  direction: 'past' | 'future',
): string | undefined {
  const reference = { instant: new Date(`${today}T12:00:00Z`), timezone: 0 };
  const [found] = readers[language].casual.parse(message.slice(0, 500), reference, {
    forwardDate: direction === 'future',
  });
  if (found === undefined || /^\d{1,2}$/.test(found.text)) return undefined;
  const { start } = found;
  const day = existingDay(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
  if (day === undefined) return undefined;
  return direction === 'past' ? (day <= today ? day : undefined) : day > today ? day : undefined;
}
