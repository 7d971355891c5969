/** The messages that were prepared, as the sender sees them. Storage is behind these ports. */

import type { Instant } from '../../model/days.ts';
import type { Message } from '../ports/drawing-port.ts';
import type { Posted } from '../ports/transport-port.ts';
import type { Place, PlaceTrouble } from '../rules/place.ts';

/** A message that was taken for sending, by this sender alone until its lease ends. */
export interface Claim {
  readonly id: string;
  readonly place: Place;
  /** What its thread is about; undefined for what stands alone. */
  readonly about: { readonly instanceId: string; readonly retirement: string } | undefined;
  readonly message: Message;
  /** How often it was claimed, this time included. What is settled must be of the latest claim. */
  readonly attempt: number;
  /** How often it was refused so far. */
  readonly failures: number;
  /** ISO instant after which nothing is tried any more. */
  readonly expiresAt: Instant;
  /** The slot that was given to it earlier; ISO instant. */
  readonly slotAt: Instant | undefined;
  /** False when it was stopped, paused or snoozed after it was prepared. */
  readonly wanted: boolean;
  /** The thread that it belongs to, once there is one. */
  readonly thread: Posted | undefined;
}

/** Why a message went to the dead letters. */
export type DeadLetterReason = 'too-big' | 'refused' | 'expired';

/** Keeps what is to be sent. Whatever is settled counts only while the claim is the latest. */
export interface Outbox {
  /** Takes one message that is due, or whose sender died; undefined when there is nothing to take. */
  claim(id: string, now: Instant, leaseUntil: Instant): Promise<Claim | undefined>;
  /** It has arrived. A thread that it has started is remembered with it. */
  sent(claim: Claim, now: Instant, thread: Posted | undefined): Promise<void>;
  /** Refused; once more, not before an instant. */
  retry(claim: Claim, notBefore: Instant, why: string): Promise<void>;
  /** Not tried at all: its slot comes at an instant. */
  wait(claim: Claim, slotAt: Instant): Promise<void>;
  /** Its place cannot be reached. */
  park(claim: Claim, why: string): Promise<void>;
  /** Nobody wants it any more. */
  drop(claim: Claim, now: Instant): Promise<void>;
  dead(claim: Claim, now: Instant, why: DeadLetterReason): Promise<void>;
}

/** Marks places. */
export interface PlaceMarks {
  unreachable(placeId: string, why: PlaceTrouble, now: Instant): Promise<void>;
}

/** Gives out slots to send in, to all replicas together. */
export interface Slots {
  take(key: string, gap: number, now: Instant): Promise<Instant>;
  hold(key: string, until: Instant): Promise<void>;
}
