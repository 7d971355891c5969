/** The database inside this process, for one machine: PGlite in a folder. */
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';
import type { Database, Queries, Row } from './database.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

/**
 * Opens the database in a folder; `undefined` keeps it in memory. Throws `DatabaseRefused` while another process has the
 * folder. `onLost` is called when the folder was taken over: the database must not be used any more.
 */
export async function openEmbedded(folder: string | undefined, onLost: () => void): Promise<Database> {
  let lock: FolderLock | undefined;
  if (folder !== undefined) {
    lock = lockFolder(folder, { onLost });
    mkdirSync(folder, { recursive: true });
  }
  try {
    const lite = await PGlite.create({
      ...(folder === undefined ? {} : { dataDir: folder }),
      relaxedDurability: false,
    });
    return databaseOf(lite, lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function databaseOf(lite: PGlite, lock: FolderLock | undefined): Database {
  const run = async (on: Pick<PGlite, 'query'>, text: string, values: readonly unknown[] = []) =>
    (await on.query<Row>(text, [...values])).rows;
  const boss = fromPglite(lite);
  return {
    query: (text, values) => run(lite, text, values),
    transaction: (work) =>
      lite.transaction((own) => {
        const queries: Queries = {
          query: async (text, values = []) => (await own.query<Row>(text, [...values])).rows,
        };
        return work(queries);
      }),
    boss: { db: boss, backend: 'pglite' },
    exclusive: true,
    async close() {
      await lite.close();
      lock?.release();
    },
  };
}
