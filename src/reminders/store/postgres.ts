/** The database on a PostgreSQL server, shared by all replicas. */
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { type Database, DatabaseRefused, type DatabaseRow, type Queries } from './database.ts';

/** Connections of one replica: pg-boss, the scan and the sender share them. */
const CONNECTIONS = 6;

/** How long a statement may take, in milliseconds: a server that froze closes nothing, and somebody may be waiting. */
const STATEMENT_LIMIT = 20_000;

const NO_TOKEN =
  'Microsoft Entra ID gave no token for the database: see whether the identity of AZURE_CLIENT_ID is there and assigned.';

/** Gives a token to sign in with: asked for every new connection, since it holds for an hour or so. */
export type DatabaseToken = () => Promise<string>;

/** What may differ from the usual. */
export interface PostgresOptions {
  /** Takes the place of a password. */
  readonly token?: DatabaseToken | undefined;
  /** In milliseconds. */
  readonly statementLimit?: number;
}

/** Opens the database of a server. `onTrouble` hears of connections that broke while nobody used them. */
export async function openPostgres(
  url: string,
  onTrouble: (error: Error) => void,
  { token, statementLimit = STATEMENT_LIMIT }: PostgresOptions = {},
): Promise<Database> {
  let withoutToken: DatabaseRefused | undefined;
  // The driver leaves the connection open when this throws; an empty password lets the server close it.
  const password = async (): Promise<string> => {
    try {
      const given = await token?.();
      withoutToken = undefined;
      return given ?? '';
    } catch (cause) {
      withoutToken = new DatabaseRefused(NO_TOKEN, { cause });
      return '';
    }
  };
  const pool = new pg.Pool({
    // A `connectionString` would put its missing password in the place of ours.
    ...parseIntoClientConfig(url),
    ...(token === undefined ? {} : { password }),
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    query_timeout: statementLimit,
    keepAlive: true,
    application_name: 'apim-readiness-bot',
  });
  pool.on('error', onTrouble);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw withoutToken ?? error;
  }
  return {
    query: (text, values) => run(pool, text, values),
    async transaction(work) {
      const client = await pool.connect();
      let isBroken = false;
      try {
        await client.query('begin');
        const queries: Queries = { query: (text, values) => run(client, text, values) };
        const result = await work(queries);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        client.release(isBroken);
      }
    },
    boss: {
      backend: 'postgres',
      db: {
        // Several statements at once, without values, give a list of results: the protocol of pg-boss expects their rows.
        async executeSql(text, values) {
          const result: unknown = await (values === undefined ? pool.query(text) : pool.query(text, values));
          const results = (Array.isArray(result) ? result : [result]) as readonly { rows?: DatabaseRow[] }[];
          return { rows: results.flatMap(({ rows }) => rows ?? []) };
        },
      },
    },
    exclusive: false,
    close: () => pool.end(),
  };
}

async function run(
  on: Pick<pg.Pool, 'query'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly DatabaseRow[]> {
  return (await on.query<DatabaseRow & pg.QueryResultRow>(text, [...values])).rows;
}
