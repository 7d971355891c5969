/** What words may be a sign of. */
import type { en } from './en.ts';

/** What a word or a phrase is a sign of. English names every sign; every other language has the same ones. */
export type Sign = keyof typeof en.signs;

/**
 * The words of a language. Patterns stand between bars: words in a row; `word*` any ending; `a/b` one of several; `..` up
 * to six words in between. Accents do not matter. In Japanese, which has no spaces, a pattern is a piece of the text.
 */
export interface Vocabulary {
  /** Words by which the language is known: its articles, prepositions, pronouns, forms of "to be". */
  readonly common: string;
  /** One to ten, accents gone; bars between words for the same number. */
  readonly numbers: string;
  /** Words beside the name of a place that say what kind of place it is, between bars. */
  readonly kinds: Readonly<Record<'subscription' | 'resource-group' | 'region' | 'tag', string>>;
  /** What stands before a reason, between bars, as it is written. */
  readonly because: string;
  /** An empty pattern: this language has no words of its own for it. */
  readonly signs: Readonly<Record<Sign, string>>;
}
