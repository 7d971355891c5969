/** Whoever brings a message to a place. No SDK stands behind these types; Teams is one way to fill them. */
import type { Outgoing } from '../../model/channel.ts';
import type { Place } from '../rules/place.ts';

/** A message that was taken. */
export interface Posted {
  readonly messageId: string;
  /** Where an answer to it goes: in a channel the thread that it started. */
  readonly conversationId: string;
}

/** Brings messages. Every method throws `TransportFailed`. */
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
   * `TransportFailed` when the other side does not say.
   */
  isMember(place: Place, personId: string): Promise<boolean>;
}

/**
 * Why a message was not taken. `blocked` (403) and `gone` (404): nobody is there. `throttled` (429).
 * `unavailable`: 408, 412, 5xx or no answer; it may have arrived. `unauthorized` (401): nothing about this place. `too-big`
 * (413). `refused`: any other answer; saying it again is no use.
 */
export type TransportFailure =
  | 'blocked'
  | 'gone'
  | 'throttled'
  | 'unavailable'
  | 'unauthorized'
  | 'too-big'
  | 'refused';

/** A message that was not taken. */
export class TransportFailed extends Error {
  readonly failure: TransportFailure;
  /** How long to wait, in milliseconds, where the other side said so. */
  readonly retryAfter: number | undefined;

  constructor(failure: TransportFailure, retryAfter?: number, options?: ErrorOptions) {
    super(`The message was not taken: ${failure}`, options);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

/** What an HTTP status of the other side means; `undefined` stands for no answer at all. */
export function failureOf(status: number | undefined): TransportFailure {
  if (status === undefined || status === 408 || status === 412 || status >= 500) return 'unavailable';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'blocked';
  if (status === 404) return 'gone';
  if (status === 413) return 'too-big';
  return status === 429 ? 'throttled' : 'refused';
}

/** The header `Retry-After` in milliseconds: seconds, or an HTTP date, seen from `now` (milliseconds since 1970). */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header.trim() === '') return undefined;
  const text = header.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
