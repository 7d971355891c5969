/** Runs a plan over rows. */
import { AGGREGATES } from './aggregates.ts';
import { FUNCTIONS } from './functions.ts';
import type { Expression, GraphRow, KustoValue, NamedExpression, Ordering, QueryPlan, Stage } from './plan.ts';
import { compare, member, orderOf, textOf } from './values.ts';

type Evaluator = (row: GraphRow) => KustoValue;

/** A plan made ready to run many times; its expressions are built once. */
export function runnable(plan: QueryPlan): (rows: readonly GraphRow[]) => readonly GraphRow[] {
  const steps = plan.stages.map(step);
  const finish = projection(plan.columns.map((name) => ({ name, expression: { kind: 'column', name } })));
  return (rows) => steps.reduce((current, run) => run(current), rows).map(finish);
}

function step(stage: Stage): (rows: readonly GraphRow[]) => readonly GraphRow[] {
  switch (stage.kind) {
    case 'where': {
      const condition = evaluator(stage.condition);
      return (rows) => rows.filter((row) => condition(row) === true);
    }
    case 'extend': {
      const project = projection(stage.columns);
      return (rows) => rows.map((row) => ({ ...row, ...project(row) }));
    }
    case 'project': {
      const project = projection(stage.columns);
      return (rows) => rows.map(project);
    }
    case 'project-away':
      return (rows) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !stage.names.includes(name))));
    case 'mv-expand': {
      const expand = expansion(stage.column, stage.limit);
      return (rows) => rows.flatMap(expand);
    }
    case 'order': {
      const order = sorting(stage.by);
      return (rows) => rows.toSorted(order);
    }
    case 'take':
      return (rows) => rows.slice(0, stage.count);
    case 'distinct': {
      const project = projection(stage.names.map((name) => ({ name, expression: { kind: 'column', name } })));
      return (rows) => [...new Map(rows.map(project).map((row) => [JSON.stringify(row), row])).values()];
    }
    case 'count':
      return (rows) => [{ [stage.name]: rows.length }];
    case 'summarize':
      return (rows) => summarize(rows, stage);
  }
}

function projection(columns: readonly NamedExpression[]): (row: GraphRow) => GraphRow {
  const parts = columns.map(({ name, expression }) => [name, evaluator(expression)] as const);
  return (row) => {
    const result: Record<string, KustoValue> = {};
    for (const [name, evaluate] of parts) result[name] = evaluate(row);
    return result;
  };
}

/** A null gives one row with null, an empty list or bag gives none (Kusto documentation, "mv-expand operator"). */
function expansion(column: NamedExpression, limit: number): (row: GraphRow) => readonly GraphRow[] {
  const evaluate = evaluator(column.expression);
  return (row) => {
    const value = evaluate(row);
    const entries = Array.isArray(value)
      ? (value as readonly KustoValue[])
      : value !== null && typeof value === 'object'
        ? Object.entries(value).map(([key, inner]) => ({ [key]: inner }) as KustoValue)
        : [value];
    return entries.slice(0, limit).map((entry) => ({ ...row, [column.name]: entry }));
  };
}

function sorting(by: readonly Ordering[]): (left: GraphRow, right: GraphRow) => number {
  const keys = by.map((ordering) => ({ ...ordering, evaluate: evaluator(ordering.expression) }));
  return (left, right) => {
    for (const { evaluate, ...ordering } of keys) {
      const order = orderBy(evaluate(left), evaluate(right), ordering);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function orderBy(
  a: KustoValue,
  b: KustoValue,
  { descending, nullsFirst }: Pick<Ordering, 'descending' | 'nullsFirst'>,
): number {
  if (a === null && b === null) return 0;
  if (a === null || b === null) return (a === null) === nullsFirst ? -1 : 1;
  return descending ? -orderOf(a, b) : orderOf(a, b);
}

function summarize(rows: readonly GraphRow[], stage: Extract<Stage, { kind: 'summarize' }>): readonly GraphRow[] {
  const keyOf = projection(stage.by);
  const groups = new Map<string, { readonly key: GraphRow; readonly rows: GraphRow[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(text, group);
  }
  if (groups.size === 0 && stage.by.length === 0) groups.set('', { key: {}, rows: [] });
  const aggregates = stage.aggregates.map(({ name, aggregate, arguments: [argument] }) => {
    const evaluate: Evaluator = argument === undefined ? () => null : evaluator(argument);
    return { name, run: AGGREGATES.get(aggregate), evaluate };
  });
  return [...groups.values()].map(({ key, rows: members }) => {
    const result: Record<string, KustoValue> = { ...key };
    for (const { name, run, evaluate } of aggregates) result[name] = run?.(members.map(evaluate)) ?? null;
    return result;
  });
}

function evaluator(expression: Expression): Evaluator {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'column':
      return (row) => row[expression.name] ?? null;
    case 'path': {
      const [of, key] = [evaluator(expression.of), evaluator(expression.key)];
      return (row) => member(of(row), key(row));
    }
    case 'call': {
      const run = FUNCTIONS.get(expression.name);
      const values = expression.arguments.map(evaluator);
      return (row) => run?.(...values.map((value) => value(row))) ?? null;
    }
    case 'compare': {
      const [left, right] = [evaluator(expression.left), evaluator(expression.right)];
      return (row) => compare(expression.operator, left(row), right(row));
    }
    case 'member':
      return membership(expression);
    case 'and':
    case 'or': {
      const [left, right] = [evaluator(expression.left), evaluator(expression.right)];
      const decisive = expression.kind === 'or';
      return (row) => {
        const a = left(row);
        if (a === decisive) return decisive;
        const b = right(row);
        return b === decisive ? decisive : a === null || b === null ? null : !decisive;
      };
    }
  }
}

/** A list in `in (…)` may hold dynamic lists, whose members count one by one. */
function membership(expression: Extract<Expression, { kind: 'member' }>): Evaluator {
  const negated = expression.operator.startsWith('!');
  const fold = expression.operator.endsWith('~') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const left = evaluator(expression.left);
  const members = expression.list.map(evaluator);
  const setOf = (row: GraphRow) =>
    new Set(members.flatMap((value) => value(row) as KustoValue).map((value) => fold(textOf(value))));
  const constant = expression.list.every((item) => item.kind === 'literal') ? setOf({}) : undefined;
  return (row) => {
    const value = left(row);
    const found = value !== null && (constant ?? setOf(row)).has(fold(textOf(value)));
    return negated ? !found : found;
  };
}
