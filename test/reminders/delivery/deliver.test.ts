/** One message at a time from the table to Teams, on the embedded database and over a transport that fails as told. */

import { createDeliverer, type DeliveryResult, teamsLimits } from '../../../src/reminders/delivery/deliver.ts';
import type { Drawn } from '../../../src/reminders/ports/drawing-port.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { ann, instance, RETIREMENT } from '../rules/support.ts';
import { empty, emptyStore, message, NOW, plus, sighting } from '../store/support.ts';
import { type ScriptedTransport, scriptedTransport } from './support.ts';

let store: Store;
let clock: HandClock;
let transport: ScriptedTransport;
let log: ReturnType<typeof rememberedLog>;
let deliver: (id: string) => Promise<DeliveryResult>;

beforeAll(async () => {
  store = await emptyStore();
});

beforeEach(async () => {
  await empty(store);
  clock = handClock({ start: NOW, skipsPauses: true });
  transport = scriptedTransport(clock);
  log = rememberedLog();
  deliver = createDeliverer({
    outbox: store.deliveries,
    places: store.places,
    slots: store.sendSlots,
    transport,
    draw: (): Drawn => ({
      full: { text: 'full', summary: 's' },
      short: { text: 'short', summary: 's' },
      root: { text: 'root', summary: 's' },
    }),
    clock,
    random: () => 0.5,
    log,
  });
});

afterAll(() => store.database.close());

const channel = sighting({ kind: 'channel', conversationId: '19:c@thread.tacv2' });

/** Makes out messages about one instance each, or one instance so many days before. */
async function madeOut(days: readonly number[] = [30], at = sighting(), names: readonly string[] = ['apim-prod']) {
  const place = await store.places.seen(at, NOW);
  const subscription = await store.subscriptions.add(
    { kind: 'reminder', placeId: place.id, scope: { kind: 'all' }, schedule: undefined, setUpBy: ann },
    NOW,
  );
  const ids = await store.deliveries.add(
    names.flatMap((name) =>
      days.map((day) => ({
        kind: 'reminder' as const,
        subscriptionId: subscription.id,
        placeId: place.id,
        instanceId: instance(name).id,
        retirement: RETIREMENT,
        milestone: { kind: 'before' as const, days: day },
        day: '2026-02-13',
        message,
      })),
    ),
    NOW,
  );
  return { place, subscription, ids, id: ids[0] ?? '' };
}

const carried = () => transport.carried.map(({ how, to, text }) => `${how} ${text} ${to}`);
const stateOf = async (id: string) => {
  const [row] = await store.database.query('select state from readiness.deliveries where id = $1', [id]);
  return row?.state;
};

describe('a message', () => {
  it('is sent once, and recorded', async () => {
    const { id } = await madeOut();
    expect(await deliver(id)).toEqual({ kind: 'sent' });
    expect(await deliver(id)).toEqual({ kind: 'nothing' });
    expect(carried()).toEqual(['post full a:1']);
    expect(await stateOf(id)).toBe('sent');
  });

  it('starts a thread; the next one goes into it and brings its first card up to date', async () => {
    const { ids } = await madeOut([30, 14], channel);
    for (const id of ids) await deliver(id);
    expect(carried()).toEqual([
      'post full 19:c@thread.tacv2',
      'reply full 19:c@thread.tacv2;messageid=1',
      'update root 19:c@thread.tacv2;messageid=1',
    ]);
  });

  it('counts as sent although the first card could not be brought up to date', async () => {
    const { ids } = await madeOut([30, 14], channel);
    transport.fail(undefined, undefined, 'gone');
    for (const id of ids) await deliver(id);
    expect(await stateOf(ids[1] ?? '')).toBe('sent');
    expect(await store.places.all()).toMatchObject([{ state: 'ok' }]);
  });

  it('is recorded later when the database is away for a moment', async () => {
    const { id } = await madeOut();
    let failures = 2;
    const flaky = {
      ...store.deliveries,
      sent: async (...values: Parameters<Store['deliveries']['sent']>) => {
        failures -= 1;
        if (failures >= 0) throw new Error('away');
        return store.deliveries.sent(...values);
      },
    };
    const draw = (): Drawn => ({ full: { text: 'full', summary: 's' }, short: { text: 'short', summary: 's' } });
    const parts = { places: store.places, slots: store.sendSlots, transport, draw, clock, random: () => 0.5, log };
    expect(await createDeliverer({ ...parts, outbox: flaky })(id)).toEqual({ kind: 'sent' });
    expect(carried()).toEqual(['post full a:1']);
    expect(await stateOf(id)).toBe('sent');
  });

  it('is not sent when it was stopped meanwhile', async () => {
    const { id, subscription } = await madeOut();
    await store.subscriptions.stop(subscription.id);
    expect(await deliver(id)).toEqual({ kind: 'dropped' });
    expect(carried()).toEqual([]);
  });
});

