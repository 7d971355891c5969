/** A year of fifty instances, a day at a time, against a table of what has to come out. */
import type { Day, Instant } from '../../../src/model/days.ts';
import type { Waiver } from '../../../src/model/decision.ts';
import { dueReminders } from '../../../src/reminders/rules/due-reminders.ts';
import { milestoneName } from '../../../src/reminders/rules/milestones.ts';
import type { Pause } from '../../../src/reminders/rules/pause.ts';
import { nextProvenState, type ProvenState } from '../../../src/reminders/rules/proven-state.ts';
import type { PreparedReminder } from '../../../src/reminders/rules/reminder-state.ts';
import { ann, daysFrom, type Found, instance, RETIREMENT, snapshot, state, subscription } from './support.ts';

interface Story {
  /** What five instances are found to be, from a day on. */
  readonly found: Readonly<Record<string, Found>>;
  readonly snooze?: { readonly on: string; readonly until: Day };
  readonly waive?: { readonly on: string; readonly until: Day };
  /** Every message, as `day key`. */
  readonly messages: readonly string[];
}

const before = [
  '2025-09-16 before-180',
  '2025-12-15 before-90',
  '2026-01-14 before-60',
  '2026-02-13 before-30',
  '2026-03-01 before-14',
  '2026-03-08 before-7',
  '2026-03-12 before-3',
  '2026-03-14 before-1',
];
const weekly = [
  '2026-03-15 day',
  '2026-03-22 week-1',
  '2026-03-29 week-2',
  '2026-04-05 week-3',
  '2026-04-12 week-4',
  '2026-04-19 week-5',
  '2026-04-26 week-6',
  '2026-05-03 week-7',
  '2026-05-10 week-8',
];
const monthly = ['2026-06-15 month-3', '2026-07-15 month-4', '2026-08-15 month-5'];

const stories: Readonly<Record<string, Story>> = {
  'is ready all year': { found: { '2025-09-01': 'ready' }, messages: [] },
  'is never fixed': { found: { '2025-09-01': 'outage' }, messages: [...before, ...weekly, ...monthly] },
  'is never seen': { found: { '2025-09-01': 'unseen' }, messages: [] },
  'is fixed in time': {
    found: { '2025-09-01': 'outage', '2026-02-20': 'ready' },
    messages: [...before.slice(0, 4), '2026-02-20 all-met-1'],
  },
  'is fixed late': {
    found: { '2025-09-01': 'unsupported', '2026-04-07': 'ready' },
    messages: [...before, ...weekly.slice(0, 4), '2026-04-07 all-met-1'],
  },
  'breaks shortly before': {
    found: { '2025-09-01': 'ready', '2026-03-10': 'outage', '2026-03-13': 'ready' },
    messages: ['2026-03-10 no-longer-ready-1', '2026-03-12 before-3', '2026-03-13 all-met-2'],
  },
  'breaks, is fixed, and breaks again after the day': {
    found: { '2025-09-01': 'ready', '2026-02-13': 'two', '2026-02-14': 'ready', '2026-05-01': 'outage' },
    messages: [
      '2026-02-13 no-longer-ready-1',
      '2026-02-14 all-met-2',
      '2026-05-01 no-longer-ready-3',
      '2026-05-03 week-7',
      '2026-05-10 week-8',
      ...monthly,
    ],
  },
  'goes out of sight while unmet, and comes back ready': {
    found: { '2025-09-01': 'outage', '2026-01-01': 'unseen', '2026-03-09': 'ready' },
    messages: [...before.slice(0, 6), '2026-03-09 all-met-1'],
  },
  'is snoozed over three milestones': {
    found: { '2025-09-01': 'outage' },
    snooze: { on: '2026-01-20', until: '2026-03-10' as const },
    messages: [...before.slice(0, 3), '2026-03-10 pause-ended-2026-03-10', ...before.slice(6), ...weekly, ...monthly],
  },
  'is waived for the spring, then fixed': {
    found: { '2025-09-01': 'unsupported', '2026-07-01': 'ready' },
    waive: { on: '2026-01-20', until: '2026-05-19' as const },
    messages: [
      ...before.slice(0, 3),
      '2026-05-20 waiver-ended-gateway-dependencies-2026-05-19',
      '2026-06-15 month-3',
      '2026-07-01 all-met-1',
    ],
  },
};

