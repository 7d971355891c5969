/** Every table, on the embedded database. One database for the file: opening takes seconds. */
import type { Day, Instant } from '../../../src/model/days.ts';
import { milestoneName } from '../../../src/reminders/rules/milestones.ts';
import { migrate } from '../../../src/reminders/store/migrate.ts';
import { migrations } from '../../../src/reminders/store/migrations.ts';
import { createStore, type Store } from '../../../src/reminders/store/store.ts';
import { ann, instance, RETIREMENT, snapshot } from '../rules/support.ts';
import { empty, emptyDatabase, emptyStore, message, NOW, plus, sighting } from './support.ts';

let store: Store;

beforeAll(async () => {
  store = await emptyStore();
});

beforeEach(() => empty(store));

afterAll(() => store.database.close());

const prod = instance('apim-prod');
const dev = instance('apim-dev');

async function subscribed(rest: { readonly conversationId?: string } = {}) {
  const place = await store.places.seen(sighting(rest), NOW);
  const subscription = await store.subscriptions.add(
    { kind: 'reminder', placeId: place.id, scope: { kind: 'all' }, schedule: undefined, setUpBy: ann },
    NOW,
  );
  return { place, subscription };
}

async function madeOut() {
  const { place, subscription } = await subscribed();
  const delivery = {
    kind: 'reminder' as const,
    subscriptionId: subscription.id,
    placeId: place.id,
    instanceId: prod.id,
    retirement: RETIREMENT,
    milestone: { kind: 'before' as const, days: 30 },
    day: '2026-02-13' as const,
    message,
  };
  const [id = ''] = await store.deliveries.add([delivery], NOW);
  return { place, subscription, delivery, id };
}

const bob = { id: '29:bob', name: 'Bob' };

describe('migrations', () => {
  it('are applied once', async () => {
    expect(await migrate(store.database)).toBe(0);
  });

  it('leave nothing behind when one of them fails', async () => {
    const id = migrations.length + 1;
    const bad = { id, statements: ['create table readiness.half (id integer)', 'create table of nothing'] };
    await expect(migrate(store.database, [...migrations, bad])).rejects.toThrow();
    expect(await store.database.query("select to_regclass('readiness.half') as found")).toEqual([{ found: null }]);
    expect(await migrate(store.database)).toBe(0);
  });

  it('keep what was made out and waived before there were kinds and milestones as data', async () => {
    const database = await emptyDatabase();
    try {
      await migrate(database, migrations.slice(0, 1));
      const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
      await database.query(
        `insert into readiness.places (id, kind, conversation_id, service_url, since) values ($1, 'personal', 'a:1', 'x', $2)`,
        [id(1), NOW],
      );
      await database.query(
        `insert into readiness.subscriptions (id, kind, place_id, scope, set_up_by, created_at)
         values ($1, 'reminder', $2, '{"kind":"all"}', '{"id":"29:ann"}', $3)`,
        [id(2), id(1), NOW],
      );
      const keys = ['before-30', 'day', 'week-2', 'month-3', 'at-2026-02-16T14:00', 'met-1', 'unmet-2'];
      const all = [
        ...keys,
        'pause-ended-2026-02-20',
        'waiver-ended-key-vault-identity-2026-03-01',
        'summary-2026-03-02T09:00',
      ];
      for (const [number, key] of all.entries()) {
        const about = key.startsWith('summary-') ? '' : prod.id.toLowerCase();
        await database.query(
          `insert into readiness.deliveries (id, subscription_id, place_id, instance_id, retirement, milestone, day,
             not_before, expires_at, created_at)
           values (gen_random_uuid(), $1, $2, $3, $4, $5, '2026-02-13', $6, $6, $7)`,
          [id(2), id(1), about, about === '' ? '' : RETIREMENT, key, NOW, plus(number)],
        );
      }
      await database.query(
        `insert into readiness.waivers (id, instance_id, requirement, until, reason, by, at)
         values ($1, 'i', 'r', '9999-12-31', 'for ever', '{"id":"29:bob"}', $3), ($2, 'i', 'q', '2026-03-01', 'soon', '{"id":"29:bob"}', $3)`,
        [id(3), id(4), NOW],
      );

      expect(await migrate(database)).toBe(migrations.length - 1);
      const moved = createStore(database);
      const prepared = await moved.deliveries.prepared();
      expect(
        prepared.map((one) => (one.kind === 'summary' ? `summary ${one.local}` : milestoneName(one.milestone))),
      ).toEqual([
        ...keys.map((key) => key.replace(/^met/, 'all-met').replace(/^unmet/, 'no-longer-ready')),
        'pause-ended-2026-02-20',
        'waiver-ended-key-vault-identity-2026-03-01',
        'summary 2026-03-02T09:00',
      ]);
      // What was made out before is not made out again.
      const [first] = prepared;
      if (first?.kind !== 'reminder') throw new Error('the first was a reminder');
      expect(await moved.deliveries.add([{ ...first, message }], plus(100))).toEqual([]);
      const ends = (await moved.decisions.waivers()).map(({ requirement, until }) => [requirement, until]);
      expect(Object.fromEntries(ends)).toEqual({ r: '2026-08-12', q: '2026-03-01' });
    } finally {
      await database.close();
    }
  });
});

