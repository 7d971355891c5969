/** What somebody asked to be told, and where. */

import { idKey } from '../../model/arm.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import type { Day, Instant } from '../../model/days.ts';
import { same } from '../../model/json.ts';
import type { Schedule } from '../../model/reminder.ts';
import { say, type Text } from '../../model/text.ts';
import type { Person } from './place.ts';

/** A wish to be told. */
export interface Subscription {
  readonly id: string;
  readonly kind: 'reminder' | 'summary';
  readonly placeId: string;
  readonly scope: AzureScope;
  /** When a summary goes out. A reminder without one follows the days before and after a retirement. */
  readonly schedule: Schedule | undefined;
  readonly setUpBy: Person;
  /** ISO instant. */
  readonly createdAt: Instant;
  /** `stopped` is for good; the row stays, so that the list can say who stopped what. */
  readonly state: 'active' | 'paused' | 'stopped';
  /** What may be seen in its place; undefined for everything. */
  readonly limit?: readonly AzureScope[] | undefined;
  /** Only while paused: the first day on which it is active again; undefined for a pause without end. */
  readonly pausedUntil: Day | undefined;
}

/** Whether a subscription speaks on a day. */
export function isActive({ state, pausedUntil }: Subscription, today: Day): boolean {
  return state === 'active' || (state === 'paused' && pausedUntil !== undefined && pausedUntil <= today);
}

/** What a scope looks at in an instance. A discovered instance fits. */
export interface ScopedInstance {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Ids of the management groups that its subscription is in; absent where Azure did not tell. */
  readonly managementGroups?: readonly string[] | undefined;
}

/** Whether an instance is in scope. Azure compares ids and tag names in any case, tag values exactly. */
export function covers(scope: AzureScope, instance: ScopedInstance): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'instance':
      return idKey(scope.instanceId) === idKey(instance.id);
    case 'management-group':
      return instance.managementGroups?.some((group) => same(group, scope.group)) === true;
    case 'subscription':
      return same(scope.subscriptionId, instance.subscriptionId);
    case 'resource-group':
      return same(scope.subscriptionId, instance.subscriptionId) && same(scope.resourceGroup, instance.resourceGroup);
    case 'tag': {
      const tag = Object.entries(instance.tags).find(([name]) => same(name, scope.tag));
      return tag !== undefined && (scope.value === undefined || tag[1] === scope.value);
    }
  }
}

/** Whether a subscription tells of an instance: one that it is about, and that may be seen in its place. */
export function concerns({ scope, limit }: Pick<Subscription, 'scope' | 'limit'>, instance: ScopedInstance): boolean {
  return covers(scope, instance) && (limit === undefined || limit.some((one) => covers(one, instance)));
}

/** A scope in words, as the end of "about …". `nameOf` is the last segment of the instance's id. */
export function scopeInWords(scope: AzureScope): Text {
  switch (scope.kind) {
    case 'all':
      return say('every instance');
    case 'instance':
      return say('{name}', { name: scope.instanceId.slice(scope.instanceId.lastIndexOf('/') + 1) });
    case 'management-group':
      return say('every instance in the management group {name}', { name: scope.group });
    case 'subscription':
      return say('every instance in the subscription {name}', { name: scope.name ?? scope.subscriptionId });
    case 'resource-group':
      return say('every instance in the resource group {name}', { name: scope.resourceGroup });
    case 'tag':
      return scope.value === undefined
        ? say('every instance with the tag {tag}', { tag: scope.tag })
        : say('every instance with the tag {tag} = {value}', { tag: scope.tag, value: scope.value });
  }
}

/** Whether two scopes mean the same. Names of subscriptions do not count, and Azure's ids are the same in any case. */
export function isSameScope(a: AzureScope, b: AzureScope): boolean {
  switch (a.kind) {
    case 'all':
      return b.kind === 'all';
    case 'instance':
      return b.kind === 'instance' && idKey(a.instanceId) === idKey(b.instanceId);
    case 'management-group':
      return b.kind === 'management-group' && same(a.group, b.group);
    case 'subscription':
      return b.kind === 'subscription' && same(a.subscriptionId, b.subscriptionId);
    case 'resource-group':
      return (
        b.kind === 'resource-group' &&
        same(a.subscriptionId, b.subscriptionId) &&
        same(a.resourceGroup, b.resourceGroup)
      );
    case 'tag':
      return b.kind === 'tag' && same(a.tag, b.tag) && a.value === b.value;
  }
}
