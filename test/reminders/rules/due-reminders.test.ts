import { type Day, type Instant, instantAt } from '../../../src/model/days.ts';
import type { Waiver } from '../../../src/model/decision.ts';
import { dueReminders } from '../../../src/reminders/rules/due-reminders.ts';
import { milestoneName } from '../../../src/reminders/rules/milestones.ts';
import type { Pause } from '../../../src/reminders/rules/pause.ts';
import type { ReminderState } from '../../../src/reminders/rules/reminder-state.ts';
import { waiverOf } from '../../../src/reminders/rules/waiver.ts';
import { ann, instance, keysOn, mark, RETIREMENT, standingAfter, state, subscription } from './support.ts';

const prod = instance('apim-prod');
const unmet = standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'outage']);
const given = state({ instances: [prod], provenStates: [unmet] });

const waiver = (rest: Partial<Waiver> = {}): Waiver => ({
  kind: 'waiver',
  id: 'w1',
  instanceId: prod.id.toUpperCase(),
  requirement: 'gateway-dependencies',
  until: '2026-02-28' as const,
  reason: 'The new hub comes in March.',
  by: ann,
  at: '2026-01-01T00:00:00.000Z',
  ...rest,
});

const pause = (rest: Partial<Pause> = {}): Pause => ({
  subscriptionId: 's1',
  instanceId: prod.id,
  retirement: RETIREMENT,
  kind: 'snooze',
  until: '2026-02-20' as const,
  by: ann,
  at: '2026-01-20T00:00:00.000Z',
  ...rest,
});

describe('by calendar', () => {
  it('is due once on its day', () => {
    expect(keysOn(given, '2026-02-13')).toEqual(['before-30']);
    expect(keysOn(state({ ...given, prepared: [mark(prod, 'before-30', '2026-02-13')] }), '2026-02-13')).toEqual([]);
  });

  it('is caught up with later, the latest alone', () => {
    const prepared = [mark(prod, 'before-90', '2025-12-15')];
    expect(keysOn(state({ ...given, prepared }), '2026-03-10')).toEqual(['before-7']);
  });

  it('waits for the next one after a late one', () => {
    const prepared = [mark(prod, 'before-30', '2026-02-28')];
    expect(keysOn(state({ ...given, prepared }), '2026-02-28')).toEqual([]);
    expect(keysOn(state({ ...given, prepared }), '2026-03-01')).toEqual(['before-14']);
  });

  it('tells nothing from before the subscription', () => {
    const subscriptions = [subscription({ createdAt: '2026-02-13T08:00:00.000Z' })];
    expect(keysOn(state({ ...given, subscriptions }), '2026-02-14')).toEqual([]);
    expect(keysOn(state({ ...given, subscriptions }), '2026-03-01')).toEqual(['before-14']);
  });

  it('tells nothing from before the trouble', () => {
    const provenStates = [standingAfter(prod, ['2026-02-20T10:00:00.000Z', 'outage'])];
    expect(keysOn(state({ ...given, provenStates }), '2026-02-21')).toEqual([]);
    expect(keysOn(state({ ...given, provenStates }), '2026-03-01')).toEqual(['before-14']);
  });

  it.each(['paused', 'stopped'] as const)('is silent for a subscription that is %s', (now) => {
    expect(keysOn(state({ ...given, subscriptions: [subscription({ state: now })] }), '2026-02-13')).toEqual([]);
  });

  it('comes back when a pause of the subscription is over', () => {
    const subscriptions = [subscription({ state: 'paused', pausedUntil: '2026-02-20' })];
    expect(keysOn(state({ ...given, subscriptions }), '2026-02-19')).toEqual([]);
    expect(keysOn(state({ ...given, subscriptions }), '2026-02-20')).toEqual(['before-30']);
  });

  it('waits for the morning of the place', () => {
    const zones = new Map([['p1', 'America/New_York']]);
    const prepared = [mark(prod, 'before-60', '2026-01-14')];
    const dueAt = (now: Instant) =>
      dueReminders(state({ ...given, zones, prepared }), now).map(({ milestone }) => milestoneName(milestone));
    expect(dueAt('2026-02-13T13:59:00.000Z')).toEqual([]);
    expect(dueAt('2026-02-13T14:00:00.000Z')).toEqual(['before-30']);
  });

  it('is silent for summaries, for what is out of scope, and for what is ready', () => {
    const other = { kind: 'instance', instanceId: instance('apim-dev').id } as const;
    const ready = standingAfter(prod, ['2026-02-01T10:00:00.000Z', 'ready']);
    expect(keysOn(state({ ...given, subscriptions: [subscription({ kind: 'summary' })] }), '2026-02-13')).toEqual([]);
    expect(keysOn(state({ ...given, subscriptions: [subscription({ scope: other })] }), '2026-02-13')).toEqual([]);
    expect(keysOn(state({ ...given, provenStates: [ready] }), '2026-02-13')).toEqual([]);
  });

  it('still reminds of what cannot be seen any more', () => {
    const provenStates = [
      standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'outage'], ['2026-02-01T10:00:00.000Z', 'unseen']),
    ];
    expect(keysOn(state({ ...given, provenStates }), '2026-02-13')).toEqual(['before-30']);
  });
});

