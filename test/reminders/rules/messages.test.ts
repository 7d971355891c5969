import type { AzureScope } from '../../../src/model/azure-scope.ts';
import type { Day, Instant } from '../../../src/model/days.ts';
import type { Waiver } from '../../../src/model/decision.ts';
import type { Report } from '../../../src/model/finding.ts';
import { retirements } from '../../../src/model/retirement.ts';
import { render, say } from '../../../src/model/text.ts';
import { whatToDoFirst } from '../../../src/readiness/first-step.ts';
import { snapshotOf } from '../../../src/readiness/history.ts';
import type { Milestone } from '../../../src/reminders/rules/milestones.ts';
import { nextProvenState } from '../../../src/reminders/rules/proven-state.ts';
import { reminderMessage } from '../../../src/reminders/rules/reminder-message.ts';
import { becauseInWords, headline, othersInWords } from '../../../src/reminders/rules/reminder-text.ts';
import { scopeInWords } from '../../../src/reminders/rules/subscription.ts';
import { summaryMessage } from '../../../src/reminders/rules/summary-message.ts';
import { summaryHeadline } from '../../../src/reminders/rules/summary-text.ts';
import { discovered, finding, item, oneOfEach, report, titled, titles } from '../../support/report.ts';
import { ann, type Found, instance, snapshot, subscription } from './support.ts';

const [retirement] = retirements;
if (retirement === undefined) throw new Error('There is no retirement.');
const prod = discovered('apim-prod');
const CHECKED = '2026-03-01T09:00:00.000Z';

function reminder(
  given: Report,
  rest: {
    readonly today?: Day;
    readonly milestone?: Milestone;
    readonly waivers?: readonly Waiver[];
    readonly before?: Report;
    readonly others?: readonly Report[];
  } = {},
) {
  const { today = '2026-03-01', milestone = { kind: 'before', days: 14 }, waivers = [], before, others = [] } = rest;
  return reminderMessage({
    due: {
      subscription: subscription({ createdAt: '2026-01-05T08:00:00.000Z' }),
      instance: prod,
      provenState: nextProvenState(
        before && nextProvenState(undefined, snapshotOf(before, '2026-02-01T09:00:00.000Z')),
        snapshotOf(given, CHECKED),
      ),
      others: others.map((one) => nextProvenState(undefined, snapshotOf(one, CHECKED))),
      milestone,
      today,
    },
    report: given,
    before: before && snapshotOf(before, '2026-02-01T09:00:00.000Z'),
    waivers,
    pause: undefined,
    requirements: titles,
    retirement: retirement as NonNullable<typeof retirement>,
    retirements,
  });
}

const waiver: Waiver = {
  kind: 'waiver',
  id: 'w1',
  instanceId: prod.id,
  requirement: 'unsupported',
  until: '2026-04-01' as const,
  reason: 'The hub comes in March.',
  by: ann,
  at: '2026-01-01T00:00:00.000Z',
};

const said = (lines: readonly { readonly template: string }[]) => lines.map((line) => render(line as never));

