/** Who changed what, read over HTTPS from a simulated Azure with rows and events in Azure's own shapes. */

import { realClock } from '../../src/app/real-clock.ts';
import { createChangeLog } from '../../src/azure/change-log.ts';
import type { AzureConnection } from '../../src/azure/connection.ts';
import { instantAt } from '../../src/model/days.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { ResourceChange } from '../../src/model/resource-change.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import { changeOf, eventOf } from '../support/resource-changes.ts';
import { APIM, apim, armId, keyVault, SUBSCRIPTION, TENANT } from '../support/resources.ts';
import { HASTY, type SimulatedAzure, simulate } from './support.ts';

const NOW = new Date('2026-02-13T10:00:00.000Z');
const GROUP = armId('Microsoft.Network/networkSecurityGroups/nsg-apim-neu');
const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const POLICY = `${APIM}/apis/orders/policies/policy`;

let simulated: SimulatedAzure;
let azure: AzureConnection;

beforeAll(async () => {
  simulated = await simulate([apim(), keyVault()], { now: () => NOW });
});
beforeEach(() => {
  simulated.simulator.setFaults([]);
  azure = simulated.connect({ retry: HASTY });
});
afterAll(() => simulated.simulator.stop());

/** What Azure holds from now on. */
function holds(changes: readonly JsonObject[], activity: readonly JsonObject[] = [], denied: readonly string[] = []) {
  const resources = [apim(), keyVault(), ...changes];
  const text = JSON.stringify({ tenantId: TENANT, resources, activity, denied });
  simulated.simulator.setEstate(parseEstate(text, 'changes'));
}
const logOf = (authors = true) =>
  createChangeLog({
    azure,
    clock: { instant: () => instantAt(NOW), limit: realClock().limit },
    authors,
    within: 20_000,
  });
const told = ({ resource, at, kind, parts, by }: ResourceChange) => [
  resource.split('/').at(-1),
  at,
  kind,
  parts.join(),
  by.name ?? by.kind,
];

describe('changes that Resource Graph holds', () => {
  const recent = async (...changes: readonly ReturnType<typeof changeOf>[]) => {
    holds(changes);
    const read = await logOf().recent([GROUP, VAULT], 'question');
    return read.ok ? read.value.map(told) : read.reason;
  };

  it('tell when, who, and which part of what, never a value', async () => {
    expect(await recent(changeOf(GROUP))).toEqual([
      ['nsg-apim-neu', '2026-02-13T09:02:11.886Z', 'updated', 'securityRules', 'ada@contoso.com'],
    ]);
    holds([changeOf(GROUP)]);
    expect(JSON.stringify(await logOf().recent([GROUP], 'question'))).not.toMatch(/Deny|Allow/);
  });

  it.each([
    ['the resource group in another case', { target: GROUP.toUpperCase() }, 'securityRules', 'ada@contoso.com'],
    [
      'an application',
      { byType: 'Application', by: '5b1f7a52-2f0c-4b6e-9c07-7c1f4c1f9a10' },
      'securityRules',
      '5b1f7a52-2f0c-4b6e-9c07-7c1f4c1f9a10',
    ],
    ['Azure itself', { byType: 'System', by: 'System' }, 'securityRules', 'azure'],
    ['a client that is not known', { byType: 'Unknown', by: 'Unknown' }, 'securityRules', 'unknown'],
    [
      'an indexed path',
      { changes: { 'properties.subnets[0].properties.routeTable.id': { changeCategory: 'User' } } },
      'subnets',
      'ada@contoso.com',
    ],
    ['a new resource', { kind: 'Create', changes: {} }, '', 'ada@contoso.com'],
    ['a deleted resource', { kind: 'Delete', changes: {} }, '', 'ada@contoso.com'],
  ])(
    'are read of %s',
    async (_, { target = GROUP, ...rest }: { target?: string } & Record<string, unknown>, parts, who) => {
      const [found] = (await recent(changeOf(target, rest))) as readonly (readonly unknown[])[];
      expect(found?.slice(3)).toEqual([parts, who]);
    },
  );

  it.each([
    ['tags', { changes: { 'tags.owner': { changeCategory: 'User' } } }],
    [
      'what Azure itself keeps up',
      {
        changes: {
          'properties.provisioningState': { changeCategory: 'System' },
          'properties.x': { changeCategory: 'System' },
        },
      },
    ],
    ['an instant that is none', { at: 'soon' }],
    ['another kind', { kind: 'Moved' }],
  ])('are none where they are of %s', async (_, rest) => {
    expect(await recent(changeOf(GROUP, rest))).toEqual([]);
  });

  it('are asked for in one query, however many resources and instances', async () => {
    holds([changeOf(GROUP)]);
    const log = logOf();
    const before = azure.statistics.graphRequests;
    const many = Array.from({ length: 60 }, (_, index) => armId(`Microsoft.KeyVault/vaults/kv-${index}`));
    await Promise.all([log.recent([...many, GROUP], 'fleet'), log.recent([VAULT], 'fleet'), log.recent(many, 'fleet')]);
    expect(azure.statistics.graphRequests - before).toBe(1);
  });

  it('since an instant are asked for without naming a resource', async () => {
    const later = changeOf(VAULT, { at: '2026-02-13T09:50:00.0000000Z' });
    const elsewhere = changeOf(armId('Microsoft.Compute/virtualMachines/vm'), { at: '2026-02-13T09:50:00.0000000Z' });
    holds([changeOf(GROUP), later, elsewhere]);
    const read = await logOf().after('2026-02-13T09:30:00.000Z');
    expect(read.ok ? read.value.map(({ resource }) => resource) : read).toEqual([VAULT]);
  });
});

