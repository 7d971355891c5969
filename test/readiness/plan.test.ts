/** Fixes and plans, tried on every estate at hand: the demo's, and those of situations that people really have. */
import { readdirSync, readFileSync } from 'node:fs';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { estateAfter } from '../../src/fixes/estate-after.ts';
import { isTrustedAccessOff } from '../../src/instance/trusted-access.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Fix, Impact, Item, Report, Status } from '../../src/model/finding.ts';
import { text } from '../../src/model/json.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render, say } from '../../src/model/text.ts';
import { assess, findingOf, verdictOf } from '../../src/readiness/assess.ts';
import { type Plan, planOf, wholePlan } from '../../src/readiness/plan.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { estateOf } from '../support/estate.ts';
import { brokenPromises, worsened } from '../support/promises.ts';
import { item, report } from '../support/report.ts';
import { APIM, apim, armId, resource } from '../support/resources.ts';
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
      expect(verdicts).toEqual([...verdicts].toSorted());
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

/** A vault whose item has a status until the vault lets trusted services in, and another then. */
interface Thing {
  readonly name: string;
  readonly closed: Status;
  readonly open: Status;
  readonly impact?: Impact;
  /** The vaults that its fix changes; its own unless said, none where nobody can fix it. */
  readonly changes?: readonly string[];
  readonly order?: number;
}

const vaultId = (name: string) => armId(`Microsoft.KeyVault/vaults/${name}`);

/** The plan where each thing is judged by its own vault alone, and the flag, where there is one, by the instance. */
function planFor(things: readonly Thing[], flag?: Status): Plan {
  const fixOf = (name: string, changes: readonly Change[], order?: number): Fix => ({
    title: say('{name}', { name }),
    portal: 'https://portal.azure.com',
    docs: 'https://learn.microsoft.com',
    changes,
    ...(order === undefined ? {} : { order }),
  });
  const itemOf = (estate: Estate, { name, closed, open, impact = 'outage', changes = [name], order }: Thing): Item => {
    const vault = estate.resource(vaultId(name));
    const isOpen = vault.ok && text(vault.value, 'properties', 'networkAcls', 'bypass') === 'AzureServices';
    const opening = changes.map((one): Change => ({ kind: 'allow-trusted-services', vault: vaultId(one) }));
    const { fix: _, ...plain } = item(isOpen ? open : closed, { subject: vaultId(name), impact });
    return changes.length === 0 ? plain : { ...plain, fix: fixOf(name, opening, order) };
  };
  const disable: readonly Change[] = [
    { kind: 'enable-system-identity', service: APIM, keeps: [] },
    { kind: 'disable-trusted-access', service: APIM },
  ];
  const flagOf = (estate: Estate, status: Status): Item => {
    const service = estate.resource(APIM);
    const isSet = service.ok && isTrustedAccessOff(service.value);
    return item(isSet ? 'pass' : status, { subject: APIM, fix: fixOf('flag', disable, 100) });
  };
  const judge = (estate: Estate): Report => {
    const findings = [
      ...things.map((thing) => findingOf(thing.name, [itemOf(estate, thing)])),
      ...(flag === undefined ? [] : [findingOf('flag', [flagOf(estate, flag)])]),
    ];
    return report(findings, { verdict: verdictOf(findings) });
  };
  const shut = { properties: { networkAcls: { bypass: 'None' } } };
  const estate = estateOf([apim(), ...things.map(({ name }) => resource(vaultId(name), shut))]);
  return planOf(estate, judge, TODAY, { cloud: 'public', tenantId: undefined });
}

