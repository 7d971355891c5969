/** Reminders go out while their sender is killed again and again. What has to hold is checked at the end. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silent } from '../../../src/app/log.ts';
import { realClock } from '../../../src/app/real-clock.ts';
import { dayAt, instantAt } from '../../../src/model/days.ts';
import { openStoreOnce } from '../../../src/reminders/store/open-store.ts';
import { defaultStoreSettings, type StoreSettings } from '../../../src/reminders/store/settings.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { seeded } from '../../../src/tools/seeded.ts';
import { NODE_COMPILE_CACHE } from '../../support/cache.ts';
import { copyEmptyStore } from '../../support/empty-database.ts';
import { type Arrival, BLOCKED, startFaultyConnector } from './faulty-connector.ts';
import type { SenderNews, SenderOrder } from './sender.ts';
import { serveDatabase } from './served-database.ts';

/** What a campaign is. */
export interface Campaign {
  readonly kills: number;
  readonly reminders: number;
  /** Seed of everything that happens by chance. */
  readonly seed: number;
  /**
   * Where the database runs: in the process that is killed, or beside it like a server. A process without one starts in a third of
   * the time.
   */
  readonly database: 'inside' | 'beside';
}

/** What came of it. */
export interface CampaignResult {
  readonly kills: number;
  /** Kills before the process was sending. */
  readonly early: number;
  readonly faults: Readonly<Record<string, number>>;
  /** States of the rows at the end, counted. */
  readonly states: Readonly<Record<string, number>>;
  readonly blocked: number;
  /** Reminders that never arrived, though nobody blocked them. */
  readonly lost: readonly string[];
  /** How many arrived more than once. */
  readonly seenTwice: number;
  /** Of those, such as were not the last message of a process that was killed. */
  readonly unexplained: readonly string[];
}

/** From the root of the repository, where every command runs: jest and Node name this file in different ways. */
const SENDER = path.resolve('test/reminders/jobs/sender.ts');

/** Every twentieth conversation has blocked the bot. */
export const BLOCKED_EVERY = 20;

/** A name for each reminder, by which it is known when it arrives. */
export const reminderName = (number: number) => `apim-${number}`;

/** Writes reminders that are due into a store: each to a place of its own. */
export async function fill(store: Store, reminders: number): Promise<void> {
  const now = instantAt(new Date());
  for (let number = 0; number < reminders; number += 1) {
    const conversationId = `${number % BLOCKED_EVERY === 0 ? BLOCKED : 'open'}:${number}`;
    const place = await store.places.seen(
      { kind: 'personal', conversationId, tenantId: 't', serviceUrl: 'https://smba.trafficmanager.net/teams/' },
      now,
    );
    const subscription = await store.subscriptions.add(
      {
        kind: 'reminder',
        placeId: place.id,
        scope: { kind: 'all' },
        schedule: undefined,
        setUpBy: { id: '29:ann', name: 'Ann' },
      },
      now,
    );
    const name = reminderName(number);
    const milestone = { kind: 'before', days: 30 } as const;
    const about = { kind: 'reminder', instanceId: name, retirement: 'r', milestone, day: dayAt(now) } as const;
    const message = { kind: 'reminder', instance: { name } } as never;
    await store.deliveries.add([{ ...about, subscriptionId: subscription.id, placeId: place.id, message }], now);
  }
}

/** Starts a sender. */
export function startSender(order: SenderOrder): ChildProcess {
  return fork(SENDER, [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Resolves with true at a piece of news, with false when the process ends without it. */
export function heard(child: ChildProcess, kind: SenderNews['kind']): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('message', (news: SenderNews) => news.kind === kind && resolve(true));
    child.once('exit', () => resolve(false));
  });
}

/** Runs a campaign in a folder of its own. */
export async function runCampaign({ kills, reminders, seed, database }: Campaign): Promise<CampaignResult> {
  const random = seeded(seed);
  const home = mkdtempSync(path.join(tmpdir(), 'kill-'));
  const settings: StoreSettings = { ...defaultStoreSettings, dataFolder: path.join(home, 'data') };
  const connector = await startFaultyConnector(random);
  await copyEmptyStore(settings.dataFolder);
  let store = await openStoreOnce({ settings, clock: realClock(), log: silent, onLost: () => {} });
  await fill(store, reminders);
  if (database === 'inside') await store.database.close();
  const start = (life: string) => {
    const order = { connector: connector.url, life };
    const child = startSender(database === 'inside' ? { ...order, settings } : order);
    if (database === 'beside') serveDatabase(child, store.database);
    return child;
  };
  let early = 0;
  try {
    for (let life = 1; life <= kills; life += 1) {
      const child = start(String(life));
      const ended = once(child, 'exit');
      // Mostly while it is sending, sometimes while it starts.
      if (random() < 0.15) {
        early += 1;
        await Promise.race([pause(random() * (database === 'inside' ? 1_000 : 400)), ended]);
      } else {
        await heard(child, 'ready');
        await pause(random() * (database === 'inside' ? 500 : 120));
      }
      child.kill('SIGKILL');
      await ended;
    }
    const last = start('last');
    const ended = once(last, 'exit');
    await heard(last, 'done');
    last.send('stop');
    await ended;
    if (database === 'inside')
      store = await openStoreOnce({ settings, clock: realClock(), log: silent, onLost: () => {} });
    const rows = await store.database.query(
      'select state, count(*)::int as rows from readiness.deliveries group by state',
    );
    const states = Object.fromEntries(rows.map(({ state, rows: count }) => [String(state), Number(count)]));
    return { kills, early, faults: connector.faults, states, ...judge(connector.arrivals, reminders) };
  } finally {
    await store.database.close().catch(() => {});
    await connector.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** What arrived, against what had to. */
export function judge(
  arrivals: readonly Arrival[],
  reminders: number,
): Pick<CampaignResult, 'blocked' | 'lost' | 'seenTwice' | 'unexplained'> {
  const names = Array.from({ length: reminders }, (_, number) => number);
  const open = names.filter((number) => number % BLOCKED_EVERY !== 0).map(reminderName);
  const byName = Map.groupBy(arrivals, ({ text }) => text);
  const lastOfLife = new Set(
    [...Map.groupBy(arrivals, ({ life }) => life)].filter(([life]) => life !== 'last').map(([, own]) => own.at(-1)),
  );
  const twice = [...byName].filter(([, own]) => own.length > 1);
  return {
    blocked: reminders - open.length,
    lost: open.filter((name) => !byName.has(name)),
    seenTwice: twice.length,
    unexplained: twice
      .filter(([, own]) => own.slice(0, -1).some((arrival) => !lastOfLife.has(arrival)))
      .map(([name]) => name),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
