/** Places, people and messages as every channel has them. No SDK stands behind these types; Teams is one way to fill them. */
import { faultName } from './fault-fields.ts';
import type { HttpFailure } from './http-failure.ts';

/** Where a conversation happens. Stored as it is, so nothing of an SDK is in it. */
export interface Address {
  readonly tenantId: string | undefined;
  readonly conversationId: string;
  readonly serviceUrl: string;
}

/** Who asks. */
export interface Asker {
  readonly id: string;
  readonly name: string | undefined;
  /** Their object id in Entra ID, where the channel tells it. */
  readonly objectId?: string | undefined;
}

/** What every delivery carries. */
export interface Delivery {
  /** The channel's id of this delivery; the same again when it is delivered again. Empty when the channel gave none. */
  readonly activityId: string;
  /** BCP 47, as the client reported it; may be unknown to this machine. */
  readonly locale: string | undefined;
  /** IANA name, as the client reported it; may be unknown to this machine. */
  readonly timeZone: string | undefined;
  readonly asker: Asker;
  /** What the asker signed in to the bot with, in a chat with it alone. Never logged, shown or stored. */
  readonly userToken?: string | undefined;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly address: Address;
}

/** A message to show. */
export interface Outgoing {
  /** What stands alone where no card is shown: plain text with line breaks, never read as Markdown. */
  readonly text: string;
  /** The line of a notification. Mandatory: without it people read "sent a card". */
  readonly summary: string;
  /** An Adaptive Card. */
  readonly card?: unknown;
}

/** A file, whole. */
export interface ChatFile {
  readonly name: string;
  /** Never empty. */
  readonly bytes: Uint8Array;
}

/** A message that was sent, to update it later. */
export interface MessageHandle {
  readonly id: string;
}

/**
 * Why a message was not taken. `blocked` (403) and `gone` (404): nobody is there. `throttled` (429).
 * `unavailable`: 408, 412, 5xx or no answer; it may have arrived. `unauthorized` (401): nothing about this place. `too-big`
 * (413). `refused`: any other answer; saying it again is no use.
 */
export type SendFailure = 'blocked' | 'gone' | 'throttled' | 'unavailable' | 'unauthorized' | 'too-big' | 'refused';

/** A message that the channel did not take. */
export class SendFailed extends Error {
  readonly failure: SendFailure;
  /** How long to wait, in milliseconds, where the channel said so. */
  readonly retryAfter: number | undefined;

  constructor(
    failure: SendFailure,
    { retryAfter, ...options }: ErrorOptions & Partial<Pick<HttpFailure, 'retryAfter'>> = {},
  ) {
    super(`The channel did not take the message: ${failure}`, options);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

/** Why a message was not sent, in a word, for a log. */
export function sendFault(error: unknown): string {
  return error instanceof SendFailed ? error.failure : faultName(error);
}

/** What a channel's HTTP status means; `undefined` stands for no answer at all. */
export function sendFailureOf(status: number | undefined): SendFailure {
  if (status === undefined || status === 408 || status === 412 || status >= 500) return 'unavailable';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'blocked';
  if (status === 404) return 'gone';
  if (status === 413) return 'too-big';
  return status === 429 ? 'throttled' : 'refused';
}

/**
 * A place where the bot may speak came, changed or went. Told at least once for what happened, often twice, and never asked
 * for: whoever keeps addresses takes it as news, not as the only truth.
 */
export interface Presence {
  /**
   * `installed`: the bot may speak here (also after an update of the app). `removed`: it was uninstalled. `renamed`: `names`
   * holds the new name. `deleted`: the channel or team is gone. `restored`: it is back.
   */
  readonly kind: 'installed' | 'removed' | 'renamed' | 'deleted' | 'restored';
  /** What it is about. `team`: every channel of `teamId`. */
  readonly scope: 'personal' | 'groupChat' | 'channel' | 'team';
  /** The conversation, without a thread; of a team, where its news go: the channel it was installed in, or the general one. */
  readonly address: Address;
  /** Teams' id of the team, which is that of its general channel; absent outside teams. */
  readonly teamId: string | undefined;
  /** As far as Teams told. */
  readonly names: { readonly team: string | undefined; readonly channel: string | undefined };
}

/**
 * Somebody wrote, or pressed a button, where the bot is a member: so the place can be reached, at this address.
 */
export interface SignOfLife {
  readonly kind: Delivery['kind'];
  /** The conversation, maybe a thread of it. */
  readonly address: Address;
  /** As in `Presence`. */
  readonly teamId: string | undefined;
  readonly names: Presence['names'];
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

/** Whether nobody but the asker and the bot reads along. Two people among themselves also count as `personal`, under an id as groups have. */
export function isChatWithBot({ kind, address }: Pick<Delivery, 'kind' | 'address'>): boolean {
  return kind === 'personal' && !address.conversationId.startsWith('19:');
}
