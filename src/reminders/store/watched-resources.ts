/** What watched instances rest on. */
import { type ArmKey, idKey } from '../../model/arm.ts';
import type { Queries } from './database.ts';
import { jsonOf, textOf } from './row.ts';

/** Keeps it. Ids compare in any case. */
export interface WatchedResourcesTable {
  /** Keeps what an instance rests on: ARM ids. */
  keep(instanceId: string, resources: readonly string[]): Promise<void>;
  /** By the key of an instance's id. */
  all(): Promise<ReadonlyMap<ArmKey, readonly string[]>>;
}

/** Makes the table's functions. */
export function createWatchedResources({ query }: Pick<Queries, 'query'>): WatchedResourcesTable {
  return {
    async keep(instanceId, resources) {
      await query(
        `insert into readiness.foundations (instance_id, resources) values ($1, $2::jsonb)
         on conflict (instance_id) do update set resources = excluded.resources`,
        [idKey(instanceId), JSON.stringify(resources)],
      );
    },
    async all() {
      const rows = await query('select instance_id, resources from readiness.foundations');
      return new Map(
        rows.map((row) => [idKey(textOf(row, 'instance_id')), jsonOf<readonly string[]>(row, 'resources')]),
      );
    },
  };
}
