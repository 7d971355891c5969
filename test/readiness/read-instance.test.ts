/** How an instance is read in rounds: what those who wait are told meanwhile, and what the answer holds in the end. */
import { isTrustedAccessOff } from '../../src/instance/trusted-access.ts';
import type { Estate, EstateQuestion } from '../../src/model/estate.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render, say } from '../../src/model/text.ts';
import type { AssessmentRequest } from '../../src/readiness/assessor.ts';
import type { AzureSource } from '../../src/readiness/azure-source.ts';
import { type ReadingParts, type ReadingRequest, readInstance } from '../../src/readiness/read-instance.ts';
import { assessorParts, sourceOf } from '../support/assessor.ts';
import { pauselessClock } from '../support/clock.ts';
import { estateOf } from '../support/estate.ts';
import { assessment, discovered, item, requirement } from '../support/report.ts';
import { APIM, apim, armId, resource, SUBNET, VNET, virtualNetwork } from '../support/resources.ts';

const MAIN = retirements.filter(({ judged }) => judged === 'main');
const ZONE = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net');
const LINK = resource(`${ZONE}/virtualNetworkLinks/l`, { properties: { virtualNetwork: { id: VNET } } });
const VM = resource(armId('Microsoft.Compute/virtualMachines/vm'));

const whole = estateOf([apim(), virtualNetwork(), LINK, VM]);
/** What is read of it before the policies are listed. */
const begun = estateOf([apim()], { failing: { children: 'PENDING' } });

/** Met, whatever was read. */
const met = requirement('met', 1, () => [item('pass')]);
/** Waits for the policies, and fails then. */
const searching = requirement('searching', 2, ({ estate, instance }) => {
  const read = estate.children(instance.id, 'allPolicies');
  return [read.ok ? item('fail') : item('unknown', { reason: read.reason })];
});

/** What is read so far, and what is read next. */
interface Round {
  readonly estate: Estate;
  readonly next?: readonly string[];
  /** What happens elsewhere meanwhile. */
  readonly meanwhile?: () => void;
}

/** A source whose answers come in these rounds. */
const inRounds = (rounds: readonly Round[]) =>
  sourceOf(async (judge, { onRound, onResource }) => {
    for (const { estate, next = [], meanwhile } of rounds.slice(0, -1)) {
      judge(estate);
      onRound?.();
      for (const id of next) onResource?.(id);
      meanwhile?.();
    }
    return judge(rounds.at(-1)?.estate ?? whole);
  });

interface Scenario {
  readonly rounds?: readonly Round[];
  readonly requirements?: readonly Requirement[];
  readonly parts?: Partial<ReadingParts>;
  readonly request?: Partial<ReadingRequest>;
  readonly listeners?: Set<AssessmentRequest>;
}

function read({ rounds = [{ estate: whole }], requirements = [met], parts, request, listeners = new Set() }: Scenario) {
  return readInstance(
    assessorParts({ azure: inRounds(rounds), clock: pauselessClock(), requirements, ...parts }),
    {
      instance: discovered('apim-prod'),
      day: '2026-11-22',
      declared: [],
      judged: MAIN,
      plan: false,
      fresh: false,
      change: undefined,
      ...request,
    },
    { listeners, partial: ({ reports }) => assessment(reports) },
  );
}

