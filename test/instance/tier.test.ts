import {
  hasBuiltInAnalytics,
  hasSharedEgress,
  mayHaveWorkspaces,
  networkScope,
  tierOf,
  virtualNetworkType,
} from '../../src/instance/tier.ts';
import { attempt } from '../../src/model/estate.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { apim, injected } from '../support/resources.ts';

const of = (name: string, properties: JsonObject = {}) =>
  networkScope(apim(properties, { sku: { name, capacity: 1 } }));
const { virtualNetworkConfiguration } = injected();

describe('how an instance sits in a network', () => {
  it.each<[string, string, JsonObject]>([
    ['none', 'StandardV2', { virtualNetworkType: 'None' }],
    [
      'v2',
      'StandardV2',
      { virtualNetworkType: 'None', virtualNetworkConfiguration: virtualNetworkConfiguration ?? null },
    ],
    ['v2', 'PremiumV2', { virtualNetworkType: 'Internal' }],
    ['v2', 'PremiumV2', injected()],
    ['none', 'Premium', {}],
    ['none', 'Basic', injected()],
    ['classic', 'Premium', injected()],
    ['classic', 'Isolated', injected('External')],
    ['classic', 'developer', injected()],
    ['none', 'STANDARDV2', {}],
    [
      'v2',
      'standardv2',
      { virtualNetworkType: null, virtualNetworkConfiguration: virtualNetworkConfiguration ?? null },
    ],
    ['none', 'Premium', { virtualNetworkType: 'none' }],
    ['none', 'Consumption', injected()],
    ['none', 'BasicV2', injected()],
    ['unknown-sku', 'Ultra', injected()],
    ['unknown-sku', '', injected()],
    ['none', 'Ultra', {}],
  ])('is %s: %s %j', (expected, tier, properties) => {
    expect(of(tier, properties)).toBe(expected);
  });
});

describe('the built-in analytics dashboard', () => {
  it('is in the classic tiers but Consumption, and perhaps in one that nobody knows', () => {
    expect(['Developer', 'Basic', 'Standard', 'Premium', 'Ultra'].filter(hasBuiltInAnalytics)).toHaveLength(5);
    expect(['Consumption', 'BasicV2', 'StandardV2', 'PremiumV2'].filter(hasBuiltInAnalytics)).toEqual([]);
  });
});

const ALL = [
  'Consumption',
  'Developer',
  'Basic',
  'Standard',
  'Premium',
  'Isolated',
  'BasicV2',
  'StandardV2',
  'PremiumV2',
  'Ultra',
];

describe('a tier', () => {
  it('sends from shared addresses, or may have workspaces, in any case of its name', () => {
    for (const tiers of [ALL, ALL.map((tier) => tier.toLowerCase())]) {
      expect(tiers.flatMap((tier, index) => (hasSharedEgress(tier) ? ALL[index] : []))).toEqual([
        'Consumption',
        'BasicV2',
        'StandardV2',
        'PremiumV2',
      ]);
      expect(tiers.flatMap((tier, index) => (mayHaveWorkspaces(tier) ? [] : ALL[index]))).toEqual(['Consumption']);
    }
  });

  it('is as Azure names it, and empty where that is absent', () => {
    expect([tierOf(apim()), tierOf(apim({}, { sku: null }))]).toEqual(['Premium', '']);
  });
});

it('the type of network is as Azure wrote it, and none where neither type nor subnet is told', () => {
  expect(virtualNetworkType(apim({ virtualNetworkType: 'Internal' }))).toBe('Internal');
  expect(virtualNetworkType(apim({ virtualNetworkType: null }))).toBe('None');
  const odd = unreadable({ resource: 'a', property: 'virtualNetworkConfiguration' });
  const read = (type: string | null) =>
    attempt(() => virtualNetworkType(apim({ virtualNetworkType: type, virtualNetworkConfiguration: odd })));
  expect(read(null)).toMatchObject({ ok: false, reason: 'UNREADABLE' });
  expect(read('External')).toMatchObject({ ok: true, value: 'External' });
});
