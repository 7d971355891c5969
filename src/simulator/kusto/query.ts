/** From the text of a query to something that runs: parsed, checked and kept for the next time. */
import { planProblems } from './check.ts';
import { compilePlan } from './compile.ts';
import { runnable } from './evaluate.ts';
import type { ParseQuery } from './language.ts';
import { loadLanguage } from './language.ts';
import type { Row } from './plan.ts';
import { InvalidQueryError } from './plan.ts';

/** A query that Resource Graph would accept. */
export interface CompiledQuery {
  readonly table: string;
  readonly columns: readonly string[];
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

/** @throws InvalidQueryError when Resource Graph would refuse the query */
export type CompileQuery = (query: string) => CompiledQuery;

/** Compiled queries that are kept; the oldest goes first. */
const KEPT = 500;

/** A compiler with a memory of its own. `parse` is asked for only when the first query comes. */
export function createCompiler(parse: () => ParseQuery): CompileQuery {
  const kept = new Map<string, CompiledQuery>();
  return (query) => {
    const known = kept.get(query);
    if (known !== undefined) return known;
    const compiled = compile(parse(), query);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(query, compiled);
    return compiled;
  };
}

/** The process-wide compiler: the parser is too heavy to be loaded twice (azure-api 2.1). */
export const compileQuery: CompileQuery = createCompiler(once(loadLanguage));

function compile(parse: ParseQuery, query: string): CompiledQuery {
  const parsed = parse(query);
  if (parsed.problems.length > 0) throw new InvalidQueryError(parsed.problems);
  const plan = compilePlan(parsed.root, parsed.columns);
  const problems = planProblems(plan);
  if (problems.length > 0) throw new InvalidQueryError(problems);
  return { table: plan.table, columns: plan.columns, run: runnable(plan) };
}

function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const value = made[0] ?? make();
    made[0] = value;
    return value;
  };
}