describe('places', () => {
  it('are one for each conversation, threads included', async () => {
    const channel = sighting({
      kind: 'channel',
      conversationId: '19:c@thread.tacv2',
      teamId: '19:t',
      teamName: 'Team',
    });
    const first = await store.places.seen(channel, NOW);
    const again = await store.places.seen({ ...channel, conversationId: '19:c@thread.tacv2;messageid=1' }, plus(60));
    expect(again).toEqual(first);
    expect(await store.places.all()).toEqual([first]);
    expect(await store.places.byConversation('19:c@thread.tacv2;messageid=2')).toEqual(first);
  });

  it('follow the latest service address, and keep what a sighting does not say', async () => {
    await store.places.seen(sighting({ locale: 'de-DE', timeZone: 'Europe/Berlin' }), NOW);
    const moved = await store.places.seen(sighting({ serviceUrl: 'https://smba.trafficmanager.net/emea/' }), plus(60));
    expect(moved).toMatchObject({
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      since: NOW,
    });
  });

  it('that cannot be reached say why and since when, and are silent until a sign of life', async () => {
    const { place, delivery, id } = await madeOut();
    await store.places.unreachable(place.id, 'blocked', plus(10));
    expect(await store.places.byId(place.id)).toMatchObject({ state: 'unreachable', why: 'blocked', since: plus(10) });
    expect(await store.subscriptions.live()).toEqual([]);
    expect(await store.deliveries.claim(id, plus(20), plus(80))).toBeUndefined();

    const revived = await store.places.seen(sighting(), plus(100));
    expect(revived).toMatchObject({ state: 'ok', why: undefined, since: plus(100) });
    expect(await store.subscriptions.live()).toHaveLength(1);
    // What never arrived is made out anew.
    expect(await store.deliveries.prepared()).toEqual([]);
    expect(await store.deliveries.add([delivery], plus(110))).toEqual([id]);
  });

  it('lose everything that was set up there when the bot is removed', async () => {
    const { place } = await madeOut();
    await store.places.removed('a:1', 'uninstalled', plus(10));
    expect(await store.places.byId(place.id)).toMatchObject({ state: 'removed', why: 'uninstalled' });
    expect(await store.subscriptions.at(place.id)).toEqual([]);
    expect(await store.deliveries.prepared()).toEqual([]);
  });

  it('follow a team: renamed, and removed with all its channels', async () => {
    const at = (conversationId: string) =>
      sighting({ kind: 'channel', conversationId, teamId: '19:t', teamName: 'Old' });
    const general = await store.places.seen(at('19:a'), NOW);
    const alerts = await store.places.seen({ ...at('19:b'), channelName: 'Alerts' }, NOW);
    await store.places.teamRenamed('19:t', 'New');
    await store.places.channelRenamed('19:b', 'Alarms');
    expect(await store.places.byId(alerts.id)).toMatchObject({ teamName: 'New', channelName: 'Alarms' });
    await store.places.teamRemoved('19:t', 'uninstalled', plus(10));
    expect((await store.places.all()).map(({ id, state }) => [id, state])).toEqual([
      [general.id, 'removed'],
      [alerts.id, 'removed'],
    ]);
  });
});

