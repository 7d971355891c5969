/** What a scan makes out, on the embedded database and over an assessor that finds what it is told. */

import type { AzureScope } from '../../../src/model/azure-scope.ts';
import { ok } from '../../../src/model/estate.ts';
import type { Report } from '../../../src/model/finding.ts';
import { retirements } from '../../../src/model/retirement.ts';
import { AzureUnreachable } from '../../../src/readiness/assessor.ts';
import type { ChangeLog } from '../../../src/readiness/change-log.ts';
import { createScan, scanLimits } from '../../../src/reminders/jobs/scan.ts';
import { milestoneName } from '../../../src/reminders/rules/milestones.ts';
import type { Subscription } from '../../../src/reminders/rules/subscription.ts';
import type { SummaryMessage } from '../../../src/reminders/rules/summary-message.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { assessorOf, rememberedLog, type ScriptedAssessor } from '../../support/conversation.ts';
import { assessment, discovered, finding, item, report } from '../../support/report.ts';
import { CHANGED } from '../../support/resource-changes.ts';
import { ann } from '../rules/support.ts';
import { empty, emptyStore, sighting } from '../store/support.ts';

let store: Store;
let clock: HandClock;
let found: Map<string, Report>;
let assessor: ScriptedAssessor;

beforeAll(async () => {
  store = await emptyStore();
});

beforeEach(async () => {
  await empty(store);
  clock = handClock({ start: '2026-02-13T08:00:00.000Z', skipsPauses: true });
  found = new Map([
    ['apim-prod', broken],
    ['apim-dev', ready],
  ]);
  assessor = assessorOf({
    instances: [discovered('apim-prod', { tags: { env: 'prod' } }), discovered('apim-dev')],
    assess: async (instance) =>
      assessment([{ ...(found.get(instance.name) ?? ready), instance }], { checkedAt: clock.instant() }),
  });
});

afterAll(() => store.database.close());

const broken = report([finding('gateway-dependencies', item('fail', { impact: 'outage', reason: 'G-RELIES' }))]);
const ready = report([finding('gateway-dependencies', item('pass', {}))], { verdict: 'ready' });

const scan = () => createScan({ store, assessor, requirements: [], retirements, clock, log: rememberedLog() })();

async function subscribe(
  scope: AzureScope = { kind: 'all' },
  rest: Partial<Pick<Subscription, 'kind' | 'schedule'>> = {},
) {
  const place = await store.places.seen(sighting({ timeZone: 'UTC' }), '2026-01-01T00:00:00.000Z');
  const wish = { kind: 'reminder', schedule: undefined, ...rest } as const;
  return store.subscriptions.add({ ...wish, placeId: place.id, scope, setUpBy: ann }, '2026-01-01T00:00:00.000Z');
}

const made = async () =>
  (await store.deliveries.prepared()).map((mark) =>
    mark.kind === 'summary'
      ? `summary ${mark.local}`
      : `${mark.instanceId.split('/').at(-1) ?? ''} ${milestoneName(mark.milestone)}`,
  );
const asked = () => assessor.asked.map(({ instance }) => instance.name);
/** A scan of the day before, so that nothing is new. */
async function known() {
  clock = handClock({ start: '2026-02-12T12:00:00.000Z', skipsPauses: true });
  await scan();
  clock = handClock({ start: '2026-02-13T09:00:00.000Z', skipsPauses: true });
}

it('asks nobody when nobody wants to know', async () => {
  expect(await scan()).toEqual([]);
  expect(asked()).toEqual([]);
});

it('reads what somebody wants to hear of, and not again for hours', async () => {
  await subscribe({ kind: 'tag', tag: 'ENV', value: 'prod' });
  await scan();
  await clock.pass(300_000);
  await scan();
  expect(asked()).toEqual(['apim-prod']);
  await clock.pass(scanLimits.assessEvery);
  await scan();
  expect(asked()).toEqual(['apim-prod', 'apim-prod']);
});

it('makes out what is due, resting on what is true now, once', async () => {
  await subscribe();
  await known();
  expect(await scan()).toHaveLength(1);
  expect(await made()).toEqual(['apim-prod before-30']);
  await clock.pass(300_000);
  expect(await scan()).toEqual([]);
});

