/** What the assessor keeps, for how long, and for whom. */
import { dayAt, instantAt } from '../../src/model/days.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { type Estate, ok } from '../../src/model/estate.ts';
import type { Report } from '../../src/model/finding.ts';
import type { Priority } from '../../src/model/priority.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { type Assessment, AzureUnreachable } from '../../src/readiness/assessor.ts';
import type { AzureSource } from '../../src/readiness/azure-source.ts';
import { type AssessorParts, createAssessor } from '../../src/readiness/create-assessor.ts';
import { assessorParts, sourceOf } from '../support/assessor.ts';
import { estateOf } from '../support/estate.ts';
import { discovered, item, requirement } from '../support/report.ts';
import { changedAt } from '../support/resource-changes.ts';
import { apim } from '../support/resources.ts';

const instance = discovered('apim-prod');
const estate = estateOf([apim()]);

/** An assessor over an estate in memory that counts how often it is read, on a clock that is moved by hand. */
function scenario(collect?: AzureSource['collect'], rest: Partial<AssessorParts> = {}) {
  const state = {
    lists: 0,
    changesRead: 0,
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
    changeLog: {
      behind: async (id, resources, since) => ({ changes: [changedAt(`${id} ${resources.join()}`, since)] }),
      recent: async (resources) => {
        state.changesRead += 1;
        return ok(resources.map((id) => changedAt(id, '2026-11-21T10:00:00Z')));
      },
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
        now: () => state.minutes * 60_000,
        instant,
        today: () => dayAt(instant()),
        sleep: async () => {},
        limit: () => new Promise(() => {}),
      },
      ...rest,
    }),
  );
  return { state, assessor };
}

describe('the list of instances', () => {
  it('is given again for five seconds, to the identity that it was read with', async () => {
    const { state, assessor } = scenario();
    state.minutes = 0.01;
    expect([await assessor.instances(), await assessor.instances()]).toEqual([[instance], [instance]]);
    expect(state.lists).toBe(1);
    state.minutes = 0.11;
    await assessor.instances();
    expect(state.lists).toBe(2);
    state.readAs = 'another';
    await assessor.instances();
    expect(state.lists).toBe(3);
  });
});

it('the list is read once for all who ask at the same time, and again after one that failed', async () => {
  const { state, assessor } = scenario();
  await Promise.all([assessor.instances(), assessor.instances()]);
  expect(state.lists).toBe(1);
  state.minutes = 5 / 60;
  await assessor.instances();
  expect(state.lists).toBe(2);

  let failures = 1;
  const azure: AzureSource = {
    ...sourceOf(async (judge) => judge(estate)),
    discover: async () => {
      failures -= 1;
      if (failures === 0) throw new AzureUnreachable('no answer');
      return [instance];
    },
  };
  const other = scenario(undefined, { azure }).assessor;
  await expect(other.instances()).rejects.toThrow('no answer');
  expect(await other.instances()).toEqual([instance]);
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
    state.minutes = 2 / 60;
    const justInTime = assessor.assess(instance, { fresh: true });
    await settle();
    expect(state.reads).toBe(1);
    state.minutes = 1;
    const late = assessor.assess(instance, { fresh: true });
    await settle();
    expect(state.reads).toBe(2);
    end();
    await Promise.all([first, soon, justInTime, late]);
  });
});

