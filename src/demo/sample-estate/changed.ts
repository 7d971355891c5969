/** Who changed what in the demo: a network rule three days ago, and what came before it. */
import { addDays, type Day } from '../../model/days.ts';
import type { ActivityEvent } from '../../simulator/estate.ts';
import { group, type Resource, SUBSCRIPTIONS } from './azure.ts';

/** The rule that was added three days ago, and where. */
export const ADDED_RULE = { group: 'nsg-apim-neu', rule: 'DenyKeyVault' } as const;

const PIPELINE = '5b1f7a52-2f0c-4b6e-9c07-7c1f4c1f9a10';

/** The instant so many days before a day, at a time of it. */
function before(today: Day, days: number, time: string): string {
  return `${addDays(today, -days)}T${time}Z`;
}

interface Changed {
  readonly resource: string;
  readonly type: string;
  readonly at: string;
  readonly by: { readonly name: string; readonly type: 'User' | 'Application'; readonly client: string };
  readonly operation: string;
  readonly changes: Readonly<Record<string, { readonly newValue: string; readonly previousValue: string }>>;
}

/** As Resource Graph keeps it ("Get resource changes"). */
function change({ resource, type, at, by, operation, changes }: Changed, index: number): Resource {
  const name = `0858${4022745207585807 + index}_4f0e1d5a-7a1b-4c7e-9b1a-${String(index).padStart(12, '0')}`;
  const snapshot = (when: string) => `${name.slice(0, 20)}_${when}_${Math.floor(Date.parse(at) / 1000)}`;
  return {
    id: `${resource}/providers/Microsoft.Resources/changes/${name}`,
    name,
    type: 'Microsoft.Resources/changes',
    properties: {
      targetResourceId: resource,
      targetResourceType: type.toLowerCase(),
      changeType: 'Update',
      changeAttributes: {
        previousResourceSnapshotId: snapshot('1'),
        newResourceSnapshotId: snapshot('2'),
        correlationId: `43c5d84a-c3bb-47c7-bdc5-${String(index).padStart(12, '0')}`,
        changedByType: by.type,
        changesCount: Object.keys(changes).length,
        clientType: by.client,
        changedBy: by.name,
        operation,
        timestamp: at.replace('Z', '.0000000Z'),
      },
      changes: Object.fromEntries(
        Object.entries(changes).map(([path, values]) => [
          path,
          {
            ...values,
            changeCategory: 'User',
            propertyChangeType: values.previousValue === 'null' ? 'Insert' : 'Update',
          },
        ]),
      ),
    },
  };
}

const ADA = { name: 'ada@northwind.example', type: 'User', client: 'Azure Portal' } as const;
const pipeline = { name: PIPELINE, type: 'Application', client: 'Azure DevOps' } as const;

/** The changes of the last 14 days. */
export function changed(today: Day): readonly Resource[] {
  const apis = group(SUBSCRIPTIONS.production, 'rg-api-prod');
  const data = group(SUBSCRIPTIONS.production, 'rg-data-prod');
  const all: readonly Changed[] = [
    {
      resource: apis(`Microsoft.Network/networkSecurityGroups/${ADDED_RULE.group}`),
      type: 'microsoft.network/networksecuritygroups',
      at: before(today, 3, '14:02:11'),
      by: ADA,
      operation: 'Microsoft.Network/networkSecurityGroups/securityRules/write',
      changes: {
        [`properties.securityRules["${ADDED_RULE.rule}"].properties.access`]: {
          newValue: 'Deny',
          previousValue: 'null',
        },
        [`properties.securityRules["${ADDED_RULE.rule}"].properties.priority`]: {
          newValue: '300',
          previousValue: 'null',
        },
      },
    },
    {
      resource: data('Microsoft.Storage/storageAccounts/stinvoicesprod'),
      type: 'microsoft.storage/storageaccounts',
      at: before(today, 9, '06:30:00'),
      by: pipeline,
      operation: 'Microsoft.Storage/storageAccounts/write',
      changes: { 'tags.costCenter': { newValue: '4711', previousValue: '4710' } },
    },
    {
      resource: data('Microsoft.EventHub/namespaces/evh-audit-prod'),
      type: 'microsoft.eventhub/namespaces',
      at: before(today, 5, '06:31:42'),
      by: pipeline,
      operation: 'Microsoft.EventHub/namespaces/write',
      changes: { 'properties.minimumTlsVersion': { newValue: '1.2', previousValue: '1.0' } },
    },
  ];
  return all.map(change);
}

/** The Activity Log of the demo: the policy of an API, and the vault's firewall before Resource Graph's memory. */
export function activity(today: Day): readonly ActivityEvent[] {
  const apis = group(SUBSCRIPTIONS.production, 'rg-api-prod');
  const event = (resourceId: string, operation: string, at: string, caller: string): ActivityEvent => ({
    eventTimestamp: at,
    caller,
    operationName: { value: operation, localizedValue: operation },
    resourceId,
    status: { value: 'Succeeded', localizedValue: 'Succeeded' },
    correlationId: `9f8c0f4e-0a53-4a2f-8f3c-${at.replace(/\D/g, '').slice(0, 12)}`,
    eventDataId: `44ade6b4-3813-45e6-ae27-${at.replace(/\D/g, '').slice(0, 12)}`,
  });
  return [
    event(
      apis('Microsoft.ApiManagement/service/apim-prod/apis/orders/policies/policy'),
      'Microsoft.ApiManagement/service/apis/policies/write',
      before(today, 2, '09:15:00'),
      'linus@northwind.example',
    ),
    event(
      apis('Microsoft.KeyVault/vaults/kv-api-prod'),
      'Microsoft.KeyVault/vaults/write',
      before(today, 25, '11:40:00'),
      ADA.name,
    ),
  ];
}
