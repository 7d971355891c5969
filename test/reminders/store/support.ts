/** A database of its own, and rows to fill it with. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { realClock } from '../../../src/app/real-clock.ts';
import { type Instant, instantAt } from '../../../src/model/days.ts';
import type { ReminderMessage } from '../../../src/reminders/rules/reminder-message.ts';
import type { Database } from '../../../src/reminders/store/database.ts';
import { openEmbedded } from '../../../src/reminders/store/embedded.ts';
import { migrate } from '../../../src/reminders/store/migrate.ts';
import type { Sighting } from '../../../src/reminders/store/places.ts';
import { createStore, type Store } from '../../../src/reminders/store/store.ts';
import { copyEmptyDatabase, copyEmptyStore } from '../../support/empty-database.ts';

export const NOW: Instant = '2026-02-13T10:00:00.000Z';

/** An instant so many seconds after `NOW`. */
export function plus(seconds: number): Instant {
  return instantAt(Date.parse(NOW) + seconds * 1_000);
}

/** An empty database without tables; closing it takes its folder away. */
export function emptyDatabase(): Promise<Database> {
  return opened(copyEmptyDatabase);
}

/** A store of its own; a test file opens one and empties it between tests. */
export async function emptyStore(): Promise<Store> {
  const database = await opened(copyEmptyStore);
  await migrate(database);
  return createStore(database);
}

async function opened(copyTo: (folder: string) => Promise<void>): Promise<Database> {
  const home = mkdtempSync(path.join(tmpdir(), 'store-'));
  const folder = path.join(home, 'data');
  await copyTo(folder);
  const database = await openEmbedded(folder, realClock(), () => {});
  return {
    ...database,
    async close() {
      await database.close();
      rmSync(home, { recursive: true });
    },
  };
}

/** Empties every table. */
export async function empty(store: Store): Promise<void> {
  const tables = [
    'places',
    'subscriptions',
    'pauses',
    'decisions',
    'threads',
    'snapshots',
    'standings',
    'deliveries',
    'foundations',
    'paces',
    'audit',
    'feedback',
  ];
  await store.database.query(`truncate ${tables.map((table) => `readiness.${table}`).join(', ')} cascade`);
}

export function sighting(rest: Partial<Sighting> = {}): Sighting {
  return {
    kind: 'personal',
    conversationId: 'a:1',
    tenantId: 't1',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    ...rest,
  };
}

/** The least that is sent. */
export const message = { kind: 'reminder', instance: { name: 'apim-prod' } } as unknown as ReminderMessage;