describe('by a schedule of its own', () => {
  const mondays = { days: [1], time: '14:00', zone: 'Europe/Berlin' };
  const subscriptions = [subscription({ schedule: mondays })];

  it('is due on its weekday and at its time, once, while something is unmet', () => {
    const weekly = state({ ...given, subscriptions });
    expect(dueReminders(weekly, '2026-02-16T13:00:00.000Z').map(({ milestone }) => milestoneName(milestone))).toEqual([
      'at-2026-02-16T14:00',
    ]);
    expect(
      keysOn(state({ ...weekly, prepared: [mark(prod, 'at-2026-02-16T14:00', '2026-02-16')] }), '2026-02-17'),
    ).toEqual([]);
    const ready = standingAfter(prod, ['2026-02-01T10:00:00.000Z', 'ready']);
    expect(keysOn(state({ ...weekly, provenStates: [ready] }), '2026-02-17')).toEqual([]);
  });

  it('does not follow the days around the retirement', () => {
    const prepared = [mark(prod, 'at-2026-02-09T14:00', '2026-02-09')];
    expect(keysOn(state({ ...given, subscriptions, prepared }), '2026-02-13')).toEqual([]);
  });
});

describe('at once', () => {
  const broken = standingAfter(
    prod,
    ['2026-01-01T10:00:00.000Z', 'ready'],
    ['2026-02-13T11:00:00.000Z', 'unsupported'],
  );

  it('is due when an instance that was ready no longer is, instead of that day’s milestone', () => {
    const before = state({ ...given, provenStates: [broken] });
    expect(keysOn(before, '2026-02-13')).toEqual(['no-longer-ready-1']);
    expect(
      keysOn(state({ ...before, prepared: [mark(prod, 'no-longer-ready-1', '2026-02-13')] }), '2026-02-13'),
    ).toEqual([]);
  });

  it('is told in the night, and then the morning brings nothing more', () => {
    const zones = new Map([['p1', 'America/New_York']]);
    const before = state({ ...given, zones, provenStates: [broken] });
    expect(dueReminders(before, '2026-02-13T11:30:00.000Z')).toMatchObject([
      { milestone: { kind: 'no-longer-ready', episode: 1 }, today: '2026-02-13' as const },
    ]);
    const told = state({ ...before, prepared: [mark(prod, 'no-longer-ready-1', '2026-02-13')] });
    expect(dueReminders(told, '2026-02-13T15:00:00.000Z')).toEqual([]);
  });

  it('is not held back by what went out earlier that day', () => {
    const prepared = [mark(prod, 'all-met-0', '2026-02-13')];
    expect(keysOn(state({ ...given, provenStates: [broken], prepared }), '2026-02-13')).toEqual(['no-longer-ready-1']);
  });

  it('is not told to who subscribed later', () => {
    const subscriptions = [subscription({ createdAt: '2026-02-13T12:00:00.000Z' })];
    expect(keysOn(state({ ...given, provenStates: [broken], subscriptions }), '2026-02-14')).toEqual([]);
  });

  it('says nothing when a ready instance only cannot be seen', () => {
    const unseen = standingAfter(prod, ['2026-01-01T10:00:00.000Z', 'ready'], ['2026-02-13T11:00:00.000Z', 'unseen']);
    expect(keysOn(state({ ...given, provenStates: [unseen] }), '2026-02-13')).toEqual([]);
  });
});

