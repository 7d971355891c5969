/** The folder of the embedded database, looked at before anything is written: what is there is never taken for something else. */
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

/** Space that a disk must have left, in bytes: a new database takes 40 MB, and each new log of PostgreSQL 16 MB. */
const FOR_NEW = 100_000_000;
const FOR_KNOWN = 40_000_000;

/** Why a folder cannot hold the embedded database, as one sentence; undefined where it can. Writes nothing. */
export function dataFolderFault(folder: string): string | undefined {
  const full = path.resolve(folder);
  if (full === path.parse(full).root) {
    return `The data folder must not be ${full}: give DATA_FOLDER a folder of its own, for example ./data.`;
  }
  const found = statOf(full);
  if (found === undefined) return parentFault(folder, full);
  if (!found.isDirectory()) return `The data folder ${folder} is a file: give DATA_FOLDER a folder of its own.`;
  if (!isUsable(full))
    return `The data folder ${folder} cannot be written: give the bot's user the right to, or change DATA_FOLDER.`;
  const entries = readdirSync(full);
  const isNew = entries.length === 0;
  if (!isNew && !entries.includes('PG_VERSION')) {
    return entries.includes('pg_wal') || entries.includes('base')
      ? `The data folder ${folder} holds a database that is not whole: its file PG_VERSION is missing. Put back a copy of the folder, or move it away to begin anew.`
      : `The data folder ${folder} holds other things than a database of this bot: give DATA_FOLDER a folder of its own.`;
  }
  return spaceFault(folder, full, isNew);
}

/** Whether a folder holds an embedded database. */
export function hasDatabase(folder: string): boolean {
  return existsSync(path.join(path.resolve(folder), 'PG_VERSION'));
}

/**
 * Makes a database in a folder that has none: beside it, and moved when it is whole. Nothing is ever deleted in the folder itself,
 * and what a killed process leaves half made is never taken for a database.
 */
export async function makeDatabase(folder: string, make: (place: string) => Promise<void>): Promise<void> {
  if (hasDatabase(folder)) return;
  const full = path.resolve(folder);
  const half = `${full}.new`;
  rmSync(half, { recursive: true, force: true });
  await make(half);
  if (existsSync(full)) rmdirSync(full);
  renameSync(half, full);
}

function parentFault(folder: string, full: string): string | undefined {
  let parent = path.dirname(full);
  while (statOf(parent) === undefined) parent = path.dirname(parent);
  if (!statOf(parent)?.isDirectory()) return `The data folder ${folder} cannot be made: ${parent} is a file.`;
  if (!isUsable(parent)) return `The data folder ${folder} cannot be made: the bot's user may not write in ${parent}.`;
  return spaceFault(folder, parent, true);
}

function spaceFault(folder: string, existing: string, isNew: boolean): string | undefined {
  const { bavail, bsize } = statfsSync(existing);
  const needed = isNew ? FOR_NEW : FOR_KNOWN;
  const left = bavail * bsize;
  return left >= needed
    ? undefined
    : `The disk of the data folder ${folder} is full: ${inMegabytes(left)} MB are left, and ${inMegabytes(needed)} MB are needed.`;
}

function inMegabytes(bytes: number): number {
  return Math.floor(bytes / 1_000_000);
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where there is nothing; a part of the way that is a file counts as nothing too. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