describe('pace', () => {
  it('is one a second into one conversation; who has to wait does so in the table, and keeps the slot', async () => {
    const { ids } = await madeOut([30], sighting(), ['a', 'b', 'c', 'd']);
    expect(await Promise.all(ids.map(deliver))).toEqual([
      { kind: 'sent' },
      { kind: 'later', at: plus(1), attempt: 1 },
      { kind: 'later', at: plus(2), attempt: 1 },
      { kind: 'later', at: plus(3), attempt: 1 },
    ]);
    for (const _ of ids) {
      await clock.pass(1_000);
      for (const id of ids) await deliver(id);
    }
    expect(transport.carried.map(({ at }) => at)).toEqual([NOW, plus(1), plus(2), plus(3)]);
  });

  it('of one conversation does not hold back another', async () => {
    const { ids } = await madeOut([30], sighting(), ['a', 'b']);
    const { id } = await madeOut([30], sighting({ conversationId: 'a:2' }));
    for (const one of [...ids, id]) await deliver(one);
    expect(carried()).toEqual(['post full a:1', 'post full a:2']);
  });

  it('is twenty a second to one tenant', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 40; number += 1)
      ids.push((await madeOut([30], sighting({ conversationId: `a:${number}` }))).id);
    for (const id of ids) await deliver(id);
    expect(transport.carried.at(-1)?.at).toBe(plus(39 * 0.05));
  });
});

