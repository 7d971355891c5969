/**
 * Queries that differ only in the texts of their lists share one parsed shape: Microsoft's parser takes a second for a few
 * hundred ids, and ids are all that differs from one query of the product to the next.
 */
import type { Expression, NamedExpression, QueryPlan, Stage } from './plan.ts';

/** A query whose lists of plain texts were taken out. */
export interface QueryShape {
  /** The query with the number of the list in place of the members of each. */
  readonly text: string;
  readonly lists: readonly (readonly string[])[];
}

/** Texts are matched first, so that what looks like a list inside one is left alone. */
const TEXT_OR_LIST = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\bin~\s*\(\s*((?:'[^'\\\n]*'\s*,\s*)*'[^'\\\n]*')\s*\)/g;

/** Forms in which a quote does not begin or end a text: comments, verbatim and multi-line texts. */
const OTHER_QUOTING = /\/\/|@['"]|```|~~~/;

const MARK = 'list of texts ';

/** Takes the lists of `in~ ('a', 'b')` out of a query. */
export function shapeOf(query: string): QueryShape {
  if (OTHER_QUOTING.test(query.replace(/'[^'\\\n]*'/g, "''")) || query.includes(MARK))
    return { text: query, lists: [] };
  const lists: (readonly string[])[] = [];
  const text = query.replace(TEXT_OR_LIST, (match, members?: string) => {
    if (members === undefined) return match;
    lists.push([...members.matchAll(/'([^']*)'/g)].map(([, member = '']) => member));
    return `in~ ('${MARK}${lists.length - 1}')`;
  });
  return { text, lists };
}

/** Puts the lists back into the plan of a shape. */
export function withLists(plan: QueryPlan, lists: QueryShape['lists']): QueryPlan {
  return lists.length === 0 ? plan : { ...plan, stages: plan.stages.map((stage) => stageWith(stage, lists)) };
}

function stageWith(stage: Stage, lists: QueryShape['lists']): Stage {
  const fill = (expression: Expression) => expressionWith(expression, lists);
  const filled = (columns: readonly NamedExpression[]) =>
    columns.map(({ name, expression }) => ({ name, expression: fill(expression) }));
  switch (stage.kind) {
    case 'where':
      return { ...stage, condition: fill(stage.condition) };
    case 'extend':
    case 'project':
      return { ...stage, columns: filled(stage.columns) };
    case 'mv-expand':
      return { ...stage, column: { ...stage.column, expression: fill(stage.column.expression) } };
    case 'order':
      return { ...stage, by: stage.by.map((ordering) => ({ ...ordering, expression: fill(ordering.expression) })) };
    case 'summarize':
      return {
        ...stage,
        by: filled(stage.by),
        aggregates: stage.aggregates.map((one) => ({ ...one, arguments: one.arguments.map(fill) })),
      };
    default:
      return stage;
  }
}

function expressionWith(expression: Expression, lists: QueryShape['lists']): Expression {
  const fill = (inner: Expression) => expressionWith(inner, lists);
  switch (expression.kind) {
    case 'path':
      return { ...expression, of: fill(expression.of), key: fill(expression.key) };
    case 'call':
      return { ...expression, arguments: expression.arguments.map(fill) };
    case 'compare':
    case 'and':
    case 'or':
      return { ...expression, left: fill(expression.left), right: fill(expression.right) };
    case 'member':
      return {
        ...expression,
        left: fill(expression.left),
        list: expression.list.flatMap((item) => membersOf(item, lists)),
      };
    default:
      return expression;
  }
}

function membersOf(item: Expression, lists: QueryShape['lists']): readonly Expression[] {
  if (item.kind !== 'literal' || typeof item.value !== 'string' || !item.value.startsWith(MARK)) return [item];
  const members = lists[Number(item.value.slice(MARK.length))] ?? [];
  return members.map((value) => ({ kind: 'literal', value }));
}
