/**
 * The plan that puts an instance right, proven on a copy of what was read: each step is made there, everything is judged again, and a
 * step counts only if it improves something and makes nothing worse.
 */

import { sharedFacts } from '../fixes/change-facts.ts';
import { estateAfter } from '../fixes/estate-after.ts';
import type { PortalContext } from '../fixes/portal-links.ts';
import type { Change } from '../model/change.ts';
import type { Day } from '../model/days.ts';
import type { Estate } from '../model/estate.ts';
import type { Fix, Item, Report, Verdict } from '../model/finding.ts';
import type { Text } from '../model/text.ts';
import { verdictSeverity, worstVerdict } from './assess.ts';
import { improved, isWorse, placed, weight } from './compare.ts';
import { draftOf, fixPlan, orderOf, type Step, stepOf } from './fix-plan.ts';
import { shortHash } from './short-hash.ts';

/** One step, as it was tried. Its causes are what it ends. */
export interface TriedStep extends Step {
  readonly changes: readonly Change[];
  /** Built-in Azure roles that it takes. */
  readonly roles: readonly string[];
  /** What must be so before, each as a sentence. */
  readonly before: readonly Text[];
  /** Why a part of it is made by hand. */
  readonly byHand: readonly Text[];
  /** The verdict once this step and all before it are made. */
  readonly after: Verdict;
}

/** The steps in an order in which nothing gets worse, and what they lead to. */
export interface Plan {
  readonly now: Verdict;
  readonly steps: readonly TriedStep[];
  readonly after: Verdict;
  /** What no change mends: people have to decide, find out or grant something. Worst first. */
  readonly remains: readonly Step[];
  /** What could not be decided and has no fix: each item's message says what would decide it. */
  readonly undecided: readonly Item[];
}

/** More steps than any plan that was seen needs; a guard against going round in circles. */
const MOST_STEPS = 40;

/** An item's fix that is a change, so that it can be tried. */
interface ChangingFix {
  readonly item: Item;
  readonly fix: Fix;
  readonly changes: readonly Change[];
}

/** Whether a plan should hold a fix: of what fails, and at the end the flag, which only warns once all else is well. */
function belongs({ item, changes }: ChangingFix): boolean {
  return item.status === 'fail' || changes.some(({ kind }) => kind === 'disable-trusted-access');
}

/** What only warns or could not be decided is worth a step where it brings a better verdict. */
function mayHelp({ item }: ChangingFix): boolean {
  return item.status === 'warn' || item.status === 'unknown';
}

/** Fixes to try, each once, in the order in which they can be made safely. */
function candidates(report: Report, isWanted: (one: ChangingFix) => boolean): readonly ChangingFix[] {
  const wanted = placed(report).flatMap(({ item }): readonly ChangingFix[] => {
    const { fix } = item;
    return fix?.changes === undefined ? [] : [{ item, fix, changes: fix.changes }];
  });
  const ordered = wanted
    .filter(isWanted)
    .toSorted((a, b) => orderOf(a.fix) - orderOf(b.fix) || weight(a.item) - weight(b.item));
  return [...new Map(ordered.map((one) => [JSON.stringify(one.changes), one])).values()];
}

/**
 * Plans for one report. `judge` judges an estate the way that the report was judged; `today` is the UTC day of both, `context` where
 * the portal is. Pure: the estate is only looked at.
 */
export function planOf(estate: Estate, judge: (estate: Estate) => Report, today: Day, context: PortalContext): Plan {
  const first = judge(estate);
  const steps: TriedStep[] = [];
  const made: Change[] = [];
  let report = first;
  const next = (isWanted: (one: ChangingFix) => boolean, mustLift: boolean): TriedStep | undefined => {
    for (const { fix, changes } of candidates(report, isWanted)) {
      const after = judge(estateAfter(estate, [...made, ...changes], today));
      const [ended, ...others] = improved(report, after).map((one) => draftOf(fix, one));
      if (ended === undefined || isWorse(report, after)) continue;
      if (mustLift && verdictSeverity(after.verdict) <= verdictSeverity(report.verdict)) continue;
      report = after;
      const { order: _, ...step } = stepOf(shortHash(JSON.stringify(changes)), [ended, ...others]);
      return { ...step, ...sharedFacts(changes, context), changes, after: after.verdict };
    }
    return undefined;
  };
  while (steps.length < MOST_STEPS) {
    const step = next(belongs, false) ?? next(mayHelp, true);
    if (step === undefined) break;
    steps.push(step);
    made.push(...step.changes);
  }
  const undecided = placed(report).flatMap(({ item }) =>
    item.status === 'unknown' && item.fix === undefined ? [item] : [],
  );
  const remains = fixPlan([report]).toSorted((a, b) => weight(a) - weight(b));
  return { now: first.verdict, steps, after: report.verdict, remains, undecided };
}

/** Plans for several retirements as one, in their order; of none it proves nothing. */
export function wholePlan(plans: readonly Plan[]): Plan {
  return {
    now: worstVerdict(plans.map(({ now }) => now)),
    steps: plans.flatMap(({ steps }) => steps),
    after: worstVerdict(plans.map(({ after }) => after)),
    remains: plans.flatMap(({ remains }) => remains),
    undecided: plans.flatMap(({ undecided }) => undecided),
  };
}
