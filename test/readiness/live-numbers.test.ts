/** What Azure Monitor counted, beside each dependency: evidence, and never more. */
import fc from 'fast-check';
import { idKey } from '../../src/model/arm.ts';
import { failed, ok, type Read } from '../../src/model/estate.ts';
import type { Item, Report } from '../../src/model/finding.ts';
import type { MetricSeries } from '../../src/model/metrics.ts';
import type { ReasonCode } from '../../src/model/reasons.ts';
import { render } from '../../src/model/text.ts';
import { verdictOf } from '../../src/readiness/assess.ts';
import { metricsQuestions, withNumbers } from '../../src/readiness/live-numbers.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates, instancesIn } from '../support/estates.ts';
import { finding, INSTANCE, item, report } from '../support/report.ts';
import { APIM, armId } from '../support/resources.ts';

const NOW = Date.parse('2026-11-28T10:30:00Z');
const HOUR = 3_600_000;
const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const STORAGE = armId('Microsoft.Storage/storageAccounts/stprod');
const EVENTS = armId('Microsoft.EventHub/namespaces/evh-audit');
const REGISTRY = armId('Microsoft.ContainerRegistry/registries/acrprod');

const inLogger = [{ resource: `${APIM}/loggers/audit`, property: 'properties.resourceId', observed: EVENTS }];
const logger = (rest: Partial<Item> = {}) =>
  item('fail', { subject: EVENTS, location: 'westeurope', evidence: inLogger, ...rest });
const calls = (...items: readonly Item[]) => report([finding('gateway-dependencies', ...items)]);

/** The same count in each of the last hours, the running one among them. */
function series(metric: string, count: number, value?: string, hours = 800): MetricSeries {
  const latest = Math.floor(NOW / HOUR) * HOUR;
  const points = Array.from({ length: hours + 1 }, (_, ago) => ({ at: latest - ago * HOUR, count }));
  return { metric, ...(value === undefined ? {} : { value }), points: points.toReversed() };
}

const withinAsked = (all: readonly MetricSeries[]) =>
  all.map((one) => ({
    ...one,
    points: one.points.filter(({ at }) => at >= NOW - 30.5 * 24 * HOUR + HOUR && at < Math.floor(NOW / HOUR) * HOUR),
  }));

function told(
  before: Report,
  answers: Readonly<Record<string, readonly MetricSeries[]>>,
): readonly (readonly string[])[] {
  const reads = Object.entries(answers).map(([id, all]) => [idKey(id), ok(withinAsked(all))] as const);
  const [after] = withNumbers([before], new Map<string, Read<readonly MetricSeries[]>>(reads), NOW);
  return (after?.findings ?? []).flatMap(({ items }) =>
    items.map(({ numbers = [] }) => numbers.map((one) => render(one))),
  );
}

describe('what is asked', () => {
  it('is one read for each target that is called, whatever the number of calls, and one for the loggers', () => {
    const three = calls(
      item('fail', { subject: VAULT, location: 'westeurope' }),
      item('unknown', { subject: VAULT, location: 'northeurope' }),
      item('pass', { subject: STORAGE }),
      logger(),
    );
    const asked = metricsQuestions([three, three], NOW);
    expect(asked.map(({ resource }) => resource)).toEqual([VAULT, STORAGE, EVENTS, APIM]);
    expect(asked[0]).toEqual({
      resource: VAULT,
      metrics: ['ServiceApiResult'],
      aggregation: 'Count',
      dimension: 'StatusCode',
      from: '2026-10-29T10:00:00Z',
      until: '2026-11-28T10:00:00Z',
    });
  });

  it('is nothing where nothing is called, nor of other requirements, hosts, or types that count no calls', () => {
    expect(metricsQuestions([calls()], NOW)).toEqual([]);
    expect(metricsQuestions([calls(item('not-applicable', { subject: VAULT }))], NOW)).toEqual([]);
    expect(metricsQuestions([report([finding('key-vault-identity', item('fail'))])], NOW)).toEqual([]);
    const others = ['kv-elsewhere.vault.azure.net', armId('Microsoft.KeyVault/managedHSMs/hsm')];
    expect(metricsQuestions([calls(...others.map((subject) => item('unknown', { subject })))], NOW)).toEqual([]);
  });

  it('leaves out the events of loggers in the v2 tiers, which do not count them', () => {
    const { findings } = calls(logger());
    const v2 = report(findings, { instance: { ...INSTANCE, sku: 'StandardV2' } });
    expect(metricsQuestions([v2], NOW).map(({ resource }) => resource)).toEqual([EVENTS]);
  });

  it('stays bounded for an instance that calls hundreds', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      item('pass', { subject: armId(`Microsoft.KeyVault/vaults/kv-${index}`) }),
    );
    expect(metricsQuestions([calls(...many)], NOW)).toHaveLength(20);
  });
});