describe('trouble', () => {
  it('429 waits as long as Teams asks, and holds the conversation back with it', async () => {
    const { ids } = await madeOut([30], sighting(), ['a', 'b']);
    transport.fail({ failure: 'throttled', retryAfter: 7_000 });
    expect(await deliver(ids[0] ?? '')).toEqual({ kind: 'later', at: plus(7), attempt: 1 });
    expect(await deliver(ids[0] ?? '')).toEqual({ kind: 'nothing' });
    expect(await deliver(ids[1] ?? '')).toMatchObject({ kind: 'later', at: plus(7) });
    await clock.pass(8_000);
    expect(await deliver(ids[0] ?? '')).toEqual({ kind: 'sent' });
    expect(carried()).toHaveLength(2);
  });

  it('412, 502, 504 and silence are tried again, ever later', async () => {
    const { id } = await madeOut();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      transport.fail('unavailable');
      const result = await deliver(id);
      if (result.kind !== 'later') throw new Error(`It was ${result.kind}.`);
      delays.push((Date.parse(result.at) - Date.parse(clock.instant())) / 1_000);
      await clock.pass((delays.at(-1) ?? 0) * 1_000);
    }
    expect(delays).toEqual([1.5, 3, 6, 12]);
    expect(await deliver(id)).toEqual({ kind: 'sent' });
  });

  it('a call that never ends counts as lost', async () => {
    const { id } = await madeOut();
    transport.fail('hang');
    const result = deliver(id);
    while (transport.carried.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.pass(teamsLimits.callLimit);
    expect(await result).toMatchObject({ kind: 'later', attempt: 1 });
  });

  it.each(['blocked', 'gone'] as const)(
    '%s: the place is marked, and left alone until it shows itself',
    async (failure) => {
      const { ids, place } = await madeOut([30], sighting(), ['a', 'b']);
      transport.fail(failure);
      expect(await deliver(ids[0] ?? '')).toEqual({ kind: 'parked' });
      expect(await deliver(ids[1] ?? '')).toEqual({ kind: 'nothing' });
      expect(await store.places.byId(place.id)).toMatchObject({ state: 'unreachable', why: failure, since: NOW });
      expect(carried()).toHaveLength(1);
    },
  );

  it('a thread that is gone is begun anew', async () => {
    const { ids } = await madeOut([30, 14], channel);
    await deliver(ids[0] ?? '');
    transport.fail('gone');
    expect(await deliver(ids[1] ?? '')).toEqual({ kind: 'sent' });
    expect(carried()).toEqual([
      'post full 19:c@thread.tacv2',
      'reply full 19:c@thread.tacv2;messageid=1',
      'post full 19:c@thread.tacv2',
    ]);
    expect(await store.places.all()).toMatchObject([{ state: 'ok' }]);
  });

  it('413 is said in short; too big even so, it is given up', async () => {
    const { ids } = await madeOut([30], sighting(), ['a', 'b']);
    transport.fail('too-big', undefined, 'too-big', 'too-big');
    expect(await deliver(ids[0] ?? '')).toEqual({ kind: 'sent' });
    await clock.pass(1_000);
    expect(await deliver(ids[1] ?? '')).toEqual({ kind: 'dead' });
    expect(carried()).toEqual(['post full a:1', 'post short a:1', 'post full a:1', 'post short a:1']);
    expect(await store.deliveries.deadLetters()).toMatchObject([{ id: ids[1], why: 'too-big' }]);
  });

  it('401 alarms, is tried again without hurry, and says nothing about the place', async () => {
    const { id } = await madeOut();
    transport.fail('unauthorized');
    expect(await deliver(id)).toEqual({ kind: 'later', at: plus(900), attempt: 1 });
    expect(await store.places.all()).toMatchObject([{ state: 'ok' }]);
    expect(log.lines).toMatchObject([{ level: 'error', event: expect.stringContaining('does not accept the bot') }]);
  });

  it('any other refusal is given up at once', async () => {
    const { id } = await madeOut();
    transport.fail('refused');
    expect(await deliver(id)).toEqual({ kind: 'dead' });
    expect(await store.deliveries.deadLetters()).toMatchObject([{ id, why: 'refused' }]);
  });

  it('a mistake of ours is tried again like silence', async () => {
    const { id } = await madeOut();
    transport.fail(new TypeError('of ours'));
    expect(await deliver(id)).toMatchObject({ kind: 'later' });
    expect(log.lines).toMatchObject([{ level: 'error', event: 'sending broke' }]);
  });

  it('that lasts a day ends among the dead letters', async () => {
    const { id } = await madeOut();
    let result: DeliveryResult = { kind: 'nothing' };
    for (let attempt = 0; attempt < 400 && result.kind !== 'dead'; attempt += 1) {
      transport.fail('unavailable');
      result = await deliver(id);
      if (result.kind === 'later') await clock.pass(Date.parse(result.at) - Date.parse(clock.instant()));
    }
    expect(result).toEqual({ kind: 'dead' });
    expect(await store.deliveries.deadLetters()).toMatchObject([{ why: 'expired' }]);
    expect(Date.parse(clock.instant()) - Date.parse(NOW)).toBeGreaterThan(23 * 3_600_000);
  });

  it('of a sender that died is taken over when its lease ends', async () => {
    const { id } = await madeOut();
    await store.deliveries.claim(id, NOW, plus(120));
    expect(await deliver(id)).toEqual({ kind: 'nothing' });
    await clock.pass(120_000);
    expect(await deliver(id)).toEqual({ kind: 'sent' });
  });
});
