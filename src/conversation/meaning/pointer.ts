/** "2", "the first", "yes", "next": words that mean something only after a question that we asked. */
import type { Language } from '../../languages/language.ts';
import type { Pointer } from '../question.ts';
import type { Word } from '../words.ts';
import { lexiconOf, plainOf } from './lexicon.ts';

/** More words than this are no answer to a question of ours. */
const FEW = 6;

/** What short words may point at. `undefined` for more than a few words. */
export function pointerOf(words: readonly Word[], languages: readonly Language[]): Pointer | undefined {
  if (words.length === 0 || words.length > FEW) return undefined;
  const text = ` ${words.map(({ plain }) => plainOf(plain)).join(' ')} `;
  const figure = words.find(({ plain }) => /^#?\d{1,2}\.?$/.test(plain));
  if (figure !== undefined && words.length <= 3) return { by: 'number', number: Number.parseInt(figure.plain, 10) };
  for (const language of languages.slice(0, 2)) {
    const signs = lexiconOf(language).signsIn(text);
    if (signs.has('first')) return { by: 'number', number: 1 };
    if (signs.has('second')) return { by: 'number', number: 2 };
    if (signs.has('third')) return { by: 'number', number: 3 };
    if (signs.has('last')) return { by: 'number', number: -1 };
    if (signs.has('more')) return { by: 'more' };
    if (words.length <= 3 && signs.has('yes')) return { by: 'yes' };
    if (words.length <= 3 && signs.has('no')) return { by: 'no' };
  }
  return { by: 'words', words: words.map(({ raw }) => raw).join(' ') };
}
