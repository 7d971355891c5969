/** How a message looks, in the language and zone of its place. */
import type { Outgoing } from '../conversation/port.ts';
import type { PlainMessage } from '../reminders/reminder-text.ts';
import { reminderText, shortReminderText } from '../reminders/reminder-text.ts';
import { shortSummaryText, summaryText } from '../reminders/summary-text.ts';
import type { Message } from './outbox.ts';

/** Who reads it. */
export interface Reader {
  /** BCP 47. */
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

/** Draws messages. */
export type Draw = (message: Message, reader: Reader) => Drawn;

/** Everything in plain text. */
export const drawPlainly: Draw = (message) =>
  message.kind === 'summary'
    ? { full: outgoing(summaryText(message)), short: outgoing(shortSummaryText(message)) }
    : {
        full: outgoing(reminderText(message)),
        short: outgoing(shortReminderText(message)),
        root: outgoing(reminderText(message)),
      };

function outgoing({ text, summary }: PlainMessage): Outgoing {
  return { text, summary };
}
