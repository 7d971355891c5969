/** What Azure Monitor counted, beside each dependency: evidence, and never more. */
import fc from 'fast-check';
import { failed, ok, type Read, type ReadReason } from '../../src/model/estate.ts';
import type { Item, Report, Status } from '../../src/model/finding.ts';
import type { MetricSeries } from '../../src/model/metrics.ts';
import type { ReasonCode } from '../../src/model/reasons.ts';
import { render } from '../../src/model/text.ts';
import { verdictOf, verdictSeverity } from '../../src/readiness/assess.ts';
import { answerKey, metricsQuestions, withNumbers } from '../../src/readiness/live-metrics.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates, instancesIn } from '../support/estates.ts';
import { finding, INSTANCE, type ItemParts, item, report } from '../support/report.ts';
import { APIM, armId } from '../support/resources.ts';

const NOW = Date.parse('2026-11-28T10:30:00Z');
const HOUR = 3_600_000;
const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const STORAGE = armId('Microsoft.Storage/storageAccounts/stprod');
const EVENTS = armId('Microsoft.EventHub/namespaces/evh-audit');
const REGISTRY = armId('Microsoft.ContainerRegistry/registries/acrprod');

const inLogger = [
  { resource: `${APIM}/loggers/audit`, property: 'properties.resourceId', observed: EVENTS },
  { resource: EVENTS, property: 'properties.publicNetworkAccess', observed: 'Disabled' },
];
const logger = ({ status = 'fail', ...rest }: ItemParts & { readonly status?: Status } = {}) =>
  item(status, { subject: EVENTS, location: 'westeurope', evidence: inLogger, ...rest });
const calls = (...items: readonly Item[]) => report([finding('gateway-dependencies', ...items)]);

/** The same count in each of the last hours, the running one among them. */
function series(metric: string, count: number, value?: string, hours = 800): MetricSeries {
  const latest = Math.floor(NOW / HOUR) * HOUR;
  const points = Array.from({ length: hours + 1 }, (_, ago) => ({ at: latest - ago * HOUR, count }));
  return { metric, values: value === undefined ? [] : [value], points: points.toReversed() };
}

const lost = (count: number, place = 'West Europe') => series('EventHubTotalFailedEvents', count, place);
const arrived = (count: number, place = 'West Europe') => series('EventHubSuccessfulEvents', count, place);

const withinAsked = (all: readonly MetricSeries[]) =>
  all.map((one) => ({
    ...one,
    points: one.points.filter(({ at }) => at >= NOW - 30.5 * 24 * HOUR + HOUR && at < Math.floor(NOW / HOUR) * HOUR),
  }));

const PORTAL = { cloud: 'public', tenantId: undefined } as const;

/** Answers every question about a resource with those series of it that were asked for. */
function answered(before: Report, answers: Readonly<Record<string, readonly MetricSeries[]>>): Report {
  const reads = metricsQuestions([before], NOW).flatMap((question) => {
    const all = answers[question.resource]?.filter(({ metric }) => question.metrics.includes(metric));
    return all === undefined ? [] : [[answerKey(question), ok(withinAsked(all))] as const];
  });
  const [after] = withNumbers([before], new Map<string, Read<readonly MetricSeries[]>>(reads), NOW, PORTAL);
  if (after === undefined) throw new Error('the report is gone');
  return after;
}

function told(
  before: Report,
  answers: Readonly<Record<string, readonly MetricSeries[]>>,
): readonly (readonly string[])[] {
  return answered(before, answers).findings.flatMap(({ items }) =>
    items.map(({ numbers = [] }) => numbers.map((one) => render(one))),
  );
}

const asksFor = (one: Report) => metricsQuestions([one], NOW).map(({ metrics: [first] }) => first);