it('makes nothing out when it turns out to be fixed', async () => {
  await subscribe();
  await known();
  found.set('apim-prod', ready);
  expect(await scan()).toEqual([]);
});

it('says at once that an instance is no longer ready', async () => {
  await subscribe();
  await known();
  found.set('apim-dev', broken);
  await clock.pass(scanLimits.assessEvery);
  await scan();
  expect((await made()).toSorted()).toEqual(['apim-dev no-longer-ready-1', 'apim-prod before-30']);
});

it('makes out one of each when two replicas scan at the same time', async () => {
  await subscribe();
  await known();
  const ids = (await Promise.all([scan(), scan(), scan()])).flat();
  expect(ids).toHaveLength(1);
  expect(await made()).toEqual(['apim-prod before-30']);
});

it('leaves for the next scan what it has no time to read', async () => {
  await subscribe();
  const slow = assessorOf({
    instances: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => discovered(name)),
    assess: async (instance) => {
      await clock.pass(61_000);
      return assessment([{ ...ready, instance }], { checkedAt: clock.instant() });
    },
  });
  assessor = slow;
  await scan();
  const first = slow.asked.length;
  expect(first).toBeLessThan(8);
  await scan();
  expect(new Set(asked()).size).toBe(8);
  expect(slow.asked).toHaveLength(8);
});

it('sums up on its schedule, with what has changed since the last time', async () => {
  const daily = { days: [1, 2, 3, 4, 5, 6, 7], time: '10:00', zone: 'UTC' };
  await subscribe({ kind: 'all' }, { kind: 'summary', schedule: daily });
  await known();
  await scan();
  await clock.pass(3_601_000);
  found.set('apim-prod', ready);
  found.set('apim-dev', broken);
  await scan();
  await clock.pass(24 * 3_600_000);
  found.set('apim-dev', ready);
  await scan();
  expect(await made()).toEqual(['summary 2026-02-12T10:00', 'summary 2026-02-13T10:00', 'summary 2026-02-14T10:00']);
  const messages = await store.database.query('select message from readiness.deliveries order by number');
  const told = messages.map(({ message }) => {
    const { counts, changes } = message as {
      counts: Record<string, number>;
      changes: Record<string, { instance: string }[]>;
    };
    const names = (kind: string) => (changes[kind] ?? []).map(({ instance }) => instance);
    return { ready: counts.ready, fixed: names('fixed'), new: names('new') };
  });
  expect(told).toEqual([
    { ready: 1, fixed: [], new: [] },
    { ready: 1, fixed: ['apim-prod'], new: ['apim-dev'] },
    { ready: 2, fixed: ['apim-dev'], new: [] },
  ]);
});

it('gives up when Azure is away, and catches up when it is back', async () => {
  await subscribe();
  await known();
  const back = assessor;
  assessor = assessorOf({
    instances: async () => {
      throw new AzureUnreachable('away');
    },
  });
  await expect(scan()).rejects.toThrow(AzureUnreachable);
  expect(await made()).toEqual([]);
  assessor = back;
  await clock.pass(5 * 24 * 3_600_000);
  await scan();
  expect(await made()).toEqual(['apim-prod before-30']);
});

it('reminds of one instance although another cannot be assessed', async () => {
  await subscribe();
  await known();
  const { assess } = assessor;
  assessor = {
    ...assessor,
    assess: (instance, request) =>
      instance.name === 'apim-dev' ? Promise.reject(new TypeError('broken')) : assess(instance, request),
  };
  await clock.pass(scanLimits.assessEvery);
  await scan();
  expect(await made()).toEqual(['apim-prod before-30']);
});

it('says nothing where the bot cannot be heard', async () => {
  const { placeId } = await subscribe();
  await known();
  await store.places.unreachable(placeId, 'blocked', clock.instant());
  expect(await scan()).toEqual([]);
});

