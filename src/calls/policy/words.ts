/** Questions about a stretch of C# words: signs, names, brackets. */
import { plainText } from './csharp-strings.ts';
import { ANY_VARIABLE, computed, literalsOf, type Template, variablesOf } from './template.ts';
import type { Token } from './tokens.ts';

const OPENING = '([{';
const CLOSING = ')]}';

/** Whether a word is one of these signs. */
export function isSign(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'sign' && texts.includes(token.text);
}

/** Whether a word is one of these names (lower case). */
export function isName(token: Token | undefined, ...names: readonly string[]): boolean {
  return token?.kind === 'name' && names.includes(token.text.toLowerCase());
}

/** Places outside any bracket. */
export function topLevel(tokens: readonly Token[]): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (const [place, token] of tokens.entries()) {
    if (token.kind === 'sign' && CLOSING.includes(token.text)) depth -= 1;
    if (depth === 0) places.push(place);
    if (token.kind === 'sign' && OPENING.includes(token.text)) depth += 1;
  }
  return places;
}

/** The place of the bracket that closes the one at `open`; -1 when there is none. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let place = open; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token?.kind !== 'sign') continue;
    if (OPENING.includes(token.text)) depth += 1;
    else if (CLOSING.includes(token.text)) {
      depth -= 1;
      if (depth === 0) return place;
    }
  }
  return -1;
}

/** The stretches between places. */
export function splitAt(tokens: readonly Token[], places: readonly number[]): readonly (readonly Token[])[] {
  const starts = [0, ...places.map((place) => place + 1)];
  return starts.map((start, index) => tokens.slice(start, places[index]));
}

/** The arguments between brackets. */
export function argumentsOf(list: readonly Token[]): readonly (readonly Token[])[] {
  return list.length === 0
    ? []
    : splitAt(
        list,
        topLevel(list).filter((place) => isSign(list[place], ',')),
      );
}

/** The names after `context.Variables` in a stretch of code; `ANY_VARIABLE` for one that is computed. */
function namedVariables(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, place) => {
    if (!isName(token, 'variables') || !isSign(tokens[place - 1], '.')) return [];
    // `Variables["x"]`, or the first string of `Variables.GetValueOrDefault<string>("x")` and `ContainsKey("x")`.
    const open = tokens.findIndex((one, index) => index > place && isSign(one, '[', '('));
    const name = open < 0 ? undefined : tokens[open + 1];
    return [name?.kind === 'string' && !name.text.includes('$') ? plainText(name.text) : ANY_VARIABLE];
  });
}

/** Local names of a block with what each may hold. */
export type Locals = ReadonlyMap<string, Template>;

/**
 * A stretch of code that is not understood: its constants and variables, those of the locals in it included. A `suffix`
 * works on the value before it; any other code that names no part of the context works on something that is not seen.
 */
export function computedBy(tokens: readonly Token[], locals: Locals, suffix = false): Template {
  const names = tokens.filter((token) => token.kind === 'name').map((token) => token.text);
  const used = names.flatMap((name) => locals.get(name) ?? []);
  const unseen = !suffix && names.length > 0 && used.length === 0 && !names.includes('context');
  const strings = tokens.filter((token) => token.kind === 'string').map((token) => plainText(token.text));
  const variables = [...namedVariables(tokens), ...variablesOf(used), ...(unseen ? [ANY_VARIABLE] : [])];
  return computed([...strings, ...literalsOf(used)], [...new Set(variables)]);
}
