/** What is broken, by cause: findings of several requirements that come from one thing are told once. Pure. */

import { idKey, parseArmId } from '../model/arm.ts';
import { compareText } from '../model/compare-text.ts';
import type { Fix, Impact, Item, Report, Status } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { ResourceChange } from '../model/resource-change.ts';
import type { Text } from '../model/text.ts';
import { bySeverity } from './assess.ts';
import { shortHash } from './short-hash.ts';

/** An item with the requirement that it belongs to. */
export interface CauseItem {
  readonly requirement: string;
  readonly item: Item;
}

/** One thing that has to change, or to be seen, with everything that hangs on it. */
export interface Cause {
  /** The same as long as the thing is the same; short enough for a button. */
  readonly key: string;
  /** An ARM id, or a host where there is none. */
  readonly thing: string;
  /** Of its worst item. */
  readonly status: Status;
  readonly impact?: Impact;
  /** Of its worst item. */
  readonly reason?: ReasonCode;
  /** Worst first. Never empty. */
  readonly items: readonly [CauseItem, ...CauseItem[]];
  /** Ids in the order of the report; those that only follow from this cause too. */
  readonly requirements: readonly string[];
  /** Who is hit, each once. */
  readonly hits: readonly Text[];
  /** What Azure Monitor counted, each sentence once. */
  readonly numbers: readonly Text[];
  /** What was changed lately in what it rests on, newest first. */
  readonly changes: readonly ResourceChange[];
  /** Gateway locations, each once. */
  readonly locations: readonly string[];
  /** Of the worst item that has one. */
  readonly fix?: Fix;
}

/** Why something that Azure did not show is told by the thing that was not shown. */
const UNSHOWN: ReadonlySet<ReasonCode | undefined> = new Set(['FORBIDDEN', 'TARGET_NOT_VISIBLE', 'NOT_FOUND']);

/** Whether somebody has to look at it. */
function isOpen({ status }: Pick<Item, 'status'>): boolean {
  return status === 'fail' || status === 'unknown' || status === 'warn';
}

/** A missing permission is that of the thing that was not shown, whatever was to be judged with it. */
function thingOf({ about, subject, status, reason, evidence }: Item): string {
  if (about !== undefined) return about;
  if (status !== 'unknown' || !UNSHOWN.has(reason)) return subject;
  return evidence.find(({ observed }) => observed === reason)?.resource ?? subject;
}

/** Different troubles of the instance itself are different causes; of anything else the thing is the cause. */
function groupOf(item: Item, instanceId: string): string {
  const thing = idKey(thingOf(item));
  return thing === idKey(instanceId) ? [thing, item.reason].join(' ') : thing;
}

function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()];
}

function newest(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()].toSorted((a, b) =>
    compareText(b.at, a.at),
  );
}

/** `order`: the requirements of the report; `followers`: what only follows from each of them. */
function causeOf(
  group: string,
  items: readonly [CauseItem, ...CauseItem[]],
  order: readonly string[],
  followers: ReadonlyMap<string | undefined, readonly CauseItem[]>,
): Cause {
  const [{ item: worst }] = items;
  const followed = items.flatMap(({ requirement }) => followers.get(requirement) ?? []);
  const concerned = new Set([...items, ...followed].map(({ requirement }) => requirement));
  const { status, impact, reason } = worst;
  const [fix] = items.flatMap(({ item }) => item.fix ?? []);
  return {
    key: shortHash(group),
    thing: thingOf(worst),
    status,
    ...given({ impact, reason }),
    items,
    requirements: order.filter((requirement) => concerned.has(requirement)),
    hits: distinct(items.flatMap(({ item }) => item.hits ?? [])),
    numbers: distinct(items.flatMap(({ item }) => item.numbers ?? [])),
    changes: newest(items.flatMap(({ item }) => item.changes ?? [])),
    locations: [...new Set(items.flatMap(({ item }) => item.location ?? []))],
    ...given({ fix }),
  };
}

/**
 * The open items of a report by cause, worst first; within one severity those on which most hangs first. An item that follows
 * from another requirement's open items is no cause of its own: its requirement stands with theirs.
 */
export function causesOf({ findings, instance }: Pick<Report, 'findings' | 'instance'>): readonly Cause[] {
  const open = findings.flatMap(({ requirement, items }) =>
    items.filter(isOpen).map((item): CauseItem => ({ requirement, item })),
  );
  const leading = new Set(open.filter(({ item }) => item.follows === undefined).map(({ requirement }) => requirement));
  const byLeader = Map.groupBy(open, ({ item: { follows } }) =>
    follows !== undefined && leading.has(follows) ? follows : undefined,
  );
  const groups = Map.groupBy(byLeader.get(undefined) ?? [], ({ item }) => groupOf(item, instance.id));
  const order = findings.map(({ requirement }) => requirement);
  const placeOf = ({ requirements }: Cause) => Math.min(...requirements.map((one) => order.indexOf(one)));
  return [...groups]
    .flatMap(([group, items]) => {
      const [first, ...rest] = items.toSorted((a, b) => bySeverity(a.item, b.item));
      return first === undefined ? [] : [causeOf(group, [first, ...rest], order, byLeader)];
    })
    .toSorted((a, b) => bySeverity(a, b) || b.requirements.length - a.requirements.length || placeOf(a) - placeOf(b));
}

/** What kind of thing it is, by its ARM type in lower case; `host` for one without an id. */
export function kindOfThing(thing: string): string {
  return parseArmId(thing)?.type ?? 'host';
}
