/** An empty database for PGlite, copied: making one takes four seconds of processor time, and many files of tests need some. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { newDatabase } from '../../src/reminders/store/new-database.ts';
import { CACHE } from './cache.ts';

/** Puts an empty database into a folder that is not there yet. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(path.resolve(script, '../../package.json'), 'utf8'));
  const original = path.join(CACHE, `empty-database-${version}`);
  if (!existsSync(original)) await make(original);
  cpSync(original, folder, { recursive: true });
}

/** Moves it there whole, since others may do the same at the same moment; one of them is enough. */
async function make(original: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const own = mkdtempSync(`${original}-`);
  await newDatabase(own);
  try {
    renameSync(own, original);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(original)) throw error;
  }
}
