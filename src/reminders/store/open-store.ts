/** Opens the storage behind the bot's back: questions are answered before it is there, and without it. */

import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import { render, say, type Text } from '../../model/text.ts';
import { type Database, DatabaseRefused } from './database.ts';
import { type DatabaseFault, databaseFault, refusalOf } from './database-fault.ts';
import type { Loss } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { DatabaseToken } from './postgres.ts';
import type { StoreSettings } from './settings.ts';
import { createStore, type Store } from './store.ts';

/** What opening needs. */
export interface StoreOptions {
  readonly settings: StoreSettings;
  /** Signs in to the server where the settings say so. */
  readonly token?: DatabaseToken | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells whoever started the bot one sentence: that the storage is only for trying out. */
  readonly announce: (sentence: string) => void;
}

/** The storage, there or not. */
export interface StoreHandle {
  /** The storage, once it is open; undefined before that, and after the folder was lost to another process. */
  readonly store: Store | undefined;
  /** Resolves when the first try to open it has ended, in either way. */
  readonly firstTry: Promise<void>;
  /** Calls back whenever the storage has been opened, also when that was long ago. What it returns is awaited before closing. */
  onOpen(use: (store: Store) => Promise<() => Promise<void>>): void;
  close(): Promise<void>;
}

const LONGEST_WAIT = 60_000;

/** What opening the storage once takes. */
export interface OpeningParts extends Pick<StoreOptions, 'settings' | 'token' | 'log'> {
  readonly clock: Pick<Clock, 'sleep' | 'limit'>;
  /** The storage must not be used any more. */
  readonly onLost: (loss: Loss) => void;
}

/** Opens the storage once. Throws `DatabaseRefused`. */
export async function openStoreOnce({ settings, token, clock, log, onLost }: OpeningParts): Promise<Store> {
  const { databaseUrl, dataFolder } = settings;
  let database: Database | undefined;
  try {
    database =
      databaseUrl === undefined ? await embedded(dataFolder, clock, onLost) : await server(databaseUrl, log, token);
    const steps = await migrate(database);
    log.info('the database is open', { embedded: database.exclusive, steps });
    return createStore(database);
  } catch (error) {
    await database?.close().catch(() => undefined);
    throw refusalOf(error);
  }
}

/** What is said at the start, so that nobody takes it for more than it is. */
function embeddedNotice(folder: string): Text {
  return say(
    'Reminders are kept in the folder {folder}. That is for trying out: it serves one process, and a power failure may lose what was written last. Set DATABASE_URL to a PostgreSQL server for more.',
    { folder },
  );
}

/** What is said when the storage could not be opened: once for each cause, since it is tried again and again. */
function awayNotice({ error, why }: DatabaseFault): Text {
  return say('Reminders wait, and questions are answered without them: {why}', { why: why ?? error });
}

// Each way to run is loaded only when it is taken: the embedded database is large.
async function embedded(
  folder: string,
  clock: OpeningParts['clock'],
  onLost: OpeningParts['onLost'],
): Promise<Database> {
  const { openEmbedded } = await import('./embedded.ts');
  return openEmbedded(folder, clock, onLost);
}

async function server(url: string, log: Log, token: DatabaseToken | undefined): Promise<Database> {
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url, (error) => log.warn('a database connection broke', { ...databaseFault(error) }), { token });
}

/** Opens the storage in the background, again and again until it is there. */
export function openStore({ settings, token, clock, log, announce }: StoreOptions): StoreHandle {
  const stop = new AbortController();
  const uses: ((store: Store) => Promise<() => Promise<void>>)[] = [];
  let endings: (() => Promise<void>)[] = [];
  const tried = Promise.withResolvers<void>();
  let current: Store | undefined;
  let running: Promise<void> = Promise.resolve();
  let told: string | undefined;

  /** Until it is `current` nobody uses it, so that it is closed here whatever fails. */
  const openWhole = async (): Promise<Store> => {
    let loss: Loss | undefined;
    let isInUse = false;
    const onLost = (why: Loss) => {
      loss = why;
      if (isInUse) lost(why);
    };
    const store = await openStoreOnce({ settings, token, clock, log, onLost });
    try {
      if (store.database.exclusive) await store.deliveries.releaseAll(clock.instant());
      if (loss !== undefined) throw new DatabaseRefused(`The database was lost while it opened: ${loss}.`);
      isInUse = true;
      current = store;
      return store;
    } catch (error) {
      await store.database.close().catch(() => undefined);
      throw error;
    }
  };

  const open = async (): Promise<void> => {
    for (let wait = 1_000; !stop.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        const store = await openWhole();
        tried.resolve();
        if (store.database.exclusive) announce(render(embeddedNotice(settings.dataFolder)));
        told = undefined;
        for (const use of [...uses]) await begin(use, store);
        return;
      } catch (error) {
        const fault = databaseFault(error);
        log.warn('the database is away; questions are answered without it', { ...fault });
        if (fault.why !== told) announce(render(awayNotice(fault)));
        told = fault.why;
        tried.resolve();
      }
      await clock.sleep(wait, stop.signal);
    }
  };

  const begin = async (use: (typeof uses)[number], store: Store) => {
    for (let wait = 1_000; !stop.signal.aborted && current === store; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        endings.push(await use(store));
        return;
      } catch (error) {
        log.error('what uses the database did not start', { ...databaseFault(error) });
      }
      await clock.sleep(wait, stop.signal);
    }
  };

  const end = async (store: Store | undefined) => {
    for (const ending of endings.splice(0)) await ending().catch(() => undefined);
    await store?.database.close().catch(() => undefined);
  };

  function lost(loss: Loss): void {
    log.error('the database is not used any more', { why: loss });
    const store = current;
    current = undefined;
    running = running.then(() => end(store)).then(open);
  }

  running = open();
  return {
    firstTry: tried.promise,
    get store() {
      return current;
    },
    onOpen(use) {
      uses.push(use);
      const store = current;
      if (store !== undefined) running = running.then(() => begin(use, store));
    },
    async close() {
      stop.abort();
      await running;
      const store = current;
      current = undefined;
      await end(store);
      endings = [];
    },
  };
}
