/** What a reminder may be about, as the value of a choice: short, and read back as what anybody may have sent. */

import { nameOf, parseArmId } from '../src/model/arm.ts';
import type { ReminderScope } from '../src/model/reminder.ts';

/** The longest code that is read. */
const LONGEST = 1_000;

/** A scope as one word, which `scopeOfCode` reads back. */
export function scopeCode(scope: ReminderScope): string {
  switch (scope.by) {
    case 'all':
      return 'all';
    case 'instance':
      return `instance:${scope.id}`;
    case 'subscription':
      return `subscription:${scope.id}`;
    case 'resource-group':
      return `group:${scope.subscriptionId}/${scope.name}`;
    case 'tag':
      return `tag:${encodeURIComponent(scope.key)}=${encodeURIComponent(scope.value)}`;
  }
}

/** The scope of a code; undefined for anything else. A subscription is called by its id: the code does not know its name. */
export function scopeOfCode(code: string): ReminderScope | undefined {
  if (code.length > LONGEST) return undefined;
  if (code === 'all') return { by: 'all' };
  const [, kind, rest = ''] = /^(instance|subscription|group|tag):(.+)$/.exec(code) ?? [];
  if (kind === 'instance') {
    const isInstance = parseArmId(rest)?.type === 'microsoft.apimanagement/service';
    return isInstance ? { by: 'instance', id: rest, name: nameOf(rest) } : undefined;
  }
  if (kind === 'subscription') return /^[\w-]+$/.test(rest) ? { by: 'subscription', id: rest, name: rest } : undefined;
  if (kind === 'group') {
    const [, subscriptionId, name] = /^([\w-]+)\/([^/]+)$/.exec(rest) ?? [];
    return subscriptionId === undefined || name === undefined
      ? undefined
      : { by: 'resource-group', subscriptionId, name };
  }
  return kind === 'tag' ? tagOf(rest) : undefined;
}

function tagOf(code: string): ReminderScope | undefined {
  const [key, value] = code.split('=');
  if (key === undefined || value === undefined) return undefined;
  try {
    return { by: 'tag', key: decodeURIComponent(key), value: decodeURIComponent(value) };
  } catch {
    return undefined;
  }
}
