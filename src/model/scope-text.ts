/** Scopes of Azure as people write them. */
import { parseArmId } from './arm.ts';
import type { ReminderScope } from './reminder.ts';

/** A scope as it is written: a resource id of Azure, or `tag:NAME=VALUE`; undefined for anything else. */
export function scopeOfText(written: string): ReminderScope | undefined {
  const text = written.trim().replace(/\/+$/, '');
  const [, tag, value] = /^tag:([^=]+?)(?:=(.*))?$/i.exec(text) ?? [];
  if (tag !== undefined) return value === undefined ? { kind: 'tag', tag } : { kind: 'tag', tag, value };
  const [, group] = /^\/providers\/microsoft\.management\/managementgroups\/([\w().-]{1,90})$/i.exec(text) ?? [];
  if (group !== undefined) return { kind: 'management-group', group };
  const [, subscriptionId, resourceGroup] =
    /^\/subscriptions\/([0-9a-f-]{36})(?:\/resourcegroups\/([^/]{1,90}))?$/i.exec(text) ?? [];
  if (subscriptionId !== undefined)
    return resourceGroup === undefined
      ? { kind: 'subscription', subscriptionId }
      : { kind: 'resource-group', subscriptionId, resourceGroup };
  const isInstance = parseArmId(text)?.type === 'microsoft.apimanagement/service';
  return isInstance ? { kind: 'instance', instanceId: text } : undefined;
}
