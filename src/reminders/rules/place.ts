/** Where reminders go. Our own record of a conversation: nothing of an SDK is in it. */

import type { Instant } from '../../model/days.ts';
/** Why nothing is sent to a place any more. */
export type PlaceTrouble = 'blocked' | 'gone' | 'uninstalled' | 'deleted';

/** A conversation that the bot has seen. */
export interface Place {
  /** Ours; the same for as long as the conversation exists. */
  readonly id: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  /** The channel's id of the conversation. For a channel it is the channel itself, never one of its threads. */
  readonly conversationId: string;
  readonly tenantId: string | undefined;
  /** The latest that was seen; Teams may move it. */
  readonly serviceUrl: string;
  readonly teamId: string | undefined;
  readonly teamName: string | undefined;
  readonly channelName: string | undefined;
  /** BCP 47, as a client reported it. */
  readonly locale: string | undefined;
  /** IANA name, as a client reported it; may be unknown to this machine. */
  readonly timeZone: string | undefined;
  /** `unreachable`: a message was refused (403, 404). `removed`: the bot was uninstalled, or the channel deleted. */
  readonly state: 'ok' | 'unreachable' | 'removed';
  readonly why: PlaceTrouble | undefined;
  /** Since when the state holds, ISO instant. */
  readonly since: Instant;
}

/** Somebody, as the channel names them. */
export interface Person {
  readonly id: string;
  readonly name: string | undefined;
}

/** What is kept of somebody: nothing else that a channel tells of an asker. */
export function personOf({ id, name }: Person): Person {
  return { id, name };
}
