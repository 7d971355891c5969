/** The expression half of the compiler: syntax nodes to expressions of a plan. */
import { FUNCTIONS } from './functions.ts';
import type { SyntaxNode } from './language.ts';
import type { Comparison, Expression, KustoValue, Membership } from './plan.ts';
import { COMPARISONS } from './plan.ts';
import { elements, first, last, list, reject, tokens } from './tree.ts';
import { instantOf } from './values.ts';

const MEMBERSHIPS: readonly Membership[] = ['in', '!in', 'in~', '!in~'];

/** @throws InvalidQueryError naming the function or form that is not supported */
export function compileExpression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'NameReference':
      return { kind: 'column', name: node.identifier ?? reject('A name is missing.') };
    case 'ParenthesizedExpression':
      return compileExpression(node.children[1] ?? reject('An empty pair of parentheses is no expression.'));
    case 'AndExpression':
      return { kind: 'and', left: compileExpression(first(node)), right: compileExpression(last(node)) };
    case 'OrExpression':
      return { kind: 'or', left: compileExpression(first(node)), right: compileExpression(last(node)) };
    case 'PathExpression':
      return { kind: 'path', of: compileExpression(first(node)), key: memberName(last(node)) };
    case 'ElementExpression':
      return { kind: 'path', of: compileExpression(first(node)), key: bracketed(last(node)) };
    case 'FunctionCallExpression':
      return call(node);
    default:
      return node.kind.endsWith('LiteralExpression') || node.kind === 'DynamicExpression' || isSigned(node)
        ? { kind: 'literal', value: literal(node) }
        : binary(node);
  }
}

function binary(node: SyntaxNode): Expression {
  const [left, operator, right] = node.children;
  const sign = operator?.text ?? '';
  if (left !== undefined && right !== undefined && node.children.length === 3) {
    if (isComparison(sign)) {
      return { kind: 'compare', operator: sign, left: compileExpression(left), right: compileExpression(right) };
    }
    const membership = MEMBERSHIPS.find((candidate) => candidate === sign);
    if (membership !== undefined && right.kind === 'ExpressionList') {
      const members = elements(list(right)).map(compileExpression);
      return { kind: 'member', operator: membership, left: compileExpression(left), list: members };
    }
  }
  return reject(`The form '${tokens(node).join(' ').slice(0, 80)}' is not supported.`);
}

function call(node: SyntaxNode): Expression {
  const name = first(node).identifier ?? reject('A function has no name.');
  if (!FUNCTIONS.has(name)) return reject(`The function '${name}' is not supported.`);
  return { kind: 'call', name, arguments: elements(list(last(node))).map(compileExpression) };
}

function memberName(node: SyntaxNode): Expression {
  if (node.identifier !== undefined) return { kind: 'literal', value: node.identifier };
  return node.kind === 'BracketedExpression' ? bracketed(node) : reject('A path must consist of names.');
}

function bracketed(node: SyntaxNode): Expression {
  return compileExpression(node.children[1] ?? reject('An index is missing.'));
}

/** Value of a literal, those inside `dynamic(…)` included. */
function literal(node: SyntaxNode): KustoValue {
  switch (node.kind) {
    case 'StringLiteralExpression':
      return node.string ?? '';
    case 'LongLiteralExpression':
    case 'IntLiteralExpression':
    case 'RealLiteralExpression':
      return Number(
        tokens(node)
          .join('')
          .replace(/^\w+\((.*)\)$/, '$1'),
      );
    case 'UnaryMinusExpression':
      return -Number(literal(last(node)));
    case 'BooleanLiteralExpression':
      return tokens(node).join('').toLowerCase() === 'true';
    case 'DateTimeLiteralExpression': {
      const written = tokens(node).join('');
      return (
        instantOf(written.replace(/^datetime\(\s*(.*?)\s*\)$/i, '$1')) ?? reject(`${written} is no date and time.`)
      );
    }
    case 'NullLiteralExpression':
      return null;
    case 'DynamicExpression':
      return literal(node.children[2] ?? reject('dynamic() needs a value.'));
    case 'JsonArrayExpression':
      return elements(list(node)).map(literal);
    case 'JsonObjectExpression':
      return Object.fromEntries(elements(list(node)).map((pair) => [jsonKey(first(pair)), literal(last(pair))]));
    default:
      return reject(`The literal '${tokens(node).join('')}' is not supported.`);
  }
}

/** The parser keeps the key of a JSON pair as a bare token, in its quotes. */
function jsonKey(node: SyntaxNode): string {
  return node.string ?? tokens(node).join('').slice(1, -1);
}

function isSigned(node: SyntaxNode): boolean {
  return node.kind === 'UnaryMinusExpression' && /^(Long|Int|Real)Literal/.test(last(node).kind);
}

function isComparison(sign: string): sign is Comparison {
  return (COMPARISONS as readonly string[]).includes(sign);
}
