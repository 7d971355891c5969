/** The steps that put an instance right, in the order in which they can be applied safely. docs/rules.md#requirements, "a fix never harms". */

import { idKey } from '../model/arm.ts';
import type { Fix, Impact, Report, Status } from '../model/finding.ts';
import { given } from '../model/given.ts';
import { render, type Text } from '../model/text.ts';
import { bySeverity } from './assess.ts';
import { placed } from './compare.ts';
import type { PlacedItem } from './item-place.ts';
import { shortHash } from './short-hash.ts';

/** What a step puts right. */
export interface StepCause {
  /** Id of the requirement. */
  readonly requirement: string;
  /** Subject of the item: an ARM id, a host or a policy's id. */
  readonly subject: string;
  readonly location?: string;
}

/** One thing to do. */
export interface Step {
  /** Names the step in every plan that holds it: the same title and command make the same id. */
  readonly id: string;
  readonly title: Text;
  readonly command?: string;
  /** Where it is done: each portal page once. */
  readonly portals: readonly string[];
  readonly docs: string;
  readonly status: Status;
  readonly impact?: Impact;
  /** What it puts right, each once. */
  readonly causes: readonly StepCause[];
}

/** Where a fix without an order stands: after what must come first, before what must come last. */
const MIDDLE = 50;

/** Where the step of a fix stands in a plan: smaller first. */
export function orderOf({ order = MIDDLE }: Fix): number {
  return order;
}

/** One item that a step puts right. */
export interface Draft {
  readonly fix: Fix;
  readonly status: Status;
  readonly impact: Impact | undefined;
  readonly cause: StepCause;
}

/** A step and its order, from everything that it puts right. */
export function stepOf(id: string, drafts: readonly [Draft, ...Draft[]]): Step & { readonly order: number } {
  const [first] = drafts;
  const worst = drafts.reduce((a, b) => (bySeverity(a, b) > 0 ? b : a), first);
  const causes = new Map(
    drafts.map(({ cause }) => [[cause.requirement, idKey(cause.subject), cause.location].join(' '), cause]),
  );
  return {
    id,
    title: first.fix.title,
    ...given({ command: first.fix.command }),
    portals: [...new Set(drafts.map(({ fix }) => fix.portal))],
    docs: first.fix.docs,
    status: worst.status,
    ...given({ impact: worst.impact }),
    causes: [...causes.values()],
    order: Math.min(...drafts.map(({ fix }) => orderOf(fix))),
  };
}

/** An item, put right by a fix: its own, or one that mends more. */
export function draftOf(fix: Fix, { requirement, item: { subject, location, status, impact } }: PlacedItem): Draft {
  return { fix, status, impact, cause: { requirement, subject, ...given({ location }) } };
}

/** Every unmet item of some reports that has a fix, with what it puts right. */
function draftsOf(reports: readonly Report[]): readonly Draft[] {
  return reports.flatMap(placed).flatMap((one) => {
    const { fix, status } = one.item;
    return fix === undefined || status === 'pass' || status === 'not-applicable' ? [] : [draftOf(fix, one)];
  });
}

/**
 * Every step of some reports of one instance. Findings that share a step (same title and command) have it once. Sorted by the
 * order of the fixes, then worst first, then as the findings stand.
 */
export function fixPlan(reports: readonly Report[]): readonly Step[] {
  const shared = Map.groupBy(draftsOf(reports), ({ fix }) =>
    shortHash(JSON.stringify([render(fix.title), fix.command ?? ''])),
  );
  return [...shared]
    .flatMap(([id, [first, ...others]]) => (first === undefined ? [] : [stepOf(id, [first, ...others])]))
    .toSorted((a, b) => a.order - b.order || bySeverity(a, b))
    .map(({ order: _, ...step }) => step);
}