describe('what is asked', () => {
  it('is one read for each target that is called, whatever the number of calls, one for the loggers and one for the requests', () => {
    const three = calls(
      item('fail', { subject: VAULT, location: 'westeurope' }),
      item('unknown', { subject: VAULT, location: 'northeurope' }),
      item('pass', { subject: STORAGE }),
      logger(),
    );
    const asked = metricsQuestions([three, three], NOW);
    expect(asked.map(({ resource, metrics }) => [resource, metrics[0]])).toEqual([
      [VAULT, 'ServiceApiResult'],
      [STORAGE, 'Transactions'],
      [EVENTS, 'IncomingRequests'],
      [APIM, 'EventHubSuccessfulEvents'],
      [APIM, 'Requests'],
    ]);
    expect(asked[0]).toEqual({
      resource: VAULT,
      metrics: ['ServiceApiResult'],
      aggregation: 'Count',
      dimensions: ['StatusCode'],
      from: '2026-10-29T10:00:00.000Z',
      until: '2026-11-28T10:00:00.000Z',
    });
  });

  it('is nothing where nothing is called, nor of other requirements; of hosts and types that count no calls, the requests alone', () => {
    expect(metricsQuestions([calls()], NOW)).toEqual([]);
    expect(metricsQuestions([calls(item('not-applicable', { subject: VAULT }))], NOW)).toEqual([]);
    expect(metricsQuestions([report([finding('key-vault-identity', item('fail'))])], NOW)).toEqual([]);
    const others = ['kv-elsewhere.vault.azure.net', armId('Microsoft.KeyVault/managedHSMs/hsm')];
    expect(asksFor(calls(...others.map((subject) => item('unknown', { subject }))))).toEqual(['Requests']);
  });

  it('leaves out the events of loggers in the v2 tiers, which do not count them', () => {
    const { findings } = calls(logger());
    const v2 = report(findings, { instance: { ...INSTANCE, sku: 'StandardV2' } });
    expect(asksFor(v2)).toEqual(['IncomingRequests', 'Requests']);
  });

  it('stays bounded for an instance that calls hundreds', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      item('pass', { subject: armId(`Microsoft.KeyVault/vaults/kv-${index}`) }),
    );
    expect(metricsQuestions([calls(...many)], NOW)).toHaveLength(21);
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

  it('of a call that failed first on the second of the thirty days, that day', () => {
    const counted = [series('ServiceApiResult', 1, '403', 29 * 24)];
    expect(told(calls(item('fail', { subject: VAULT })), { [VAULT]: counted })[0]?.[1]).toBe(
      'Last 30 days: 696 of 696 failed, first on 30 October 2026.',
    );
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

  it('of a namespace: requests that failed by their senders though none was counted as incoming, and nothing of doubt', () => {
    const namespace = [series('UserErrors', 2)];
    expect(told(calls(item('pass', { subject: EVENTS })), { [EVENTS]: namespace })).toEqual([
      [
        'Last 24 hours: 48 of 0 requests to evh-audit failed by their senders (UserErrors), whoever sent them.',
        'Last 30 days: 1,440 of 0 failed, from the first day on.',
      ],
    ]);
  });

  it('of what failed in some hour and was made up for in another, nothing more than the day', () => {
    const hours = (metric: string, count: number, ago: number): MetricSeries => ({
      metric,
      values: [],
      points: [{ at: Math.floor(NOW / HOUR) * HOUR - ago * HOUR, count }],
    });
    const counted = [hours('TotalPullCount', 5, 30), hours('SuccessfulPullCount', 5, 29)];
    expect(told(calls(item('pass', { subject: REGISTRY })), { [REGISTRY]: counted })).toEqual([
      ['Last 24 hours: nobody called acrprod.'],
    ]);
  });

  it('where rules and numbers do not agree, plainly', () => {
    const [sentences = []] = told(calls(item('fail', { subject: VAULT })), {
      [VAULT]: [series('ServiceApiResult', 3, '200')],
    });
    expect(sentences.at(-1)).toMatch(/^The rules say that this call cannot get in, yet 72 calls to kv-prod succeeded/);
    const [refused = []] = told(calls(item('pass', { subject: VAULT })), {
      [VAULT]: [series('ServiceApiResult', 3, '403')],
    });
    expect(refused.at(-1)).toMatch(/^The rules say that this call gets in, yet 72 calls to kv-prod were refused/);
    expect(told(calls(logger()), { [APIM]: [arrived(3)] })[0]?.at(-1)).toMatch(
      /^The rules and these events do not agree/,
    );
  });

  it.each<[string, Status, readonly MetricSeries[], boolean]>([
    ['a call that gets in, and all events are lost', 'pass', [lost(1)], true],
    ['a call that gets in, and some events are lost', 'pass', [lost(1), arrived(1)], false],
    ['a call that gets in, and no events', 'pass', [], false],
    ['a call that gets in, and all events arrive', 'pass', [arrived(1)], false],
    ['a call that cannot get in, and all events are lost', 'fail', [lost(1)], false],
    ['a call that was not decided, and some events arrive', 'unknown', [arrived(1)], false],
  ])('of %s, a doubt or none', (_, status, own, isDoubted) => {
    const sentences = told(calls(logger({ status })), { [APIM]: own })[0] ?? [];
    expect(sentences.some((one) => one.startsWith('The rules and these events do not agree'))).toBe(isDoubted);
  });

  it.each<[string, Status, readonly MetricSeries[]]>([
    [
      'a call that cannot get in, and one of many was refused',
      'fail',
      [series('ServiceApiResult', 3, '200'), series('ServiceApiResult', 1, '403')],
    ],
    ['a call that cannot get in, and nobody called', 'fail', []],
    ['a call that gets in, and none was refused', 'pass', [series('ServiceApiResult', 3, '200')]],
    ['a call that was not decided, and some were refused', 'unknown', [series('ServiceApiResult', 3, '403')]],
  ])('of %s, no doubt', (_, status, counted) => {
    const sentences = told(calls(item(status, { subject: VAULT })), { [VAULT]: counted })[0] ?? [];
    expect(sentences.filter((one) => one.startsWith('The rules say'))).toEqual([]);
  });

  it.each<[ReadReason, string]>([
    ['FORBIDDEN', 'FORBIDDEN'],
    ['THROTTLED', 'THROTTLED'],
    ['READ_FAILED', 'READ_FAILED'],
  ])('where the numbers were %s, once for all of them, and nothing beside the calls', (reason, word) => {
    const before = calls(item('fail', { subject: VAULT }), item('unknown', { subject: STORAGE }));
    const answers = new Map(metricsQuestions([before], NOW).map((question) => [answerKey(question), failed(reason)]));
    const [after] = withNumbers([before], answers, NOW, PORTAL);
    expect(after?.findings).toEqual(before.findings);
    expect(after?.notes.map((note) => render(note))).toEqual([
      `Azure Monitor did not show the numbers of kv-prod, stprod, apim-prod (${word}). Nothing that was judged depends on them.`,
    ]);
  });
});

/** A logger whose call could not be decided. */
const undecided = (rest: ItemParts = {}) => logger({ status: 'unknown', reason: 'G-PATH', ...rest });

describe('the events of the instance itself', () => {
  const callAfter = (own: readonly MetricSeries[], ...items: readonly Item[]) =>
    answered(calls(...items), { [APIM]: own }).findings[0]?.items[0];

  it('decide that the only logger of a location does not get through', () => {
    const after = answered(calls(undecided()), { [APIM]: [lost(5)] });
    expect(after.verdict).toBe('not-ready');
    expect(after.findings[0]?.status).toBe('fail');
    const [failing] = after.findings[0]?.items ?? [];
    expect(failing).toMatchObject({ status: 'fail', impact: 'outage', reason: 'EVENTS_FAILED' });
    expect(failing === undefined ? '' : render(failing.message)).toBe(
      'In the last 24 hours 120 events of the only logger in westeurope failed and none arrived: it does not get through to evh-audit.',
    );
    expect(failing?.fix?.portal).toContain('/networking');
  });

  it.each<[string, Item]>([
    ['a logger of another location', logger({ status: 'pass', location: 'northeurope' })],
    ['a call from there that stands in no logger', item('pass', { subject: VAULT, location: 'westeurope' })],
  ])('decide it beside %s', (_, other) => {
    expect(callAfter([lost(5)], undecided(), other)).toMatchObject({ status: 'fail', reason: 'EVENTS_FAILED' });
  });

  it.each<[string, readonly MetricSeries[], readonly Item[]]>([
    ['some arrived', [lost(5), arrived(1)], [undecided()]],
    ['none failed', [lost(0)], [undecided()]],
    ['they are of another location', [lost(5, 'North Europe')], [undecided()]],
    ['they are older than a day', [{ ...lost(5), points: lost(5).points.slice(0, -48) }], [undecided()]],
    ['two loggers send from there', [lost(5)], [undecided(), undecided({ subject: STORAGE })]],
    ['nobody knows from where it sends', [lost(5)], [{ ...undecided(), location: undefined } as unknown as Item]],
  ])('decide nothing where %s', (_, own, items) => {
    expect(callAfter(own, ...items)).toMatchObject({ status: 'unknown', reason: 'G-PATH' });
  });
});

describe('the network connectivity that the instance counts itself', () => {
  const status = (reason: ReasonCode) =>
    item('unknown', { subject: APIM, location: 'westeurope', reason, evidence: [] });
  const reached = (type: string, counts: readonly number[], place = 'West Europe'): MetricSeries => {
    const latest = Math.floor(NOW / HOUR) * HOUR;
    const points = counts.map((count, index) => ({ at: latest - (counts.length - index) * HOUR, count }));
    return { metric: 'NetworkConnectivity', values: [place, type], points };
  };
  const judged = (reason: ReasonCode, ...own: readonly MetricSeries[]) => {
    const before = report([
      finding('gateway-dependencies', item('pass', { subject: VAULT })),
      finding('network-status', status(reason)),
    ]);
    return answered(before, { [APIM]: own }).findings[1]?.items[0];
  };

  it('is asked for instead of the requests, where the network status was not told', () => {
    const told = (reason: ReasonCode) =>
      asksFor(
        report([
          finding('gateway-dependencies', item('pass', { subject: VAULT })),
          finding('network-status', status(reason)),
        ]),
      );
    expect(told('FORBIDDEN')).toEqual(['ServiceApiResult', 'NetworkConnectivity']);
    expect(told('USE_UNPROVEN')).toEqual(['ServiceApiResult', 'Requests']);
  });

  it('is asked for where some status of several was not told, and no other item is taken for one', () => {
    const asked = (...items: readonly Item[]) =>
      asksFor(
        report([
          finding('gateway-dependencies', item('pass', { subject: VAULT })),
          finding('network-status', ...items),
        ]),
      );
    expect(asked(item('fail', { location: 'westeurope' }), status('FORBIDDEN'))).toContain('NetworkConnectivity');
    expect(asked(item('fail', { location: 'westeurope', reason: 'FORBIDDEN' }))).not.toContain('NetworkConnectivity');
    expect(asked(item('unknown', { reason: 'FORBIDDEN' }))).not.toContain('NetworkConnectivity');
    const elsewhere = report([
      finding('gateway-dependencies', item('pass', { subject: VAULT })),
      finding('key-vault-identity', status('FORBIDDEN')),
    ]);
    expect(asksFor(elsewhere)).toEqual(['ServiceApiResult', 'Requests']);
  });

  it.each([
    ['in the order of their hours', (points: MetricSeries['points']) => points],
    ['in any order', (points: MetricSeries['points']) => points.toReversed()],
  ])('decides a status that was not told, where it fell to nothing, told %s', (_, order) => {
    const own = reached('BlobStorage', [1, 1, 0, 0, 0]);
    expect(judged('FORBIDDEN', { ...own, points: order(own.points) })).toMatchObject({
      status: 'fail',
      impact: 'outage',
      reason: 'CONNECTIVITY_LOST',
    });
  });

  it('decides nothing where it was not shown, and nothing of another requirement', () => {
    const before = report([
      finding('gateway-dependencies', item('pass', { subject: VAULT })),
      finding('key-vault-identity', status('FORBIDDEN')),
      finding('network-status', status('FORBIDDEN')),
    ]);
    const fell = reached('BlobStorage', [1, 1, 0, 0, 0]);
    const statuses = (answers: Parameters<typeof answered>[1]) =>
      answered(before, answers).findings.map((one) => one.status);
    expect(statuses({})).toEqual(['pass', 'unknown', 'unknown']);
    expect(statuses({ [APIM]: [fell] })).toEqual(['pass', 'unknown', 'fail']);
  });

  it.each<[string, ReasonCode, MetricSeries]>([
    ['there are less than three hours', 'FORBIDDEN', reached('BlobStorage', [1, 0, 0])],
    ['it never was more', 'FORBIDDEN', reached('BlobStorage', [0, 0, 0, 0, 0])],
    ['it is back', 'FORBIDDEN', reached('BlobStorage', [1, 0, 0, 0, 1])],
    ['it is a gap of two hours', 'FORBIDDEN', reached('BlobStorage', [1, 1, 1, 0, 0])],
    ['it may be optional', 'FORBIDDEN', reached('EventHub', [1, 1, 0, 0, 0])],
    ['it is another location', 'FORBIDDEN', reached('BlobStorage', [1, 1, 0, 0, 0], 'North Europe')],
    ['the status was told', 'USE_UNPROVEN', reached('BlobStorage', [1, 1, 0, 0, 0])],
  ])('decides nothing where %s', (_, reason, own) => {
    expect(judged(reason, own)).toMatchObject({ status: 'unknown', reason });
  });
});

it('names the codes alone of requests for which no reason was counted', () => {
  const { notes } = answered(calls(item('pass', { subject: VAULT })), {
    [APIM]: [{ ...series('Requests', 1), values: ['503'] }],
  });
  expect(notes.map((note) => render(note))).toEqual([
    'Last 24 hours: 24 of 24 requests through this gateway failed at a backend (503), whichever it was.',
  ]);
});

it('tells of no requests where none failed at a backend', () => {
  const { notes } = answered(calls(item('pass', { subject: VAULT })), {
    [APIM]: [{ ...series('Requests', 100), values: ['200', 'None'] }],
  });
  expect(notes).toEqual([]);
});

it('tells of requests that failed at a backend, by code and reason, without any one dependency', () => {
  const of = (count: number, ...values: readonly string[]) => ({ ...series('Requests', count), values });
  const { notes } = answered(calls(item('pass', { subject: VAULT })), {
    [APIM]: [of(100, '200', 'None'), of(4, '403', 'None'), of(1, '0', 'BackendConnectionFailure'), of(2, '404', '')],
  });
  expect(notes.map((note) => render(note))).toEqual([
    'Last 24 hours: 120 of 2,568 requests through this gateway failed at a backend (403, 0, BackendConnectionFailure), whichever it was.',
  ]);
});

/** What is judged of an item. */
const judgedPart = ({ numbers: _, evidence: _evidence, changes: _changes, ...judged }: Item) => judged;

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
  'Requests',
  'NetworkConnectivity',
];
const WORDS = ['200', '401', '403', 'Success', 'AuthorizationError', 'West Europe', 'North Europe', 'BlobStorage'];
const anySeries = fc.record({
  metric: fc.constantFrom(...NAMES),
  values: fc.array(fc.constantFrom(...WORDS), { maxLength: 2 }),
  points: fc.array(
    fc.record({
      at: fc.integer({ min: NOW - 40 * 24 * HOUR, max: NOW + HOUR }),
      count: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(), fc.constant(0)),
    }),
    { maxLength: 12 },
  ),
});
const anyAnswer: fc.Arbitrary<Read<readonly MetricSeries[]>> = fc.oneof(
  fc.array(anySeries, { maxLength: 8 }).map((all) => ok(all)),
  fc.constantFrom<ReadReason>('FORBIDDEN', 'THROTTLED', 'READ_FAILED', 'NOT_FOUND').map((reason) => failed(reason)),
);

