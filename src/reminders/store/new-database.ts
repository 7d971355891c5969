/** Makes an empty database for PGlite. */
import { Worker } from 'node:worker_threads';

/**
 * Makes it in a folder, in a thread of its own: PGlite works for seconds without a pause, in which nobody would be answered, and
 * the memory that it takes goes with the thread. Rejects with what `databaseFault` reads.
 */
export function newDatabase(folder: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const thread = new Worker(new URL('./new-database-thread.ts', import.meta.url), { workerData: folder, execArgv: [] });
  thread.once('message', ({ message, ...rest }) => reject(Object.assign(new Error(String(message)), rest)));
  thread.once('error', reject);
  thread.once('exit', (status) =>
    status === 0 ? resolve() : reject(new Error('The thread that makes the database ended early.')),
  );
  return promise;
}