it('names in a summary who changed what it rests on, where something became unmet, without names where they are off', async () => {
  const daily = { days: [1, 2, 3, 4, 5, 6, 7], time: '10:00', zone: 'UTC' };
  await subscribe({ kind: 'all' }, { kind: 'summary', schedule: daily });
  const group = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg';
  assessor = assessorOf({
    instances: [discovered('apim-prod'), discovered('apim-dev')],
    assess: async (instance) =>
      assessment([{ ...(found.get(instance.name) ?? ready), instance }], {
        checkedAt: clock.instant(),
        restsOn: [instance.id, ...(instance.name === 'apim-dev' ? [group] : [])],
      }),
  });
  const asked: (readonly string[])[] = [];
  const changeLog: ChangeLog = {
    behind: async () => ({ changes: [] }),
    after: async () => ok([]),
    recent: async (resources) => {
      asked.push(resources);
      return ok([
        { ...CHANGED, resource: group, at: '2026-02-13T09:30:00.000Z' },
        { ...CHANGED, id: 'old', resource: group, at: '2026-01-13T09:30:00.000Z' },
      ]);
    },
  };
  const making = { store, assessor, requirements: [], retirements, log: rememberedLog(), changeLog };
  clock = handClock({ start: '2026-02-12T12:00:00.000Z', skipsPauses: true });
  await createScan({ ...making, clock })();
  found.set('apim-dev', broken);
  clock = handClock({ start: '2026-02-13T12:00:00.000Z', skipsPauses: true });
  await createScan({ ...making, clock, changeAuthors: 'off' })();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(group);
  const rows = await store.database.query('select message from readiness.deliveries order by number');
  const messages = rows.map(({ message }) => message as SummaryMessage);
  expect(messages.map(({ changed }) => changed)).toEqual([
    undefined,
    [{ ...CHANGED, resource: group, at: '2026-02-13T09:30:00.000Z', by: { kind: 'person' } }],
  ]);
});

describe('over the whole catalogue', () => {
  const old = (status: 'fail' | 'pass' | 'not-applicable') => ({
    ...report([finding('gateway-protocols', item(status))], {
      verdict: status === 'fail' ? ('action-needed' as const) : ('ready' as const),
    }),
    retirement: 'tls-versions',
    effective: '2025-10-31' as const,
  });
  let protocols: Report = old('fail');

  beforeEach(() => {
    protocols = old('fail');
    assessor = assessorOf({
      instances: [discovered('apim-prod')],
      assess: async (instance, { catalogue }) =>
        assessment(
          [broken, ...(catalogue === true ? [protocols] : [])].map((one) => ({ ...one, instance })),
          { checkedAt: clock.instant() },
        ),
    });
  });

  const kept = async () =>
    (await store.snapshots.provenStates()).map(({ retirement, state }) => `${retirement} ${state}`).toSorted();

  it('what is unmet of another retirement is named by the one message that is due', async () => {
    await subscribe();
    await known();
    expect(await scan()).toHaveLength(1);
    expect(await kept()).toEqual(['tls-versions unmet', 'trusted-service-connectivity unmet']);
    const [waiting] = await store.database.query('select message from readiness.deliveries');
    expect(JSON.stringify(waiting?.message)).toContain('tls-versions');
  });

  it('a summary names it too', async () => {
    await subscribe({ kind: 'all' }, { kind: 'summary', schedule: { days: [5], time: '08:30', zone: 'UTC' } });
    await known();
    await scan();
    const [waiting] = await store.database.query('select message from readiness.deliveries');
    expect(JSON.stringify(waiting?.message)).toContain('tls-versions');
  });

  it('keeps nothing of what does not concern an instance', async () => {
    protocols = old('not-applicable');
    await subscribe();
    await scan();
    expect(await kept()).toEqual(['trusted-service-connectivity unmet']);
  });

  it('keeps what did not change once a day, and a change at once', async () => {
    await subscribe();
    const snapshots = async () =>
      (await store.database.query(`select from readiness.snapshots where retirement = 'tls-versions'`)).length;
    await scan();
    await clock.pass(scanLimits.assessEvery + 1_000);
    await scan();
    expect(await snapshots()).toBe(1);
    protocols = old('pass');
    await clock.pass(scanLimits.assessEvery + 1_000);
    await scan();
    expect(await snapshots()).toBe(2);
    expect(await kept()).toEqual(['tls-versions met', 'trusted-service-connectivity unmet']);
  });
});
