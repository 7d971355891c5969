/** Every message that was prepared, and what became of it. One row for each: nothing can be prepared twice. */

import { type Instant, later } from '../../model/days.ts';
import type { Claim, Outbox } from '../delivery/outbox.ts';
import type { PreparedMessage } from '../rules/reminder-state.ts';
import type { Queries } from './database.ts';
import { claimOf, columnsOf, deliveryId, kindInWords, type NewDelivery, preparedOf } from './delivery-rows.ts';
import { instantOf, maybeInstant, maybeText, numberOf, textOf } from './row.ts';
import { createThreads } from './threads.ts';

/** A message that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly place: string;
  /** What it was: a milestone in one word, `summary` or `decision`. */
  readonly what: string;
  /** Undefined for a summary. */
  readonly instanceId: string | undefined;
  readonly why: string;
  readonly madeOutAt: Instant;
  readonly givenUpAt: Instant | undefined;
}

/** Keeps messages. */
export interface Deliveries extends Outbox {
  /** Prepares messages; those that were prepared before are left as they are. Returns the ids of the new ones. */
  add(deliveries: readonly NewDelivery[], now: Instant): Promise<readonly string[]>;
  /** What was prepared, in that order, also for subscriptions that were stopped since; reminders and summaries. */
  prepared(): Promise<readonly PreparedMessage[]>;
  /** Ids of what should be on its way and is not: due, or with a sender that died. With the attempt, as job ids need. */
  overdue(now: Instant): Promise<readonly { readonly id: string; readonly attempt: number }[]>;
  /** Ends every lease: only for whoever has the database alone, so that every sender is known to be dead. */
  releaseAll(now: Instant): Promise<void>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Makes a dead letter due again; false when there is none of that id. */
  resend(id: string, now: Instant): Promise<boolean>;
  /** Forgets what was settled before an instant, but never the latest of its kind. Returns how many. */
  forget(before: Instant): Promise<number>;
}

/** How long a message is tried, in milliseconds: a day, after which it is no news. */
const LIFETIME = 24 * 60 * 60 * 1000;