describe('closing', () => {
  const fixed = standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'outage'], ['2026-02-20T10:00:00.000Z', 'ready']);
  const open = state({ ...given, provenStates: [fixed], prepared: [mark(prod, 'before-30', '2026-02-13')] });

  it('is said once when all is met, by the reminder’s own thread', () => {
    expect(dueReminders(open, '2026-02-20T12:00:00.000Z')).toMatchObject([
      { milestone: { kind: 'all-met', episode: 1 } },
    ]);
    const closed = state({ ...open, prepared: [...open.prepared, mark(prod, 'all-met-1', '2026-02-20')] });
    expect(keysOn(closed, '2026-03-15')).toEqual([]);
  });

  it('is said although it was snoozed: there is nothing left to be silent about', () => {
    expect(keysOn(state({ ...open, pauses: [pause({ until: '2026-12-31' })] }), '2026-02-20')).toEqual(['all-met-1']);
  });

  it('is not said to who never heard of trouble', () => {
    expect(keysOn(state({ ...open, prepared: [] }), '2026-02-20')).toEqual([]);
  });

  it('is not said while anything cannot be seen', () => {
    const provenStates = [
      standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'outage'], ['2026-02-20T10:00:00.000Z', 'unseen']),
    ];
    const told = state({ ...open, provenStates, prepared: [mark(prod, 'before-30', '2026-02-13')] });
    expect(keysOn(told, '2026-02-20')).toEqual([]);
  });
});

describe('several subscriptions in one place', () => {
  const { subscriptionId, resourceGroup } = prod;
  const scopes = {
    one: { kind: 'instance', instanceId: prod.id },
    group: { kind: 'resource-group', subscriptionId, resourceGroup },
    subscription: { kind: 'subscription', subscriptionId },
    tag: { kind: 'tag', tag: 'env' },
    all: { kind: 'all' },
  } as const;
  const tagged = { ...prod, tags: { env: 'prod' } };
  const subscribed = (...names: readonly (keyof typeof scopes)[]) =>
    names.map((name, index) =>
      subscription({ id: name, scope: scopes[name], createdAt: instantAt(Date.UTC(2025, 0, index + 1)) }),
    );
  const speakers = (rest: Partial<typeof given>, today: Day = '2026-02-13') =>
    dueReminders(state({ ...given, instances: [tagged], ...rest }), `${today}T12:00:00.000Z`).map(
      ({ subscription: { id } }) => id,
    );

  it.each([
    [['all', 'one'], 'one'],
    [['all', 'tag', 'subscription', 'group', 'one'], 'one'],
    [['all', 'tag', 'group'], 'group'],
    [['all', 'subscription'], 'subscription'],
    [['all', 'tag'], 'tag'],
    [['tag', 'subscription'], 'tag'],
    [['subscription', 'tag'], 'subscription'],
  ] as const)('%j, the oldest first: %s alone speaks', (names, speaker) => {
    expect(speakers({ subscriptions: subscribed(...names) })).toEqual([speaker]);
    expect(speakers({ subscriptions: subscribed(...names).toReversed() })).toEqual([speaker]);
  });

  it('each speak of what only they cover', () => {
    const dev = instance('apim-dev');
    const provenStates = [unmet, standingAfter(dev, ['2025-02-01T10:00:00.000Z', 'outage'])];
    const found = dueReminders(
      state({ ...given, instances: [prod, dev], provenStates, subscriptions: subscribed('all', 'one') }),
      '2026-02-13T12:00:00.000Z',
    );
    expect(found.map(({ subscription: { id }, instance: { name } }) => `${id} ${name}`).toSorted()).toEqual([
      'all apim-dev',
      'one apim-prod',
    ]);
  });

  it('speak in each of two places', () => {
    const subscriptions = subscribed('all', 'one').map((one, index) => ({ ...one, placeId: `p${index + 1}` }));
    expect(speakers({ subscriptions })).toEqual(['all', 'one']);
  });

  it.each(['all', 'one'])('say nothing again that %s has told there', (told) => {
    const prepared = [mark(prod, 'before-30', '2026-02-13', { subscriptionId: told })];
    expect(speakers({ subscriptions: subscribed('all', 'one'), prepared }, '2026-02-14')).toEqual([]);
    expect(speakers({ subscriptions: subscribed('all', 'one'), prepared }, '2026-03-01')).toEqual(['one']);
  });

  it('say nothing again that was told by one that was stopped since', () => {
    const prepared = [mark(prod, 'before-30', '2026-02-13', { subscriptionId: 'one' })];
    expect(speakers({ subscriptions: subscribed('all'), prepared }, '2026-02-14')).toEqual([]);
  });

  it('speak although the same was told elsewhere', () => {
    const prepared = [mark(prod, 'before-30', '2026-02-13', { subscriptionId: 's9', placeId: 'p9' })];
    expect(speakers({ subscriptions: subscribed('all'), prepared })).toEqual(['all']);
  });

  it('leave it to the other while the more specific one is paused', () => {
    const paused = subscribed('one').map((one) => ({ ...one, state: 'paused' as const }));
    expect(speakers({ subscriptions: [...subscribed('all'), ...paused] })).toEqual(['all']);
  });

  it('close once, and nobody closes what was over before anything was set up', () => {
    const provenStates = [
      standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'outage'], ['2026-02-20T10:00:00.000Z', 'ready']),
    ];
    const prepared = [mark(prod, 'before-30', '2026-02-13', { subscriptionId: 'gone' })];
    expect(speakers({ subscriptions: subscribed('all', 'one'), provenStates, prepared }, '2026-02-20')).toEqual([
      'one',
    ]);
    const subscriptions = [subscription({ createdAt: '2026-02-21T08:00:00.000Z' })];
    expect(speakers({ subscriptions, provenStates, prepared }, '2026-02-22')).toEqual([]);
  });
});

