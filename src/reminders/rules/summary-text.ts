/** The sentence of a summary that its card, its notification and its plain text share. */
import { since } from '../../model/days.ts';
import { say, type Text } from '../../model/text.ts';
import { scopeInWords } from './subscription.ts';
import type { SummaryMessage } from './summary-message.ts';

/** How many are ready, for what, by when. */
export function summaryHeadline({ counts, total, retirement, today, because }: SummaryMessage): Text {
  const stops = since(retirement.effective, today);
  const values = { ready: counts.ready, total, what: retirement.what, stops, scope: scopeInWords(because.scope) };
  return say('{ready} of {total} ready ({scope}): {what} {stops}', values);
}
