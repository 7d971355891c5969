/** Slots to send in, shared by all replicas: Teams counts what a bot sends, not what a process of it sends. They are in the table `paces`. */
import type { Instant } from '../../model/days.ts';
import type { Queries } from './database.ts';
import { instantOf } from './row.ts';

/** Gives out slots. */
export interface SendSlots {
  /**
   * The next free slot for a key at or after an instant, taken for the caller; slots of a key are `gap` milliseconds apart.
   * ISO instant.
   */
  take(key: string, gap: number, now: Instant): Promise<Instant>;
  /** No slot for a key before an instant: Teams asked to wait. */
  hold(key: string, until: Instant): Promise<void>;
  /** Forgets keys that have not been used since an instant. */
  forget(before: Instant): Promise<void>;
}

/** Makes the table's functions. */
export function createSendSlots(database: Queries): SendSlots {
  return {
    async take(key, gap, now) {
      const [row] = await database.query(
        `insert into readiness.paces as pace (key, next_at) values ($1, $3::timestamptz + $2 * interval '1 millisecond')
         on conflict (key) do update set next_at = greatest(pace.next_at, $3::timestamptz) + $2 * interval '1 millisecond'
         returning next_at - $2 * interval '1 millisecond' as slot`,
        [key, gap, now],
      );
      if (row === undefined) throw new Error('No slot was given.');
      return instantOf(row, 'slot');
    },
    async hold(key, until) {
      await database.query(
        `insert into readiness.paces as pace (key, next_at) values ($1, $2)
         on conflict (key) do update set next_at = greatest(pace.next_at, excluded.next_at)`,
        [key, until],
      );
    },
    async forget(before) {
      await database.query('delete from readiness.paces where next_at < $1', [before]);
    },
  };
}
