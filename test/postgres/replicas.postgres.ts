/** Three replicas of the bot on one PostgreSQL server. Run by `npm run test:postgres`, with DATABASE_URL_TEST set. */

import { once } from 'node:events';
import type { Instant } from '../../src/model/days.ts';
import { retirements } from '../../src/model/retirement.ts';
import { createScan } from '../../src/reminders/jobs/scan.ts';
import { migrations } from '../../src/reminders/store/migrations.ts';
import { defaultStoreSettings } from '../../src/reminders/store/settings.ts';
import { seeded } from '../../src/tools/seeded.ts';
import { type FaultyConnector, startFaultyConnector } from '../reminders/jobs/faulty-connector.ts';
import { fill, heard, judge, reminderName, startSender } from '../reminders/jobs/kill-campaign.ts';
import { ann } from '../reminders/rules/support.ts';
import { sighting } from '../reminders/store/support.ts';
import { handClock } from '../support/clock.ts';
import { assessorOf, rememberedLog } from '../support/conversation.ts';
import { assessment, discovered, finding, item, report } from '../support/report.ts';
import { type OwnDatabase, ownDatabase } from './support.ts';

const REMINDERS = 200;
const BLOCKED = 10;

let database: OwnDatabase;
let connector: FaultyConnector;

beforeEach(async () => {
  database = await ownDatabase();
  connector = await startFaultyConnector(seeded(1));
});

afterEach(async () => {
  await connector.stop();
  await database.drop();
});

const replica = (life: string) =>
  startSender({
    settings: { ...defaultStoreSettings, databaseUrl: database.url },
    connector: connector.url,
    life,
  });

async function statesOf(): Promise<Record<string, number>> {
  const { database: own } = await database.open();
  const rows = await own.query('select state, count(*)::int as rows from readiness.deliveries group by state');
  return Object.fromEntries(rows.map(({ state, rows: count }) => [String(state), Number(count)]));
}

it('bring the tables up to date once, though all start at the same time', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, () => database.open()));
  const [store] = stores;
  const steps = await store?.database.query('select count(*)::int as steps from readiness.migrations');
  expect(steps).toEqual([{ steps: migrations.length }]);
});

it('make out each reminder once, though all scan at the same time', async () => {
  const stores = await Promise.all([1, 2, 3].map(() => database.open()));
  const [store] = stores;
  if (store === undefined) throw new Error('not open');
  const broken = report([finding('gateway-dependencies', item('fail', { impact: 'outage', reason: 'G-RELIES' }))]);
  const instances = Array.from({ length: 50 }, (_, number) => discovered(`apim-${number}`));
  const scanAt = (instant: Instant) =>
    Promise.all(
      stores.map((own) => {
        const clock = handClock({ start: instant, skipsPauses: true });
        const assess = async (instance: (typeof instances)[number]) =>
          assessment([{ ...broken, instance }], { checkedAt: instant });
        const assessor = assessorOf({ instances, assess });
        return createScan({ store: own, assessor, requirements: [], retirements, clock, log: rememberedLog() })();
      }),
    );
  const place = await store.places.seen(sighting({ timeZone: 'UTC' }), '2026-01-01T00:00:00.000Z');
  const wish = {
    kind: 'reminder',
    placeId: place.id,
    scope: { kind: 'all' },
    schedule: undefined,
    setUpBy: ann,
  } as const;
  await store.subscriptions.add(wish, '2026-01-01T00:00:00.000Z');

  await scanAt('2026-02-12T12:00:00.000Z');
  const ids = (await scanAt('2026-02-13T09:00:00.000Z')).flat();
  expect(ids).toHaveLength(50);
  expect(new Set(ids).size).toBe(50);
});

it('send each of 200 reminders once', async () => {
  await fill(await database.open(), REMINDERS);
  const replicas = ['1', '2', '3'].map(replica);
  const ended = replicas.map((child) => once(child, 'exit'));
  await Promise.all(replicas.map((child) => heard(child, 'done')));
  for (const child of replicas) child.send('stop');
  await Promise.all(ended);

  expect(await statesOf()).toEqual({ sent: REMINDERS - BLOCKED, parked: BLOCKED });
  expect(judge(connector.arrivals, REMINDERS)).toEqual({ blocked: BLOCKED, lost: [], seenTwice: 0, unexplained: [] });
  const lives = new Set(connector.arrivals.map(({ life }) => life));
  expect(lives.size).toBe(3);
}, 120_000);

it('send each of 200 reminders while one of them is killed again and again', async () => {
  const random = seeded(2);
  await fill(await database.open(), REMINDERS);
  const steady = ['last'].map(replica);
  for (let life = 1; life <= 20; life += 1) {
    const child = replica(String(life));
    const ended = once(child, 'exit');
    await heard(child, 'ready');
    await new Promise((resolve) => setTimeout(resolve, random() * 150));
    child.kill('SIGKILL');
    await ended;
  }
  const ended = steady.map((child) => once(child, 'exit'));
  await Promise.all(steady.map((child) => heard(child, 'done')));
  for (const child of steady) child.send('stop');
  await Promise.all(ended);

  expect(await statesOf()).toEqual({ sent: REMINDERS - BLOCKED, parked: BLOCKED });
  const judged = judge(connector.arrivals, REMINDERS);
  expect({ lost: judged.lost, unexplained: judged.unexplained }).toEqual({ lost: [], unexplained: [] });
  expect(connector.arrivals.map(({ text }) => text)).toContain(reminderName(1));
}, 120_000);
