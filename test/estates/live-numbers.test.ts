/** `check --live` and the questions why and evidence over the demo: what Azure counted, by at most one read for each target. */
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate, type ConnectedAssessor } from '../../src/app/connected-assessor.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { sameId } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import type { AssessmentRequest, DiscoveredInstance } from '../../src/readiness/assessor.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { pauselessClock } from '../support/clock.ts';
import { checkFile, IMPATIENT } from '../support/command-line.ts';

const DAY = '2026-11-28';
const file = JSON.stringify(sampleEstate(DAY));
const isMetrics = ({ path }: { readonly path: string }) => /\/providers\/microsoft\.insights\/metrics$/i.test(path);
const isLive: Fault['match'] = (request) => isMetrics(request) || request.table === 'resourcechanges';

describe('the demo', () => {
  let connected: ConnectedAssessor;
  beforeEach(async () => {
    const patience = { retry: IMPATIENT, clock: pauselessClock() };
    connected = await assessorOverEstate(file, 'Northwind', {
      config: readConfig({}),
      today: DAY,
      record: true,
      patience,
    });
  });
  afterEach(() => connected.stop());

  const assess = async (name: string, request: AssessmentRequest) => {
    const instance = (await connected.assessor.instances()).find((one) => one.name === name);
    if (instance === undefined) throw new Error(`there is no ${name}`);
    return await connected.assessor.assess(instance, request);
  };
  const changeReads = () => (connected.requests ?? []).filter(({ table }) => table === 'resourcechanges').length;
  const metricReads = () => (connected.requests ?? []).filter(isMetrics).length;

  it('reads no numbers for a plain question, and six more when they are asked for: of three targets, the loggers, the requests and the changes', async () => {
    const plain = await assess('apim-prod', {});
    expect(metricReads()).toBe(0);
    const others = () =>
      (connected.requests ?? []).filter(
        (one) => !isMetrics(one) && one.table === undefined && /apim-prod/.test(one.path),
      ).length;
    const before = others();
    const live = await assess('apim-prod', { live: true });
    expect(metricReads()).toBe(5);
    expect(changeReads()).toBe(1);
    expect(others()).toBe(before);
    await assess('apim-prod', { live: true });
    expect(metricReads() + changeReads()).toBe(6);

    const sentences = live.reports.flatMap(({ findings }) =>
      findings.flatMap(({ items }) => items.flatMap(({ numbers = [] }) => numbers.map((one) => render(one)))),
    );
    expect(sentences).toContain('Last 24 hours: 408 of 9,792 calls to kv-api-prod refused (403), whoever called.');
    expect(sentences).toContain('Last 24 hours: 2,880 of 2,880 events of loggers in westeurope failed, 48 dropped.');
    expect(live.reports.map(({ verdict }) => verdict)).toEqual(plain.reports.map(({ verdict }) => verdict));
    expect((await assess('apim-prod', {})).reports).toEqual(plain.reports);
  });

  it('reads none where nothing is called', async () => {
    const instances = await connected.assessor.instances();
    const silent: DiscoveredInstance[] = [];
    for (const instance of instances) {
      const { reports } = await connected.assessor.assess(instance, {});
      const calls = reports.flatMap(({ findings }) =>
        findings.filter((one) => one.requirement === 'gateway-dependencies'),
      );
      const isSilent = calls.every(({ items }) => items.every(({ subject }) => sameId(subject, instance.id)));
      if (isSilent) silent.push(instance);
    }
    expect(silent.length).toBeGreaterThan(0);
    for (const instance of silent) await connected.assessor.assess(instance, { live: true });
    expect(metricReads()).toBe(0);
  });

  it('is not held up by numbers and changes that do not come', async () => {
    const hurried = await assessorOverEstate(file, 'Northwind', {
      config: readConfig({}),
      today: DAY,
      numbersWithin: 30,
    });
    hurried.setFaults?.([{ match: isLive, kind: 'slow', delayMs: 60_000 }]);
    try {
      const instance = (await hurried.assessor.instances()).find(({ name }) => name === 'apim-prod');
      if (instance === undefined) throw new Error('there is no apim-prod');
      const { reports } = await hurried.assessor.assess(instance, { live: true });
      expect(reports[0]?.verdict).toBe('not-ready');
      expect(reports[0]?.notes.map((note) => render(note))).toEqual([
        expect.stringMatching(/^Azure Monitor did not show the numbers of kv-api-prod,.*READ_FAILED/),
        expect.stringMatching(/^Azure did not show who changed what \(READ_FAILED\)/),
      ]);
    } finally {
      await hurried.stop();
    }
  });

  it.each<[string, Fault['kind'], string]>([
    ['refused', '403', 'FORBIDDEN'],
    ['throttled beyond patience', '429', 'THROTTLED'],
    ['broken', 'malformed', 'READ_FAILED'],
    ['cut off', 'cut', 'READ_FAILED'],
  ])('stands as it was where numbers and changes are %s, and says so once', async (_, kind, reason) => {
    const plain = await assess('apim-prod', {});
    connected.setFaults?.([{ match: isLive, kind }]);
    const live = await assess('apim-prod', { live: true });
    expect(live.reports.map(({ findings }) => findings)).toEqual(plain.reports.map(({ findings }) => findings));
    expect(live.reports.flatMap(({ notes }) => notes.map((note) => render(note)))).toEqual([
      `Azure Monitor did not show the numbers of kv-api-prod, evh-audit-prod, stinvoicesprod, apim-prod (${reason}). Nothing that was judged depends on them.`,
      `Azure did not show who changed what (${reason}). Nothing that was judged depends on it.`,
    ]);
  });
});

it('check --live tells them beside each cause, and check does not', async () => {
  const line = 'Last 24 hours: 408 of 9,792 calls to kv-api-prod refused (403), whoever called.';
  const live = await checkFile(['apim-prod', '--live', '--today', DAY], file);
  const plain = await checkFile(['apim-prod', '--today', DAY], file);
  expect(live.out).toContain(line);
  expect(plain.out).not.toContain('Last 24 hours');
  expect(live.status).toBe(plain.status);
});
