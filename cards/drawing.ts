/** How a message looks, in the language and zone of its place. */
import { closingCard } from './closing-card.ts';
import type { CardMessage } from './elements.ts';
import { reminderCard } from './reminder-card.ts';
import { summaryCard } from './summary-card.ts';
import type { CardView } from './writer.ts';
import type { Outgoing } from '../src/conversation/port.ts';
import type { PortalContext } from '../src/fixes/portal.ts';
import type { Message } from '../src/reminders/delivery/outbox.ts';

/** A message, ready to be sent. */
export interface Drawn {
  readonly full: Outgoing;
  /** What is sent instead when that is too big (413). */
  readonly short: Outgoing;
  /** What the first message of the thread becomes after a follow-up; undefined to leave it alone. */
  readonly root?: Outgoing;
}

/** Draws messages for whoever reads them. */
export type Draw = (message: Message, view: CardView) => Drawn;

/** Draws cards. `portal` is where links to the Azure portal lead. */
export function drawCards(portal: PortalContext): Draw {
  return (message, view) => {
    if (message.kind === 'summary') {
      const short = summaryCard({ message, form: 'short', portal, view });
      return { full: summaryCard({ message, form: 'drawn', portal, view }), short };
    }
    const card = message.occasion === 'all-met' ? closingCard({ message, view }) : reminderCard({ message, view });
    return { full: card, short: wordsOf(card), root: card };
  };
}

/** A message without its card. */
function wordsOf({ text, summary }: CardMessage): Outgoing {
  return { text, summary };
}
