/** `@{ … }`: what a block of C# returns, with the values that its locals may hold at that place. Rules: docs/rules.md#calls. */
import { fold } from './fold.ts';
import { computedFrom, either, join, type Template } from './template.ts';
import type { Token } from './tokens.ts';
import { closingOf, computedBy, isName, isSign } from './words.ts';

/** One statement, and how deep it stands in braces and branches; at 0 it always runs. */
interface BlockStatement {
  readonly tokens: readonly Token[];
  readonly depth: number;
}

/** Words before a condition in brackets; what follows may run or not. */
const CONDITIONS = ['if', 'while', 'for', 'foreach', 'using', 'switch', 'catch', 'lock'];
const JUMPS = ['else', 'do', 'try', 'finally'];
/** How much deeper in braces a statement stands behind these. */
const DEEPER: Readonly<Record<string, number>> = { '{': 1, '}': -1 };

/** Takes `if (…)`, `else`, `case …:` and their like off the front of a statement. */
function withoutHead(tokens: readonly Token[]): BlockStatement {
  let rest = tokens;
  let depth = 0;
  for (;;) {
    const [first] = rest;
    if (isName(first, ...CONDITIONS) && isSign(rest[1], '(')) {
      const close = closingOf(rest, 1);
      rest = close < 0 ? [] : rest.slice(close + 1);
    } else if (isName(first, ...JUMPS)) rest = rest.slice(1);
    else if (isName(first, 'case', 'default') && rest.some((token) => isSign(token, ':'))) {
      rest = rest.slice(rest.findIndex((token) => isSign(token, ':')) + 1);
    } else return { tokens: rest, depth };
    depth += 1;
  }
}

/** Cuts a block at its semicolons and braces. Braces of an initialiser (`new … { … }`) belong to their statement. */
function statementsIn(tokens: readonly Token[]): readonly BlockStatement[] {
  const statements: BlockStatement[] = [];
  let current: Token[] = [];
  let depth = 0;
  let brackets = 0;
  const close = () => {
    const { tokens: rest, depth: own } = withoutHead(current);
    statements.push({ tokens: rest, depth: depth + own });
    current = [];
  };
  for (const token of tokens) {
    const initialises = current.some((one) => isName(one, 'new'));
    if (isSign(token, '(', '[') || (isSign(token, '{') && (brackets > 0 || initialises))) brackets += 1;
    if (brackets === 0 && isSign(token, ';', '{', '}')) {
      close();
      depth += DEEPER[token.text] ?? 0;
    } else current.push(token);
    if (brackets > 0 && isSign(token, ')', ']', '}')) brackets -= 1;
  }
  close();
  return statements;
}

/** The name that a statement gives a value to, by `=` or `+=`, with or without a type in front. */
function assignment(tokens: readonly Token[]): { readonly name: string; readonly at: number } | undefined {
  const at = tokens.findIndex((token) => isSign(token, '=', '+='));
  const name = tokens[at - 1];
  if (at < 1 || name?.kind !== 'name') return undefined;
  const before = tokens.slice(0, at - 1);
  const isPlain = before.every((token) => token.kind === 'name' || isSign(token, '<', '>', '[', ']', '?', ','));
  return isPlain ? { name: name.text, at } : undefined;
}

/** Every value that a block may return. Branches are all reachable; a local holds what any of them may have given it. */
export function foldBlock(tokens: readonly Token[]): Template {
  const locals = new Map<string, Template>();
  const returns: Template[] = [];
  for (const { tokens: statement, depth } of statementsIn(tokens)) {
    if (isName(statement[0], 'return')) {
      returns.push(fold(statement.slice(1), locals));
      continue;
    }
    fillHanded(statement, locals);
    assign(statement, depth, locals);
  }
  return returns.length === 0 ? computedBy(tokens, locals) : either(...returns);
}

/** A call may fill what it is handed by `out` or `ref`, a loop what it works on. */
function fillHanded(statement: readonly Token[], locals: Map<string, Template>): void {
  for (const [place, token] of statement.entries()) {
    const given = statement.slice(place + 1, place + 3).find((one) => !isName(one, 'var', 'string'));
    if (isName(token, 'out', 'ref') && given !== undefined) locals.set(given.text, computedBy(statement, locals));
  }
}

/** Gives a local its value. What may not run leaves the value before it possible. */
function assign(statement: readonly Token[], depth: number, locals: Map<string, Template>): void {
  const assigned = assignment(statement);
  if (assigned === undefined) return;
  const { name, at } = assigned;
  const value = fold(statement.slice(at + 1), locals);
  const before = locals.get(name);
  const declares = at > 1;
  const after = isSign(statement[at], '+=') ? join([before ?? computedFrom(), value]) : value;
  locals.set(name, depth === 0 || declares || before === undefined ? after : either(before, after));
}
