/** Sends one message that was prepared: once, as fast as Teams takes it, and with a record before and after. */

import { type Outgoing, SendFailed, sendFault } from '../../model/channel.ts';
import { type Clock, within } from '../../model/clock.ts';
import type { Instant } from '../../model/days.ts';
import { later, millisecondsUntil } from '../../model/days.ts';
import type { Log } from '../../model/log.ts';
import type { Draw } from '../ports/drawing-port.ts';
import type { Posted, Transport } from '../ports/transport-port.ts';
import type { Claim, DeadLetterReason, Outbox, PlaceMarks, Slots } from './outbox.ts';
import { retryDelay } from './retry-delay.ts';

/** How fast, and how long. All in milliseconds. */
export interface SendLimits {
  /** Between two messages in one thread. Teams takes 60 in 30 seconds; 1 s leaves room for answers. */
  readonly threadGap: number;
  /** Between two messages to one tenant. Teams takes 50 a second. */
  readonly tenantGap: number;
  /** The longest wait for a slot on the spot; a longer one is waited out in the table, while others are sent. */
  readonly longestWait: number;
  /** When a call to Teams counts as lost. Shorter than the lease, or a message would be sent twice. */
  readonly callLimit: number;
  /** For how long a claim is this sender's own. */
  readonly lease: number;
  /** About how long after the first failure it is tried again; doubled after each more. */
  readonly firstRetry: number;
}

/** Teams' limits: one message a second for each thread, twenty for each tenant. */
export const teamsLimits: SendLimits = {
  threadGap: 1_000,
  tenantGap: 50,
  longestWait: 250,
  callLimit: 30_000,
  lease: 120_000,
  firstRetry: 2_000,
};

/** What became of a message. */
export type DeliveryResult =
  | { readonly kind: 'sent' }
  /** Not there, not due, or in other hands. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'parked' | 'dropped' | 'dead' }
  /** To be tried again at an instant; `attempt` tells one try from another. */
  | { readonly kind: 'later'; readonly at: Instant; readonly attempt: number };