const told = Object.entries(stories).flatMap(([story, script]) =>
  [1, 2, 3, 4, 5].map((number) => ({
    story,
    script,
    instance: instance(`${story.replaceAll(/\W+/g, '-')}-${number}`),
  })),
);

/** What is remembered from one day to the next. */
interface Memory {
  readonly prepared: PreparedReminder[];
  readonly provenStates: Map<string, ProvenState>;
  readonly pauses: Pause[];
  readonly waivers: Waiver[];
}

/** What people do on a day. */
function act({ pauses, waivers }: Memory, today: Day, at: Instant): void {
  for (const { script, instance: of } of told) {
    if (script.snooze?.on === today) {
      const about = { subscriptionId: 's1', instanceId: of.id, retirement: RETIREMENT };
      pauses.push({ ...about, kind: 'snooze', until: script.snooze.until, by: ann, at });
    }
    if (script.waive?.on === today) {
      const about = { id: of.id, instanceId: of.id, requirement: 'gateway-dependencies', reason: 'Later.' };
      waivers.push({ kind: 'waiver', ...about, until: script.waive.until, by: ann, at });
    }
  }
}

/** Looks at every instance. */
function look({ provenStates }: Memory, today: Day, at: Instant): void {
  for (const { script, instance: of } of told) {
    const [, found] = Object.entries(script.found).findLast(([day]) => day <= today) ?? [];
    if (found !== undefined) provenStates.set(of.id, nextProvenState(provenStates.get(of.id), snapshot(of, found, at)));
  }
}

/** Sends what is due. */
function send({ prepared, provenStates, pauses, waivers }: Memory, today: Day, at: Instant): void {
  const due = dueReminders(
    state({
      subscriptions: [subscription()],
      instances: told.map(({ instance: of }) => of),
      provenStates: [...provenStates.values()],
      prepared: prepared,
      pauses,
      waivers,
    }),
    `${today}T12:00:00.000Z`,
  );
  for (const { instance: of, milestone } of due) {
    const about = { subscriptionId: 's1', placeId: 'p1', instanceId: of.id, retirement: RETIREMENT };
    prepared.push({ kind: 'reminder', ...about, milestone, day: today, at });
  }
}

/** Lives through the year, skipping the days on which the bot is down. Gives `day key` by name of the instance. */
function live(isDown: (day: string) => boolean = () => false): ReadonlyMap<string, readonly string[]> {
  const memory: Memory = { prepared: [], provenStates: new Map(), pauses: [], waivers: [] };
  for (const today of daysFrom('2025-09-01', '2026-08-31')) {
    const at: Instant = `${today}T09:00:00.000Z`;
    act(memory, today, at);
    if (isDown(today)) continue;
    look(memory, today, at);
    // Twice a day: what went out once does not go out again.
    send(memory, today, at);
    send(memory, today, at);
  }
  const messages = (id: string) => memory.prepared.filter(({ instanceId }) => instanceId === id);
  return new Map(
    told.map(({ instance: { id, name } }) => [
      name,
      messages(id).map(({ day, milestone }) => `${day} ${milestoneName(milestone)}`),
    ]),
  );
}

describe('a year of fifty instances', () => {
  const year = live();

  it.each(Object.entries(stories))('hears exactly this of an instance that %s', (story, { messages }) => {
    const names = told.filter((one) => one.story === story).map(({ instance: { name } }) => name);
    expect(names.map((name) => year.get(name))).toEqual(Array(5).fill(messages));
  });

  it('has no other messages', () => {
    const expected = Object.values(stories).reduce((sum, { messages }) => sum + messages.length * 5, 0);
    expect([...year.values()].flat()).toHaveLength(expected);
    expect(year.size).toBe(50);
  });
});

describe('a year with the bot away from 10 February to 9 March', () => {
  const year = live((day) => day >= '2026-02-10' && day <= '2026-03-09');

  it.each([
    ['is-never-fixed-1', ['2026-01-14 before-60', '2026-03-10 before-7', '2026-03-12 before-3']],
    ['is-fixed-in-time-1', ['2026-01-14 before-60', '2026-03-10 all-met-1']],
    ['breaks-shortly-before-1', ['2026-03-10 no-longer-ready-1', '2026-03-12 before-3', '2026-03-13 all-met-2']],
    ['is-ready-all-year-1', []],
  ])('%s hears the latest of what was missed', (name, messages) => {
    const around = (year.get(name) ?? []).filter((message) => message >= '2026-01-01' && message < '2026-03-14');
    expect(around).toEqual(messages);
  });
});