describe('who waits', () => {
  const policy = (index: number) => `${APIM}/apis/a${index}/policies/policy`;

  /** The steps that are told, for a search that has come so far when each round begins. */
  async function toldSteps(counted: readonly (readonly [scanned: number, known: number])[], rounds: readonly Round[]) {
    const steps: string[] = [];
    const counts = counted.map(([scanned, known]) => ({ scanned, known }));
    await read({
      rounds,
      parts: { progress: () => counts.shift() ?? { scanned: 0, known: 0 } },
      listeners: new Set([{ onProgress: ({ scanned, known }) => steps.push(`${scanned} of ${known}`) }, {}]),
    });
    return steps;
  }

  it('is told how many policies are read, each step once, other resources not counted, and never more than there are', async () => {
    const next = [policy(1), APIM, policy(2), SUBNET, policy(3), policy(4)];
    expect(await toldSteps([[2, 5]], [{ estate: whole, next }, { estate: whole }])).toEqual([
      '2 of 5',
      '3 of 5',
      '4 of 5',
      '5 of 5',
    ]);
  });

  it('is told anew with each round from where it stands, and nothing before the policies are listed', async () => {
    const round = { estate: whole, next: [policy(1)] };
    expect(
      await toldSteps(
        [
          [0, 0],
          [1, 3],
          [2, 3],
        ],
        [round, round, round, { estate: whole }],
      ),
    ).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  });

  it('is told nothing where counting breaks down, which ends no assessment', async () => {
    const { reports } = await read({
      parts: {
        progress: () => {
          throw new TypeError('no count');
        },
      },
    });
    expect(reports[0]?.verdict).toBe('ready');
  });

  /** What is told first of requirements, as `verdict: findings`. */
  async function toldFirst(requirements: readonly Requirement[], joins: 'at once' | 'later' = 'at once') {
    const first: string[] = [];
    const listener: AssessmentRequest = {
      onFirst: ({ reports: [one] }) => {
        first.push(`${one?.verdict}: ${one?.findings.map((finding) => finding.requirement).join()}`);
      },
    };
    const listeners = new Set(joins === 'at once' ? [listener, {}] : [{}]);
    await read({
      rounds: [{ estate: begun, meanwhile: () => listeners.add(listener) }, { estate: begun }, { estate: whole }],
      requirements,
      listeners,
    });
    return first;
  }
  const alsoMet = { ...met, id: 'also-met' };
  const lost = requirement('lost', 1, () => [item('fail')]);
  const alsoSearching = { ...searching, id: 'also-searching' };

  it.each<[string, readonly Requirement[], readonly string[]]>([
    ['is told once, and never calls it ready', [met, alsoMet, searching], ['undecided: met,also-met']],
    ['is told that something is lost', [lost, searching], ['not-ready: lost']],
    ['is told where half of it stands', [met, searching], ['undecided: met']],
    ['is not told where less than half stands', [met, searching, alsoSearching], []],
    ['is not told where all of it stands, since that is the answer', [met, alsoMet], []],
  ])('of the first part %s', async (_, requirements, expected) => {
    expect(await toldFirst(requirements)).toEqual(expected);
  });

  it('is told the first part though it joined while others were reading, who do not want it', async () => {
    expect(await toldFirst([met, searching], 'later')).toEqual(['undecided: met']);
  });
});

describe('the answer', () => {
  it('rests on the instance and on whatever was seen that can be watched, though nothing was judged by it', async () => {
    const looking = requirement('looking', 1, ({ estate }) => {
      estate.resource(VNET);
      estate.resource(VM.id);
      estate.resource(`${VNET}-gone`);
      estate.virtualNetworkLinks(VNET);
      return [item('pass')];
    });
    expect((await read({ requirements: [] })).restsOn).toEqual([APIM]);
    expect((await read({ requirements: [looking] })).restsOn).toEqual([APIM, VNET, LINK.id, ZONE]);
    const broken = estateOf([apim()], { failing: { virtualNetworkLinks: 'THROTTLED', resource: 'FORBIDDEN' } });
    expect((await read({ requirements: [looking], rounds: [{ estate: broken }] })).restsOn).toEqual([APIM]);
  });

  it('is given for every retirement that is judged, with what is remarked and that nobody knows what was declared', async () => {
    const remarks = () => [say('A remark')];
    const notesOf = async (request: Partial<ReadingRequest>) =>
      (await read({ parts: { remarks }, request })).reports.map(({ retirement, notes }) => [
        retirement,
        ...notes.map((note) => render(note)),
      ]);

    expect(await notesOf({ judged: retirements.slice(0, 2) })).toEqual(
      retirements.slice(0, 2).map(({ id }) => [id, 'A remark']),
    );
    expect(await notesOf({ declared: undefined })).toEqual([
      [
        'trusted-service-connectivity',
        'What people declared could not be read, so it counts for nothing here.',
        'A remark',
      ],
    ]);
  });

  it('asks ahead for what is asked of every instance', async () => {
    const asked: (readonly EstateQuestion[])[] = [];
    const questions: readonly EstateQuestion[] = [{ kind: 'resource', id: VNET }];
    await read({
      rounds: [{ estate: { ...whole, prefetch: (some) => asked.push(some) } }],
      parts: { ahead: () => questions },
    });
    expect(asked).toEqual([questions]);
  });

  it('holds what Azure itself says, as soon as all of that is read', async () => {
    const silent = estateOf([apim()], { failing: { recommendations: 'PENDING' } });
    expect((await read({})).azureSays).toEqual({ announcements: [], unread: [] });
    expect('azureSays' in (await read({ rounds: [{ estate: silent }] }))).toBe(false);
  });

  it.each([
    [new TypeError('x is not a function'), 'TypeError'],
    ['gone', 'unknown'],
  ])('proves nothing where our own code breaks: %s', async (error, observed) => {
    const azure: AzureSource = sourceOf(() => Promise.reject(error));
    const { reports } = await read({ parts: { azure } });

    expect(reports[0]).toMatchObject({
      verdict: 'undecided',
      findings: [{ items: [{ reason: 'READ_FAILED', evidence: [{ observed }] }] }],
    });
  });
});

