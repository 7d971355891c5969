/** A change in Azure leads to a new look: a real database, the real clients over HTTPS, and an Azure in which somebody changes a rule. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate, type ConnectedAssessor } from '../../src/app/connected-assessor.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { retirements } from '../../src/model/retirement.ts';
import { createScan } from '../../src/reminders/jobs/scan.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import type { Store } from '../../src/reminders/store/store.ts';
import { type HandClock, handClock, pauselessClock } from '../support/clock.ts';
import { IMPATIENT } from '../support/command-line.ts';
import { rememberedLog } from '../support/conversation.ts';
import { healthy, requiredRules } from '../support/healthy.ts';
import { changeOf } from '../support/resource-changes.ts';
import { APIM, networkSecurityGroup, securityRule, TENANT, VNET } from '../support/resources.ts';
import { ann } from './rules/support.ts';
import { empty, emptyStore, sighting } from './store/support.ts';

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
let connected: ConnectedAssessor;
let clock: HandClock;

beforeAll(async () => {
  store = await emptyStore();
});
beforeEach(async () => {
  await empty(store);
  clock = handClock({ start: '2026-02-13T08:00:00.000Z', skipsPauses: true });
  connected = await assessorOverEstate(file(healthy), 'watched', {
    config: readConfig({}),
    record: true,
    clock,
    patience: { retry: IMPATIENT, clock: pauselessClock() },
  });
});
afterEach(() => connected.stop());
afterAll(() => store.database.close());

const log = rememberedLog();
function scanner(changesEvery = 5) {
  const { assessor, requirements, changeLog } = connected;
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
const readsOf = (table: string) => (connected.requests ?? []).filter((one) => one.table === table).length;
const policyReads = () => (connected.requests ?? []).filter(({ path }) => /allPolicies$/i.test(path)).length;

it('tells within minutes that an instance is no longer ready, who has changed what, and once', async () => {
  await subscribe();
  await subscribe('channel');
  const scan = scanner();
  await scan();
  expect(await messages()).toEqual([]);
  const before = policyReads();
  await clock.pass(300_000);
  connected.setEstate?.(withGroup(closed, changeOf(closed.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  await scan();
  const told = await messages();
  expect(told.map(({ occasion, instance }) => [occasion, instance.id])).toEqual([
    ['no-longer-ready', APIM],
    ['no-longer-ready', APIM],
  ]);
  const change = { resource: closed.id, at: '2026-02-13T08:03:00.000Z', kind: 'updated', parts: ['securityRules'] };
  expect(told.map(({ changed }) => changed)).toEqual(
    expect.arrayContaining([
      [expect.objectContaining({ ...change, by: { kind: 'person', name: 'ada@contoso.com' } })],
      // A channel hears that a person did it, and not who.
      [expect.objectContaining({ ...change, by: { kind: 'person' } })],
    ]),
  );
  for (let look = 0; look < 4; look += 1) {
    await clock.pass(300_000);
    await scan();
  }
  expect(await messages()).toHaveLength(2);
  // Looked at again until Azure must have shown the change, and then no more.
  expect(policyReads() - before).toBeLessThan(5);
});

it('asks one query for a look, and reads no instance again whose foundations are as they were', async () => {
  await subscribe();
  const scan = scanner();
  await scan();
  const before = policyReads();
  await clock.pass(300_000);
  const elsewhere = open?.id.replace('nsg', 'another') ?? '';
  const tags = { 'tags.owner': { newValue: 'a', previousValue: 'b', changeCategory: 'User' } };
  const at = '2026-02-13T08:03:00.0000000Z';
  connected.setEstate?.(withGroup(closed, changeOf(elsewhere, { at }), changeOf(VNET, { at, changes: tags })));
  await scan();
  expect(readsOf('resourcechanges')).toBe(2);
  expect(policyReads()).toBe(before);
  await clock.pass(60_000);
  await scan();
  expect(readsOf('resourcechanges')).toBe(2);
});

it('never looks where it is switched off', async () => {
  await subscribe();
  const scan = scanner(0);
  await scan();
  await clock.pass(300_000);
  connected.setEstate?.(withGroup(closed, changeOf(closed.id, { at: '2026-02-13T08:03:00.0000000Z' })));
  await scan();
  expect(readsOf('resourcechanges')).toBe(0);
  expect(await messages()).toEqual([]);
});

it('goes on by its timetable where Azure does not show changes, and says so once', async () => {
  await subscribe();
  connected.setFaults?.([{ match: ({ table }) => table === 'resourcechanges', kind: '403' }]);
  const scan = scanner();
  const lines = log.lines.length;
  await scan();
  await clock.pass(300_000);
  await scan();
  const said = log.lines.slice(lines).filter(({ event }) => /does not show what was changed/.test(event));
  expect(said).toHaveLength(1);
  expect((await store.snapshots.provenStates()).length).toBeGreaterThan(0);
});
