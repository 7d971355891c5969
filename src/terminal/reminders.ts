/** Entry of `npm run -s reminders`. */
import { env } from 'node:process';
import { readConfig } from '../config.ts';
import { silent } from '../log.ts';
import { DatabaseRefused } from '../reminders/store/database.ts';
import { openStoreOnce } from '../reminders/store/open-store.ts';
import type { Store } from '../reminders/store/store.ts';
import { databaseTokenOf } from '../wiring.ts';
import { loadSettings, runCommand, wiredFor } from './process.ts';
import { dryRun, listDead, REMINDERS_USAGE, remindersArguments, resendDead } from './reminders-command.ts';
import { EXIT, type Output } from './run.ts';

async function open(output: Output): Promise<Store | undefined> {
  loadSettings();
  const config = readConfig(env);
  try {
    return await openStoreOnce(config.store, silent, () => process.exit(EXIT.unreachable), databaseTokenOf(config));
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    output.err(`${error.message}\n`);
    return undefined;
  }
}

void runCommand(REMINDERS_USAGE, async ({ words, output }) => {
  const args = remindersArguments(words);
  const store = await open(output);
  if (store === undefined) return EXIT.unreachable;
  try {
    const now = new Date().toISOString();
    if (args.kind === 'dead') return await listDead(store, output);
    if (args.kind === 'resend') return await resendDead(args.id, store, now, output);
    const wired = await wiredFor(args);
    try {
      return await dryRun({ today: args.today, now }, { ...wired, store, output });
    } finally {
      await wired.stop();
    }
  } finally {
    await store.database.close();
  }
});
