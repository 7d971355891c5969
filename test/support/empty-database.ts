/** Databases for PGlite, copied: making one takes four seconds of processor time, its tables half a second, and many files of tests need some. */

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { realClock } from '../../src/app/real-clock.ts';
import { openEmbedded } from '../../src/reminders/store/embedded.ts';
import { migrate } from '../../src/reminders/store/migrate.ts';
import { migrations } from '../../src/reminders/store/migrations.ts';
import { newDatabase } from '../../src/reminders/store/new-database.ts';
import { CACHE } from './cache.ts';

/** Puts a database without tables into a folder that is not there yet. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  await copy('empty-database', newDatabase, folder);
}

/** The same with the tables of the store, all of them empty. */
export async function copyEmptyStore(folder: string): Promise<void> {
  const tables = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  await copy(`empty-store-${tables}`, makeStore, folder);
}

async function makeStore(folder: string): Promise<void> {
  rmSync(folder, { recursive: true });
  await copyEmptyDatabase(folder);
  const database = await openEmbedded(folder, realClock(), () => {});
  await migrate(database);
  await database.close();
}

async function copy(name: string, make: (folder: string) => Promise<void>, folder: string): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(path.resolve(script, '../../package.json'), 'utf8'));
  const original = path.join(CACHE, `${name}-${version}`);
  if (!existsSync(original)) await makeOnce(original, make);
  cpSync(original, folder, { recursive: true });
}

/** Moves it there whole, since others may do the same at the same moment; one of them is enough. */
async function makeOnce(original: string, make: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const own = mkdtempSync(`${original}-`);
  await make(own);
  try {
    renameSync(own, original);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(original)) throw error;
  }
}
