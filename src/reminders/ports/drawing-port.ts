/** How a message is shown, as the sender sees it. The cards stand behind this port. */
import type { Outgoing } from '../../model/channel.ts';
import type { DecisionMessage } from '../rules/decision-message.ts';
import type { ReminderMessage } from '../rules/reminder-message.ts';
import type { SummaryMessage } from '../rules/summary-message.ts';

/** What is sent. */
export type Message = ReminderMessage | SummaryMessage | DecisionMessage;

/** Whom a message is drawn for. */
export interface Recipient {
  /** BCP 47 tag. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** A message, ready to be sent. */
export interface Drawn {
  readonly full: Outgoing;
  /** What is sent instead when that is too big (413). */
  readonly short: Outgoing;
  /** What the first message of the thread becomes after a follow-up; undefined to leave it alone. */
  readonly root?: Outgoing;
}

/** Draws messages for whoever reads them. */
export type Draw = (message: Message, recipient: Recipient) => Drawn;
