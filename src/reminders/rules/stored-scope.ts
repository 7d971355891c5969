/** What a subscription is about: as the conversation says it, and as it is stored. */

import { idKey, nameOf } from '../../model/arm.ts';
import { same } from '../../model/json.ts';
import type { ReminderScope } from '../../model/reminder.ts';
import type { Scope } from './subscription.ts';

/** A scope as it is stored. */
export function storedScope(scope: ReminderScope): Scope {
  switch (scope.by) {
    case 'all':
      return { kind: 'all' };
    case 'instance':
      return { kind: 'instance', instanceId: scope.id };
    case 'subscription':
      return { kind: 'subscription', subscriptionId: scope.id, name: scope.name };
    case 'resource-group':
      return { kind: 'resource-group', subscriptionId: scope.subscriptionId, resourceGroup: scope.name };
    case 'tag':
      return { kind: 'tag', tag: scope.key, value: scope.value };
  }
}

/** A stored scope as the conversation says it. */
export function shownScope(scope: Scope): ReminderScope {
  switch (scope.kind) {
    case 'all':
      return { by: 'all' };
    case 'instance':
      return { by: 'instance', id: scope.instanceId, name: nameOf(scope.instanceId) };
    case 'subscription':
      return { by: 'subscription', id: scope.subscriptionId, name: scope.name ?? scope.subscriptionId };
    case 'resource-group':
      return { by: 'resource-group', subscriptionId: scope.subscriptionId, name: scope.resourceGroup };
    case 'tag':
      return { by: 'tag', key: scope.tag, value: scope.value ?? '' };
  }
}

/** Whether two scopes mean the same. Names of subscriptions do not count, and Azure's ids are the same in any case. */
export function isSameScope(a: Scope, b: Scope): boolean {
  switch (a.kind) {
    case 'all':
      return b.kind === 'all';
    case 'instance':
      return b.kind === 'instance' && idKey(a.instanceId) === idKey(b.instanceId);
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
