/** What people chose, one row for each person. */
import type { Queries } from './database.ts';
import { maybeText } from './row.ts';

/** The table's functions. */
export interface PreferenceRows {
  /** As it was written; a word of an older or a newer version is possible. */
  fixFormat(person: string): Promise<string | undefined>;
  chooseFixFormat(person: string, format: string): Promise<void>;
}

/** Makes the table's functions. */
export function createPreferenceRows(database: Queries): PreferenceRows {
  return {
    async fixFormat(person) {
      const [row] = await database.query('select fix_format from readiness.preferences where person = $1', [person]);
      return row === undefined ? undefined : maybeText(row, 'fix_format');
    },
    async chooseFixFormat(person, format) {
      await database.query(
        `insert into readiness.preferences (person, fix_format) values ($1, $2)
         on conflict (person) do update set fix_format = excluded.fix_format`,
        [person, format],
      );
    },
  };
}
