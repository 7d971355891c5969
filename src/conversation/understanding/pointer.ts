/** "2", "the first", "yes", "next": words that mean something only after a question that we asked. */
import type { Language } from '../../languages/language.ts';
import type { Sign } from '../../languages/vocabulary/sign.ts';
import { lexiconOf } from './words/lexicon.ts';
import { plainOf } from './words/plain-text.ts';
import type { Word } from './words/words.ts';

/** An answer to the question that was asked back: which of what was offered; or more of it. */
export type Pointer =
  | { readonly by: 'number'; readonly number: number }
  | { readonly by: 'words'; readonly words: string }
  | { readonly by: 'yes' | 'no' | 'more' };

/** More words than this are no answer to a question of ours. */
const FEW = 6;

/** What each sign points at, in order of precedence. */
const POINTERS: readonly (readonly [Sign, Pointer])[] = [
  ['first', { by: 'number', number: 1 }],
  ['second', { by: 'number', number: 2 }],
  ['third', { by: 'number', number: 3 }],
  ['last', { by: 'number', number: -1 }],
  ['more', { by: 'more' }],
];

/** Answers to a yes-or-no question, of very few words. */
const ANSWERS: readonly (readonly [Sign, Pointer])[] = [
  ['yes', { by: 'yes' }],
  ['no', { by: 'no' }],
];

/** Words of a yes, a no or a number. */
const VERY_FEW = 3;

/** What short words may point at. `undefined` for more than a few words. */
export function pointerOf(words: readonly Word[], languages: readonly Language[]): Pointer | undefined {
  if (words.length === 0 || words.length > FEW) return undefined;
  const isShort = words.length <= VERY_FEW;
  const figure = words.find(({ plain }) => /^#?\d{1,2}\.?$/.test(plain));
  if (figure !== undefined && isShort) return { by: 'number', number: Number.parseInt(figure.plain, 10) };
  const text = ` ${words.map(({ plain }) => plainOf(plain)).join(' ')} `;
  for (const language of languages.slice(0, 2)) {
    const signs = lexiconOf(language).signsIn(text);
    const [, pointer] = [...POINTERS, ...(isShort ? ANSWERS : [])].find(([sign]) => signs.has(sign)) ?? [];
    if (pointer !== undefined) return pointer;
  }
  return { by: 'words', words: words.map(({ raw }) => raw).join(' ') };
}
