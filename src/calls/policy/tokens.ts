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
    const letter = code[here] ?? '';
    if (/\s/.test(letter)) {
      here += 1;
      continue;
    }
    if (stringStarts(code, here)) {
      const end = stringEnd(code, here);
      if (end < 0) return undefined;
      take('string', end);
      continue;
    }
    const afterComment = commentEnd(code, here);
    if (afterComment < 0) return undefined;
    if (afterComment > here) {
      here = afterComment;
      continue;
    }
    const afterCharacter = characterEnd(code, here);
    WORD.lastIndex = here;
    NUMBER.lastIndex = here;
    if (afterCharacter > here) take('character', afterCharacter);
    else if (WORD.test(code)) take('name', WORD.lastIndex);
    else if (NUMBER.test(code)) take('number', NUMBER.lastIndex);
    else take('sign', here + (TWO_LETTER_SIGNS.includes(code.slice(here, here + 2)) ? 2 : 1));
  }
  return tokens;
}
