/** A command on what is kept: opens the storage, and closes it whatever happens. */

import { env } from 'node:process';
import { readConfig } from '../app/config.ts';
import { databaseTokenOf } from '../app/connected-assessor.ts';
import { loadSettings } from '../app/load-settings.ts';
import { silent } from '../app/log.ts';
import { realClock } from '../app/real-clock.ts';
import { DatabaseRefused } from '../reminders/store/database.ts';
import { openStoreOnce } from '../reminders/store/open-store.ts';
import type { Store } from '../reminders/store/store.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

/** Runs work on the storage that the settings name. Where it cannot be opened, one sentence says why. */
export async function withStore(output: Output, work: (store: Store) => Promise<number>): Promise<number> {
  loadSettings();
  const config = readConfig(env);
  let store: Store;
  try {
    store = await openStoreOnce({
      settings: config.store,
      token: databaseTokenOf(config),
      clock: realClock(),
      log: silent,
      onLost: () => process.exit(EXIT.unreachable),
    });
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    output.err(`${error.message}\n`);
    return EXIT.unreachable;
  }
  try {
    return await work(store);
  } finally {
    await store.database.close();
  }
}
