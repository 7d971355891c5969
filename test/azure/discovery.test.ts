import type { AzureConnection } from '../../src/azure/connection.ts';
import { discoverInstances } from '../../src/azure/discovery.ts';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import { APIM, apim, armId, resource, SUBSCRIPTION, TENANT } from '../support/resources.ts';
import { type SimulatedAzure, simulate } from './support.ts';

const OTHER = armId('Microsoft.ApiManagement/service/Apim-Dev', 'RG-Dev', '22222222-2222-4222-8222-222222222222');
const HIDDEN = armId('Microsoft.ApiManagement/service/apim-hidden', 'rg-hidden');

describe('discoverInstances', () => {
  let simulated: SimulatedAzure;
  let azure: AzureConnection;

  beforeAll(async () => {
    simulated = await simulate(
      [
        apim({}, { tags: { team: 'orders' } }),
        resource(OTHER, { location: 'North Europe', sku: { name: 'BasicV2' }, properties: {} }),
        resource(HIDDEN, { location: 'westeurope', sku: { name: 'Premium' }, properties: {} }),
        resource(`/subscriptions/${SUBSCRIPTION}`, {
          name: 'Production',
          displayName: 'Production',
          subscriptionId: SUBSCRIPTION,
          type: 'Microsoft.Resources/subscriptions',
        }),
      ],
      { denied: [HIDDEN] },
    );
  });
  afterAll(() => simulated.simulator.stop());
  beforeEach(() => {
    simulated.simulator.setFaults([]);
    azure = simulated.connect();
  });

  const failing = (kind: '500' | 'truncated' | 'cut', table: string) =>
    simulated.simulator.setFaults([{ match: (request) => request.table === table, kind }]);

  it('lists every instance that can be seen, by name', async () => {
    const instances = await discoverInstances(azure);
    expect(instances.map(({ name, location, sku }) => [name, location, sku])).toEqual([
      ['Apim-Dev', 'northeurope', 'BasicV2'],
      ['apim-prod', 'westeurope', 'Premium'],
    ]);
    expect(instances[1]).toEqual({
      id: APIM,
      name: 'apim-prod',
      resourceGroup: 'rg-api',
      subscriptionId: SUBSCRIPTION,
      location: 'westeurope',
      sku: 'Premium',
      tenantId: TENANT,
      subscriptionName: 'Production',
      managementGroups: [],
      tags: { team: 'orders' },
      network: 'None',
    });
  });

  it('takes one round trip', async () => {
    await discoverInstances(azure);
    simulated.simulator.requests.length = 0;
    const before = azure.statistics.graphRequests;
    // Slow enough that the second is on its way before the first is answered, however busy the machine is.
    simulated.simulator.setFaults([{ match: () => true, kind: 'slow', delayMs: 400 }]);
    await discoverInstances(azure);
    expect(azure.statistics.graphRequests - before).toBe(2);
    const [first, second] = simulated.simulator.requests;
    expect(Math.max(first?.startedAt ?? 0, second?.startedAt ?? 0)).toBeLessThanOrEqual(
      Math.min(first?.endedAt ?? 0, second?.endedAt ?? 0),
    );
  });

  it.each(['500', 'truncated', 'cut'] as const)(
    'says that Azure cannot be reached when its list is %s',
    async (kind) => {
      failing(kind, 'resources');
      await expect(discoverInstances(azure)).rejects.toBeInstanceOf(AzureUnreachable);
    },
  );

  it('does without the names of subscriptions when they cannot be read', async () => {
    failing('500', 'resourcecontainers');
    const instances = await discoverInstances(azure);
    expect(instances.map(({ subscriptionName }) => subscriptionName)).toEqual([undefined, undefined]);
  });
});