describe('what is told', () => {
  it('of a vault: the refused calls of a day, of 30, and since when; asking for a token is not refused', () => {
    const counted = [
      series('ServiceApiResult', 391, '200'),
      series('ServiceApiResult', 40, '401'),
      series('ServiceApiResult', 17, '403', 25 * 24),
    ];
    expect(told(calls(item('fail', { subject: VAULT })), { [VAULT]: counted })).toEqual([
      [
        'Last 24 hours: 408 of 9,792 calls to kv-prod refused (403), whoever called.',
        'Last 30 days: 10,200 of 291,720 failed, first on 3 November 2026.',
      ],
    ]);
  });

  it('of a storage account, whatever the way to sign in', () => {
    const counted = ['Success', 'AuthorizationError', 'SASAuthorizationError'].map((type) =>
      series('Transactions', 1, type),
    );
    expect(told(calls(item('unknown', { subject: STORAGE })), { [STORAGE]: counted })).toEqual([
      [
        'Last 24 hours: 48 of 72 calls to stprod refused (AuthorizationError), whoever called.',
        'Last 30 days: 1,440 of 2,160 failed, from the first day on.',
      ],
    ]);
  });

  it('of a registry: pulls that did not succeed', () => {
    const counted = [series('TotalPullCount', 5), series('SuccessfulPullCount', 4)];
    expect(told(calls(item('pass', { subject: REGISTRY })), { [REGISTRY]: counted })[0]?.[0]).toBe(
      'Last 24 hours: 24 of 120 pulls from acrprod failed, whoever pulled.',
    );
  });

  it('of a logger: the namespace by all its senders, and the instance’s own events in that location alone', () => {
    const own = [
      series('EventHubTotalFailedEvents', 5, 'West Europe'),
      series('EventHubTotalFailedEvents', 1000, 'North Europe'),
      series('EventHubDroppedEvents', 1, 'West Europe'),
    ];
    const namespace = [series('IncomingRequests', 10), series('UserErrors', 2)];
    expect(told(calls(logger()), { [EVENTS]: namespace, [APIM]: own })).toEqual([
      [
        'Last 24 hours: 48 of 240 requests to evh-audit failed by their senders (UserErrors), whoever sent them.',
        'Last 30 days: 1,440 of 7,200 failed, from the first day on.',
        'Last 24 hours: 120 of 120 events of loggers in westeurope failed, 24 dropped.',
        'Last 30 days: 3,600 of 3,600 failed, from the first day on.',
      ],
    ]);
  });

  it('where nobody called, that nobody called', () => {
    expect(told(calls(item('fail', { subject: VAULT })), { [VAULT]: [] })).toEqual([
      ['Last 24 hours: nobody called kv-prod.'],
    ]);
  });

  it('where rules and numbers do not agree, plainly', () => {
    const [sentences = []] = told(calls(item('fail', { subject: VAULT })), {
      [VAULT]: [series('ServiceApiResult', 3, '200')],
    });
    expect(sentences.at(-1)).toMatch(/^The rules say that this call cannot get in, yet none failed/);
    const arrived = [series('EventHubSuccessfulEvents', 3, 'West Europe')];
    expect(told(calls(logger()), { [APIM]: arrived })[0]?.at(-1)).toMatch(/^The rules and these events do not agree/);
  });

  it.each<[ReasonCode, string]>([
    ['FORBIDDEN', 'FORBIDDEN'],
    ['THROTTLED', 'THROTTLED'],
    ['READ_FAILED', 'READ_FAILED'],
  ])('where the numbers were %s, once for all of them, and nothing beside the calls', (reason, word) => {
    const before = calls(item('unknown', { subject: VAULT }), item('fail', { subject: STORAGE }));
    const answers = new Map([VAULT, STORAGE].map((id) => [idKey(id), failed(reason)]));
    const [after] = withNumbers([before], answers, NOW);
    expect(after?.findings).toEqual(before.findings);
    expect(after?.notes.map((note) => render(note))).toEqual([
      `Azure Monitor did not show the numbers of kv-prod, stprod (${word}). Nothing that was judged depends on them.`,
    ]);
  });
});

/** Everything of a report but what numbers add. */
function judgedPart({ notes: _, ...rest }: Report): unknown {
  const items = (all: readonly Item[]) => all.map(({ numbers: _numbers, evidence: _evidence, ...judged }) => judged);
  return { ...rest, findings: rest.findings.map((one) => ({ ...one, items: items(one.items) })) };
}

const NAMES = [
  'ServiceApiResult',
  'Transactions',
  'IncomingRequests',
  'UserErrors',
  'TotalPullCount',
  'SuccessfulPullCount',
  'EventHubSuccessfulEvents',
  'EventHubTotalFailedEvents',
  'EventHubDroppedEvents',
];
const anySeries = fc.record(
  {
    metric: fc.constantFrom(...NAMES),
    value: fc.constantFrom('200', '401', '403', 'Success', 'AuthorizationError', 'West Europe', 'North Europe'),
    points: fc.array(
      fc.record({
        at: fc.integer({ min: NOW - 40 * 24 * HOUR, max: NOW + HOUR }),
        count: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat()),
      }),
      { maxLength: 12 },
    ),
  },
  { requiredKeys: ['metric', 'points'] },
);
const anyAnswer: fc.Arbitrary<Read<readonly MetricSeries[]>> = fc.oneof(
  fc.array(anySeries, { maxLength: 8 }).map((all) => ok(all)),
  fc.constantFrom<ReasonCode>('FORBIDDEN', 'THROTTLED', 'READ_FAILED', 'NOT_FOUND').map((reason) => failed(reason)),
);

describe('no series of numbers', () => {
  const reports = fieldEstates().flatMap(({ name, resources, denied }) =>
    instancesIn(resources).map((id) => ({ name, report: assessInMemory(resources, { id, denied }) })),
  );
  const asking = reports.filter(({ report: one }) => metricsQuestions([one], NOW).length > 0);

  it('changes a status, an impact, a reason, a fix or a verdict of any estate of the field', () => {
    expect(asking.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.constantFrom(...asking), fc.array(anyAnswer, { minLength: 24, maxLength: 24 }), (one, given) => {
        const asked = metricsQuestions([one.report], NOW);
        const answers = new Map(asked.map(({ resource }, index) => [idKey(resource), given[index] ?? ok([])]));
        const [after] = withNumbers([one.report], answers, NOW);
        if (after === undefined) throw new Error('the report is gone');
        expect(judgedPart(after)).toEqual(judgedPart(one.report));
        expect(verdictOf(after.findings)).toBe(one.report.verdict);
      }),
      { numRuns: 300 },
    );
  });
});
