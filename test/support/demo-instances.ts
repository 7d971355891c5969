/** The instances of the demo's estate, as discovery tells them. */
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { shortLocation } from '../../src/model/arm.ts';
import { isObject, text } from '../../src/model/json.ts';
import type { DiscoveredInstance } from '../../src/readiness/assessor.ts';

const { resources } = sampleEstate('2026-11-28');
const subscriptionName = (id: string) =>
  text(
    resources.find((one) => one.id.toLowerCase() === `/subscriptions/${id}`.toLowerCase()),
    'name',
  );

/** All of them, by name. */
export const demoInstances: readonly DiscoveredInstance[] = resources
  .filter((one) => one.type?.toLowerCase() === 'microsoft.apimanagement/service')
  .map((one) => {
    const segments = one.id.split('/');
    const subscriptionId = segments[2] ?? '';
    const tags = isObject(one.tags) ? Object.entries(one.tags) : [];
    return {
      id: one.id,
      name: segments.at(-1) ?? '',
      resourceGroup: segments[4] ?? '',
      subscriptionId,
      location: shortLocation(text(one, 'location') ?? ''),
      sku: text(one, 'sku', 'name') ?? '',
      tenantId: undefined,
      subscriptionName: subscriptionName(subscriptionId),
      tags: Object.fromEntries(tags.map(([key, value]) => [key, String(value)])),
      network: text(one, 'properties', 'virtualNetworkType') ?? 'None',
      platform: text(one, 'properties', 'platformVersion'),
    };
  })
  .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
