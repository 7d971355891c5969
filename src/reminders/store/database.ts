/** A PostgreSQL database, whichever way it runs. */

/** A row as the driver gives it: instants as `Date`, JSON parsed. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

/** Where statements go. Placeholders are `$1`, `$2` …; JSON values are passed as text and cast. */
export interface Queries {
  query(text: string, values?: readonly unknown[]): Promise<readonly DatabaseRow[]>;
}

/** What pg-boss needs of the same connection. */
export interface BossConnection {
  readonly db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: DatabaseRow[] }> };
  readonly backend: 'postgres' | 'pglite';
}

/** An open database. */
export interface Database extends Queries {
  /** Runs statements as one; a throw undoes them all. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  readonly boss: BossConnection;
  /** Whether nobody else can be using it: the embedded one, under its lock. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/** Why a database cannot be used, as one sentence for whoever runs the bot. */
export class DatabaseRefused extends Error {}
