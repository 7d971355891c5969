/** In which languages a message may be. */
import { type Language, languages } from '../../../languages/language.ts';
import { lexiconOf } from './lexicon.ts';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** A language that knows less of a message than this share of what the likeliest knows is not tried. */
const CLOSE = 0.6;

/**
 * The languages that a message may be in, likeliest first: by how many of its words each one knows; among equals the
 * reader's own, then English.
 */
export function languagesOf(words: readonly (readonly string[])[], own: Language): readonly Language[] {
  if (words.flat().some((word) => KANA.test(word))) return ['ja', 'en'];
  const order = [own, 'en' as const, ...languages].filter(
    (language, index, all) => language !== 'ja' && all.indexOf(language) === index,
  );
  const scores = new Map(
    order.map((language) => {
      const { common, knows } = lexiconOf(language);
      const worth = (piece: string) => (common.has(piece) ? 2 : knows(piece) ? 1.5 : 0);
      // A word with hyphens of which one piece is strange is a name, and tells no language.
      const told = words.map((pieces) => (pieces.every((piece) => worth(piece) > 0) ? pieces : []));
      return [language, told.flat().reduce((sum, piece) => sum + worth(piece), 0)] as const;
    }),
  );
  const likely = order.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
  const best = scores.get(likely[0] ?? own) ?? 0;
  return likely.filter((language) => (scores.get(language) ?? 0) >= best * CLOSE);
}
