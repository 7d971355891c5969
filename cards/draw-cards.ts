/** How a message looks, in the language and zone of its place. */

import type { PortalContext } from '../src/fixes/portal-links.ts';
import type { Outgoing } from '../src/model/channel.ts';
import type { Draw } from '../src/reminders/ports/drawing-port.ts';
import { closingCard } from './closing-card.ts';
import { decisionCard } from './decision-card.ts';
import type { CardMessage } from './parts/elements.ts';
import { reminderCard } from './reminder-card.ts';
import { summaryCard } from './summary-card.ts';

/** Draws cards. `portal` is where links to the Azure portal lead. */
export function drawCards(portal: PortalContext): Draw {
  return (message, recipient) => {
    // Names that are not to be told are not in the message.
    const view = { ...recipient, authors: true };
    if (message.kind === 'decision') {
      const card = decisionCard(message, view);
      return { full: card, short: wordsOf(card) };
    }
    if (message.kind === 'summary') {
      const short = summaryCard({ message, form: 'short', portal, view });
      return { full: summaryCard({ message, form: 'drawn', portal, view }), short };
    }
    const card =
      message.occasion === 'all-met' ? closingCard({ message, view }) : reminderCard({ message, portal, view });
    return { full: card, short: wordsOf(card), root: card };
  };
}

/** A message without its card. */
function wordsOf({ text, summary }: CardMessage): Outgoing {
  return { text, summary };
}