/** What sending stands on. */
export interface DelivererParts {
  readonly outbox: Outbox;
  readonly places: PlaceMarks;
  readonly slots: Slots;
  readonly transport: Transport;
  readonly draw: Draw;
  readonly clock: Clock;
  /** 0 to 1, for the spread of retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: SendLimits;
}

/** After a 401 nothing gets through, so there is no hurry: somebody has to put the registration right. */
const UNAUTHORIZED_DELAY = 15 * 60_000;
/** What an error counts as that the transport did not expect. */
const UNKNOWN_FAILURE = { failure: 'unavailable', retryAfter: undefined } as const;

/** What the log tells of a delivery. */
type DeliveryFields = Readonly<Record<string, string | number>>;

/** Makes the sender. It sends one message at a time, so that at most one is in flight when the process dies. */
export function createDeliverer(parts: DelivererParts): (id: string) => Promise<DeliveryResult> {
  const { outbox, places, slots, transport, draw, clock, random, log, limits = teamsLimits } = parts;
  let last: Promise<unknown> = Promise.resolve();

  async function deliver(id: string): Promise<DeliveryResult> {
    const now = clock.instant();
    const claim = await outbox.claim(id, now, later(now, limits.lease));
    if (claim === undefined) return { kind: 'nothing' };
    if (!claim.wanted) {
      await outbox.drop(claim, now);
      return { kind: 'dropped' };
    }
    if (claim.place.state !== 'ok') {
      await outbox.park(claim, claim.place.state);
      return { kind: 'parked' };
    }
    const slotAt = claim.slotAt ?? (await nextSlot(claim, now));
    const wait = millisecondsUntil(slotAt, now);
    if (wait > limits.longestWait) {
      await outbox.wait(claim, slotAt);
      return { kind: 'later', at: slotAt, attempt: claim.attempt };
    }
    if (wait > 0) await clock.sleep(wait);
    return send(claim);
  }

  async function send(claim: Claim): Promise<DeliveryResult> {
    const { place, thread } = claim;
    const drawn = draw(claim.message, { locale: place.locale ?? 'en', timeZone: place.timeZone ?? 'UTC' });
    let posted: Posted;
    try {
      posted = await postOrReply(claim, drawn.full).catch((error: unknown) => {
        if (error instanceof SendFailed && error.failure === 'too-big') return postOrReply(claim, drawn.short);
        throw error;
      });
    } catch (error) {
      return settleFailure(claim, error);
    }
    await record(claim, posted);
    if (thread !== undefined && drawn.root !== undefined && startedBy(claim, posted) === undefined) {
      await updateRootCard(claim, thread, drawn.root);
    }
    return { kind: 'sent' };
  }

  /** A message that was sent and not recorded is sent again, so the record is worth more than one try. */
  async function record(claim: Claim, posted: Posted): Promise<void> {
    const thread = claim.message.kind === 'reminder' ? startedBy(claim, posted) : undefined;
    for (const wait of [500, 2_000, 8_000]) {
      try {
        return await outbox.sent(claim, clock.instant(), thread);
      } catch (error) {
        log.warn('a message that was sent could not be recorded yet', {
          delivery: claim.id,
          failure: sendFault(error),
        });
        await clock.sleep(wait);
      }
    }
    return outbox.sent(claim, clock.instant(), thread);
  }

  /** Into its thread. A thread of a channel that is gone is not a channel that is gone: then a new one is started. */
  async function postOrReply(claim: Claim, message: Outgoing): Promise<Posted> {
    const { place, thread } = claim;
    if (thread === undefined) return inTime(transport.post(place, message));
    try {
      return await inTime(transport.reply(place, thread, message));
    } catch (error) {
      const isGone = error instanceof SendFailed && error.failure === 'gone';
      if (!isGone || thread.conversationId === place.conversationId) throw error;
      return inTime(transport.post(place, message));
    }
  }

  /** The card that started the thread shows how things are now. It has been said already, so nothing depends on it. */
  async function updateRootCard(claim: Claim, thread: Posted, root: Outgoing): Promise<void> {
    try {
      const now = clock.instant();
      // Two calls a second into one thread are still within what Teams takes; so only the tenant's slot is waited for.
      const wait = millisecondsUntil(await slots.take(tenantKey(claim), limits.tenantGap, now), now);
      if (wait > limits.longestWait) return;
      await clock.sleep(wait);
      await inTime(transport.update(claim.place, thread, root));
    } catch (error) {
      log.info('the first card of a thread was not updated', { delivery: claim.id, failure: sendFault(error) });
    }
  }

  async function settleFailure(claim: Claim, error: unknown): Promise<DeliveryResult> {
    const now = clock.instant();
    const { failure } = error instanceof SendFailed ? error : UNKNOWN_FAILURE;
    const fields = { delivery: claim.id, place: claim.place.id, attempt: claim.attempt, failure: sendFault(error) };
    if (failure === 'blocked' || failure === 'gone') {
      log.warn('a place cannot be reached any more', fields);
      await places.unreachable(claim.place.id, failure, now);
      await outbox.park(claim, failure);
      return { kind: 'parked' };
    }
    if (failure === 'too-big' || failure === 'refused') return giveUp(claim, failure, now, fields);
    if (failure === 'unauthorized')
      log.error('Teams does not accept the bot: check its registration and secret', fields);
    else if (!(error instanceof SendFailed)) log.error('sending broke', fields);
    return await tryLater(claim, error, now, fields);
  }

  /** Tries again after the pause that Teams asked for, or one that grows; gives up a message that would be late by then. */
  async function tryLater(claim: Claim, error: unknown, now: Instant, fields: DeliveryFields): Promise<DeliveryResult> {
    const { failure, retryAfter } = error instanceof SendFailed ? error : UNKNOWN_FAILURE;
    const delay =
      failure === 'unauthorized'
        ? UNAUTHORIZED_DELAY
        : retryDelay(limits.firstRetry, claim.failures + 1, retryAfter, random);
    const at = later(now, delay);
    if (at > claim.expiresAt) return giveUp(claim, 'expired', now, fields);
    if (failure === 'throttled') await slots.hold(threadKey(claim), later(now, retryAfter ?? delay));
    await outbox.retry(claim, at, failure);
    return { kind: 'later', at, attempt: claim.attempt };
  }

  async function giveUp(
    claim: Claim,
    why: DeadLetterReason,
    now: Instant,
    fields: DeliveryFields,
  ): Promise<DeliveryResult> {
    log.error('a message was given up: see npm run reminders -- --dead', { ...fields, why });
    await outbox.dead(claim, now, why);
    return { kind: 'dead' };
  }

  /** The later of the thread's and the tenant's next slot. */
  async function nextSlot(claim: Claim, now: Instant): Promise<Instant> {
    const inThread = await slots.take(threadKey(claim), limits.threadGap, now);
    if (millisecondsUntil(inThread, now) > limits.longestWait) return inThread;
    const inTenant = await slots.take(tenantKey(claim), limits.tenantGap, now);
    return millisecondsUntil(inTenant, inThread) > 0 ? inTenant : inThread;
  }

  function inTime<T>(call: Promise<T>): Promise<T> {
    return within(clock, limits.callLimit, call, () => {
      throw new SendFailed('unavailable');
    });
  }

  return (id) => {
    const next = last.then(() => deliver(id));
    last = next.catch(() => undefined);
    return next;
  };
}

function startedBy({ thread }: Claim, posted: Posted): Posted | undefined {
  return thread?.conversationId === posted.conversationId ? undefined : posted;
}

function threadKey({ thread, place }: Claim): string {
  return `thread ${thread?.conversationId ?? place.conversationId}`;
}

function tenantKey({ place }: Claim): string {
  return `tenant ${place.tenantId ?? ''}`;
}