describe('snoozing and acknowledging', () => {
  it.each(['snooze', 'acknowledge'] as const)('%s is silent until its day, and comes back on it', (kind) => {
    const snoozed = state({ ...given, pauses: [pause({ kind })] });
    expect(keysOn(snoozed, '2026-02-13')).toEqual([]);
    expect(keysOn(snoozed, '2026-02-19')).toEqual([]);
    expect(keysOn(snoozed, '2026-02-20')).toEqual(['pause-ended-2026-02-20']);
    const back = state({ ...snoozed, prepared: [mark(prod, 'pause-ended-2026-02-20', '2026-02-20')] });
    expect(keysOn(back, '2026-02-21')).toEqual([]);
    expect(keysOn(back, '2026-03-01')).toEqual(['before-14']);
  });

  it('ends with the trouble that it was about', () => {
    const again = standingAfter(
      prod,
      ['2025-02-01T10:00:00.000Z', 'outage'],
      ['2026-02-01T10:00:00.000Z', 'ready'],
      ['2026-02-05T10:00:00.000Z', 'outage'],
    );
    expect(keysOn(state({ ...given, provenStates: [again], pauses: [pause()] }), '2026-02-05')).toEqual([
      'no-longer-ready-2',
    ]);
  });

  it('is about one subscription', () => {
    const two = [subscription(), subscription({ id: 's2' })];
    const found = dueReminders(state({ ...given, subscriptions: two, pauses: [pause()] }), '2026-02-13T12:00:00.000Z');
    expect(found.map(({ subscription: { id } }) => id)).toEqual(['s2']);
  });
});

describe('waiving', () => {
  it('is silent while everything unmet is waived, and says when that ends', () => {
    const waived = state({ ...given, waivers: [waiver()] });
    expect(keysOn(waived, '2026-02-13')).toEqual([]);
    expect(keysOn(waived, '2026-03-01')).toEqual(['waiver-ended-gateway-dependencies-2026-02-28']);
  });

  it('reminds of the rest', () => {
    const provenStates = [standingAfter(prod, ['2025-02-01T10:00:00.000Z', 'two'])];
    expect(keysOn(state({ ...given, provenStates, waivers: [waiver()] }), '2026-02-13')).toEqual(['before-30']);
  });

  it('never passes for met', () => {
    const waived = state({ ...given, waivers: [waiver()], prepared: [mark(prod, 'before-60', '2026-01-14')] });
    expect(keysOn(waived, '2026-02-13')).toEqual([]);
  });

  it('holds to the end of its day; the longest counts', () => {
    const waivers = [waiver(), waiver({ id: 'w2', until: '2026-04-01' })];
    const about = { instanceId: prod.id, requirement: 'gateway-dependencies' };
    expect(waiverOf([waiver()], about, '2026-02-28')?.id).toBe('w1');
    expect(waiverOf([waiver()], about, '2026-03-01')).toBeUndefined();
    expect(waiverOf(waivers, about, '2026-02-28')?.id).toBe('w2');
  });
});