describe('which steps a plan has', () => {
  /** Each step as `title -> verdict`. */
  const steps = (...given: Parameters<typeof planFor>) =>
    planFor(...given).steps.map(({ title, after }) => `${render(title)} -> ${after}`);
  const broken = { closed: 'fail', open: 'pass' } as const;

  it('follows the order of the fixes, in which one without any stands in the middle', () => {
    const things = [
      { name: 'last', ...broken, order: 90 },
      { name: 'middle', ...broken },
      { name: 'first', ...broken, order: 10 },
    ];
    expect(steps(things)).toEqual(['first -> not-ready', 'middle -> not-ready', 'last -> ready']);
  });

  it('ends what is worst first among fixes of one order', () => {
    const things: readonly Thing[] = [
      { name: 'unsupported', ...broken, impact: 'unsupported' },
      { name: 'outage', ...broken },
    ];
    const worstFirst = ['outage -> action-needed', 'unsupported -> ready'];
    expect([steps(things), steps(things.toReversed())]).toEqual([worstFirst, worstFirst]);
  });

  it.each<[string, readonly Thing[], readonly string[]]>([
    ['what changes nothing for the better', [{ name: 'a', closed: 'fail', open: 'fail' }], []],
    ['what nobody can fix', [{ name: 'a', ...broken, changes: [] }], []],
    [
      'what pays for one thing with another',
      [
        { name: 'a', ...broken, changes: ['a', 'b'] },
        { name: 'b', closed: 'warn', open: 'unknown', changes: [] },
      ],
      [],
    ],
    ['what is only warned of', [{ name: 'a', closed: 'warn', open: 'pass' }], []],
    ['what is met', [{ name: 'a', closed: 'pass', open: 'pass' }], []],
  ])('leaves out %s', (_, things, expected) => {
    expect(steps(things)).toEqual(expected);
  });

  it('takes what could not be decided where that lifts the verdict, after what fails', () => {
    const things: readonly Thing[] = [
      { name: 'unseen', closed: 'unknown', open: 'pass', order: 10 },
      { name: 'broken', ...broken },
    ];
    expect(steps(things)).toEqual(['broken -> undecided', 'unseen -> ready']);
  });

  it('takes what is only warned of where it lifts the verdict by what else it mends', () => {
    const things: readonly Thing[] = [
      { name: 'warned', closed: 'warn', open: 'pass', changes: ['warned', 'broken'] },
      { name: 'broken', ...broken, changes: [] },
    ];
    expect(steps(things)).toEqual(['warned -> ready']);
  });

  it('has a step once that ends several things, and names all that it ends', () => {
    const both = { changes: ['a', 'b'] };
    const { steps: made } = planFor([
      { name: 'a', ...broken, ...both },
      { name: 'b', ...broken, ...both },
    ]);
    expect(made.map(({ causes }) => causes.map(({ subject }) => subject))).toEqual([[vaultId('a'), vaultId('b')]]);
  });

  it('sets the flag at the end, though it only warns and lifts no verdict', () => {
    expect(steps([{ name: 'a', ...broken }], 'warn')).toEqual(['a -> ready', 'flag -> ready']);
  });

  it('goes on from what the steps before have made', () => {
    const { steps: made, after } = planFor([
      { name: 'a', ...broken, order: 1 },
      { name: 'b', ...broken, order: 2 },
    ]);
    expect([made.length, after]).toEqual([2, 'ready']);
  });

  it('ends after forty steps, whatever there is to do', () => {
    const many = Array.from({ length: 42 }, (_, index) => ({ name: `kv-${index}`, ...broken }));
    expect(planFor(many).steps).toHaveLength(40);
  });
});

describe('what a plan leaves', () => {
  it('are the steps that it could not prove, worst first, and what could not be decided and has no fix', () => {
    const left = planFor([
      { name: 'warned', closed: 'warn', open: 'warn', order: 1 },
      { name: 'broken', closed: 'fail', open: 'fail', order: 2 },
      { name: 'unseen', closed: 'unknown', open: 'unknown', changes: [] },
      { name: 'fixable', closed: 'unknown', open: 'unknown', order: 3 },
    ]);

    expect(left).toMatchObject({ now: 'not-ready', steps: [], after: 'not-ready' });
    expect(left.remains.map(({ title }) => render(title))).toEqual(['broken', 'fixable', 'warned']);
    expect(left.undecided.map(({ subject }) => subject)).toEqual([vaultId('unseen')]);
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

  it('are that one of one, and of none prove nothing', () => {
    expect(wholePlan([plan('undecided', 'ready', 'a')])).toEqual(plan('undecided', 'ready', 'a'));
    expect(wholePlan([])).toEqual(plan('undecided', 'undecided'));
  });
});
