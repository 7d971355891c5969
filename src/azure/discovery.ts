/** Which API Management instances there are. */

import { type ArmResource, nameOf, shortLocation } from '../model/arm.ts';
import { compareText } from '../model/compare-text.ts';
import { isObject, list, text } from '../model/json.ts';
import { AzureUnreachable, type DiscoveredInstance } from '../readiness/assessor.ts';
import type { AzureConnection } from './connection.ts';
import { instancesQuery, subscriptionsQuery } from './queries.ts';

/**
 * Every API Management service that the credential may see, by name, then id. Throws `AzureUnreachable` when Resource
 * Graph does not answer or cuts the list (docs/rules.md#reads): a list with gaps would answer "no such instance" wrongly.
 * Throws the signal's reason when it is aborted.
 */
export async function discoverInstances(
  azure: AzureConnection,
  signal?: AbortSignal,
): Promise<readonly DiscoveredInstance[]> {
  const [services, subscriptions] = await Promise.all([
    azure.graph.query(instancesQuery(), { signal }),
    azure.graph.query(subscriptionsQuery(), { signal }),
  ]);
  if (services.failure !== undefined) {
    // For the log and the terminal, in English; people in Teams read the error card instead.
    const { detail, signedOut } = services.failure;
    throw new AzureUnreachable(
      signedOut === true
        ? `The sign-in to Azure failed (${detail}): run \`az login\` with AZURE_SIGN_IN=default, or set AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE (.env.example explains each).`
        : `Azure did not list the API Management instances (${detail}).`,
    );
  }
  const known = new Map(
    subscriptions.rows.map((row) => [(text(row, 'subscriptionId') ?? nameOf(row.id)).toLowerCase(), row]),
  );
  return services.rows
    .map((row) => discovered(row, known))
    .toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id));
}

function discovered(row: ArmResource, subscriptions: ReadonlyMap<string, ArmResource>): DiscoveredInstance {
  const segments = row.id.split('/');
  const subscriptionId = text(row, 'subscriptionId') ?? segments[2] ?? '';
  const subscription = subscriptions.get(subscriptionId.toLowerCase());
  const tags = isObject(row.tags) ? Object.entries(row.tags) : [];
  return {
    id: row.id,
    name: row.name,
    // Resource Graph lower-cases its column; the id keeps what people wrote.
    resourceGroup: segments[4] ?? '',
    subscriptionId,
    location: shortLocation(text(row, 'location') ?? ''),
    sku: text(row, 'sku', 'name') ?? '',
    tenantId: text(row, 'tenantId'),
    subscriptionName: subscription?.name,
    managementGroups:
      subscription === undefined
        ? undefined
        : list(subscription, 'managementGroups').flatMap((group) => text(group, 'name') ?? []),
    network: text(row, 'network'),
    platform: text(row, 'platform'),
    tags: Object.fromEntries(tags.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []))),
  };
}
