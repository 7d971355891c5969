/** From the text of a query to something that runs: known or parsed, checked and kept for the next time. */
import { LRUCache } from 'lru-cache';
import { planProblems } from './check.ts';
import { compilePlan } from './compile.ts';
import { runnable } from './evaluate.ts';
import { knownPlan } from './known-plans.ts';
import type { ParseQuery } from './language.ts';
import { loadLanguage } from './language.ts';
import { shapeOf, withLists } from './literal-lists.ts';
import type { GraphRow, QueryPlan } from './plan.ts';
import { InvalidQueryError } from './plan.ts';

/** A query that Resource Graph would accept. */
export interface CompiledQuery {
  readonly table: string;
  readonly columns: readonly string[];
  readonly run: (rows: readonly GraphRow[]) => readonly GraphRow[];
}

/** @throws InvalidQueryError when Resource Graph would refuse the query */
export type CompileQuery = (query: string) => CompiledQuery;

/** Shapes of queries that are kept; the one that was used longest ago goes first. */
const KEPT = 200;

/** A compiler with a memory of its own. `parse` is asked for only when the first query comes. */
function createCompiler(parse: () => ParseQuery): CompileQuery {
  const kept = new LRUCache<string, QueryPlan>({ max: KEPT });
  const planOf = (text: string, query: string): QueryPlan => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const parsed = parse()(text);
    if (parsed.problems.length > 0) {
      // The places in the query as it was written.
      throw new InvalidQueryError(text === query ? parsed.problems : parse()(query).problems);
    }
    const plan = compilePlan(parsed.root, parsed.columns);
    kept.set(text, plan);
    return plan;
  };
  const parsedPlan = (query: string): QueryPlan => {
    const { text, lists } = shapeOf(query);
    return withLists(planOf(text, query), lists);
  };
  return (query) => {
    const plan = knownPlan(query) ?? parsedPlan(query);
    const problems = planProblems(plan);
    if (problems.length > 0) throw new InvalidQueryError(problems);
    return { table: plan.table, columns: plan.columns, run: runnable(plan) };
  };
}

let parser: ParseQuery | undefined;

/** The process-wide compiler: the parser is too heavy to be loaded twice. */
export const compileQuery: CompileQuery = createCompiler(() => {
  parser ??= loadLanguage();
  return parser;
});
