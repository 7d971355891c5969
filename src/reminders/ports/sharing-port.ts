/** Bringing an answer into a channel. What is behind this port knows the channels that the bot was added to. */
import type { Asker, Delivery, Outgoing } from '../../model/channel.ts';

/** A channel that an answer can be shared to. */
export interface SharePlace {
  /** Names the place; opaque. */
  readonly id: string;
  /** "Team > channel", for people. */
  readonly name: string;
}

/** Shares answers. */
export interface Sharing {
  /** Where somebody may share to: only channels that this person is a member of. */
  places(asker: Asker, from: Delivery): Promise<readonly SharePlace[]>;
  /** The conversation of a place that was offered; undefined for one that is not known. Rejects while storage is away. */
  conversationOf(place: string): Promise<string | undefined>;
  /** Posts one message, and tells where it went. Throws `SendFailed`. */
  post(place: string, message: Outgoing, asker: Asker): Promise<SharePlace>;
}
