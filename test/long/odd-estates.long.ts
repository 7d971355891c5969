/** Estates as Azure and people really write them: cases, absent parts, new words. CI alone runs it. Rules: docs/rules.md#estate-file. */
import type { ArmResource } from '../../src/model/arm.ts';
import { isObject, type Json } from '../../src/model/json.ts';
import { healthy, healthyByDetours } from '../support/healthy.ts';
import { findingOf, lines } from '../support/judge.ts';
import { judgeOverHttps } from '../support/judge-over-https.ts';
import { APIM, apim, NSG, SUBSCRIPTION, VNET } from '../support/resources.ts';

/** The same JSON with every ARM id in it written otherwise. */
function rewritten(value: Json, write: (id: string) => string): Json {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') ? write(value) : value;
  if (Array.isArray(value)) return value.map((one: Json) => rewritten(one, write));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewritten(one ?? null, write)]));
}

const each = (estate: readonly ArmResource[], change: (one: ArmResource) => object): readonly ArmResource[] =>
  estate.map((one) => change(one) as ArmResource);

const ofInstance = (estate: readonly ArmResource[], change: object) =>
  each(estate, (one) => (one.id === APIM ? { ...one, ...change } : one));

function alternating(): (id: string) => string {
  let count = 0;
  return (id) => {
    count += 1;
    return count % 2 === 0 ? id.toLowerCase() : id.replace('/resourceGroups/', '/resourcegroups/');
  };
}

describe.each([
  ['with policies', healthy],
  ['with detours', healthyByDetours],
])('an instance that is ready %s', (_, estate) => {
  it.each<[string, readonly ArmResource[]]>([
    ['all ids in lower case', each(estate, (one) => rewritten(one, (id) => id.toLowerCase()) as object)],
    ['ids in changing case, with resourcegroups', each(estate, (one) => rewritten(one, alternating()) as object)],
    [
      'references in upper case',
      each(estate, (one) => ({
        ...(rewritten(one, (id) => id.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/')) as object),
        id: one.id,
      })),
    ],
    ['no names', each(estate, ({ name: _name, ...rest }) => rest)],
    ['types in lower case', each(estate, (one) => ({ ...one, type: one.type.toLowerCase() }))],
    [
      'a subscription of its own',
      [...estate, { id: `/subscriptions/${SUBSCRIPTION}`, displayName: 'Production' } as unknown as ArmResource],
    ],
    [
      'subnets as items of their own',
      estate.flatMap((one) => {
        if (one.type !== 'Microsoft.Network/virtualNetworks' || !isObject(one.properties)) return [one];
        const { subnets, ...properties } = one.properties;
        return [{ ...one, properties }, ...((subnets ?? []) as unknown as ArmResource[])];
      }),
    ],
    ['the tier in lower case', ofInstance(estate, { sku: { name: 'premium' } })],
    ['the tier Isolated', ofInstance(estate, { sku: { name: 'Isolated' } })],
  ])('stays ready with %s', async (_name, resources) => {
    expect((await judgeOverHttps(resources)).verdict).toBe('ready');
  });

  it.each<[string, object, string]>([
    ['a tier that is not known', { sku: { name: 'Ultra' } }, 'UNKNOWN_SKU'],
    ['no tier', { sku: null }, 'UNKNOWN_SKU'],
  ])('is undecided in every virtual network requirement with %s', async (_name, change, reason) => {
    const report = await judgeOverHttps(ofInstance(estate, change));

    for (const id of NETWORK) expect(lines(report, id)).toEqual([`unknown ${reason} apim-prod`]);
    expect(report.verdict).toBe('undecided');
  });

  it('is not ready without an identity', async () => {
    const report = await judgeOverHttps(ofInstance(estate, { identity: null }));

    expect(findingOf(report, 'key-vault-identity')).toMatchObject({ status: 'fail', impact: 'outage' });
    expect(report.verdict).toBe('not-ready');
  });
});

const NETWORK = [
  'subnet-key-vault-endpoint',
  'outbound-key-vault',
  'outbound-entra-id',
  'network-rules',
  'forced-tunnelling',
  'network-status',
];

describe('words that nobody knows yet', () => {
  it.each<[string, object]>([
    ['a new platform', { platformVersion: 'stv9' }],
    [
      'a new certificate source',
      { hostnameConfigurations: [{ hostName: 'a.example.com', certificateSource: 'Moon' }] },
    ],
  ])('%s changes nothing', async (_, properties) => {
    const flagged = healthy.find(({ id }) => id === APIM)?.properties;
    const report = await judgeOverHttps(
      ofInstance(healthy, { properties: { ...(isObject(flagged) ? flagged : {}), ...properties } }),
    );

    expect(report.verdict).toBe('ready');
  });

  it('a new network type of an instance with a subnet is in a virtual network', async () => {
    const flagged = healthy.find(({ id }) => id === APIM)?.properties;
    const report = await judgeOverHttps(
      ofInstance(healthy, { properties: { ...(isObject(flagged) ? flagged : {}), virtualNetworkType: 'Hybrid' } }),
    );

    expect(findingOf(report, 'outbound-key-vault').status).not.toBe('not-applicable');
  });
});

describe('tiers without a virtual network', () => {
  it.each([
    ['Consumption', 'External'],
    ['Basic', 'External'],
    ['Standard', 'Internal'],
    ['BasicV2', 'External'],
    ['Premium', 'None'],
    ['Developer', 'None'],
    ['Ultra', 'None'],
  ])('%s with %s: nothing applies, and the network status is not read', async (name, virtualNetworkType) => {
    const report = await judgeOverHttps([apim({ virtualNetworkType }, { sku: { name, capacity: 1 } })]);

    for (const id of NETWORK) expect(lines(report, id)).toEqual(['not-applicable NO_VNET apim-prod']);
  });

  it.each(['StandardV2', 'PremiumV2'])('%s with a subnet has network rules alone', async (name) => {
    const report = await judgeOverHttps(ofInstance(healthy, { sku: { name, capacity: 1 } }));

    for (const id of NETWORK.filter((one) => one !== 'network-rules'))
      expect(lines(report, id)).toEqual(['not-applicable V2_TIER apim-prod']);
    expect(findingOf(report, 'network-rules').status).toBe('pass');
  });

  it.each(['StandardV2', 'PremiumV2', 'Premium'])('%s without a virtual network has none', async (name) => {
    const report = await judgeOverHttps([apim({}, { sku: { name, capacity: 1 } })]);

    for (const id of NETWORK) expect(lines(report, id)).toEqual(['not-applicable NO_VNET apim-prod']);
  });
});

describe('denied prefixes', () => {
  it.each([
    ['the virtual network', VNET],
    ['the subnet’s group in another case', NSG.toUpperCase()],
    ['the resource group of the targets', `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-data`],
    ['the resource group of the vaults', `/subscriptions/${SUBSCRIPTION}/resourcegroups/RG-SECRETS/`],
    ['the policies', `${APIM}/policies`],
    ['an API with its policy', `${APIM}/apis`],
    ['the fragments', `${APIM}/policyFragments`],
    ['the named values', `${APIM}/namedValues`],
    ['the network status', `${APIM}/networkstatus`],
    ['the workspaces', `${APIM}/workspaces`],
  ])('%s: the verdict is undecided, neither ready nor an alarm', async (_, prefix) => {
    expect((await judgeOverHttps(healthy, { denied: [prefix] })).verdict).toBe('undecided');
  });

  it('match whole segments only', async () => {
    expect((await judgeOverHttps(healthy, { denied: [`${VNET.slice(0, -1)}`, `${APIM}/name`] })).verdict).toBe('ready');
  });
});
