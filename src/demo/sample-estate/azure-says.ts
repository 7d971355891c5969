/** What Azure itself says in the sample estate: recommendations of Advisor and events of Service Health. */
import type { Day } from '../../model/days.ts';
import { type Resource, resource, SUBSCRIPTIONS } from './azure.ts';

const PRODUCTION = `/subscriptions/${SUBSCRIPTIONS.production}`;

function event(trackingId: string, properties: Readonly<Record<string, unknown>>): Resource {
  return resource(`${PRODUCTION}/providers/Microsoft.ResourceHealth/events/${trackingId}`, {
    properties: {
      EventSource: 'ServiceHealth',
      Level: 'Informational',
      Priority: '1',
      Status: 'Active',
      TrackingId: trackingId,
      Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{ ImpactedRegion: 'Global' }] }],
      ...properties,
    },
  });
}

/** What is said about the instances of an estate, as it stands on a UTC day (`YYYY-MM-DD`). */
export function azureSays(estate: readonly Resource[], day: Day): readonly Resource[] {
  // Its CAPTCHA endpoint cannot be reached.
  const id = estate.find(({ name, type }) => type === 'Microsoft.ApiManagement/service' && name === 'apim-claims')?.id;
  const at = (days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString();
  return [
    event('NW1D-9T8', {
      EventType: 'HealthAdvisory',
      EventSubType: 'Retirement',
      Title: 'Retirement notice: Built-in analytics dashboard of API Management will be retired on 15 March 2027',
      Summary: '<p>Use the dashboard of Azure Monitor instead.</p>',
      ImpactStartTime: '2024-08-05T00:00:00Z',
      ImpactMitigationTime: '2027-03-15T00:00:00Z',
      LastUpdateTime: at(-20),
    }),
    event('NW2K-5X0', {
      EventType: 'HealthAdvisory',
      EventSubType: 'Retirement',
      Title: 'Retirement notice: A sample feature of API Management, made up for this estate',
      Summary: '<p>Nothing of Northwind exists, and nor does this.</p>',
      ImpactStartTime: at(-3),
      ImpactMitigationTime: at(365),
      LastUpdateTime: at(-3),
    }),
    resource(`${id}/providers/Microsoft.Advisor/recommendations/5b1f7c2e-7a1d-4f0e-9a51-000000000002`, {
      properties: {
        category: 'OperationalExcellence',
        impact: 'High',
        impactedField: 'Microsoft.ApiManagement/service',
        impactedValue: 'apim-claims',
        lastUpdated: `${day}T03:00:00Z`,
        recommendationTypeId: '53fd1359-ace2-4712-911c-1fc420dd23e8',
        shortDescription: {
          problem: 'Dependency network status check failed',
          solution: 'Review the network configuration of the service and restore its dependencies',
        },
        extendedProperties: {},
        suppressionIds: [],
        resourceMetadata: { resourceId: id, source: id },
      },
    }),
  ];
}