describe('no series of numbers', () => {
  const reports = fieldEstates().flatMap(({ name, resources, denied }) =>
    instancesIn(resources).map((id) => ({ name, report: assessInMemory(resources, { id, denied }) })),
  );
  const asking = reports.filter(({ report: one }) => metricsQuestions([one], NOW).length > 0);
  const byKey = (one: Report) =>
    new Map(
      one.findings.flatMap(({ requirement, items }) =>
        items.map((own) => [JSON.stringify([requirement, own.subject, own.location, own.row, own.hits]), own] as const),
      ),
    );

  const expectAsGood = (was: Item | undefined, own: Item) => {
    const isDecided = was?.status === 'unknown' && own.status === 'fail';
    if (isDecided) expect(['EVENTS_FAILED', 'CONNECTIVITY_LOST']).toContain(own.reason);
    else expect(judgedPart(own)).toEqual(was && judgedPart(was));
  };

  it('makes anything better in any estate of the field, or changes anything but an undecided item into one that fails', () => {
    expect(asking.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.constantFrom(...asking), fc.array(anyAnswer, { minLength: 24, maxLength: 24 }), (one, given) => {
        const asked = metricsQuestions([one.report], NOW);
        const answers = new Map(asked.map((question, index) => [answerKey(question), given[index] ?? ok([])]));
        const [after] = withNumbers([one.report], answers, NOW, PORTAL);
        if (after === undefined) throw new Error('the report is gone');
        expect(after.verdict).toBe(verdictOf(after.findings));
        expect(verdictSeverity(after.verdict)).toBeLessThanOrEqual(verdictSeverity(one.report.verdict));
        const before = byKey(one.report);
        const now = byKey(after);
        expect([...now.keys()].toSorted()).toEqual([...before.keys()].toSorted());
        for (const [key, own] of now) expectAsGood(before.get(key), own);
      }),
      { numRuns: 300 },
    );
  });
});
