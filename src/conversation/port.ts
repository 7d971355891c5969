/** The channel as the conversation sees it: what comes in, and the way back. */
import type { Delivery, MessageHandle, Outgoing } from '../model/channel.ts';
import type { Action } from './card-action.ts';
import type { SignInFault } from './sights-port.ts';

/** A message that somebody typed. The mention of the bot is already out of it. */
export interface Incoming extends Delivery {
  readonly text: string;
}

/** A button that somebody pressed. `undefined`: the button's data is none of ours. */
export interface Pressed extends Delivery {
  readonly action: Action | undefined;
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
  /**
   * Lets the person sign in, where that is possible: undefined once they have, else why not. May take a minute, in which the
   * delivery counts as acknowledged. Never rejects.
   */
  signIn?(): Promise<SignInFault | undefined>;
  /** Only where the answer takes the place of a card that is there already. */
  readonly card?: CardReply;
}

/** What keeps a card until its answer is there. */
export interface CardReply {
  /** Acknowledges the press and shows nothing yet: the card stays until `send`. */
  stays(): void;
  /** Sends a message of its own, below the card. Throws `SendFailed`. */
  below(message: Outgoing): Promise<void>;
}

/** Time, injected. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean something. */
  now(): number;
  /** The UTC day to judge by, `YYYY-MM-DD`. */
  today(): string;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
