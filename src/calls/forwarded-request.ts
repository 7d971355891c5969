/** The request that goes to the backend: from which places it leaves, where it goes, through what. Rules: docs/rules.md#call-identity. */
import { ALWAYS, compatible } from './branches.ts';
import {
  type EarlierStep,
  lastBefore,
  type PolicyRun,
  type PolicyStep,
  type StatementPlace,
  shapesForwardedRequest,
} from './policy-run.ts';

/** Where a forwarded request goes: the steps that may say so, and whether the API's own service URL is out of reach. */
export interface Destinations {
  readonly effects: readonly EarlierStep[];
  readonly overridden: boolean;
}

function setsDestination({ statement }: PolicyStep): boolean {
  return statement.kind === 'backend-url' || (statement.kind === 'backend' && statement.main);
}

/** The places from which requests to the backend leave: each `forward-request`, or the end of the backend section. */
export function departures(run: PolicyRun): readonly StatementPlace[] {
  const places = run.steps.flatMap((step, index): StatementPlace[] =>
    step.statement.kind === 'forward' && shapesForwardedRequest(step)
      ? [{ index, branches: step.branches, section: 'backend' }]
      : [],
  );
  if (places.length > 0) return places;
  return [{ index: run.steps.filter(shapesForwardedRequest).length, branches: ALWAYS, section: 'backend' }];
}

/** What decides at a place where the current request goes. */
export function destinationsAt(run: PolicyRun, place: StatementPlace): Destinations {
  const { effects, always } = lastBefore(run, place, (step) => setsDestination(step) && shapesForwardedRequest(step));
  return { effects, overridden: always };
}

/** Whether the current request may leave through a proxy at a place. */
export function isProxied(run: PolicyRun, place: StatementPlace): boolean {
  return run.steps
    .slice(0, place.index)
    .some((step) => step.statement.kind === 'proxy' && compatible(step.branches, place.branches));
}
