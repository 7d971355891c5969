/** What a reminder can be about in an estate: everything, a subscription, a resource group, a tag, or one instance. */
import type { AzureScope } from '../../model/azure-scope.ts';
import { scopeCode } from '../../model/scope-code.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';

/** Tags offered; those that the most instances carry. */
const MOST_TAGS = 10;

/** Every scope that holds at least one instance, the widest first; those of one kind by name. */
export function scopeChoices(instances: readonly DiscoveredInstance[]): readonly AzureScope[] {
  const subscriptions = instances.map(
    ({ subscriptionId, subscriptionName }): AzureScope => ({
      kind: 'subscription',
      subscriptionId,
      name: subscriptionName ?? subscriptionId,
    }),
  );
  const groups = instances.map(
    ({ subscriptionId, resourceGroup }): AzureScope => ({
      kind: 'resource-group',
      subscriptionId,
      resourceGroup,
    }),
  );
  const ones = instances.map(({ id }): AzureScope => ({ kind: 'instance', instanceId: id }));
  return [{ kind: 'all' }, ...distinct(subscriptions), ...distinct(groups), ...tagsOf(instances), ...distinct(ones)];
}

/** Azure's ids are the same in any case, and mixed cases come from Azure itself. */
function distinct(scopes: readonly AzureScope[]): readonly AzureScope[] {
  const byCode = new Map<string, AzureScope>();
  for (const scope of scopes) {
    const code = scopeCode(scope).toLowerCase();
    if (!byCode.has(code)) byCode.set(code, scope);
  }
  return [...byCode].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope);
}

function tagsOf(instances: readonly DiscoveredInstance[]): readonly AzureScope[] {
  const tags = instances.flatMap(({ tags: own }) =>
    Object.entries(own).map(([tag, value]): AzureScope => ({ kind: 'tag', tag, value })),
  );
  const carried = Map.groupBy(tags, scopeCode);
  return [...carried.values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_TAGS)
    .flatMap(([tag]) => (tag === undefined ? [] : [tag]));
}
