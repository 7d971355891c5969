/** One process at a time in a data folder. The embedded database does not see to that itself, and loses rows. */
import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { kill, pid } from 'node:process';
import { DatabaseRefused } from './database.ts';

/** A lock that is held. */
export interface FolderLock {
  release(): void;
}

/** How the lock is kept. */
export interface FolderLockOptions {
  /** Milliseconds without a heartbeat after which the holder counts as dead. */
  readonly staleMilliseconds?: number;
  /** Called when somebody else has taken the lock, for example after this process was suspended: stop using the folder. */
  readonly onLost: () => void;
}

interface Holder {
  readonly host: string;
  /** Which numbering of processes the pid belongs to; containers have their own. */
  readonly processes: string;
  readonly pid: number;
  readonly token: string;
}

/**
 * Takes the lock beside a folder, or throws `DatabaseRefused`. The holder beats as long as it lives; a holder that is known to
 * be dead, or has not beaten for a while, is replaced.
 */
export function lockFolder(folder: string, { staleMilliseconds = 30_000, onLost }: FolderLockOptions): FolderLock {
  const file = `${path.resolve(folder)}.lock`;
  mkdirSync(path.dirname(file), { recursive: true });
  const me: Holder = { host: hostname(), processes: processNumbering(), pid, token: randomUUID() };
  const own = `${file}.${me.token}`;
  writeFileSync(own, JSON.stringify(me));
  try {
    take(file, own, me, folder, staleMilliseconds);
  } finally {
    rmSync(own, { force: true });
  }
  const timer = setInterval(() => {
    if (holderOf(file)?.token === me.token) {
      const now = new Date();
      utimesSync(file, now, now);
      return;
    }
    clearInterval(timer);
    onLost();
  }, staleMilliseconds / 5);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      if (holderOf(file)?.token === me.token) rmSync(file, { force: true });
    },
  };
}

/** A hard link is made by one process alone, and never half. */
function take(file: string, own: string, me: Holder, folder: string, staleMilliseconds: number): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      linkSync(own, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (isAlive(holder, me, ageOf(file), staleMilliseconds)) throw refusal(folder);
    setAside(file, holder, me);
  }
  throw refusal(folder);
}

/** Moves a dead holder's lock away. Should somebody living have taken it in between, it is put back. */
function setAside(file: string, dead: Holder | undefined, me: Holder): void {
  const aside = `${file}.${me.token}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  try {
    if (holderOf(aside)?.token !== dead?.token) linkSync(aside, file);
  } catch {
    // Somebody took the lock meanwhile; whoever it was moved away from notices at its next beat.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isAlive(holder: Holder | undefined, me: Holder, age: number, staleMilliseconds: number): boolean {
  const isNeighbour = holder !== undefined && holder.host === me.host && holder.processes === me.processes;
  if (isNeighbour && !isRunning(holder.pid)) return false;
  return age < staleMilliseconds;
}

function isRunning(process: number): boolean {
  if (process === pid) return true;
  try {
    // Signal 0 asks only whether the process is there.
    return kill(process, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function processNumbering(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'only one';
  }
}

function refusal(folder: string): DatabaseRefused {
  return new DatabaseRefused(
    `The data folder ${folder} is in use by another process: stop that one, or set DATABASE_URL to run several on a PostgreSQL server.`,
  );
}
