/** A change in Azure leads to a new look: a real database, the real clients over HTTPS, and an Azure in which somebody changes a rule. */
import { readConfig } from '../../src/config.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { retirements } from '../../src/model/retirement.ts';
import { createScan } from '../../src/reminders/jobs/scan.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import type { Store } from '../../src/reminders/store/store.ts';
import { type Wired, wireEstate } from '../../src/wiring.ts';
import { IMPATIENT } from '../support/command-line.ts';
import { rememberedLog } from '../support/conversation.ts';
import { healthy, requiredRules } from '../support/healthy.ts';
import { changeOf } from '../support/resource-changes.ts';
import { APIM, networkSecurityGroup, securityRule, TENANT, VNET } from '../support/resources.ts';
import { type StandingClock, standingClock } from './delivery/support.ts';
import { ann } from './rules/support.ts';
import { empty, sighting, storeInMemory } from './store/support.ts';

jest.setTimeout(120_000);

const [open] = [networkSecurityGroup(requiredRules)];
const closed = networkSecurityGroup([
  ...requiredRules,
  securityRule('Deny', { priority: 150, access: 'Deny', destinationAddressPrefix: 'AzureKeyVault' }),
]);
const file = (resources: readonly ArmResource[]) => JSON.stringify({ tenantId: TENANT, resources });
const withGroup = (group: ArmResource, ...more: readonly ArmResource[]) =>
  file([...healthy.map((one) => (one.id === open?.id ? group : one)), ...more]);

let store: Store;
let wired: Wired;
let clock: StandingClock;

beforeAll(async () => {
  store = await storeInMemory();
});
beforeEach(async () => {
  await empty(store);
  clock = standingClock('2026-02-13T08:00:00.000Z');
  wired = await wireEstate(file(healthy), 'watched', {
    config: readConfig({}),
    record: true,
    now: () => new Date(clock.instant()),
    patience: { retry: IMPATIENT },
  });
});
afterEach(() => wired.stop());
afterAll(() => store.database.close());

const log = rememberedLog();
function scanner(changesEvery = 5) {
  const { assessor, requirements, changeLog } = wired;
  return createScan({ store, assessor, requirements, retirements, changeLog, clock, log, changesEvery });
}

async function subscribe(kind: 'personal' | 'channel' = 'personal') {
  const seen = sighting({ kind, timeZone: 'UTC', conversationId: kind });
  const place = await store.places.seen(seen, '2026-01-01T00:00:00.000Z');
  const wish = {
    kind: 'reminder',
    schedule: undefined,
    placeId: place.id,
    scope: { kind: 'all' },
    setUpBy: ann,
  } as const;
  return store.subscriptions.add(wish, '2026-01-01T00:00:00.000Z');
}

async function messages(): Promise<readonly ReminderMessage[]> {
  const rows = await store.database.query('select message from readiness.deliveries order by number');
  return rows.map(({ message }) => message as ReminderMessage);
}
const readsOf = (table: string) => (wired.requests ?? []).filter((one) => one.table === table).length;
const policyReads = () => (wired.requests ?? []).filter(({ path }) => /allPolicies$/i.test(path)).length;

it('tells within minutes that an instance is no longer ready, who has changed what, and once', async () => {
  await subscribe();
  const scan = scanner();
  await scan();
  expect(await messages()).toEqual([]);
  clock.pass(300);
  wired.setEstate?.(withGroup(closed, changeOf(closed.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  await scan();
  const [told, ...more] = await messages();
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    occasion: 'no-longer-ready',
    instance: { id: APIM },
    changed: [
      {
        resource: closed.id,
        at: '2026-02-13T08:03:00.000Z',
        parts: ['securityRules'],
        by: { kind: 'person', name: 'ada@contoso.com' },
      },
    ],
  });
  for (let look = 0; look < 4; look += 1) {
    clock.pass(300);
    await scan();
  }
  expect(await messages()).toHaveLength(1);
});

it('tells a channel that a person did it, and not who', async () => {
  await subscribe('channel');
  const scan = scanner();
  await scan();
  clock.pass(300);
  wired.setEstate?.(withGroup(closed, changeOf(closed.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  await scan();
  expect((await messages()).map(({ changed }) => changed?.map(({ by }) => by))).toEqual([[{ kind: 'person' }]]);
});

it('asks one query for a look, and reads no instance again whose foundations are as they were', async () => {
  await subscribe();
  const scan = scanner();
  await scan();
  const before = policyReads();
  clock.pass(300);
  const elsewhere = open?.id.replace('nsg', 'another') ?? '';
  const tags = { 'tags.owner': { newValue: 'a', previousValue: 'b', changeCategory: 'User' } };
  const at = '2026-02-13T08:03:00.0000000Z';
  wired.setEstate?.(withGroup(closed, changeOf(elsewhere, { at }), changeOf(VNET, { at, changes: tags })));
  await scan();
  expect(readsOf('resourcechanges')).toBe(2);
  expect(policyReads()).toBe(before);
  clock.pass(60);
  await scan();
  expect(readsOf('resourcechanges')).toBe(2);
});

it('looks at the instance again until Azure must have shown the change, and then no more', async () => {
  await subscribe();
  const scan = scanner();
  await scan();
  const before = policyReads();
  clock.pass(300);
  const one = open;
  if (one === undefined) throw new Error('there is no group');
  wired.setEstate?.(withGroup(one, changeOf(one.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  for (let look = 0; look < 6; look += 1) {
    await scan();
    clock.pass(300);
  }
  const reads = policyReads() - before;
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(4);
});

it('never looks where it is switched off', async () => {
  await subscribe();
  const scan = scanner(0);
  await scan();
  clock.pass(300);
  wired.setEstate?.(withGroup(closed, changeOf(closed.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  await scan();
  expect(readsOf('resourcechanges')).toBe(0);
  expect(await messages()).toEqual([]);
});

it.each(['403', '429', 'malformed'] as const)(
  'goes on by its timetable where Azure does not show changes (%s), and says so once',
  async (kind) => {
    await subscribe();
    wired.setFaults?.([{ match: ({ table }) => table === 'resourcechanges', kind, retryAfterSeconds: 0 }]);
    const scan = scanner();
    const lines = log.lines.length;
    await scan();
    clock.pass(300);
    await scan();
    expect(
      log.lines.slice(lines).filter((line) => /does not show what was changed/.test(JSON.stringify(line))),
    ).toHaveLength(1);
    expect((await store.snapshots.standings()).length).toBeGreaterThan(0);
  },
);
