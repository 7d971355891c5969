/** A scope of Azure as one word: the value of a choice on a card, short, and read back as what anybody may have sent. */

import { parseArmId } from './arm.ts';
import type { AzureScope } from './azure-scope.ts';

/** The longest code that is read. */
const LONGEST = 1_000;

/** A scope as one word, which `scopeOfCode` reads back. */
export function scopeCode(scope: AzureScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'instance':
      return `instance:${scope.instanceId}`;
    case 'management-group':
      return `management:${scope.group}`;
    case 'subscription':
      return `subscription:${scope.subscriptionId}`;
    case 'resource-group':
      return `group:${scope.subscriptionId}/${scope.resourceGroup}`;
    case 'tag':
      return scope.value === undefined
        ? `tag:${encodeURIComponent(scope.tag)}`
        : `tag:${encodeURIComponent(scope.tag)}=${encodeURIComponent(scope.value)}`;
  }
}

/** How what stands after the colon is read, by what stands before it. */
const readers: Readonly<Record<string, (rest: string) => AzureScope | undefined>> = {
  instance: (rest) =>
    parseArmId(rest)?.type === 'microsoft.apimanagement/service' ? { kind: 'instance', instanceId: rest } : undefined,
  management: (rest) => (/^[\w().-]{1,90}$/.test(rest) ? { kind: 'management-group', group: rest } : undefined),
  subscription: (rest) => (/^[\w-]+$/.test(rest) ? { kind: 'subscription', subscriptionId: rest } : undefined),
  group(rest) {
    const [, subscriptionId, resourceGroup] = /^([\w-]+)\/([^/]+)$/.exec(rest) ?? [];
    return subscriptionId === undefined || resourceGroup === undefined
      ? undefined
      : { kind: 'resource-group', subscriptionId, resourceGroup };
  },
  tag: tagOf,
};

/** The scope of a code; undefined for anything else. A subscription is called by its id: the code does not know its name. */
export function scopeOfCode(code: string): AzureScope | undefined {
  if (code.length > LONGEST) return undefined;
  if (code === 'all') return { kind: 'all' };
  const [, what = '', rest = ''] = /^([a-z]+):(.+)$/.exec(code) ?? [];
  return Object.hasOwn(readers, what) ? readers[what]?.(rest) : undefined;
}

function tagOf(code: string): AzureScope | undefined {
  const [tag = '', value] = code.split('=');
  try {
    const name = { kind: 'tag', tag: decodeURIComponent(tag) } as const;
    return value === undefined ? name : { ...name, value: decodeURIComponent(value) };
  } catch {
    return undefined;
  }
}
