/** What people decided: waivers, snoozes and acknowledgements. */
import { randomUUID } from 'node:crypto';
import { idKey } from '../../model/arm.ts';
import type { Pause, Waiver } from '../rules/waiver.ts';
import type { Queries, Row } from './database.ts';
import { instantOf, textOf } from './row.ts';
import { personOf } from './subscriptions.ts';

/** Keeps decisions. */
export interface Decisions {
  /** Never overwrites: of several the one that holds longest counts. */
  waive(waiver: Omit<Waiver, 'id'>): Promise<Waiver>;
  /** Ends every waiver of a requirement. */
  unwaive(instanceId: string, requirement: string): Promise<void>;
  waivers(): Promise<readonly Waiver[]>;
  /** Waivers of some instances, for their cards. */
  waiversOf(instanceIds: readonly string[]): Promise<readonly Waiver[]>;
  /** Snoozes or acknowledges; the latest counts. */
  pause(pause: Pause): Promise<void>;
  /** Ends one: reminders come again. */
  wake(about: Pick<Pause, 'subscriptionId' | 'instanceId' | 'retirement'>): Promise<void>;
  pauses(): Promise<readonly Pause[]>;
}

/** Makes the tables' functions. */
export function createDecisions(database: Queries): Decisions {
  return {
    async waive(waiver) {
      const whole = { id: randomUUID(), ...waiver, instanceId: idKey(waiver.instanceId) };
      await database.query(
        `insert into readiness.waivers (id, instance_id, requirement, until, reason, by, at)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
        [whole.id, whole.instanceId, whole.requirement, whole.until, whole.reason, JSON.stringify(whole.by), whole.at],
      );
      return whole;
    },
    async unwaive(instanceId, requirement) {
      await database.query('delete from readiness.waivers where instance_id = $1 and requirement = $2', [
        idKey(instanceId),
        requirement,
      ]);
    },
    async waivers() {
      return (await database.query('select * from readiness.waivers order by at')).map(waiverRow);
    },
    async waiversOf(instanceIds) {
      const rows = await database.query(
        'select * from readiness.waivers where instance_id = any($1::text[]) order by at',
        [instanceIds.map(idKey)],
      );
      return rows.map(waiverRow);
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
        until: textOf(row, 'until'),
        by: personOf(row, 'by'),
        at: instantOf(row, 'at'),
      }));
    },
  };
}

function waiverRow(row: Row): Waiver {
  return {
    id: textOf(row, 'id'),
    instanceId: textOf(row, 'instance_id'),
    requirement: textOf(row, 'requirement'),
    until: textOf(row, 'until'),
    reason: textOf(row, 'reason'),
    by: personOf(row, 'by'),
    at: instantOf(row, 'at'),
  };
}
