/** Lets pg-boss call: the scan every five minutes, and one job for each message. What is due stands in our own tables. */

import { PgBoss } from 'pg-boss';
import type { Clock } from '../../model/clock.ts';
import type { Instant } from '../../model/days.ts';
import { later } from '../../model/days.ts';
import type { Log } from '../../model/log.ts';
import type { DeliveryResult } from '../delivery/deliver.ts';
import { databaseFault } from '../store/database-fault.ts';
import { nameUuid } from '../store/name-uuid.ts';
import type { StoreSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';

/** What the jobs do. */
export interface JobParts {
  readonly store: Store;
  /** Makes out what is due; returns the ids of the new messages. */
  readonly scan: () => Promise<readonly string[]>;
  /** Sends one message. */
  readonly deliver: (id: string) => Promise<DeliveryResult>;
  readonly clock: Clock;
  readonly log: Log;
  /** How many days assessments and deliveries are kept. */
  readonly snapshotDays: number;
  /** How many days the audit trail is kept. */
  readonly auditDays: number;
  readonly timing?: JobTiming;
}

/** How often the tables are looked at, in seconds. */
export interface JobTiming {
  /** Cron expression of the scan; undefined for none. */
  readonly scan: string | undefined;
  /** How often a worker looks for jobs; 0.5 or more. */
  readonly poll: number;
  /** How long a message that is due may wait for its job before a scan gives it another. */
  readonly patience: number;
}

const EVERY_FIVE_MINUTES: JobTiming = { scan: '*/5 * * * *', poll: 1, patience: 300 };

const SCAN = 'scan';
const DELIVER = 'deliver';
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** Jobs begin a little after the moment from which the table lets them. */
const MARGIN = 250;

/** Runs jobs until they are ended. */
export interface Jobs {
  /** Scans now, beside the timetable. */
  scanNow(): Promise<void>;
  /** Sends messages that were prepared beside a scan. */
  send(ids: readonly string[]): Promise<void>;
  /** Waits for the message that is on its way; what is still waiting stays in the tables. */
  end(): Promise<void>;
}

/** Starts the jobs on an open database. */
export async function startJobs(parts: JobParts): Promise<Jobs> {
  const { store, log } = parts;
  const boss = new PgBoss({
    ...store.database.boss,
    // The database is ours, so its tuning is whoever's runs it.
    monitorVacuum: false,
    reindex: false,
    createSchema: false,
  });
  boss.on('error', (error) => log.warn('a job could not be looked after', { ...databaseFault(error) }));
  await boss.start();
  try {
    return await runJobs(boss, parts);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

async function runJobs(boss: PgBoss, parts: JobParts): Promise<Jobs> {
  const { store, scan, deliver, clock, log, snapshotDays, auditDays, timing = EVERY_FIVE_MINUTES } = parts;
  const stopping = new AbortController();
  await boss.createQueue(SCAN, {
    policy: 'short',
    retryLimit: 0,
    expireInSeconds: 15 * MINUTE,
    deleteAfterSeconds: 60 * MINUTE,
  });
  await boss.createQueue(DELIVER, {
    retryLimit: 5,
    retryDelay: 10,
    retryBackoff: true,
    expireInSeconds: 10 * MINUTE,
    // As long as an id is known, the same job is not taken twice. The delivery's row sees to that for good.
    deleteAfterSeconds: DAY,
  });

  /** `wake` sets jobs apart that repeat one which never ran, because the process that had taken it died. */
  const enqueue = async (some: readonly { readonly id: string; readonly attempt: number }[], wake: string) => {
    if (some.length === 0) return;
    await boss.insert(
      DELIVER,
      some.map(({ id, attempt }) => ({ id: nameUuid('job', id, String(attempt), wake), data: { id } })),
    );
  };

  const scanAndEnqueue = async () => {
    const start = clock.instant();
    try {
      const ids = await scan();
      await enqueue(
        ids.map((id) => ({ id, attempt: 0 })),
        '',
      );
    } catch (error) {
      log.warn('the scan could not be completed; the next one catches up', { ...databaseFault(error) });
    }
    // The process that had its job has died.
    await enqueue(await store.deliveries.overdue(later(start, -timing.patience * 1_000)), start);
    await housekeeping(store, start, { snapshotDays, auditDays });
  };

  const deliverAll = async (jobs: readonly { readonly data: { readonly id: string } }[]) => {
    for (const { data } of jobs) {
      if (stopping.signal.aborted) return;
      const result = await deliver(data.id);
      if (result.kind !== 'later') continue;
      const startAfter = new Date(later(result.at, MARGIN));
      const id = nameUuid('job', data.id, String(result.attempt), '');
      await boss.send(DELIVER, { id: data.id }, { id, startAfter });
    }
  };

  await enqueue(await store.deliveries.overdue(clock.instant()), clock.instant());
  await boss.work<{ readonly id: string }>(
    DELIVER,
    { batchSize: 10, burstWhenBatchFull: true, pollingIntervalSeconds: timing.poll },
    deliverAll,
  );
  await boss.work(SCAN, { pollingIntervalSeconds: timing.poll }, scanAndEnqueue);
  if (timing.scan !== undefined) {
    await boss.schedule(SCAN, timing.scan);
    await boss.send(SCAN);
  }
  return {
    async scanNow() {
      await boss.send(SCAN);
    },
    send: (ids) =>
      enqueue(
        ids.map((id) => ({ id, attempt: 0 })),
        '',
      ),
    async end() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 10_000, close: false });
    },
  };
}

async function housekeeping(
  store: Store,
  now: Instant,
  { snapshotDays, auditDays }: Pick<StoreSettings, 'snapshotDays' | 'auditDays'>,
): Promise<void> {
  const before = later(now, -snapshotDays * DAY * 1_000);
  await store.snapshots.forget(before);
  await store.deliveries.forget(before);
  await store.audit.forget(later(now, -auditDays * DAY * 1_000));
  await store.sendSlots.forget(later(now, -DAY * 1_000));
}