describe('subscriptions', () => {
  it('set up again change their schedule instead of doubling', async () => {
    const place = await store.places.seen(sighting(), NOW);
    const wish = {
      kind: 'summary',
      placeId: place.id,
      scope: { kind: 'tag', tag: 'env', value: 'prod' },
      setUpBy: ann,
    } as const;
    const monday = { days: [1], time: '09:00', zone: 'Europe/Berlin' };
    const first = await store.subscriptions.add({ ...wish, schedule: monday }, NOW);
    await store.subscriptions.pause(first.id, undefined);
    const again = await store.subscriptions.add({ ...wish, schedule: { ...monday, time: '10:00' } }, plus(60));
    expect(again).toEqual({ ...first, schedule: { ...monday, time: '10:00' } });
    expect(await store.subscriptions.at(place.id)).toEqual([again]);
  });

  it('are paused until a day, resumed, and stopped for good', async () => {
    const { place, subscription } = await subscribed();
    expect(await store.subscriptions.pause(subscription.id, '2026-03-01')).toMatchObject({
      state: 'paused',
      pausedUntil: '2026-03-01',
    });
    expect(await store.subscriptions.resume(subscription.id)).toMatchObject({
      state: 'active',
      pausedUntil: undefined,
    });
    expect(await store.subscriptions.stop(subscription.id)).toMatchObject({ state: 'stopped', setUpBy: ann });
    expect(await store.subscriptions.resume(subscription.id)).toBeUndefined();
    expect(await store.subscriptions.at(place.id)).toEqual([]);
    const { subscription: anew } = await subscribed();
    expect(anew.id).not.toBe(subscription.id);
  });
});

describe('decisions', () => {
  it('keep who waived what, why and until when, whatever the case of the id', async () => {
    const waiver = {
      kind: 'waiver' as const,
      instanceId: prod.id.toUpperCase(),
      requirement: 'gateway-dependencies',
      until: '2026-03-01' as const,
      reason: 'The hub comes in March.',
      by: ann,
      at: NOW,
    };
    const { id } = await store.decisions.decide(waiver);
    expect(await store.decisions.waivers([prod.id])).toMatchObject([{ ...waiver, instanceId: prod.id.toLowerCase() }]);
    expect(await store.decisions.waivers([dev.id])).toEqual([]);
    expect(await store.decisions.withdraw(id, bob, plus(1))).toMatchObject({ id, by: ann });
    expect(await store.decisions.withdraw(id, bob, plus(2))).toBeUndefined();
    expect(await store.decisions.waivers()).toEqual([]);
    expect(await store.database.query('select withdrawn_by from readiness.decisions')).toEqual([{ withdrawn_by: bob }]);
  });

  it('keep a declaration by the hash of a text, never the text', async () => {
    const declaration = {
      kind: 'declaration' as const,
      instanceId: prod.id,
      policy: `${prod.id}/policies/policy`,
      hash: `sha256:${'a'.repeat(64)}`,
      destination: 'none',
      by: ann,
      at: NOW,
    };
    await store.decisions.decide(declaration);
    await store.decisions.decide({ ...declaration, until: '2026-03-01', at: plus(1) });
    expect(await store.decisions.decisions([prod.id])).toMatchObject([
      { ...declaration, instanceId: prod.id.toLowerCase() },
      { until: '2026-03-01' as const },
    ]);
    expect(await store.decisions.waivers([prod.id])).toEqual([]);
  });

  it('keep the latest pause of a subscription and instance', async () => {
    const { subscription } = await subscribed();
    const about = { subscriptionId: subscription.id, instanceId: prod.id, retirement: RETIREMENT, by: ann };
    await store.decisions.pause({ ...about, kind: 'snooze', until: '2026-02-20', at: NOW });
    await store.decisions.pause({ ...about, kind: 'acknowledge', until: '2026-03-01', at: plus(60) });
    expect(await store.decisions.pauses()).toEqual([
      { ...about, instanceId: prod.id.toLowerCase(), kind: 'acknowledge', until: '2026-03-01' as const, at: plus(60) },
    ]);
    await store.decisions.wake({ ...about, instanceId: prod.id.toUpperCase() });
    expect(await store.decisions.pauses()).toEqual([]);
  });
});

