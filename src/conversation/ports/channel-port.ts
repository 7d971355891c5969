/** The channel as the conversation sees it: what comes in, and the way back. */

import type { CardAction } from '../../../cards/parts/actions.ts';
import type { ChatFile, Delivery, MessageHandle, Outgoing } from '../../model/channel.ts';

/** A message that somebody typed. The mention of the bot is already out of it. */
export interface Incoming extends Delivery {
  readonly text: string;
}

/** A button that somebody pressed. */
export interface Pressed extends Delivery {
  readonly action: CardAction;
  /** The message that the button stands on, where the channel tells. */
  readonly on?: string | undefined;
}

/**
 * The way back to whoever asked; works for as long as the conversation exists, also after the delivery was acknowledged.
 * After a button, `send` answers on the card that the button stands on.
 */
export interface Reply {
  /** Throws `SendFailed`. */
  send(message: Outgoing): Promise<MessageHandle>;
  /** Throws `SendFailed`. */
  update(handle: MessageHandle, message: Outgoing): Promise<void>;
  /** Shows that something is being written. Never throws: a sign of life is not worth a failure. */
  typing(): Promise<void>;
  /** Offers a file, which is handed over once somebody accepts it; only where files can be handed over. Throws `SendFailed`. */
  readonly offerFile?: ((offer: FileOffer) => Promise<void>) | undefined;
  /** Only where the answer takes the place of a card that is there already. */
  readonly card?: CardReply;
}

/** A file to accept. Its content is not kept: whoever accepts it gets it made anew, so nothing waits, ends or is shared. */
export interface FileOffer {
  /** As it would be now. */
  readonly file: ChatFile;
  /** What makes it anew (`answers/accepted-files.ts`). It travels through the client like the data of any button. */
  readonly action: CardAction;
  /** What is in it, a line of plain text. */
  readonly about: string;
}

/** What keeps a card until its answer is there. */
export interface CardReply {
  /** Acknowledges the press and shows nothing yet: the card stays until `send`. */
  stays(): void;
  /** Sends a message of its own, below the card. Throws `SendFailed`. */
  below(message: Outgoing): Promise<void>;
}
