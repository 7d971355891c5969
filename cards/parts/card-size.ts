/** How large a card may be, and how it gets smaller. Teams' limit: 28 KB in UTF-16 fits everywhere. */
import type { CardMessage } from './elements.ts';

/** Bytes of a whole activity that every client and channel takes. */
export const ACTIVITY_BUDGET = 28 * 1024;

/** Bytes kept for what stands around the card in an activity: ids, service address, the conversation. */
const ENVELOPE = 2.5 * 1024;

/** Bytes of a value as JSON in UTF-16. */
export function sizeOf(value: unknown): number {
  return JSON.stringify(value).length * 2;
}

/** Whether a card with its summary leaves room for the activity around it; its text is sent only where no card is. */
function fits(message: CardMessage): boolean {
  return leavesRoom({ card: message.card, summary: message.summary });
}

/** Whether what an activity carries leaves room for the activity around it. */
export function leavesRoom(content: unknown): boolean {
  return sizeOf(content) <= ACTIVITY_BUDGET - ENVELOPE;
}

/** Draws from the richest way to the poorest, and stops at the first that fits; the last way is taken as it is. */
export function firstThatFits<Way>(ways: readonly [Way, ...Way[]], draw: (way: Way) => CardMessage): CardMessage {
  const [first, ...rest] = ways;
  let message = draw(first);
  for (const way of rest) {
    if (fits(message)) return message;
    message = draw(way);
  }
  return message;
}
