/** Turns to send, shared by all replicas: Teams counts what a bot sends, not what a process of it sends. */
import type { Instant } from '../../model/days.ts';
import type { Queries } from './database.ts';
import { instantOf } from './row.ts';

/** Gives out turns. */
export interface Paces {
  /**
   * The next free turn for a key at or after an instant, taken for the caller; turns of a key are `gap` milliseconds apart.
   * ISO instant.
   */
  turn(key: string, gap: number, now: Instant): Promise<Instant>;
  /** No turn for a key before an instant: Teams asked to wait. */
  hold(key: string, until: string): Promise<void>;
  /** Forgets keys that have not been used since an instant. */
  forget(before: Instant): Promise<void>;
}

/** Makes the table's functions. */
export function createPaces(database: Queries): Paces {
  return {
    async turn(key, gap, now) {
      const [row] = await database.query(
        `insert into readiness.paces as pace (key, next_at) values ($1, $3::timestamptz + $2 * interval '1 millisecond')
         on conflict (key) do update set next_at = greatest(pace.next_at, $3::timestamptz) + $2 * interval '1 millisecond'
         returning next_at - $2 * interval '1 millisecond' as turn`,
        [key, gap, now],
      );
      if (row === undefined) throw new Error('No turn was given.');
      return instantOf(row, 'turn');
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
