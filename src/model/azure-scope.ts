/** Which instances are meant, by what Azure orders them by: what reminders and summaries are about, and what a chat may see. */
import { parseArmId } from './arm.ts';

/**
 * Such a scope. Azure's ids and tag names count in any case, tag values exactly. `subscription`, `subscriptionId` and its name are
 * Azure's; what a reader has set up is a `ListedSubscription` with an `id`.
 */
export type AzureScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'instance'; readonly instanceId: string }
  /** By its id, which stands at the end of its resource id; with every management group below it. */
  | { readonly kind: 'management-group'; readonly group: string }
  | { readonly kind: 'subscription'; readonly subscriptionId: string; readonly name?: string }
  | { readonly kind: 'resource-group'; readonly subscriptionId: string; readonly resourceGroup: string }
  /** Without a value: every instance that carries the tag. */
  | { readonly kind: 'tag'; readonly tag: string; readonly value?: string };

/** A scope as it is written: a resource id of Azure, or `tag:NAME=VALUE`; undefined for anything else. */
export function scopeOfText(written: string): AzureScope | undefined {
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
