/** Whether the storage could be used, without changing anything in it. */
import { dataFolderFault } from './data-folder.ts';
import { databaseFault } from './database-fault.ts';
import { type DatabaseToken, openPostgres } from './postgres.ts';
import type { StoreSettings } from './settings.ts';

const SCHEMAS = ['readiness', 'pgboss'];

/** Why it could not, as one sentence; undefined where it can. */
export async function storageFault(settings: StoreSettings, token?: DatabaseToken): Promise<string | undefined> {
  const { databaseUrl, dataFolder } = settings;
  if (databaseUrl === undefined) return dataFolderFault(dataFolder);
  try {
    const database = await openPostgres(databaseUrl, () => {}, { token });
    try {
      const [row] = await database.query(
        `select has_database_privilege(current_database(), 'create')
           or (select count(*) = 2 from pg_namespace
                where nspname = any($1) and has_schema_privilege(oid, 'create')) as usable`,
        [SCHEMAS],
      );
      return row?.usable === true ? undefined : databaseFault({ code: '42501' }).why;
    } finally {
      await database.close();
    }
  } catch (error) {
    const { why, error: code } = databaseFault(error);
    return why ?? `The database could not be opened (${code}).`;
  }
}
