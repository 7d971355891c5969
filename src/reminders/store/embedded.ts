/** The database inside this process, for one machine: PGlite in a folder. */

import { PGlite } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';
import { type Clock, within } from '../../model/clock.ts';
import { dataFolderFault, makeDatabase } from './data-folder.ts';
import { type Database, DatabaseRefused, type DatabaseRow, type Queries } from './database.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { newDatabase } from './new-database.ts';

/** Why an open database must not be used any more. */
export type Loss = 'the folder was taken over by another process' | 'it broke';

/** How long a statement may take, in milliseconds; after a fault PGlite may leave one without an answer. */
const STATEMENT_LIMIT = 60_000;
/** The same for closing. */
const CLOSE_LIMIT = 5_000;

/**
 * Opens the database in a folder. Throws `DatabaseRefused` for a folder that cannot be used, and while another process has it;
 * nothing was written then. `onLost`: the database must not be used any more.
 */
export async function openEmbedded(
  folder: string,
  clock: Pick<Clock, 'limit'>,
  onLost: (loss: Loss) => void,
): Promise<Database> {
  const fault = dataFolderFault(folder);
  if (fault !== undefined) throw new DatabaseRefused(fault);
  const lock = lockFolder(folder, { onLost: () => onLost('the folder was taken over by another process') });
  try {
    await makeDatabase(folder, newDatabase);
    return databaseOf(await PGlite.create({ dataDir: folder, relaxedDurability: false }), lock, clock, onLost);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function databaseOf(
  lite: PGlite,
  lock: FolderLock,
  clock: Pick<Clock, 'limit'>,
  onLost: (loss: Loss) => void,
): Database {
  let isBroken = false;
  const answered = <T>(work: Promise<T>, limit: number) =>
    within(clock, limit, work, () => {
      throw new NoAnswer(NO_ANSWER);
    });
  /** A fault that ends a server's process ends the database inside this one: it answers nothing any more. */
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isBroken) throw new NoAnswer(NO_ANSWER);
    try {
      return await answered(work(), STATEMENT_LIMIT);
    } catch (error) {
      if (isFatal(error) && !isBroken) {
        isBroken = true;
        onLost('it broke');
      }
      throw error;
    }
  };
  const run = async (on: Pick<PGlite, 'query'>, text: string, values: readonly unknown[] = []) =>
    (await watched(() => on.query<DatabaseRow>(text, [...values]))).rows;
  const boss = fromPglite(lite);
  return {
    query: (text, values) => run(lite, text, values),
    transaction: (work) =>
      watched(() =>
        lite.transaction((own) => {
          const queries: Queries = { query: (text, values) => run(own, text, values) };
          return work(queries);
        }),
      ),
    boss: { db: { executeSql: (text, values) => watched(() => boss.executeSql(text, values)) }, backend: 'pglite' },
    exclusive: true,
    async close() {
      try {
        if (!isBroken) await answered(lite.close(), CLOSE_LIMIT);
      } finally {
        lock.release();
      }
    },
  };
}

function isFatal(error: unknown): boolean {
  const { name, severity } = error as { readonly name?: unknown; readonly severity?: unknown };
  return name === 'RuntimeError' || error instanceof NoAnswer || severity === 'PANIC' || severity === 'FATAL';
}

const NO_ANSWER = 'The embedded database does not answer.';

class NoAnswer extends Error {
  readonly code = 'no answer';
}