/** Makes the table's functions. */
export function createDeliveries(database: {
  readonly query: Queries['query'];
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}): Deliveries {
  const settle = (claim: Claim, change: string, values: readonly unknown[], queries: Queries = database) =>
    queries.query(
      `update readiness.deliveries set ${change}, lease_until = null
       where id = $1 and attempts = $2 and state = 'sending' returning id`,
      [claim.id, claim.attempt, ...values],
    );

  return {
    async add(deliveries, now) {
      const added: string[] = [];
      for (const delivery of deliveries) {
        const { instanceId, retirement, milestone } = columnsOf(delivery);
        const rows = await database.query(
          `insert into readiness.deliveries
             (id, kind, subscription_id, place_id, instance_id, retirement, milestone, day, message,
              not_before, expires_at, created_at)
           values ($1, $11, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9, $10, $9) on conflict do nothing returning id`,
          [
            deliveryId(delivery),
            delivery.subscriptionId,
            delivery.placeId,
            instanceId,
            retirement,
            JSON.stringify(milestone),
            delivery.day,
            JSON.stringify(delivery.message),
            now,
            later(now, LIFETIME),
            delivery.kind,
          ],
        );
        added.push(...rows.map((row) => textOf(row, 'id')));
      }
      return added;
    },
    async prepared() {
      const rows = await database.query(
        `select kind, subscription_id, place_id, instance_id, retirement, milestone, day, created_at
         from readiness.deliveries where kind in ('reminder', 'summary') order by number`,
      );
      return rows.flatMap((row) => preparedOf(row) ?? []);
    },
    async overdue(now) {
      const rows = await database.query(
        `select id, attempts from readiness.deliveries
         where (state = 'due' and not_before <= $1) or (state = 'sending' and lease_until <= $1) order by number`,
        [now],
      );
      return rows.map((row) => ({ id: textOf(row, 'id'), attempt: numberOf(row, 'attempts') }));
    },
    async releaseAll(now) {
      await database.query("update readiness.deliveries set lease_until = $1 where state = 'sending'", [now]);
    },
    async claim(id, now, leaseUntil) {
      const [row] = await database.query(
        `with claimed as (
           update readiness.deliveries set state = 'sending', lease_until = $3, attempts = attempts + 1
           where id = $1 and ((state = 'due' and not_before <= $2) or (state = 'sending' and lease_until <= $2))
           returning *
         )
         select claimed.id as delivery_id, claimed.instance_id, claimed.retirement, claimed.message,
           claimed.attempts, claimed.failures, claimed.expires_at, claimed.turn_at,
           thread.conversation_id as thread_conversation, thread.message_id as thread_message,
           -- What somebody decided is told also to those who paused: it holds when they come back.
           (subscription.state = 'active' or subscription.paused_until <= claimed.day
             or (claimed.kind = 'decision' and subscription.state <> 'stopped')) as on_time,
           exists (
             select from readiness.pauses pause
             where pause.subscription_id = claimed.subscription_id and pause.instance_id = claimed.instance_id
               and pause.retirement = claimed.retirement and pause.until > claimed.day and pause.at > claimed.created_at
           ) as silenced,
           place.*
         from claimed
         join readiness.places place on place.id = claimed.place_id
         join readiness.subscriptions subscription on subscription.id = claimed.subscription_id
         left join readiness.threads thread on thread.place_id = claimed.place_id
           and thread.instance_id = claimed.instance_id and thread.retirement = claimed.retirement`,
        [id, now, leaseUntil],
      );
      return row === undefined ? undefined : claimOf(row);
    },
    sent: (claim, now, thread) =>
      database.transaction(async (queries) => {
        // What was said is not kept: the row alone proves that it was.
        const settled = await settle(claim, "state = 'sent', settled_at = $3, message = null", [now], queries);
        if (settled.length === 0 || thread === undefined || claim.about === undefined) return;
        await createThreads(queries).keep({ placeId: claim.place.id, ...claim.about }, thread);
      }),
    async retry(claim, notBefore, why) {
      const change = "state = 'due', not_before = $3, last_error = $4, turn_at = null, failures = failures + 1";
      await settle(claim, change, [notBefore, why]);
    },
    async wait(claim, slotAt) {
      await settle(claim, "state = 'due', not_before = $3, turn_at = $3", [slotAt]);
    },
    async park(claim, why) {
      await settle(claim, "state = 'parked', last_error = $3", [why]);
    },
    async drop(claim, now) {
      await settle(claim, "state = 'dropped', settled_at = $3, message = null", [now]);
    },
    async dead(claim, now, why) {
      await settle(claim, "state = 'dead', settled_at = $3, last_error = $4", [now, why]);
    },
    async deadLetters() {
      const rows = await database.query(
        `select delivery.*, coalesce(place.team_name || ' · ' || place.channel_name, place.conversation_id) as place_name
         from readiness.deliveries delivery join readiness.places place on place.id = delivery.place_id
         where delivery.state = 'dead' order by delivery.number`,
      );
      return rows.map((row) => ({
        id: textOf(row, 'id'),
        place: textOf(row, 'place_name'),
        what: kindInWords(row),
        instanceId: maybeText(row, 'instance_id'),
        why: maybeText(row, 'last_error') ?? '',
        madeOutAt: instantOf(row, 'created_at'),
        givenUpAt: maybeInstant(row, 'settled_at'),
      }));
    },
    async resend(id, now) {
      const rows = await database.query(
        `update readiness.deliveries set state = 'due', not_before = $2, expires_at = $3, turn_at = null, settled_at = null,
           failures = 0
         where id::text = $1 and state = 'dead' returning id`,
        [id, now, later(now, LIFETIME)],
      );
      return rows.length > 0;
    },
    async forget(before) {
      const rows = await database.query(
        `delete from readiness.deliveries old where state in ('sent', 'dropped', 'dead') and created_at < $1 and exists (
           select from readiness.deliveries newer where newer.subscription_id = old.subscription_id
             and newer.kind = old.kind and newer.instance_id is not distinct from old.instance_id
             and newer.retirement is not distinct from old.retirement and newer.number > old.number
         ) returning 1 as gone`,
        [before],
      );
      return rows.length;
    },
  };
}