describe('snapshots', () => {
  const day = (date: Day): Instant => `${date}T10:00:00.000Z`;

  it('move the proven states on, each change counted once', async () => {
    await store.snapshots.record([snapshot(prod, 'ready', day('2026-02-01'))]);
    const [broken] = await store.snapshots.record([snapshot(prod, 'outage', day('2026-02-02'))]);
    const [again] = await store.snapshots.record([snapshot(prod, 'outage', day('2026-02-02'))]);
    expect(broken).toMatchObject({ state: 'unmet', episode: 1, since: day('2026-02-02') });
    expect(again).toEqual(broken);
    expect(await store.snapshots.provenStates()).toEqual([broken]);
  });

  it('are found again by day and by instant', async () => {
    await store.snapshots.record([
      snapshot(prod, 'outage', day('2026-02-01')),
      snapshot(prod, 'ready', day('2026-02-03')),
      snapshot(dev, 'ready', day('2026-02-02')),
    ]);
    const found = (some: readonly { readonly verdict: string }[]) => some.map(({ verdict }) => verdict);
    expect(found(await store.snapshots.latestBefore(prod.id.toUpperCase(), '2026-02-03'))).toEqual(['not-ready']);
    expect(found(await store.snapshots.latestBefore(prod.id, '2026-02-04'))).toEqual(['ready']);
    expect(await store.snapshots.latestBefore(prod.id, '2026-02-01')).toEqual([]);
    expect(await store.snapshots.at(day('2026-02-02'))).toHaveLength(2);
  });

  it('tell since when what is unmet was unmet, and whether it was met before', async () => {
    const since = async () =>
      (await store.snapshots.unmetSince(prod.id.toUpperCase())).map((one) => [one.since, one.wasMet]);
    await store.snapshots.record([
      snapshot(prod, 'outage', day('2026-02-01')),
      snapshot(prod, 'outage', day('2026-02-02')),
      snapshot(dev, 'outage', day('2026-01-01')),
    ]);
    expect(await since()).toEqual([[day('2026-02-01'), false]]);
    await store.snapshots.record([snapshot(prod, 'ready', day('2026-02-03'))]);
    expect(await since()).toEqual([]);
    await store.snapshots.record([
      snapshot(prod, 'outage', day('2026-02-04')),
      snapshot(prod, 'outage', day('2026-02-05')),
    ]);
    expect(await since()).toEqual([[day('2026-02-04'), true]]);
  });

  it('give a trend: each day counts what was last known', async () => {
    await store.snapshots.record([
      snapshot(prod, 'outage', day('2026-02-01')),
      snapshot(dev, 'ready', day('2026-02-02')),
      snapshot(prod, 'ready', day('2026-02-04')),
    ]);
    const trend = await store.snapshots.trend([prod.id, dev.id], RETIREMENT, '2026-02-01');
    expect(trend.map((point) => [point.day, point.counts['not-ready'], point.counts.ready])).toEqual([
      ['2026-02-01', 1, 0],
      ['2026-02-02', 1, 1],
      ['2026-02-03', 1, 1],
      ['2026-02-04', 0, 2],
    ]);
  });

  it('are forgotten after their time, but for the latest', async () => {
    await store.snapshots.record([
      snapshot(prod, 'outage', day('2025-01-01')),
      snapshot(prod, 'outage', day('2025-01-02')),
      snapshot(dev, 'ready', day('2026-02-02')),
    ]);
    expect(await store.snapshots.forget(day('2026-01-01'))).toBe(1);
    expect(await store.snapshots.at(NOW)).toHaveLength(2);
  });
});

