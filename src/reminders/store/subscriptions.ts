/** Who wants to be told what, where and when. */

import { randomUUID } from 'node:crypto';
import type { AzureScope } from '../../model/azure-scope.ts';
import type { Day, Instant } from '../../model/days.ts';
import type { Schedule } from '../../model/reminder.ts';
import type { Person } from '../rules/place.ts';
import type { Subscription } from '../rules/subscription.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { instantOf, jsonOf, maybeDay, personIn, textOf } from './row.ts';

/** A wish to be told. */
export interface NewSubscription {
  readonly kind: Subscription['kind'];
  readonly placeId: string;
  readonly scope: AzureScope;
  readonly schedule: Schedule | undefined;
  readonly setUpBy: Person;
}

/** Keeps subscriptions. */
export interface Subscriptions {
  /**
   * Sets one up. The same kind and scope at the same place again changes its schedule and ends its pause; what comes once
   * stands beside what comes regularly, and is another one for each day.
   */
  add(subscription: NewSubscription, now: Instant): Promise<Subscription>;
  /** Those of a place that were not stopped, oldest first. */
  at(placeId: string): Promise<readonly Subscription[]>;
  byId(id: string): Promise<Subscription | undefined>;
  /** Those that were not stopped, at places that can be reached. */
  live(): Promise<readonly Subscription[]>;
  /** Pauses until a day (on which it is active again), or without end. */
  pause(id: string, until: Day | undefined): Promise<Subscription | undefined>;
  resume(id: string): Promise<Subscription | undefined>;
  stop(id: string): Promise<Subscription | undefined>;
  /** Brings back what was stopped; undefined where there is none, or where the same was set up again since. */
  restore(id: string): Promise<Subscription | undefined>;
}

/** Makes the table's functions. */
export function createSubscriptions(database: Queries): Subscriptions {
  const change = async (id: string, state: Subscription['state'], until: Day | undefined) => {
    const [row] = await database.query(
      "update readiness.subscriptions set state = $2, paused_until = $3 where id = $1 and state <> 'stopped' returning *",
      [id, state, until ?? null],
    );
    return row === undefined ? undefined : subscriptionOf(row);
  };

  return {
    async add({ kind, placeId, scope, schedule, setUpBy }, now) {
      const [row] = await database.query(
        `insert into readiness.subscriptions (id, kind, place_id, scope, schedule, set_up_by, created_at)
         values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7)
         on conflict (place_id, kind, scope, coalesce(schedule ->> 'on', '')) where state <> 'stopped'
           do update set schedule = excluded.schedule, state = 'active', paused_until = null
         returning *`,
        [
          randomUUID(),
          kind,
          placeId,
          JSON.stringify(scope),
          schedule === undefined ? null : JSON.stringify(schedule),
          JSON.stringify(setUpBy),
          now,
        ],
      );
      if (row === undefined) throw new Error('The subscription was not written.');
      return subscriptionOf(row);
    },
    async at(placeId) {
      const rows = await database.query(
        "select * from readiness.subscriptions where place_id = $1 and state <> 'stopped' order by created_at, id",
        [placeId],
      );
      return rows.map(subscriptionOf);
    },
    async byId(id) {
      const [row] = await database.query('select * from readiness.subscriptions where id = $1', [id]);
      return row === undefined ? undefined : subscriptionOf(row);
    },
    async live() {
      const rows = await database.query(
        `select subscription.* from readiness.subscriptions subscription
         join readiness.places place on place.id = subscription.place_id and place.state = 'ok'
         where subscription.state <> 'stopped' order by subscription.created_at, subscription.id`,
      );
      return rows.map(subscriptionOf);
    },
    pause: (id, until) => change(id, 'paused', until),
    resume: (id) => change(id, 'active', undefined),
    stop: (id) => change(id, 'stopped', undefined),
    async restore(id) {
      const [row] = await database.query(
        `update readiness.subscriptions old set state = 'active', paused_until = null
         where id = $1 and state = 'stopped' and not exists (
           select from readiness.subscriptions other where other.place_id = old.place_id and other.kind = old.kind
             and other.scope = old.scope and other.state <> 'stopped'
             and coalesce(other.schedule ->> 'on', '') = coalesce(old.schedule ->> 'on', '')
         ) returning *`,
        [id],
      );
      return row === undefined ? undefined : subscriptionOf(row);
    },
  };
}

/** Reads a row of the table. */
function subscriptionOf(row: DatabaseRow): Subscription {
  return {
    id: textOf(row, 'id'),
    kind: textOf(row, 'kind') as Subscription['kind'],
    placeId: textOf(row, 'place_id'),
    scope: jsonOf<AzureScope>(row, 'scope'),
    schedule: jsonOf<Schedule | null>(row, 'schedule') ?? undefined,
    setUpBy: personIn(row, 'set_up_by'),
    createdAt: instantOf(row, 'created_at'),
    state: textOf(row, 'state') as Subscription['state'],
    pausedUntil: maybeDay(row, 'paused_until'),
  };
}
