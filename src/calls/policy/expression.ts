/** From a policy expression to the value that it yields. Rules: docs/rules.md#calls. */
import { foldBlock } from './block.ts';
import { fold } from './fold.ts';
import { ANY_VARIABLE, computed, type Template } from './template.ts';
import { tokensOf } from './tokens.ts';
import { computedBy } from './words.ts';

/** More words than this count as computed. */
const MAX_TOKENS = 4000;

/** What an expression (`@( … )` or `@{ … }`, complete) yields, as far as that is constant. Never throws. */
export function evaluateExpression(expression: string): Template {
  const tokens = tokensOf(expression.slice(2, -1));
  if (tokens === undefined) return computed([expression], [ANY_VARIABLE]);
  if (tokens.length > MAX_TOKENS) return computedBy(tokens, new Map());
  return expression[1] === '{' ? foldBlock(tokens) : fold(tokens, new Map());
}
