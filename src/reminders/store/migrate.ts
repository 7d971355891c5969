/** Brings the tables up to date, by itself, also when several replicas start at once. */
import type { Database } from './database.ts';
import { type Migration, migrations } from './migrations.ts';
import { numberOf } from './row.ts';

/** The advisory lock that is held meanwhile; any constant of our own. */
const LOCK = 7_240_315;

/** Applies what is missing and returns how many steps that were. All of it or nothing. */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<number> {
  return database.transaction(async (queries) => {
    // Also around the creation of the schema: two that create one at the same moment fail (even with "if not exists").
    await queries.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await queries.query('create schema if not exists readiness');
    await queries.query(
      'create table if not exists readiness.migrations (id integer primary key, applied_at timestamptz not null default now())',
    );
    const applied = await queries.query('select id from readiness.migrations');
    const known = new Set(applied.map((row) => numberOf(row, 'id')));
    const missing = steps.filter(({ id }) => !known.has(id));
    for (const { id, statements } of missing) {
      for (const statement of statements) await queries.query(statement);
      await queries.query('insert into readiness.migrations (id) values ($1)', [id]);
    }
    return missing.length;
  });
}