describe('deliveries', () => {
  it('are made out once, whatever the case of the id', async () => {
    const { delivery, id } = await madeOut();
    expect(id).not.toBe('');
    expect(await store.deliveries.add([{ ...delivery, instanceId: prod.id.toUpperCase() }], plus(60))).toEqual([]);
    expect(await store.deliveries.prepared()).toMatchObject([
      { milestone: { kind: 'before', days: 30 }, day: '2026-02-13' as const, at: NOW },
    ]);
  });

  it('are claimed by one sender, and by another once its lease has ended', async () => {
    const { id, place } = await madeOut();
    const claim = await store.deliveries.claim(id, NOW, plus(120));
    expect(claim).toMatchObject({ id, attempt: 1, wanted: true, message, place, thread: undefined });
    expect(await store.deliveries.claim(id, plus(60), plus(180))).toBeUndefined();
    expect(await store.deliveries.overdue(plus(60))).toEqual([]);
    expect(await store.deliveries.overdue(plus(120))).toEqual([{ id, attempt: 1 }]);
    expect(await store.deliveries.claim(id, plus(120), plus(240))).toMatchObject({ attempt: 2 });
  });

  it('are settled by the latest claim alone', async () => {
    const { id } = await madeOut();
    const slow = await store.deliveries.claim(id, NOW, plus(120));
    const other = await store.deliveries.claim(id, plus(120), plus(240));
    if (slow === undefined || other === undefined) throw new Error('not claimed');
    await store.deliveries.dead(slow, plus(130), 'refused');
    expect(await store.deliveries.deadLetters()).toEqual([]);
    await store.deliveries.sent(other, plus(140), { conversationId: 'a:1', messageId: 'm1' });
    expect(await store.deliveries.overdue(plus(9_999))).toEqual([]);
    expect(await store.database.query('select state, message from readiness.deliveries')).toEqual([
      { state: 'sent', message: null },
    ]);
  });

  it('find the thread that an earlier one has started', async () => {
    const { id, delivery } = await madeOut();
    const claim = await store.deliveries.claim(id, NOW, plus(120));
    if (claim === undefined) throw new Error('not claimed');
    await store.deliveries.sent(claim, plus(1), { conversationId: 'a:1', messageId: 'm1' });
    const [next = ''] = await store.deliveries.add(
      [{ ...delivery, milestone: { kind: 'before', days: 14 } }],
      plus(60),
    );
    expect(await store.deliveries.claim(next, plus(60), plus(180))).toMatchObject({
      thread: { conversationId: 'a:1', messageId: 'm1' },
    });
  });

  it('are not wanted any more once stopped or snoozed', async () => {
    const { id, subscription } = await madeOut();
    const about = { subscriptionId: subscription.id, instanceId: prod.id, retirement: RETIREMENT, by: ann };
    await store.decisions.pause({ ...about, kind: 'snooze', until: '2026-02-20', at: plus(1) });
    expect(await store.deliveries.claim(id, plus(2), plus(3))).toMatchObject({ wanted: false });
    await store.decisions.pause({ ...about, kind: 'snooze', until: '2026-02-13', at: plus(4) });
    expect(await store.deliveries.claim(id, plus(5), plus(6))).toMatchObject({ wanted: true });
    await store.subscriptions.stop(subscription.id);
    expect(await store.deliveries.claim(id, plus(7), plus(8))).toMatchObject({ wanted: false });
  });

  it('that were given up are listed, and due again when somebody says so', async () => {
    const { id } = await madeOut();
    const claim = await store.deliveries.claim(id, NOW, plus(120));
    if (claim === undefined) throw new Error('not claimed');
    await store.deliveries.dead(claim, plus(1), 'expired');
    expect(await store.deliveries.deadLetters()).toMatchObject([
      { id, what: 'before-30', why: 'expired', place: 'a:1' },
    ]);
    expect(await store.deliveries.resend('no such id', plus(60))).toBe(false);
    expect(await store.deliveries.resend(id, plus(60))).toBe(true);
    expect(await store.deliveries.claim(id, plus(60), plus(180))).toMatchObject({ wanted: true, message });
  });

  it('are forgotten after their time, but for the latest of their kind', async () => {
    const { delivery, id } = await madeOut();
    const [next = ''] = await store.deliveries.add(
      [{ ...delivery, milestone: { kind: 'before', days: 14 } }],
      plus(60),
    );
    for (const one of [id, next]) {
      const claim = await store.deliveries.claim(one, plus(60), plus(180));
      if (claim !== undefined) await store.deliveries.drop(claim, plus(61));
    }
    expect(await store.deliveries.forget(plus(3_600))).toBe(1);
    expect(await store.deliveries.prepared()).toMatchObject([{ milestone: { kind: 'before', days: 14 } }]);
  });
});

describe('slots to send in', () => {
  it('are apart, whoever takes them, and are not saved up', async () => {
    expect(await store.sendSlots.take('t', 1_000, NOW)).toBe(NOW);
    expect(await store.sendSlots.take('t', 1_000, NOW)).toBe(plus(1));
    expect(await store.sendSlots.take('other', 1_000, NOW)).toBe(NOW);
    expect(await store.sendSlots.take('t', 1_000, plus(60))).toBe(plus(60));
    await store.sendSlots.hold('t', plus(90));
    expect(await store.sendSlots.take('t', 1_000, plus(61))).toBe(plus(90));
  });
});

describe('preferences', () => {
  it('hold the last choice of each person', async () => {
    await store.preferences.chooseFixFormat('ann', 'bicep');
    await store.preferences.chooseFixFormat('ann', 'terraform');

    expect(await store.preferences.fixFormat('ann')).toBe('terraform');
    expect(await store.preferences.fixFormat('bob')).toBeUndefined();
  });
});
