/** What people decided: waivers and declarations, snoozes and acknowledgements. */

import { randomUUID } from 'node:crypto';
import { idKey } from '../../model/arm.ts';
import type { Instant } from '../../model/days.ts';
import type { Decision, StoredDeclaration, Waiver } from '../../model/decision.ts';
import { given } from '../../model/given.ts';
import type { Pause } from '../rules/pause.ts';
import type { Person } from '../rules/place.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { dayOf, instantOf, maybeDay, personIn, textOf } from './row.ts';

/** A decision that is not kept yet. */
export type NewDecision = Omit<Waiver, 'id'> | Omit<StoredDeclaration, 'id'>;

/** Keeps decisions. */
export interface DecisionsTable {
  /** Never overwrites: of several waivers the one that holds longest counts. */
  decide(decision: NewDecision): Promise<Decision>;
  /** What was not withdrawn, oldest first, ended or not; of some instances, or of all. */
  decisions(instanceIds?: readonly string[]): Promise<readonly Decision[]>;
  waivers(instanceIds?: readonly string[]): Promise<readonly Waiver[]>;
  /** Takes one back. The row stays and says who did; undefined when there is none to take back. */
  withdraw(id: string, by: Person, now: Instant): Promise<Decision | undefined>;
  byId(id: string): Promise<Decision | undefined>;
  /** Snoozes or acknowledges; the latest counts. */
  pause(pause: Pause): Promise<void>;
  /** Ends one: reminders come again. */
  wake(about: Pick<Pause, 'subscriptionId' | 'instanceId' | 'retirement'>): Promise<void>;
  pauses(): Promise<readonly Pause[]>;
}

/** Makes the tables' functions. */
export function createDecisions(database: Queries): DecisionsTable {
  const decisions: DecisionsTable['decisions'] = async (instanceIds) => {
    const rows = await database.query(
      `select * from readiness.decisions
       where withdrawn_at is null and ($1::text[] is null or instance_id = any($1::text[])) order by at, id`,
      [instanceIds?.map(idKey) ?? null],
    );
    return rows.map(decisionRow);
  };

  return {
    async decide(decision) {
      const whole: Decision = { id: randomUUID(), ...decision, instanceId: idKey(decision.instanceId) };
      const { requirement = null, reason = null } = whole.kind === 'waiver' ? whole : {};
      const { policy = null, hash = null, destination = null } = whole.kind === 'declaration' ? whole : {};
      await database.query(
        `insert into readiness.decisions
           (id, kind, instance_id, until, by, at, requirement, reason, policy, hash, destination)
         values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11)`,
        [
          whole.id,
          whole.kind,
          whole.instanceId,
          whole.until ?? null,
          JSON.stringify(whole.by),
          whole.at,
          requirement,
          reason,
          policy,
          hash,
          destination,
        ],
      );
      return whole;
    },
    decisions,
    async waivers(instanceIds) {
      return (await decisions(instanceIds)).filter((one) => one.kind === 'waiver');
    },
    async withdraw(id, by, now) {
      const [row] = await database.query(
        `update readiness.decisions set withdrawn_by = $2::jsonb, withdrawn_at = $3
         where id::text = $1 and withdrawn_at is null returning *`,
        [id, JSON.stringify(by), now],
      );
      return row === undefined ? undefined : decisionRow(row);
    },
    async byId(id) {
      const [row] = await database.query(
        'select * from readiness.decisions where id::text = $1 and withdrawn_at is null',
        [id],
      );
      return row === undefined ? undefined : decisionRow(row);
    },
    async pause({ subscriptionId, instanceId, retirement, kind, until, by, at }) {
      await database.query(
        `insert into readiness.pauses (subscription_id, instance_id, retirement, kind, until, by, at)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7)
         on conflict (subscription_id, instance_id, retirement)
           do update set kind = excluded.kind, until = excluded.until, by = excluded.by, at = excluded.at`,
        [subscriptionId, idKey(instanceId), retirement, kind, until, JSON.stringify(by), at],
      );
    },
    async wake({ subscriptionId, instanceId, retirement }) {
      await database.query(
        'delete from readiness.pauses where subscription_id = $1 and instance_id = $2 and retirement = $3',
        [subscriptionId, idKey(instanceId), retirement],
      );
    },
    async pauses() {
      return (await database.query('select * from readiness.pauses')).map((row) => ({
        subscriptionId: textOf(row, 'subscription_id'),
        instanceId: textOf(row, 'instance_id'),
        retirement: textOf(row, 'retirement'),
        kind: textOf(row, 'kind') as Pause['kind'],
        until: dayOf(row, 'until'),
        by: personIn(row, 'by'),
        at: instantOf(row, 'at'),
      }));
    },
  };
}

function decisionRow(row: DatabaseRow): Decision {
  const decided = {
    id: textOf(row, 'id'),
    instanceId: textOf(row, 'instance_id'),
    by: personIn(row, 'by'),
    at: instantOf(row, 'at'),
  };
  if (textOf(row, 'kind') === 'waiver') {
    const waiver = {
      requirement: textOf(row, 'requirement'),
      until: dayOf(row, 'until'),
      reason: textOf(row, 'reason'),
    };
    return { kind: 'waiver', ...decided, ...waiver };
  }
  const until = maybeDay(row, 'until');
  return {
    kind: 'declaration',
    ...decided,
    policy: textOf(row, 'policy'),
    hash: textOf(row, 'hash'),
    destination: textOf(row, 'destination'),
    ...given({ until }),
  };
}
