/** Turns the parser's syntax tree into a plan, and refuses whatever the simulator does not run. */
import { AGGREGATES } from './aggregates.ts';
import { compileExpression } from './expression.ts';
import type { SyntaxNode } from './language.ts';
import type { Aggregate, NamedExpression, Ordering, QueryPlan, Stage } from './plan.ts';
import { elements, find, first, last, list, reject, tokens } from './tree.ts';

/** Rows per record of `mv-expand`: default and most. */
const EXPAND_DEFAULT = 128;
const EXPAND_MOST = 400;

/**
 * @param root the tree of a query without parse errors
 * @param columns the columns that the parser says the query yields
 * @throws InvalidQueryError naming the operator, function or form that is not supported
 */
export function compilePlan(root: SyntaxNode, columns: readonly string[]): QueryPlan {
  const statements = elements(root.children.find((child) => child.kind === 'List' && child.children.length > 0));
  const [statement] = statements;
  if (statement === undefined) return reject('The query is empty.');
  if (statements.length > 1 || statement.kind !== 'ExpressionStatement') {
    return reject('Resource Graph runs one statement: let, set and a second statement are not supported.');
  }
  const stages: Stage[] = [];
  let node = first(statement);
  while (node.kind === 'PipeExpression') {
    const [source, , operator] = node.children;
    if (source === undefined || operator === undefined) return reject('The query ends in an empty pipe.');
    stages.unshift(...compileOperator(operator));
    node = source;
  }
  if (node.kind !== 'NameReference' || node.identifier === undefined) {
    return reject(`The query must begin with a table name, not with ${node.kind}.`);
  }
  if (columns.length === 0) return reject('The query yields no columns.');
  return { table: node.identifier, stages, columns };
}

function compileOperator(node: SyntaxNode): readonly Stage[] {
  const stages = node.kind === 'TopOperator' ? topStages(node) : [compileStage(node)];
  const parameter = find(node, 'NamedParameter');
  if (parameter === undefined) return stages;
  return reject(`The parameter ${tokens(parameter).join('')} of '${operatorWord(node)}' is not supported.`);
}

function compileStage(node: SyntaxNode): Stage {
  switch (node.kind) {
    case 'FilterOperator':
      return { kind: 'where', condition: compileExpression(last(node)) };
    case 'ExtendOperator':
      return { kind: 'extend', columns: elements(list(node)).map((column) => namedExpression(column, undefined)) };
    case 'ProjectOperator':
      return {
        kind: 'project',
        columns: elements(list(node)).map((column, index) => namedExpression(column, node.columns?.[index])),
      };
    case 'ProjectAwayOperator':
      return { kind: 'project-away', names: elements(list(node)).map(columnName) };
    case 'DistinctOperator':
      return { kind: 'distinct', names: distinctColumns(node) };
    case 'MvExpandOperator':
      return expandStage(node);
    case 'SortOperator':
      return { kind: 'order', by: elements(list(node)).map(ordering) };
    case 'TakeOperator':
      return { kind: 'take', count: count(last(node)) };
    case 'CountOperator':
      return { kind: 'count', name: node.columns?.[0] ?? 'Count' };
    case 'SummarizeOperator':
      return summarizeStage(node);
    default:
      return reject(`The operator '${operatorWord(node)}' is not supported.`);
  }
}

function topStages(node: SyntaxNode): readonly Stage[] {
  const amount = node.children.find((child) => child.kind === 'LongLiteralExpression');
  if (amount === undefined) return reject('The number of rows must be a literal.');
  return [
    { kind: 'order', by: [ordering(last(node))] },
    { kind: 'take', count: count(amount) },
  ];
}

function expandStage(node: SyntaxNode): Stage {
  const [expansion, second] = elements(list(node));
  if (expansion === undefined || second !== undefined) return reject('mv-expand takes one expression here.');
  if (expansion.children.length > 1) return reject('mv-expand with a type clause is not supported.');
  const clause = node.children.find((child) => child.kind === 'MvExpandRowLimitClause');
  const limit = clause === undefined ? EXPAND_DEFAULT : count(last(clause));
  if (limit > EXPAND_MOST) return reject(`mv-expand has a row limit of at most ${EXPAND_MOST}.`);
  return { kind: 'mv-expand', column: namedExpression(first(expansion), node.columns?.at(-1)), limit };
}

function summarizeStage(node: SyntaxNode): Stage {
  const clause = node.children.find((child) => child.kind === 'SummarizeByClause');
  const by =
    clause === undefined ? [] : elements(list(clause)).map((key, index) => namedExpression(key, node.columns?.[index]));
  const aggregates = elements(list(node)).map((item, index) => aggregate(item, node.columns?.[by.length + index]));
  return { kind: 'summarize', by, aggregates };
}

function aggregate(node: SyntaxNode, derivedName: string | undefined): Aggregate {
  const named = node.kind === 'SimpleNamedExpression';
  const call = named ? last(node) : node;
  const name = named ? (first(node).identifier ?? '') : derivedName;
  const called = call.kind === 'FunctionCallExpression' ? first(call).identifier : undefined;
  if (called === undefined || name === undefined) return reject('summarize takes aggregate functions only.');
  if (!AGGREGATES.has(called)) return reject(`The aggregate function '${called}' is not supported.`);
  const inputs = elements(list(last(call))).map(compileExpression);
  if (inputs.length > 1) return reject(`The aggregate function '${called}' takes one argument here.`);
  return { name, aggregate: called, arguments: inputs };
}

function namedExpression(node: SyntaxNode, derivedName: string | undefined): NamedExpression {
  if (node.kind === 'SimpleNamedExpression') {
    const name = first(node).identifier;
    if (name === undefined) return reject('A column has no name.');
    return { name, expression: compileExpression(last(node)) };
  }
  if (node.kind === 'NameReference' && node.identifier !== undefined) {
    return { name: node.identifier, expression: compileExpression(node) };
  }
  if (derivedName === undefined) return reject('A computed column needs a name: write name = expression.');
  return { name: derivedName, expression: compileExpression(node) };
}

function ordering(node: SyntaxNode): Ordering {
  if (node.kind !== 'OrderedExpression')
    return { expression: compileExpression(node), descending: true, nullsFirst: false };
  const words = tokens(last(node));
  const descending = !words.includes('asc');
  const nullsFirst = words.includes('first') || (!descending && !words.includes('last'));
  return { expression: compileExpression(first(node)), descending, nullsFirst };
}

function distinctColumns(node: SyntaxNode): readonly string[] {
  return elements(list(node)).flatMap((item) =>
    item.kind === 'StarExpression' ? (node.columns ?? []) : [columnName(item)],
  );
}

function columnName(node: SyntaxNode): string {
  if (node.kind === 'NameReference' && node.identifier !== undefined) return node.identifier;
  return reject('Only plain column names are supported here.');
}

function count(node: SyntaxNode): number {
  const [token] = tokens(node);
  if (node.kind !== 'LongLiteralExpression' || token === undefined)
    return reject('The number of rows must be a literal.');
  return Number(token);
}

function operatorWord(node: SyntaxNode): string {
  return tokens(first(node))[0] ?? node.kind;
}
