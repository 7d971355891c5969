/** What Azure Monitor counted in the demo: the refused calls of apim-prod, and calls that arrive elsewhere. */
import type { MetricCount } from '../../simulator/estate.ts';
import { group, SUBSCRIPTIONS } from './azure.ts';

/** Since when calls are refused in the demo, hours: 25 days. */
const SINCE = 25 * 24;
/** Longer than Azure Monitor keeps numbers. */
const ALWAYS = 100 * 24;

function count(
  metric: string,
  perHour: number,
  dimensions: MetricCount['dimensions'] = {},
  hours = ALWAYS,
): MetricCount {
  return { metric, dimensions, perHour, hours };
}

/** By ARM id. */
export function counted(): Readonly<Record<string, readonly MetricCount[]>> {
  const apis = group(SUBSCRIPTIONS.production, 'rg-api-prod');
  const data = group(SUBSCRIPTIONS.production, 'rg-data-prod');
  const events = (location: string, failed: number): readonly MetricCount[] => [
    count('EventHubSuccessfulEvents', 0, { Location: location }),
    count('EventHubTotalFailedEvents', failed, { Location: location }, SINCE),
    count('EventHubDroppedEvents', 2, { Location: location }, SINCE),
  ];
  return {
    [apis('Microsoft.ApiManagement/service/apim-prod')]: [
      count('Requests', 390, { BackendResponseCode: '200', LastErrorReason: 'None' }),
      count('Requests', 17, { BackendResponseCode: '403', LastErrorReason: 'None' }, SINCE),
      count('Requests', 1, { BackendResponseCode: '0', LastErrorReason: 'BackendConnectionFailure' }, SINCE),
      ...events('West Europe', 120),
      ...events('North Europe', 45),
    ],
    [apis('Microsoft.KeyVault/vaults/kv-api-prod')]: [
      count('ServiceApiResult', 391, { StatusCode: '200' }),
      count('ServiceApiResult', 40, { StatusCode: '401' }),
      count('ServiceApiResult', 17, { StatusCode: '403' }, SINCE),
    ],
    [data('Microsoft.EventHub/namespaces/evh-audit-prod')]: [count('IncomingRequests', 60), count('UserErrors', 3)],
    [data('Microsoft.Storage/storageAccounts/stinvoicesprod')]: [
      count('Transactions', 1200, { ResponseType: 'Success' }),
      count('Transactions', 31, { ResponseType: 'AuthorizationError' }, SINCE),
    ],
  };
}
