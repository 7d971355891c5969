/** Fixes and plans, tried on every estate at hand: the demo's, and those of situations that people really have. */
import { readdirSync, readFileSync } from 'node:fs';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { estateAfter } from '../../src/fixes/estate-after.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess } from '../../src/readiness/assess.ts';
import { type Plan, planOf, wholePlan } from '../../src/readiness/plan.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { brokenPromises, worsened } from '../support/promises.ts';
import { subjectOf } from '../support/subject.ts';

const TODAY = '2026-11-28';
const retirement = retirements.find(({ id }) => id === 'trusted-service-connectivity');
if (retirement === undefined) throw new Error('the retirement is not known');
const counted = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };

interface Situation {
  readonly name: string;
  readonly judge: (estate: Estate) => Report;
  readonly estate: Estate;
}

function situations(name: string, resources: readonly ArmResource[], denied: readonly string[]): readonly Situation[] {
  const services = resources.filter(({ type }) => /^microsoft\.apimanagement\/service$/i.test(type));
  return services.map((service) => {
    const subject = subjectOf(resources, { id: service.id, denied, today: TODAY });
    const judge = (estate: Estate) => assess({ ...subject, estate }, requirements, retirement as never, () => counted);
    return { name: `${name}: ${service.name}`, judge, estate: subject.estate };
  });
}

const typed = (resources: readonly ArmResource[]) =>
  resources.map((one) => ({
    ...one,
    type: one.type ?? typeOf(one.id),
    name: one.name ?? one.id.split('/').at(-1) ?? '',
  }));
function typeOf(id: string): string {
  const [provider = '', ...segments] = id.split('/providers/').at(-1)?.split('/') ?? [];
  return [provider, ...segments.filter((_, at) => at % 2 === 0)].join('/');
}

const field = readdirSync('test/field/estates')
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const { resources, denied = [] } = JSON.parse(readFileSync(`test/field/estates/${file}`, 'utf8'));
    return situations(file.replace('.json', ''), typed(resources), denied);
  });
const demo = sampleEstate(TODAY);
const all = [...situations('demo', typed(demo.resources as readonly ArmResource[]), demo.denied), ...field];

describe('every fix that is a change', () => {
  it.each(all.map((one) => [one.name, one] as const))(
    '%s: improves its item and makes nothing worse',
    (_, { judge, estate }) => {
      expect(brokenPromises(estate, judge, TODAY)).toEqual([]);
    },
  );
});

describe('the estates', () => {
  it('hold enough fixes that are changes, of enough kinds', () => {
    const changes = all.flatMap(({ judge, estate }) =>
      judge(estate).findings.flatMap(({ items }) => items.flatMap(({ fix }) => fix?.changes ?? [])),
    );

    expect(changes.length).toBeGreaterThan(80);
    expect(new Set(changes.map(({ kind }) => kind)).size).toBeGreaterThan(9);
  });
});

describe('every plan', () => {
  it.each(all.map((one) => [one.name, one] as const))(
    '%s: leads where it says, and nothing gets worse on the way',
    (_, { judge, estate }) => {
      const plan = planOf(estate, judge, TODAY, { cloud: 'public', tenantId: undefined });
      const order = ['not-ready', 'undecided', 'action-needed', 'ready'];
      const reports = plan.steps.map((_, index) =>
        judge(
          estateAfter(
            estate,
            plan.steps.slice(0, index + 1).flatMap(({ changes }) => changes),
            TODAY,
          ),
        ),
      );

      expect(reports.map(({ verdict }) => verdict)).toEqual(plan.steps.map(({ after }) => after));
      expect(reports.at(-1)?.verdict ?? plan.now).toBe(plan.after);
      const verdicts = [plan.now, ...reports.map(({ verdict }) => verdict)].map((verdict) => order.indexOf(verdict));
      expect(verdicts).toEqual([...verdicts].sort());
      for (const [index, report] of reports.entries()) {
        expect(worsened(index === 0 ? judge(estate) : (reports[index - 1] as Report), report)).toEqual([]);
      }
    },
  );

  it('makes apim-prod of the demo ready in at most 8 steps, the flag last', () => {
    const { judge, estate } = all.find(({ name }) => name === 'demo: apim-prod') as Situation;
    const plan = planOf(estate, judge, TODAY, { cloud: 'public', tenantId: undefined });

    expect(plan.now).toBe('not-ready');
    expect(plan.after).toBe('ready');
    expect(plan.steps.length).toBeLessThanOrEqual(8);
    expect(plan.steps.at(-1)?.changes.map(({ kind }) => kind)).toEqual(['disable-trusted-access']);
  });
});

describe('the plans of several retirements as one', () => {
  const plan = (now: Plan['now'], after: Plan['after'], ...ids: readonly string[]): Plan =>
    ({ now, after, steps: ids, remains: ids, undecided: ids }) as unknown as Plan;

  it('have the worst verdict of all, and everything in their order', () => {
    const whole = wholePlan([
      plan('ready', 'ready', 'a'),
      plan('not-ready', 'undecided', 'b'),
      plan('action-needed', 'ready'),
    ]);

    expect(whole).toEqual(plan('not-ready', 'undecided', 'a', 'b'));
  });

  it('are that one of one, and nothing of none', () => {
    expect(wholePlan([plan('undecided', 'ready', 'a')])).toEqual(plan('undecided', 'ready', 'a'));
    expect(wholePlan([])).toEqual(plan('ready', 'ready'));
  });
});