describe('the changes behind an instance', () => {
  const since = '2026-02-06T00:00:00.000Z';
  const events = [
    eventOf(POLICY, 'Microsoft.ApiManagement/service/apis/policies/write'),
    eventOf(POLICY, 'Microsoft.ApiManagement/service/apis/policies/write', { status: { value: 'Started' } }),
    eventOf(POLICY, 'Microsoft.ApiManagement/service/apis/policies/read'),
    eventOf(APIM, 'Microsoft.ApiManagement/service/write'),
    eventOf(VAULT, 'Microsoft.KeyVault/vaults/write', { eventTimestamp: '2026-01-20T10:00:00Z' }),
  ];

  it('are those of Resource Graph, and of its children those of the Activity Log', async () => {
    holds([changeOf(GROUP), changeOf(VAULT, { at: '2026-02-01T08:00:00Z' })], events);
    const read = await logOf().behind(APIM, [GROUP, VAULT], since);
    expect(read).toEqual({ changes: expect.anything() });
    expect(read.changes.map(told)).toEqual([
      ['nsg-apim-neu', '2026-02-13T09:02:11.886Z', 'updated', 'securityRules', 'ada@contoso.com'],
      ['policy', '2026-02-10T10:00:00.123Z', 'updated', '', 'ada@contoso.com'],
    ]);
  });

  it('come from the Activity Log where they are older than Resource Graph remembers, but not than that does', async () => {
    holds([], events);
    const found = (await logOf().behind(APIM, [VAULT], '2025-06-01T00:00:00.000Z')).changes.map(
      ({ resource }) => resource,
    );
    expect(found).toEqual([POLICY, VAULT]);
  });

  it('hold no names where the settings withhold them', async () => {
    holds([changeOf(GROUP)], events);
    expect(JSON.stringify(await logOf(false).behind(APIM, [GROUP], since))).not.toContain('ada');
  });

  it('never ask for claims or addresses of people', async () => {
    holds([], events);
    await logOf().behind(APIM, [], since);
    const asked = simulated.simulator.requests.filter(({ path }) => /eventtypes/i.test(path)).at(-1);
    expect(asked?.query.$select).not.toMatch(/claims|httpRequest/);
  });

  it.each(['403', '429', 'malformed', 'cut', 'truncated'] as const)(
    'say that they may not be all where Azure does not show them (%s)',
    async (kind) => {
      holds([changeOf(GROUP)], events);
      simulated.simulator.setFaults([
        { match: ({ table }) => table === 'resourcechanges', kind, retryAfterSeconds: 0 },
      ]);
      const read = await logOf().behind(APIM, [GROUP], since);
      expect(read.unread).toBeDefined();
      expect(read.changes.map(({ resource }) => resource)).toContain(POLICY);
    },
  );

  it('say so too where the Activity Log is refused', async () => {
    holds([changeOf(GROUP)], events, [`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Insights/eventtypes`]);
    const read = await logOf().behind(APIM, [GROUP], since);
    expect(read.unread).toBe('FORBIDDEN');
    expect(read.changes.map(({ resource }) => resource)).toEqual([GROUP]);
  });
});
