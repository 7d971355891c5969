/** A database of its own on the server of `DATABASE_URL_TEST`, for one test file. */

import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { silent } from '../../src/app/log.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { openStoreOnce } from '../../src/reminders/store/open-store.ts';
import { openPostgres } from '../../src/reminders/store/postgres.ts';
import { defaultStoreSettings } from '../../src/reminders/store/settings.ts';
import type { Store } from '../../src/reminders/store/store.ts';

/** A database that nobody else uses. */
export interface OwnDatabase {
  readonly url: string;
  /** One more replica's view of it. */
  open(): Promise<Store>;
  drop(): Promise<void>;
}

/** Creates a database; without a server the tests fail, since they were asked for. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const server = env.DATABASE_URL_TEST;
  if (server === undefined) throw new Error('DATABASE_URL_TEST is not set: see .ci/postgres.');
  const name = `readiness_${randomUUID().replaceAll('-', '')}`;
  const admin = await openPostgres(server, () => {});
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const stores: Store[] = [];
  return {
    url: url.href,
    async open() {
      const store = await openStoreOnce({
        settings: { ...defaultStoreSettings, databaseUrl: url.href },
        clock: realClock(),
        log: silent,
        onLost: () => {},
      });
      stores.push(store);
      return store;
    },
    async drop() {
      for (const { database } of stores) await database.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}
