/** What the assessor keeps, for how long, and for whom. */
import { dayAt, instantAt } from '../../src/model/days.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Priority } from '../../src/model/priority.ts';
import type { AzureSource } from '../../src/readiness/azure-source.ts';
import { createAssessor } from '../../src/readiness/create-assessor.ts';
import { assessorParts, sourceOf } from '../support/assessor.ts';
import { estateOf } from '../support/estate.ts';
import { discovered } from '../support/report.ts';
import { apim } from '../support/resources.ts';

const instance = discovered('apim-prod');
const estate = estateOf([apim()]);

/** An assessor over an estate in memory that counts how often it is read, on a clock that is moved by hand. */
function scenario(collect?: AzureSource['collect']) {
  const state = {
    lists: 0,
    reads: 0,
    minutes: 0,
    readAs: 'one',
    declared: [] as readonly Declaration[],
    day: '2026-11-22',
  };
  const source: AzureSource = {
    ...sourceOf(async (judge, options) => {
      state.reads += 1;
      return collect === undefined ? judge(estate) : await collect(judge, options);
    }),
    discover: async () => {
      state.lists += 1;
      return [instance];
    },
    get readAs() {
      return state.readAs;
    },
  };
  const instant = () => instantAt(Date.parse(`${state.day}T10:00:00Z`) + state.minutes * 60_000);
  const assessor = createAssessor(
    assessorParts({
      azure: source,
      declarations: async () => state.declared,
      clock: {
        // lru-cache takes the instant 0 for none.
        now: () => 1 + state.minutes * 60_000,
        instant,
        today: () => dayAt(instant()),
        sleep: async () => {},
        limit: () => new Promise(() => {}),
      },
    }),
  );
  return { state, assessor };
}

describe('the list of instances', () => {
  it('is given again for five seconds, to the identity that it was read with', async () => {
    const { state, assessor } = scenario();
    expect([await assessor.instances(), await assessor.instances()]).toEqual([[instance], [instance]]);
    expect(state.lists).toBe(1);
    state.minutes = 0.1;
    await assessor.instances();
    expect(state.lists).toBe(2);
    state.readAs = 'another';
    await assessor.instances();
    expect(state.lists).toBe(3);
  });
});

describe('an answer', () => {
  it('is as urgent as who asks for it, from the first read on', async () => {
    const urgent: (Priority | undefined)[] = [];
    const { assessor } = scenario(async (judge, { priority }) => {
      urgent.push(priority?.());
      return judge(estate);
    });
    await assessor.assess(instance, {});
    await assessor.assess(instance, { fresh: true, priority: 'fleet' });
    expect(urgent).toEqual(['question', 'fleet']);
  });

  it('is given again within a minute, with the instant at which Azure had been read for it', async () => {
    const { state, assessor } = scenario();
    const first = await assessor.assess(instance, {});
    state.minutes = 0.9;
    const second = await assessor.assess(instance, {});
    expect(state.reads).toBe(1);
    expect(second.checkedAt).toBe(first.checkedAt);
    state.minutes = 1.1;
    const third = await assessor.assess(instance, {});
    expect(state.reads).toBe(2);
    expect(Date.parse(third.checkedAt) - Date.parse(first.checkedAt)).toBe(66_000);
  });

  it('is read anew for who asks for a fresh one, and the new one is kept', async () => {
    const { state, assessor } = scenario();
    await assessor.assess(instance, {});
    state.minutes = 0.5;
    const fresh = await assessor.assess(instance, { fresh: true });
    expect(state.reads).toBe(2);
    expect((await assessor.assess(instance, {})).checkedAt).toBe(fresh.checkedAt);
    expect(state.reads).toBe(2);
  });

  it('takes nothing that is kept of an earlier one where a fresh one is asked for', async () => {
    const asked: (boolean | undefined)[] = [];
    const { assessor } = scenario(async (judge, { fresh }) => {
      asked.push(fresh);
      return judge(estate);
    });
    await assessor.assess(instance, {});
    await assessor.assess(instance, { fresh: true });
    expect(asked).toEqual([false, true]);
  });

  it('is never that of another identity', async () => {
    const { state, assessor } = scenario();
    await assessor.assess(instance, {});
    state.readAs = 'another';
    expect(assessor.known(instance)).toBeUndefined();
    await assessor.assess(instance, {});
    expect(state.reads).toBe(2);
  });

  it('is another once somebody declares something', async () => {
    const { state, assessor } = scenario();
    await assessor.assess(instance, {});
    state.declared = [{ policy: `${instance.id}/policies/policy`, hash: 'sha256:0', destination: 'none', by: 'Ann' }];
    await assessor.assess(instance, {});
    expect(state.reads).toBe(2);
  });

  it('is another the next day', async () => {
    const { state, assessor } = scenario();
    await assessor.assess(instance, {});
    state.day = '2026-11-23';
    expect((await assessor.assess(instance, {})).today).toBe('2026-11-23');
    expect(state.reads).toBe(2);
  });
});

describe('a reading under way', () => {
  /** A reading that ends when it is told to. */
  const held = () => {
    const ended = Promise.withResolvers<void>();
    const priorities: (() => Priority)[] = [];
    const made = scenario(async (judge, { priority = () => 'question' }) => {
      priorities.push(priority);
      await ended.promise;
      return judge(estate);
    });
    return { ...made, end: () => ended.resolve(), priorities };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('is joined by all who ask, and becomes as urgent as the most urgent of them', async () => {
    const { state, assessor, end, priorities } = held();
    const scan = assessor.assess(instance, { priority: 'background' });
    await settle();
    expect(priorities[0]?.()).toBe('background');
    const person = assessor.assess(instance, {});
    await settle();
    expect(priorities[0]?.()).toBe('question');
    end();
    await Promise.all([scan, person]);
    expect(state.reads).toBe(1);
  });

  it('is joined for a fresh answer only while it has just begun', async () => {
    const { state, assessor, end } = held();
    const first = assessor.assess(instance, {});
    await settle();
    const soon = assessor.assess(instance, { fresh: true });
    await settle();
    expect(state.reads).toBe(1);
    state.minutes = 1;
    const late = assessor.assess(instance, { fresh: true });
    await settle();
    expect(state.reads).toBe(2);
    end();
    await Promise.all([first, soon, late]);
  });
});

describe('what is known without reading', () => {
  it('is the last verdict of the day with its age, and nothing before the first', async () => {
    const { state, assessor } = scenario();
    expect(assessor.known(instance)).toBeUndefined();
    const { checkedAt, reports } = await assessor.assess(instance, {});
    state.minutes = 12 * 60;
    expect(assessor.known(instance)).toEqual({
      verdict: reports[0]?.verdict,
      effective: reports[0]?.effective,
      checkedAt,
    });
    expect(state.reads).toBe(1);
  });
});

it('a fault of our own proves nothing about the instance and ends nobody else', async () => {
  const { assessor } = scenario(async <T>(_: (estate: Estate) => T): Promise<T> => {
    throw new TypeError('x is not a function');
  });
  const { reports } = await assessor.assess(instance, {});
  expect(reports.map(({ verdict }) => verdict)).toEqual(['undecided']);
});
