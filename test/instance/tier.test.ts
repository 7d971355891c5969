import { hasBuiltInAnalytics, networkScope } from '../../src/instance/tier.ts';
import type { JsonObject } from '../../src/model/json.ts';
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
    ['unknown-sku', 'Ultra', injected()],
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
