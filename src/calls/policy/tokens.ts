/** The words of a C# policy expression, as far as string constants need them. */
import { characterEnd, commentEnd, stringEnd, stringStarts } from './expression-scan.ts';

/** One word. A string keeps its source, for its marks decide how it is read. */
export interface Token {
  readonly kind: 'string' | 'name' | 'number' | 'character' | 'sign';
  readonly text: string;
}

const TWO_LETTER_SIGNS = ['??', '?.', '==', '!=', '<=', '>=', '&&', '||', '=>', '+=', '-='];
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9][0-9A-Za-z_.]*/y;

/** The words in order; undefined where a string or comment never ends. Linear in the length. */
export function tokensOf(code: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let here = 0;
  const take = (kind: Token['kind'], end: number) => {
    tokens.push({ kind, text: code.slice(here, end) });
    here = end;
  };
  while (here < code.length) {
    const letter = code.charAt(here);
    if (/\s/.test(letter)) {
      here += 1;
      continue;
    }
    const isString = stringStarts(code, here);
    const end = isString ? stringEnd(code, here) : commentEnd(code, here);
    if (end < 0) return undefined;
    if (isString) take('string', end);
    else if (end > here) here = end;
    else take(...plainToken(code, here));
  }
  return tokens;
}

/** The word that starts at a place where neither a string nor a comment does, and the place after it. */
function plainToken(code: string, at: number): readonly [kind: Token['kind'], end: number] {
  const afterCharacter = characterEnd(code, at);
  WORD.lastIndex = at;
  NUMBER.lastIndex = at;
  if (afterCharacter > at) return ['character', afterCharacter];
  if (WORD.test(code)) return ['name', WORD.lastIndex];
  if (NUMBER.test(code)) return ['number', NUMBER.lastIndex];
  return ['sign', at + (TWO_LETTER_SIGNS.includes(code.slice(at, at + 2)) ? 2 : 1)];
}