it('a reading that ends after a newer one has begun is neither kept nor takes that one away', async () => {
  const ends: (() => void)[] = [];
  const { state, assessor } = scenario(async (judge) => {
    const ended = Promise.withResolvers<void>();
    ends.push(ended.resolve);
    await ended.promise;
    return judge(estate);
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const old = assessor.assess(instance, {});
  await settle();
  state.minutes = 1;
  const newer = assessor.assess(instance, { fresh: true });
  await settle();
  ends[0]?.();
  await old;
  await settle();
  const joining = assessor.assess(instance, {});
  await settle();
  expect(state.reads).toBe(2);
  expect(assessor.known(instance)).toBeUndefined();
  ends[1]?.();
  await Promise.all([newer, joining]);
  await assessor.assess(instance, {});
  expect(state.reads).toBe(2);
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

/** Met for the main retirement, unmet for two that are judged beside it, and for one that is judged for its own month alone. */
const unmetBeside = {
  requirements: [
    requirement('met', 1, () => [item('pass')]),
    ...['tls-versions', 'stv1-platform', 'metrics-retirement'].map((retirement, order) => ({
      ...requirement(`unmet-${retirement}`, order, () => [item('fail')]),
      retirement,
    })),
  ],
};

describe('what is unmet beside the retirement that was asked about', () => {
  const ids = (reports: readonly Report[] = []) => reports.map(({ retirement }) => retirement);
  const notesOf = ({ reports: [first] }: Assessment) => first?.notes.map((note) => render(note));

  it('is named in the first report, newest first, and told with it', async () => {
    const answer = await scenario(undefined, unmetBeside).assessor.assess(instance, {});

    expect(ids(answer.reports)).toEqual(['trusted-service-connectivity']);
    expect(ids(answer.besides)).toEqual(['tls-versions', 'stv1-platform']);
    expect(notesOf(answer)).toEqual([
      'Beside this, something is unmet: support for TLS 1.0 and 1.1 stopped on 31 October 2025 (387 days ago). Ask about October 2025 to see it.',
      'Beside this, something is unmet: the stv1 compute platform stopped on 31 August 2024 (813 days ago). Ask about August 2024 to see it.',
    ]);
  });

  it('is told with its own report for its month, without a note', async () => {
    const answer = await scenario(undefined, unmetBeside).assessor.assess(instance, { month: '2025-10' });

    expect(ids(answer.reports)).toEqual(['tls-versions', 'stv1-platform']);
    expect(answer).not.toHaveProperty('besides');
    expect(notesOf(answer)).toEqual([]);
  });

  it('is told, and not named, where another month was asked for', async () => {
    const answer = await scenario(undefined, unmetBeside).assessor.assess(instance, { month: '2024-08' });

    expect([ids(answer.reports), ids(answer.besides)]).toEqual([['stv1-platform'], ['tls-versions']]);
    expect(notesOf(answer)).toEqual([]);
  });

  it('is left to the reports of the catalogue, where all of it was asked for', async () => {
    const answer = await scenario(undefined, unmetBeside).assessor.assess(instance, { catalogue: true });

    expect(ids(answer.reports)).toEqual(retirements.map(({ id }) => id));
    expect(answer).not.toHaveProperty('besides');
    expect(notesOf(answer)).toEqual([]);
  });

  it('is nothing where all is met', async () => {
    const answer = await scenario().assessor.assess(instance, {});

    expect(answer).not.toHaveProperty('besides');
    expect(notesOf(answer)).toEqual([]);
  });
});

describe('what an answer holds beside its reports', () => {
  const unmet = { requirements: [requirement('unmet', 1, () => [item('fail')])] };

  it('are the plans of the reports that it tells, where they were asked for', async () => {
    const { assessor } = scenario(undefined, unmetBeside);

    expect((await assessor.assess(instance, { plan: true })).plans).toHaveLength(1);
    expect((await assessor.assess(instance, { plan: true, month: '2025-10' })).plans).toHaveLength(2);
    expect(await assessor.assess(instance, {})).not.toHaveProperty('plans');
  });

  it('is what Azure itself says, with the first report, and in whose name it was read', async () => {
    const { assessor } = scenario(undefined, unmetBeside);
    const { reports, checkedAs, partial } = await assessor.assess(instance, { month: '2025-10' });

    expect(reports.map(({ azureSays }) => azureSays)).toEqual([{ announcements: [], unread: [] }, undefined]);
    expect([checkedAs, partial]).toEqual(['a test', false]);
  });

  it('is what was changed, where live answers were asked for, read once for all answers of one reading', async () => {
    const { state, assessor } = scenario(undefined, unmet);
    const changesOf = ({ reports }: Assessment) => reports[0]?.findings[0]?.items[0]?.changes?.length;

    expect(changesOf(await assessor.assess(instance, {}))).toBeUndefined();
    expect(changesOf(await assessor.assess(instance, { live: true }))).toBe(1);
    expect(changesOf(await assessor.assess(instance, { live: true }))).toBe(1);
    expect([state.reads, state.changesRead]).toEqual([1, 1]);
    await assessor.assess(instance, { live: true, fresh: true });
    expect(state.changesRead).toBe(2);
  });

  it('is that nobody knows what was declared, where that could not be read', async () => {
    const { assessor } = scenario(undefined, { declarations: () => Promise.reject(new Error('no store')) });
    const { reports } = await assessor.assess(instance, {});

    expect(reports[0]?.notes.map((note) => render(note))).toEqual([
      'What people declared could not be read, so it counts for nothing here.',
    ]);
  });

  it('are the changes behind it, as the change log tells them', async () => {
    const { changes } = await scenario().assessor.changesBehind(instance, ['a', 'b'], '2026-11-20T00:00:00Z');
    expect(changes.map(({ id }) => id)).toEqual([`${instance.id} a,b 2026-11-20T00:00:00Z`]);
  });
});

describe('a part of an answer', () => {
  it('says that it is one', async () => {
    const pending = estateOf([apim()], { failing: { children: 'PENDING' } });
    const searching = requirement('searching', 2, (subject) => {
      const read = subject.estate.children(subject.instance.id, 'allPolicies');
      return [read.ok ? item('pass') : item('unknown', { reason: read.reason })];
    });
    const inTwoRounds: AzureSource['collect'] = async (judge, { onRound }) => {
      judge(pending);
      onRound?.();
      return judge(estate);
    };
    const { assessor } = scenario(inTwoRounds, {
      requirements: [requirement('met', 1, () => [item('pass')]), searching],
    });
    const parts: Assessment[] = [];
    const whole = await assessor.assess(instance, { onFirst: (part) => parts.push(part) });

    expect(parts.map(({ partial, reports: [first] }) => [partial, first?.findings.length])).toEqual([[true, 1]]);
    expect([whole.partial, whole.reports[0]?.findings.length]).toEqual([false, 2]);
  });
});
