/**
 * Plans of the queries that the product sends, made by Microsoft's parser when `npm run generate` ran: the parser takes more
 * than a second of processor time and 150 MB before its first query, and a demo or a command on an estate file needs neither.
 * Whatever is not known word for word is parsed.
 */
import plans from './known-plans.json' with { type: 'json' };
import { shapeOf, withLists } from './literal-lists.ts';
import type { QueryPlan, Stage } from './plan.ts';

const known: ReadonlyMap<string, unknown> = new Map(Object.entries(plans));

/** `T | where (a) or (b) | project …`, as the product writes it: table, conditions and what follows. */
const ALTERNATIVES = /^(\w+\n\| where )(.+?)(\n\| project .*)$/s;
const OR = '\n    or ';

/** The plan of a query whose conditions are all known; undefined where one is not. */
export function knownPlan(query: string): QueryPlan | undefined {
  const plans: QueryPlan[] = [];
  for (const alternative of alternativesOf(query)) {
    const { text, lists } = shapeOf(alternative);
    const plan = known.get(text);
    if (plan === undefined) return undefined;
    plans.push(withLists(plan as QueryPlan, lists));
  }
  return plans.reduce(either);
}

/** One query for each condition. Where this cuts wrongly, what it yields is not known. */
function alternativesOf(query: string): readonly string[] {
  const [, before = '', conditions, after = ''] = ALTERNATIVES.exec(query) ?? [];
  return conditions === undefined ? [query] : conditions.split(OR).map((one) => `${before}${one}${after}`);
}

/** The plan that keeps the rows of both, which differ in their condition alone. */
function either(left: QueryPlan, right: QueryPlan): QueryPlan {
  return { ...left, stages: left.stages.map((stage, index) => eitherStage(stage, right.stages[index])) };
}

function eitherStage(left: Stage, right: Stage | undefined): Stage {
  if (left.kind !== 'where' || right?.kind !== 'where') return left;
  return { ...left, condition: { kind: 'or', left: left.condition, right: right.condition } };
}
