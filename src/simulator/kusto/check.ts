/** What Resource Graph would never match, although KQL accepts it: an error here instead of an empty answer. */
import type { Expression, QueryPlan, Stage } from './plan.ts';
import { TABLES, tableOf } from './schema.ts';

/** Most `mv-expand` operators in one query. */
const EXPANSIONS_MOST = 3;

/** Sentences about a plan that would silently yield nothing, or break a limit; empty for a sound one. */
export function planProblems(plan: QueryPlan): readonly string[] {
  const problems: string[] = [];
  if (plan.stages.filter((stage) => stage.kind === 'mv-expand').length > EXPANSIONS_MOST) {
    problems.push(`A query may hold ${EXPANSIONS_MOST} mv-expand operators.`);
  }
  for (const stage of plan.stages) {
    for (const expression of expressionsOf(stage))
      visit(expression, (node) => problems.push(...typeProblems(node, plan.table)));
    if (redefinesType(stage)) break;
  }
  return problems;
}

function typeProblems(node: Expression, table: string): readonly string[] {
  if (node.kind === 'member' && isType(node.left)) {
    const ignoresCase = node.operator.endsWith('~') || node.left.kind === 'call';
    return node.list
      .flatMap((item) => literalTexts(item))
      .flatMap((text) => wholeTypeProblems(text, table, ignoresCase));
  }
  if (node.kind !== 'compare') return [];
  const [column, other] = isType(node.left) ? [node.left, node.right] : [node.right, node.left];
  if (!isType(column)) return [];
  return literalTexts(other).flatMap((text) => {
    if (/~$|=$/.test(node.operator)) {
      return wholeTypeProblems(text, table, node.operator.includes('~') || column.kind === 'call');
    }
    return partialTypeProblems(text, table, node.operator.replace('!', ''));
  });
}

function wholeTypeProblems(text: string, table: string, ignoresCase: boolean): readonly string[] {
  const type = text.toLowerCase();
  const holder = tableOf(type);
  if (holder === undefined) return [`Resource Graph holds no resources of the type '${text}'; read them by ARM.`];
  if (holder !== table) return [`The type '${text}' is in the table ${holder}, not in ${table}.`];
  if (!ignoresCase && type !== text)
    return [`Types are lower-case in Resource Graph: '${text}' matches nothing without =~ or in~.`];
  return [];
}

function partialTypeProblems(text: string, table: string, operator: string): readonly string[] {
  const part = text.toLowerCase();
  const matches = (type: string) =>
    operator === 'startswith'
      ? type.startsWith(part)
      : operator === 'endswith'
        ? type.endsWith(part)
        : type.includes(part);
  if ([...(TABLES.get(table) ?? [])].some(matches)) return [];
  return [`No type in the table ${table} matches ${operator} '${text}'.`];
}

function isType(expression: Expression): boolean {
  if (expression.kind === 'column') return expression.name === 'type';
  return expression.kind === 'call' && expression.name === 'tolower' && expression.arguments.some(isType);
}

function literalTexts(expression: Expression): readonly string[] {
  if (expression.kind !== 'literal') return [];
  const values = Array.isArray(expression.value) ? expression.value : [expression.value];
  return values.filter((value) => typeof value === 'string');
}

function redefinesType(stage: Stage): boolean {
  switch (stage.kind) {
    case 'extend':
    case 'project':
      return stage.columns.some(({ name, expression }) => name === 'type' && !isType(expression));
    case 'mv-expand':
      return stage.column.name === 'type';
    case 'summarize':
      return !stage.by.some(({ name, expression }) => name === 'type' && isType(expression));
    default:
      return false;
  }
}

function expressionsOf(stage: Stage): readonly Expression[] {
  switch (stage.kind) {
    case 'where':
      return [stage.condition];
    case 'extend':
    case 'project':
      return stage.columns.map((column) => column.expression);
    case 'mv-expand':
      return [stage.column.expression];
    case 'order':
      return stage.by.map((ordering) => ordering.expression);
    case 'summarize':
      return [...stage.by.map((column) => column.expression), ...stage.aggregates.flatMap((item) => item.arguments)];
    default:
      return [];
  }
}

function visit(expression: Expression, see: (expression: Expression) => void): void {
  see(expression);
  switch (expression.kind) {
    case 'path':
      visit(expression.of, see);
      visit(expression.key, see);
      return;
    case 'call':
      for (const argument of expression.arguments) visit(argument, see);
      return;
    case 'compare':
    case 'and':
    case 'or':
      visit(expression.left, see);
      visit(expression.right, see);
      return;
    case 'member':
      visit(expression.left, see);
      for (const item of expression.list) visit(item, see);
      return;
    default:
  }
}
