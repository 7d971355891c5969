/** The thread that makes a database (`new-database.ts`): nothing imports it. What goes wrong is told by what `databaseFault` reads. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

try {
  const made = await PGlite.create({ dataDir: String(workerData) });
  await made.close();
} catch (error) {
  const { name, message, code, errno } = error as Readonly<Record<'name' | 'message' | 'code' | 'errno', unknown>>;
  parentPort?.postMessage({ name, message, code, errno });
}
