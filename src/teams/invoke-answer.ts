/** What an invoke of Teams is answered with: a line, or a card in place of the one it came from. */
import type { AdaptiveCardInvokeResponse } from 'botbuilder';
import { renderFor } from '../languages/languages.ts';
import type { Text } from '../model/text.ts';

/** The answer to an invoke that shows one line instead of a card, for a reader's locale. */
export function invokeLine(line: Text, locale: string | undefined): AdaptiveCardInvokeResponse {
  const value = renderFor(line, locale) as unknown as AdaptiveCardInvokeResponse['value'];
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

/** The answer to an invoke that shows a card in place of the one it came from. */
export function invokeCard(card: unknown): AdaptiveCardInvokeResponse {
  const value = card as AdaptiveCardInvokeResponse['value'];
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
}
