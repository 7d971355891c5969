/** `npm run reminders`, on the embedded database. */

import type { Day } from '../../src/model/days.ts';
import { retirements } from '../../src/model/retirement.ts';
import { snapshotOf } from '../../src/readiness/history.ts';
import type { Store } from '../../src/reminders/store/store.ts';
import { UsageError } from '../../src/terminal/command.ts';
import { dryRun, listDead, remindersArguments, resendDead } from '../../src/terminal/reminders-command.ts';
import { ann } from '../reminders/rules/support.ts';
import { empty, emptyStore, message, sighting } from '../reminders/store/support.ts';
import { assessorOf } from '../support/conversation.ts';
import { discovered, finding, item, report } from '../support/report.ts';

let store: Store;
let out: string[];

beforeAll(async () => {
  store = await emptyStore();
});

beforeEach(async () => {
  await empty(store);
  out = [];
});

afterAll(() => store.database.close());

const output = {
  out: (text: string) => void out.push(text),
  err: (text: string) => void out.push(`stderr ${text}`),
  width: 100,
  color: false,
};

const prod = discovered('apim-prod');

async function subscribed() {
  const channel = {
    kind: 'channel',
    conversationId: '19:c@thread.tacv2',
    teamName: 'Platform',
    channelName: 'Alerts',
    timeZone: 'UTC',
  } as const;
  const place = await store.places.seen(sighting(channel), '2026-01-05T08:00:00.000Z');
  const wish = { placeId: place.id, scope: { kind: 'all' }, setUpBy: ann } as const;
  const subscription = await store.subscriptions.add(
    { ...wish, kind: 'reminder', schedule: undefined },
    '2026-01-05T08:00:00.000Z',
  );
  const broken = report([finding('gateway-dependencies', item('fail', { impact: 'outage', reason: 'G-RELIES' }))], {
    instance: prod,
  });
  await store.snapshots.record([snapshotOf(broken, '2026-01-06T09:00:00.000Z')]);
  return { place, subscription, wish };
}

const run = (today?: Day) =>
  dryRun({ today, now: '2026-02-01T12:00:00.000Z' }, { store, assessor: assessorOf(), retirements, output });

describe('--dry-run', () => {
  it('shows what would go where, and why', async () => {
    const { wish } = await subscribed();
    const mondays = { days: [1], time: '09:00', zone: 'Europe/Berlin' };
    await store.subscriptions.add({ ...wish, kind: 'summary', schedule: mondays }, '2026-01-05T08:00:00.000Z');
    expect(await run('2026-02-13')).toBe(0);
    expect(out.join('')).toBe(
      `2 messages would go out on 2026-02-13:

apim-prod → Platform · Alerts
  Milestone before-30, 30 days before 2026-03-15
  Unmet: gateway-dependencies
  Last read 2026-01-06T09:00:00.000Z
  Set up by Ann on 2026-01-05, about every instance

Summary → Platform · Alerts
  Due since 2026-02-09 09:00 (Europe/Berlin)
  Set up by Ann on 2026-01-05, about every instance
`,
    );
    expect(await store.deliveries.prepared()).toEqual([]);
  });

  it('says so when nothing would, and who is not reached', async () => {
    const { place } = await subscribed();
    await store.places.unreachable(place.id, 'blocked', '2026-01-20T08:00:00.000Z');
    await run('2026-02-13');
    expect(out.join('')).toBe(
      'Nothing would go out on 2026-02-13.\n\nNot reached:\n  Platform · Alerts: blocked, since 2026-01-20\n',
    );
  });

  it('takes today where no day is given', async () => {
    await subscribed();
    await run();
    expect(out.join('')).toContain('1 message would go out on 2026-02-01');
  });
});

describe('dead letters', () => {
  it('are listed, and made due again by id', async () => {
    const { place, subscription } = await subscribed();
    const about = {
      kind: 'reminder',
      subscriptionId: subscription.id,
      placeId: place.id,
      instanceId: prod.id,
    } as const;
    const [id = ''] = await store.deliveries.add(
      [{ ...about, retirement: 'r', milestone: { kind: 'before', days: 30 }, day: '2026-02-13', message }],
      '2026-02-13T09:00:00.000Z',
    );
    const claim = await store.deliveries.claim(id, '2026-02-13T09:00:00.000Z', '2026-02-13T09:02:00.000Z');
    if (claim === undefined) throw new Error('not claimed');
    await store.deliveries.dead(claim, '2026-02-13T09:01:00.000Z', 'refused');

    expect(await listDead(store, output)).toBe(0);
    expect(out.join('')).toContain(`${id}  apim-prod before-30 → Platform · Alerts: refused`);
    expect(await resendDead(id, store, '2026-02-14T09:00:00.000Z', output)).toBe(0);
    out = [];
    await listDead(store, output);
    expect(out).toEqual(['No message was given up.\n']);
    expect(await resendDead(id, store, '2026-02-14T09:00:00.000Z', output)).toBe(66);
    expect(out.at(-1)).toMatch(/^stderr No message with the id/);
  });
});

describe('the arguments', () => {
  it.each([
    [['--dry-run'], { kind: 'dry-run', today: undefined, estate: undefined }],
    [['--dry-run', '--today', '2026-02-13'], { kind: 'dry-run', today: '2026-02-13', estate: undefined }],
    [['--dead'], { kind: 'dead' }],
    [['--resend', 'x'], { kind: 'resend', id: 'x' }],
  ])('%j are understood', (words, args) => {
    expect(remindersArguments(words)).toEqual(args);
  });

  it.each([
    [[]],
    [['--dead', '--dry-run']],
    [['--dead', '--today', '2026-02-13']],
    [['--dry-run', '--today', 'tomorrow']],
    [['--dry-run', '--estate', '']],
    [['--resend']],
    [['--what']],
  ])('%j are refused', (words) => {
    expect(() => remindersArguments(words)).toThrow(UsageError);
  });
});
