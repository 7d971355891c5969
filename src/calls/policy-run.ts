/** One way in which a call can run: the steps of every policy on its way, in order. Rules: docs/rules.md#calls. */
import { type Branches, compatible, covers } from './branches.ts';
import type { Weight } from './call-site.ts';
import type { PolicyText } from './crawl.ts';
import type { Section, Statement } from './policy/statement.ts';
import type { PolicyScope } from './policy-scope.ts';

/** A statement where it stands in a policy, fragments put in. */
export interface PolicyStep {
  readonly statement: Statement;
  /** The policy or fragment in which it is written. */
  readonly source: PolicyText;
  readonly section: Section;
  /** Branches of `choose` that it stands in, told apart in the whole run. */
  readonly branches: Branches;
}

/** One run. */
export interface PolicyRun {
  /** Where the call comes in. */
  readonly scope: PolicyScope;
  readonly weight: Weight;
  /** In the order in which they run, section by section. */
  readonly steps: readonly PolicyStep[];
  /** The steps whose calls are to be told; the others are told by runs of their own. */
  readonly told: (step: PolicyStep) => boolean;
  /** Whether everything that runs here was read. */
  readonly complete: boolean;
}

/** Steps that shape the request which goes to the backend. */
export function shapesForwardedRequest(step: PolicyStep): boolean {
  return step.section === 'inbound' || step.section === 'backend';
}

/** A place in a run: before the step of that index, in those branches. */
export interface StatementPlace {
  readonly index: number;
  readonly branches: Branches;
  readonly section: Section;
}

/** The place of a step. */
export function placeOfStep(step: PolicyStep, index: number): StatementPlace {
  return { index, branches: step.branches, section: step.section };
}

/** An earlier step that may have decided something. */
export interface EarlierStep {
  readonly step: PolicyStep;
  readonly index: number;
}

/** Which earlier steps may have decided something at a place. */
export interface DecidingSteps {
  /** Latest first. */
  readonly effects: readonly EarlierStep[];
  /** Whether one of them always runs before the place, so that nothing older counts. */
  readonly always: boolean;
}

/**
 * The steps before a place that decide something, backwards to the first that always runs: whatever is older was
 * overwritten. What only `adds` overwrites nothing. `on-error` may be reached from anywhere, so there nothing of another
 * section has run for certain.
 */
export function lastBefore(
  run: PolicyRun,
  place: StatementPlace,
  decides: (step: PolicyStep) => boolean | 'adds',
): DecidingSteps {
  const effects: EarlierStep[] = [];
  for (let index = place.index - 1; index >= 0; index -= 1) {
    const step = run.steps[index];
    const decided = step !== undefined && decides(step);
    if (step === undefined || decided === false || !compatible(step.branches, place.branches)) continue;
    effects.push({ step, index });
    const certain = decided === true && (place.section !== 'on-error' || step.section === 'on-error');
    if (certain && covers(place.branches, step.branches)) return { effects, always: true };
  }
  return { effects, always: false };
}
