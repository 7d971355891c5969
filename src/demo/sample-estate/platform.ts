/** Northwind Platform: the hub that the platform team keeps to itself, and its own small instance. */
import {
  api,
  group,
  instance,
  policy,
  type Resource,
  resource,
  SUBSCRIPTIONS,
  TENANT,
  TRUSTED_ACCESS_OFF,
} from './azure.ts';

const sub = SUBSCRIPTIONS.platform;
const tools = group(sub, 'rg-tools');

const NAMES: Readonly<Record<string, string>> = {
  [SUBSCRIPTIONS.production]: 'Northwind Production',
  [SUBSCRIPTIONS.development]: 'Northwind Development',
  [SUBSCRIPTIONS.platform]: 'Northwind Platform',
};

/** apim-tools: an address that is computed at run time, so nobody can say what is called. Undecided. */
function apimTools(): readonly Resource[] {
  const id = tools('Microsoft.ApiManagement/service/apim-tools');
  return [
    instance(id, 'Standard', 'West Europe', {
      publicIPAddresses: ['20.105.9.4'],
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    api(id, 'exports', 'https://exports.internal.northwind.example'),
    policy(
      id,
      'apis/exports',
      '<set-backend-service base-url="@(&quot;https://&quot; + context.Request.Headers.GetValueOrDefault(&quot;x-account&quot;, &quot;&quot;) + &quot;.blob.core.windows.net&quot;)" /><authentication-managed-identity resource="https://storage.azure.com/" />',
    ),
  ];
}

/** Everything in the platform subscription, and the three subscriptions themselves. */
export function platform(): readonly Resource[] {
  return [
    ...Object.entries(NAMES).map(([subscriptionId, displayName]) =>
      resource(`/subscriptions/${subscriptionId}`, {
        name: displayName,
        type: 'Microsoft.Resources/subscriptions',
        subscriptionId,
        tenantId: TENANT,
        displayName,
        state: 'Enabled',
        properties: { state: 'Enabled' },
      }),
    ),
    ...apimTools(),
  ];
}
