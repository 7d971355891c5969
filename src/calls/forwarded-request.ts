/** The request that goes to the backend: from which places it leaves, where it goes, through what. Rules: docs/rules.md#call-identity. */
import { ALWAYS, compatible } from './branches.ts';
import {
  type Context,
  type Effect,
  lastBefore,
  type PolicyStep,
  type StatementPlace,
  shapesMainCall,
} from './policy-run.ts';

/** Where a main call goes: the steps that may say so, and whether the API's own service URL is out of reach. */
export interface Destinations {
  readonly effects: readonly Effect[];
  readonly overridden: boolean;
}

function setsDestination({ statement }: PolicyStep): boolean {
  return statement.kind === 'backend-url' || (statement.kind === 'backend' && statement.main);
}

/** The places from which requests to the backend leave: each `forward-request`, or the end of the backend section. */
export function departures(context: Context): readonly StatementPlace[] {
  const places = context.steps.flatMap((step, index): StatementPlace[] =>
    step.statement.kind === 'forward' && shapesMainCall(step)
      ? [{ index, branches: step.branches, section: 'backend' }]
      : [],
  );
  if (places.length > 0) return places;
  return [{ index: context.steps.filter(shapesMainCall).length, branches: ALWAYS, section: 'backend' }];
}

/** What decides at a place where the current request goes. */
export function destinationsAt(context: Context, place: StatementPlace): Destinations {
  const { effects, always } = lastBefore(context, place, (step) => setsDestination(step) && shapesMainCall(step));
  return { effects, overridden: always };
}

/** Whether the current request may leave through a proxy at a place. */
export function isProxied(context: Context, place: StatementPlace): boolean {
  return context.steps
    .slice(0, place.index)
    .some((step) => step.statement.kind === 'proxy' && compatible(step.branches, place.branches));
}