describe('a reminder', () => {
  it('says what is unmet, outages first, and apart from it what could not be seen', () => {
    const message = reminder(oneOfEach);
    expect(message.unmet.map(({ requirement, impact, seen }) => [requirement, impact, seen])).toEqual([
      ['outage', 'outage', true],
      ['unsupported', 'unsupported', true],
    ]);
    expect(said(message.unseen)).toEqual(['How the last reads from the key vaults went is not known']);
    expect(message).toMatchObject({ daysLeft: 14, verdict: 'not-ready', checkedAt: CHECKED });
  });

  it('tells what was unmet and is not visible any more once, among what is unmet', () => {
    const before = report([finding('outage', item('fail', { reason: 'G-RELIES' }))]);
    const message = reminder(report([finding('outage', item('unknown', { reason: 'FORBIDDEN' }))]), { before });

    expect(message.unmet).toMatchObject([{ requirement: 'outage', seen: false }]);
    expect(message.unseen).toEqual([]);
  });

  it('says what to do first as every list does: what ends an outage, and of several the step that can be applied first', () => {
    const fix = (title: string, order: number) => ({
      title: say(title),
      portal: 'https://portal.azure.com/#x',
      docs: 'https://learn.microsoft.com/x',
      order,
    });
    const lesser = finding('unsupported', item('fail', { impact: 'unsupported', fix: fix('Tidy up', 5) }));
    const late = finding('outage', item('fail', { reason: 'G-RELIES', fix: fix('Set the flag', 90) }));
    const early = finding('unseen', item('fail', { reason: 'G-RELIES', fix: fix('Open a way', 10) }));
    const given = report([lesser, late, early]);
    expect(reminder(given).first).toMatchObject({ requirement: 'unseen', title: say('Open a way') });
    expect(whatToDoFirst(given)).toEqual(say('Open a way'));
  });

  it('names who waived what, why and until when, and proposes no step for it', () => {
    const only = report([oneOfEach.findings[2] as Report['findings'][number]], { verdict: 'action-needed' });
    const message = reminder(only, { waivers: [waiver] });
    expect(message.unmet).toEqual([]);
    expect(message.first).toBeUndefined();
    expect(message.waived).toMatchObject([
      { requirement: 'unsupported', by: ann, until: '2026-04-01' as const, reason: waiver.reason },
    ]);
  });

  it('names what changed since the last one', () => {
    const before = report([
      finding('outage', item('pass', {})),
      finding('unsupported', item('pass', {})),
      finding('met', item('fail', { impact: 'outage', reason: 'NO_PATH' })),
    ]);
    const { changes } = reminder(oneOfEach, { before });
    expect({ fixed: said(changes.fixed ?? []), new: said(changes.new ?? []) }).toEqual({
      fixed: ['The subnet may reach AzureKeyVault'],
      new: [
        'A key vault has no supported network access option',
        'Calls of the gateway have no way to an Azure service',
      ],
    });
  });

  it('is plain JSON: it waits in the database', () => {
    const message = reminder(oneOfEach, { waivers: [waiver] });
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    [
      { kind: 'day' },
      '2026-03-01',
      'apim-prod: trusted access will stop on 15 March 2026 (in 14 days), and 2 requirements are unmet.',
    ],
    [
      { kind: 'day' },
      '2026-03-15',
      'apim-prod: trusted access stopped on 15 March 2026 (today), and 2 requirements are still unmet.',
    ],
    [
      { kind: 'day' },
      '2026-11-22',
      'apim-prod: trusted access stopped on 15 March 2026 (252 days ago), and 2 requirements are still unmet.',
    ],
    [
      { kind: 'no-longer-ready', episode: 1 },
      '2026-03-01',
      'apim-prod is no longer ready: 2 requirements are unmet. (trusted access will stop on 15 March 2026 (in 14 days))',
    ],
    [
      { kind: 'waiver-ended', requirement: 'outage', until: '2026-02-28' },
      '2026-03-01',
      'apim-prod: a waiver has ended. (trusted access will stop on 15 March 2026 (in 14 days))',
    ],
    [
      { kind: 'all-met', episode: 1 },
      '2026-03-01',
      'apim-prod: all is met now. (trusted access will stop on 15 March 2026 (in 14 days))',
    ],
  ] as const)('%j on %s: %s', (milestone, today, sentence) => {
    expect(render(headline(reminder(oneOfEach, { milestone, today })))).toBe(sentence);
  });

  it('that was asked for says so', () => {
    const { because } = reminder(oneOfEach);
    const words = render(becauseInWords({ ...because, asked: true }));
    expect(words).toBe('You asked how things stand with every instance.');
  });

  it('says why it came', () => {
    expect(render(becauseInWords(reminder(oneOfEach).because))).toBe(
      'You get this because Ann set it up here on 5 January 2026, about every instance.',
    );
  });
});

describe('a scope in words', () => {
  it.each([
    [{ kind: 'instance', instanceId: prod.id }, 'apim-prod'],
    [
      { kind: 'resource-group', subscriptionId: 's', resourceGroup: 'rg-api' },
      'every instance in the resource group rg-api',
    ],
    [
      { kind: 'subscription', subscriptionId: 's', name: 'Production' },
      'every instance in the subscription Production',
    ],
    [{ kind: 'tag', tag: 'env', value: 'prod' }, 'every instance with the tag env = prod'],
    [{ kind: 'tag', tag: 'env' }, 'every instance with the tag env'],
  ] as const)('%j', (scope, words) => {
    expect(render(scopeInWords(scope as AzureScope))).toBe(words);
  });
});

describe('other retirements', () => {
  const tls = {
    ...report([finding('gateway-protocols', item('fail'))]),
    retirement: 'tls-versions',
    effective: '2025-10-31' as const,
  };

  it('stand in one line of a reminder, and in none where nothing else is unmet', () => {
    const { others, today } = reminder(oneOfEach, { others: [tls] });
    expect(othersInWords(others, today).map((line) => render(line))).toEqual([
      'Unmet beside this: support for TLS 1.0 and 1.1 stopped on 31 October 2025 (121 days ago)',
    ]);
    expect(reminder(oneOfEach).others).toBeUndefined();
    expect(othersInWords(undefined, today)).toEqual([]);
  });
});