describe('over several retirements', () => {
  const TLS = { id: 'tls-versions', effective: '2025-10-31' as const };
  const ADAL = { id: 'identity-providers-adal', effective: '2025-09-30' as const };
  const AHEAD = { id: 'analytics-dashboard', effective: '2027-03-15' as const };
  const retirements = [{ id: RETIREMENT, effective: '2026-03-15' as const }, TLS, ADAL, AHEAD];
  const against = (retirement: string, ...history: Parameters<typeof standingAfter>[1][]) => ({
    ...standingAfter(prod, ...history),
    retirement,
  });
  const since = ['2025-02-01T10:00:00.000Z', 'outage'] as const;
  const provenStates = retirements.map(({ id }) => against(id, since));
  const all = state({ instances: [prod], provenStates, retirements });
  const told = (given: ReminderState, day: Day) =>
    dueReminders(given, `${day}T12:00:00.000Z`).map(
      ({ provenState, milestone, others }) =>
        `${provenState.retirement} ${milestoneName(milestone)} + ${others.map(({ retirement }) => retirement).join(' ')}`,
    );

  it('those past share the days of the latest, whose message names the others', () => {
    const prepared = [mark(prod, 'month-5', '2026-08-15')];
    expect(told({ ...all, prepared }, '2026-08-31')).toEqual([]);
    expect(told({ ...all, prepared }, '2026-09-15')).toEqual([
      `${RETIREMENT} month-6 + ${TLS.id} ${ADAL.id} ${AHEAD.id}`,
    ]);
  });

  it('a schedule tells them in one message', () => {
    const subscriptions = [subscription({ schedule: { days: [1], time: '09:00', zone: 'UTC' } })];
    expect(told({ ...all, subscriptions }, '2026-09-07')).toEqual([
      `${RETIREMENT} at-2026-09-07T09:00 + ${TLS.id} ${ADAL.id} ${AHEAD.id}`,
    ]);
  });

  it('each that lies ahead has days of its own, and one message on a day that two share', () => {
    const prepared = [
      mark(prod, 'month-8', '2026-11-15'),
      mark(prod, 'before-180', '2026-09-16', { retirement: AHEAD.id }),
    ];
    expect(told({ ...all, prepared }, '2026-12-15')).toEqual([
      `${AHEAD.id} before-90 + ${RETIREMENT} ${TLS.id} ${ADAL.id}`,
    ]);
    const after = [...prepared, mark(prod, 'before-90', '2026-12-15', { retirement: AHEAD.id })];
    expect(told({ ...all, prepared: after }, '2026-12-15')).toEqual([]);
  });

  it('the next one leads once the latest is met, and what was named is not told again at once', () => {
    const met = against(RETIREMENT, since, ['2026-10-01T10:00:00.000Z', 'ready']);
    const given = { ...all, provenStates: [met, ...provenStates.slice(1)] };
    const prepared = [
      mark(prod, 'month-6', '2026-09-15'),
      mark(prod, 'before-180', '2026-09-16', { retirement: AHEAD.id }),
    ];
    expect(told({ ...given, prepared }, '2026-10-01')).toEqual([
      `${RETIREMENT} all-met-1 + ${TLS.id} ${ADAL.id} ${AHEAD.id}`,
    ]);
    const after = [...prepared, mark(prod, 'all-met-1', '2026-10-01')];
    expect(told({ ...given, prepared: after }, '2026-10-02')).toEqual([]);
    expect(told({ ...given, prepared: after }, '2026-10-31')).toEqual([`${TLS.id} month-12 + ${ADAL.id} ${AHEAD.id}`]);
  });

  it('one that was met says at once that it is unmet, whichever leads', () => {
    const broken = against(TLS.id, ['2025-12-01T10:00:00.000Z', 'ready'], ['2026-09-20T10:00:00.000Z', 'unsupported']);
    const given = { ...all, provenStates: [...provenStates.filter(({ retirement }) => retirement !== TLS.id), broken] };
    const prepared = [
      mark(prod, 'month-6', '2026-09-15'),
      mark(prod, 'before-180', '2026-09-16', { retirement: AHEAD.id }),
    ];
    expect(told({ ...given, prepared }, '2026-09-20')).toEqual([
      `${TLS.id} no-longer-ready-1 + ${RETIREMENT} ${ADAL.id} ${AHEAD.id}`,
    ]);
  });

  it('a snooze of the one that leads silences its days and brings no other in its place', () => {
    const pauses = [pause({ at: '2026-08-20T00:00:00.000Z', until: '2026-10-01' })];
    const prepared = [
      mark(prod, 'month-5', '2026-08-15'),
      mark(prod, 'before-180', '2026-09-16', { retirement: AHEAD.id }),
    ];
    expect(told({ ...all, pauses, prepared }, '2026-09-30')).toEqual([]);
  });
});
