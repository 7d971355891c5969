/** Words of the glossary, as values from outside. */
import { type Term, terms } from '../../model/question.ts';

/** Whether a word is one of the glossary. */
export function isTerm(word: string): word is Term {
  return terms.some((term) => term === word);
}
