/** Resource Graph's tables, derived from what the control plane serves. */
import type { SimulatedResource } from './estate.ts';
import { isObject } from './estate.ts';
import type { GraphRow, KustoValue } from './kusto/plan.ts';
import { COLUMNS, graphType, tableOf } from './kusto/schema.ts';
import type { Landscape } from './landscape.ts';
import { resourceKey, resourcePath } from './resource-id.ts';

/** Rows by table. What lies under a denied prefix is missing without a word (docs/rules.md#estate-file). */
export function graphRows(landscape: Landscape): ReadonlyMap<string, readonly GraphRow[]> {
  const tables = new Map<string, GraphRow[]>();
  for (const resource of landscape.items.values()) {
    const type = graphType(resource.type);
    const table = tableOf(type);
    if (table === undefined || landscape.isDenied(resourceKey(resource.id))) continue;
    const rows = tables.get(table);
    const row = graphRow(resource, type, landscape.tenantId);
    if (rows === undefined) tables.set(table, [row]);
    else rows.push(row);
  }
  return tables;
}

function graphRow(resource: SimulatedResource, type: string, tenantId: string): GraphRow {
  const { subscriptionId, resourceGroup } = resourcePath(resource.id);
  const [, , writtenSubscription, , writtenGroup] = resource.id.split('/');
  const shown: Record<string, unknown> = {
    ...resource,
    ...(type === 'microsoft.resources/subscriptions' ? subscriptionColumns(resource) : {}),
    type,
    tenantId,
    subscriptionId: subscriptionId === undefined ? '' : writtenSubscription,
    resourceGroup: resourceGroup === undefined ? '' : writtenGroup,
  };
  const row: Record<string, KustoValue> = {};
  for (const [name, columnType] of COLUMNS) {
    const value = shown[name] as KustoValue | undefined;
    // A string column is never null in Kusto.
    row[name] = value ?? (columnType === 'string' ? '' : null);
  }
  return row;
}

/** ARM writes a subscription's facts at its top level, Resource Graph under `properties`. */
function subscriptionColumns(resource: SimulatedResource): Record<string, unknown> {
  const { displayName, state, subscriptionPolicies, properties } = resource;
  return {
    name: displayName ?? resource.name,
    properties: { state, subscriptionPolicies, ...(isObject(properties) ? properties : {}) },
  };
}
