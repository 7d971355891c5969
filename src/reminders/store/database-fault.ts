/** What is wrong with a database, for whoever runs the bot. Never the message of a driver: it may hold the address, with its password. */
import { DatabaseRefused } from './database.ts';

/** A failure as the log may have it. */
export interface DatabaseFault {
  /** The code or the name of the error. */
  readonly error: string;
  /** One sentence, where the cause is known. */
  readonly why: string | undefined;
}

/**
 * Codes of PostgreSQL ("PostgreSQL Error Codes"), of the operating system, and of the file system inside PGlite, where 51 is a
 * full disk as in WASI.
 */
const CAUSES: Readonly<Record<string, string>> = {
  '28000':
    'The database refused the user of DATABASE_URL; with DATABASE_AUTH=entra it must be an administrator or role of Microsoft Entra ID there.',
  '28P01': 'The database refused the password of DATABASE_URL, or with DATABASE_AUTH=entra the token of the identity.',
  '3D000': 'There is no database of the name in DATABASE_URL.',
  '42501': 'The user of DATABASE_URL may not create or use the schemas readiness and pgboss.',
  '53100': 'The disk of the database is full.',
  '53300': 'The database has no connection left: raise its limit, or run fewer replicas.',
  '57P03': 'The database server is starting or shutting down.',
  '58P01': 'A file of the database is missing: put back a copy of it.',
  XX001: 'The database is damaged: put back a copy of it.',
  XX002: 'An index of the database is damaged: REINDEX it, or put back a copy.',
  ECONNREFUSED: 'Nobody listens at the address of DATABASE_URL.',
  ECONNRESET: 'The server of DATABASE_URL broke the connection.',
  ENOTFOUND: 'The host of DATABASE_URL is not known.',
  EAI_AGAIN: 'The host of DATABASE_URL could not be looked up.',
  EHOSTUNREACH: 'The host of DATABASE_URL cannot be reached.',
  ENETUNREACH: 'The host of DATABASE_URL cannot be reached.',
  ETIMEDOUT: 'The server of DATABASE_URL did not answer in time.',
  ENOSPC: 'The disk of the data folder is full.',
  EACCES: 'The data folder, or its lock beside it, cannot be written.',
  EPERM: 'The data folder, or its lock beside it, cannot be written.',
  EROFS: 'The data folder, or its lock beside it, lies on a disk that is read-only.',
  'file system 51': 'The disk of the data folder is full.',
  'no answer': 'The embedded database does not answer any more; it is opened anew.',
};

/** What the database inside this process says when it cannot read its own files. */
const DAMAGED =
  'The database in the data folder is damaged, or of another version: put back a copy of the folder, or move it away to begin anew.';

/** Reads an error of whichever driver. */
export function databaseFault(error: unknown): DatabaseFault {
  if (error instanceof DatabaseRefused) {
    return error.cause === undefined
      ? { error: error.name, why: error.message }
      : { error: databaseFault(error.cause).error, why: error.message };
  }
  const code = codeOf(error);
  const why = CAUSES[code] ?? (isDamage(error) ? DAMAGED : isTimeout(error) ? CAUSES.ETIMEDOUT : undefined);
  return { error: code, why };
}

/** The same as an error that a person may read; one that nobody foresaw is told by its code. */
export function refusalOf(error: unknown): DatabaseRefused {
  if (error instanceof DatabaseRefused) return error;
  const { error: code, why } = databaseFault(error);
  return new DatabaseRefused(why ?? `The database could not be opened (${code}).`, { cause: error });
}

function codeOf(error: unknown): string {
  const { code, name, errno } = error as Readonly<Record<'code' | 'name' | 'errno', unknown>>;
  if (typeof code === 'string') return code;
  if (name === 'ErrnoError') return `file system ${errno}`;
  return typeof name === 'string' ? name : 'unknown';
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'RuntimeError' || error.message === 'PGlite failed to initialize properly';
}

/** The pool of connections has no code for it. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}