describe('a summary', () => {
  const at = (day: Day): Instant => `${day}T09:00:00.000Z`;
  const instances = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => instance(name));
  const now = (found: readonly (Found | undefined)[], day: Day = '2026-03-01') =>
    instances.flatMap((of, index) => {
      const one = found[index];
      return one === undefined ? [] : [snapshot(of, one, at(day))];
    });
  const found: readonly (Found | undefined)[] = [
    'two',
    'outage',
    'ready',
    'unsupported',
    'unseen',
    'ready',
    'outage',
    undefined,
  ];
  const before: readonly (Found | undefined)[] = [
    'outage',
    'unsupported',
    'outage',
    'unsupported',
    'ready',
    'ready',
    'outage',
    undefined,
  ];

  const summary = (rest: Partial<Parameters<typeof summaryMessage>[0]> = {}) =>
    summaryMessage({
      subscription: subscription({ kind: 'summary' }),
      today: '2026-03-01' as const,
      retirement: retirement as NonNullable<typeof retirement>,
      instances,
      now: now(found),
      before: { at: at('2026-02-22'), snapshots: now(before, '2026-02-22') },
      trend: [{ day: '2026-02-22' as const, counts: { ready: 2, 'action-needed': 2, 'not-ready': 3, undecided: 0 } }],
      waivers: [],
      requirements: [
        titled('gateway-dependencies', say('Dependencies')),
        titled('key-vault-identity', say('Identity')),
      ],
      ...rest,
    });

  it('names other retirements by the number of instances in scope', () => {
    const [, second, third] = retirements;
    if (second === undefined || third === undefined) throw new Error('The catalogue has more.');
    const others = [
      ...instances.slice(0, 2).map(({ id }) => ({ retirement: second, instanceId: id })),
      { retirement: third, instanceId: instance('elsewhere').id },
    ];
    expect(summary({ others }).others).toEqual([expect.objectContaining({ id: second.id, count: 2 })]);
    expect(summary().others).toBeUndefined();
  });

  it('counts, and does not hide what was never checked', () => {
    expect(summary().counts).toEqual({ ready: 2, 'action-needed': 1, 'not-ready': 3, undecided: 1, unchecked: 1 });
    expect(summary().total).toBe(8);
    expect(render(summaryHeadline(summary()))).toBe(
      '2 of 8 ready (every instance): trusted access will stop on 15 March 2026 (in 14 days)',
    );
  });

  it('names what was fixed, is new and is worse; what cannot be seen has not changed', () => {
    const { changes } = summary();
    const named = (some: typeof changes.new) =>
      (some ?? []).map(({ instance: name, title }) => `${name} ${render(title)}`);
    expect({ fixed: named(changes.fixed), new: named(changes.new), worse: named(changes.worse) }).toEqual({
      fixed: ['c Dependencies'],
      new: ['a Identity'],
      worse: ['b Dependencies'],
    });
  });

  it('has no changes the first time', () => {
    expect(summary({ before: undefined })).toMatchObject({
      since: undefined,
      changes: {},
    });
  });

  it('names the most common unmet requirement', () => {
    expect(summary().mostCommon).toEqual({ requirement: 'gateway-dependencies', title: say('Dependencies'), count: 4 });
    expect(summary({ now: now(['ready']) }).mostCommon).toBeUndefined();
  });

  it('names the five that matter most, worst first, none that is ready', () => {
    expect(summary().pressing.map(({ instance: { name }, verdict }) => `${name} ${verdict}`)).toEqual([
      'a not-ready',
      'b not-ready',
      'g not-ready',
      'e undecided',
      'd action-needed',
    ]);
    expect(summary({ now: now(Array(8).fill('outage')) }).pressing).toHaveLength(5);
  });

  it('ends its trend today', () => {
    expect(summary().trend.map(({ day, counts }) => [day, counts.ready])).toEqual([
      ['2026-02-22', 2],
      ['2026-03-01', 2],
    ]);
  });

  it('leaves days out of its trend on which most instances had not been looked at yet', () => {
    const counts = { ready: 0, 'action-needed': 0, 'not-ready': 3, undecided: 0 };
    expect(summary({ trend: [{ day: '2026-02-22', counts }] }).trend.map(({ day }) => day)).toEqual(['2026-03-01']);
    const half = { ...counts, ready: 1 };
    expect(summary({ trend: [{ day: '2026-02-22', counts: half }] }).trend).toHaveLength(2);
  });

  it('names waivers', () => {
    const own = { ...waiver, instanceId: instance('b').id, requirement: 'gateway-dependencies' };
    expect(summary({ waivers: [own] }).waived).toMatchObject([{ instance: 'b', by: ann, until: '2026-04-01' }]);
  });
});
