/** Whoever brings a message to a place. No SDK stands behind these types; Teams is one way to fill them. */
import type { Outgoing } from '../../model/channel.ts';
import type { Place } from '../rules/place.ts';

/** A message that was taken. */
export interface Posted {
  readonly messageId: string;
  /** Where an answer to it goes: in a channel the thread that it started. */
  readonly conversationId: string;
}

/** Brings messages. Every method throws `SendFailed`. */
export interface Transport {
  /** Says something new; in a channel that starts a thread. */
  post(place: Place, message: Outgoing): Promise<Posted>;
  /** Says something in a thread that was posted before. */
  reply(place: Place, thread: Posted, message: Outgoing): Promise<Posted>;
  /** Replaces a message that was posted before. */
  update(place: Place, posted: Posted, message: Outgoing): Promise<void>;
}

/** Knows who belongs to a place. */
export interface Roster {
  /**
   * Whether somebody, by the id that the channel gave, is a member there and belongs to the tenant of the place. Throws
   * `SendFailed` when the other side does not say.
   */
  isMember(place: Place, personId: string): Promise<boolean>;
}
