/** Changes as Resource Graph keeps them, and events as the Activity Log tells them: in Azure's own shapes. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Instant } from '../../src/model/days.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { ResourceChange } from '../../src/model/resource-change.ts';
import { resource } from './resources.ts';

/** A change as it is told, with its author. */
export const CHANGED: ResourceChange = {
  id: 'change',
  resource:
    '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-api/providers/Microsoft.Network/networkSecurityGroups/nsg-apim-neu',
  at: '2026-11-21T13:02:00Z',
  kind: 'updated',
  parts: ['securityRules'],
  by: { kind: 'person', name: 'ada@contoso.com' },
};

/** The same change to another resource, at another instant. */
export function changedAt(resource: string, at: Instant): ResourceChange {
  return { ...CHANGED, id: `${resource} ${at}`, resource, at };
}

/** What may differ in a change; by default ada has changed a security rule. */
export interface ChangeOptions {
  readonly at?: string;
  readonly kind?: string;
  readonly by?: string;
  readonly byType?: string;
  readonly changes?: JsonObject;
}

let made = 0;

/** A row of `resourcechanges` ("Get resource changes"). */
export function changeOf(target: string, options: ChangeOptions = {}): ArmResource {
  const { at = '2026-02-13T09:02:11.8860000Z', kind = 'Update', by = 'ada@contoso.com', byType = 'User' } = options;
  made += 1;
  const name = `0858453186618995${String(made).padStart(4, '0')}_f889e69a-2946-52ff-311c-abb559a4d03d`;
  return resource(`${target}/providers/Microsoft.Resources/changes/${name}`, {
    properties: {
      targetResourceId: target,
      targetResourceType: (/\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(target)?.[1] ?? '').toLowerCase(),
      changeType: kind,
      changeAttributes: {
        previousResourceSnapshotId: '08585022745207585807_a9667ff8-fb74-82a5-ffd1-419287f1063f_3620098351_1699332364',
        newResourceSnapshotId: '08585022744595915807_7aa3a796-054b-ebe0-df8e-673414ebfde7_82482185_1699332425',
        correlationId: '43c5d84a-c3bb-47c7-bdc5-7ecf69209fc2',
        changesCount: 2,
        timestamp: at,
        changedByType: byType,
        clientType: 'Azure Portal',
        operation: 'Microsoft.Network/networkSecurityGroups/securityRules/write',
        changedBy: by,
      },
      changes: options.changes ?? {
        'properties.securityRules["Deny"].properties.access': {
          propertyChangeType: 'Insert',
          changeCategory: 'User',
          previousValue: 'null',
          newValue: 'Deny',
        },
        'properties.provisioningState': {
          propertyChangeType: 'Update',
          changeCategory: 'System',
          previousValue: 'Updating',
          newValue: 'Succeeded',
        },
      },
    },
  });
}

/** An event of the Activity Log ("Activity Logs - List"). */
export function eventOf(resourceId: string, operation: string, rest: JsonObject = {}): JsonObject {
  return {
    authorization: { action: operation, role: 'Subscription Admin', scope: resourceId },
    caller: 'ada@contoso.com',
    claims: { ipaddr: '203.0.113.9' },
    correlationId: '1e121103-0ba6-4300-ac9d-952bb5d0c80f',
    eventDataId: `44ade6b4-3813-45e6-ae27-7420a95fa2f8 ${operation} ${String(rest.eventTimestamp ?? '')}`,
    eventName: { value: 'EndRequest', localizedValue: 'End request' },
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    level: 'Informational',
    operationName: { value: operation, localizedValue: operation },
    resourceId,
    status: { value: 'Succeeded', localizedValue: 'Succeeded' },
    eventTimestamp: '2026-02-10T10:00:00.1234567Z',
    ...rest,
  };
}