describe('plans, and a change that somebody wants to try', () => {
  const flag = requirement('flag', 1, ({ estate, instance }) => {
    const service = estate.resource(instance.id);
    return [item(service.ok && isTrustedAccessOff(service.value) ? 'pass' : 'warn')];
  });
  const counting = () => {
    const state = { judged: 0 };
    const counted = requirement('counted', 1, () => {
      state.judged += 1;
      return [item('pass')];
    });
    return { state, counted };
  };

  it('are made for each retirement where they are asked for', async () => {
    const { plans } = await read({ request: { plan: true } });

    expect([...(plans ?? [])].map(([id, { after }]) => [id, after])).toEqual([
      ['trusted-service-connectivity', 'ready'],
    ]);
    expect('plans' in (await read({}))).toBe(false);
  });

  it('wait until everything is read', async () => {
    const { state, counted } = counting();
    const request = { plan: true, change: 'trusted-access-off', judged: retirements.slice(0, 2) };
    const alsoKnown = requirement('half-known', 2, (subject) => [item('fail'), ...searching.check(subject)]);
    const half = await read({ rounds: [{ estate: begun }], requirements: [counted, alsoKnown], request });

    expect(state.judged).toBe(1);
    expect(half.plans).toBeUndefined();
    expect(half.reports.map(({ tried }) => tried)).toEqual([undefined, undefined]);
  });

  it('tell what the change would make of each report, and leave the report itself as it is', async () => {
    const { reports } = await read({ requirements: [flag], request: { change: 'trusted-access-off' } });

    expect(reports[0]?.findings).toMatchObject([{ requirement: 'flag', status: 'warn' }]);
    expect(reports[0]?.tried).toMatchObject({
      change: 'trusted-access-off',
      changes: [{ kind: 'disable-trusted-access' }],
      findings: [{ requirement: 'flag', status: 'pass' }],
      verdict: 'ready',
    });
    expect(reports[0]?.tried).not.toHaveProperty('untried');
  });

  it('change nothing where no change is asked about, or none that can be read', async () => {
    const [untouched] = (await read({ requirements: [flag] })).reports;
    const [unread] = (await read({ requirements: [flag], request: { change: 'anything-else' } })).reports;

    expect(untouched).not.toHaveProperty('tried');
    expect(unread?.tried).toMatchObject({ changes: [], findings: [{ status: 'warn' }] });
  });

  it('say why a change could not be tried, and change nothing then', async () => {
    const { reports } = await read({ requirements: [flag], request: { change: 'private-endpoint@kv-nowhere' } });
    const { untried, changes, findings } = reports[0]?.tried ?? {};

    expect(untried && render(untried)).toBe('kv-nowhere is no service that I can see');
    expect(changes).toEqual([]);
    expect(findings).toMatchObject([{ status: 'warn' }]);
  });
});
