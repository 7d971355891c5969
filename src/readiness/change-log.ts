/** Who changed what in Azure: the port to it, and which changes stand behind what was found. Pure but for the port. */

import { type ArmKey, idKey, parseArmId } from '../model/arm.ts';
import { compareText } from '../model/compare-text.ts';
import type { Instant } from '../model/days.ts';
import type { Read } from '../model/estate.ts';
import type { Finding, Item } from '../model/finding.ts';
import { foundationTypes } from '../model/foundation-types.ts';
import type { Priority } from '../model/priority.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { ResourceChange } from '../model/resource-change.ts';

/** What was found of changes, newest first. `unread` says why these may not be all. */
export interface ChangesRead {
  readonly changes: readonly ResourceChange[];
  readonly unread?: ReasonCode;
}

/** Asks Azure what was changed. Failing is an answer too; no method rejects but for an aborted signal. */
export interface ChangeLog {
  /**
   * What was changed after an instant (ISO) in an instance and in resources that it rests on (ARM ids, what matters most first).
   * What lies further back than Resource Graph remembers is looked up for the first few.
   */
  behind(instance: string, resources: readonly string[], since: Instant, priority?: Priority): Promise<ChangesRead>;
  /** What was changed in some resources (ARM ids) lately: 14 days, one query together with whatever else is asked now. */
  recent(resources: readonly string[], priority: Priority): Promise<Read<readonly ResourceChange[]>>;
  /** What was changed anywhere after an instant (ISO) in resources of the kinds that an instance can rest on: one query. */
  after(since: Instant): Promise<Read<readonly ResourceChange[]>>;
}

/** The types (lower case) whose changes are watched: what the gateway's calls and its key vault references rest on. */
export const watchedTypes: readonly string[] = [
  'microsoft.apimanagement/service',
  ...foundationTypes,
  'microsoft.network/dnsresolvers',
  'microsoft.network/dnsresolvers/inboundendpoints',
];

const WATCHED = new Set(watchedTypes);

/** Resources of one instance that are kept at most. */
const MOST_RESOURCES = 250;

/** The watched resources that an id names or lies below, the nearest first: of a subnet its virtual network, of a link the link and its zone. */
function watchedAt(id: string | undefined): readonly string[] {
  const found: string[] = [];
  for (let current = id; current !== undefined; ) {
    const parts: ReturnType<typeof parseArmId> = parseArmId(current);
    if (parts === undefined) return found;
    if (WATCHED.has(parts.type)) found.push(current);
    current = parts.parentId;
  }
  return found;
}

/** What an instance rests on. */
export interface Foundations {
  /** Notes that a resource (any ARM id) was looked at. */
  add(id: string): void;
  /** Those whose changes are watched. */
  readonly ids: readonly string[];
}

/** Collects what an instance rests on, while it is judged. */
export function createFoundations(): Foundations {
  const known = new Set<string>();
  const found = new Map<ArmKey, string>();
  return {
    add(id) {
      if (known.has(id)) return;
      known.add(id);
      for (const resource of watchedAt(id)) {
        if (found.size < MOST_RESOURCES) found.set(idKey(resource), resource);
      }
    },
    get ids() {
      return [...found.values()];
    },
  };
}

function resourcesOfItem({ subject, about, evidence, fix }: Item): readonly string[] {
  const named = [about, subject, ...evidence.map(({ resource }) => resource)];
  // Whatever a fix names is part of the cause: the group, the table, the zone.
  const mended = (fix?.changes ?? [])
    .flatMap((change) => Object.values(change))
    .filter((value) => typeof value === 'string');
  return [...named, ...mended].flatMap(watchedAt);
}

/** The resources that what is unmet or undecided in a finding rests on, what the items name first coming first. */
export function resourcesBehind({ items }: Pick<Finding, 'items'>): readonly string[] {
  return resourcesOfItems(items.filter(({ status }) => status === 'fail' || status === 'unknown'));
}

/** The same of a finding in any state: of one that is met, what it rests on being met. */
export function resourcesOf(finding: Pick<Finding, 'items'>): readonly string[] {
  const open = resourcesBehind(finding);
  return open.length === 0 ? resourcesOfItems(finding.items) : open;
}

function resourcesOfItems(items: readonly Item[]): readonly string[] {
  const ids = items.flatMap(resourcesOfItem);
  return [...new Map(ids.map((id) => [idKey(id), id])).values()];
}

/** The changes to some resources, newest first. */
export function changesTo(resources: readonly string[], changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const keys = new Set(resources.map(idKey));
  return changes
    .filter(({ resource }) => watchedAt(resource).some((id) => keys.has(idKey(id))))
    .toSorted((a, b) => compareText(b.at, a.at));
}
