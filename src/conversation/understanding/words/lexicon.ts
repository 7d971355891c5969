/** The words of a language, ready to be looked for in a message. */
import { distance } from 'fastest-levenshtein';
import type { Language } from '../../../languages/language.ts';
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import { vocabularies } from '../../../languages/vocabulary/vocabularies.ts';
import { monthNames, weekdayNames } from './calendar-names.ts';
import { plainOf } from './plain-text.ts';
import { slips } from './typos.ts';
import { createWordTable, signReader } from './word-patterns.ts';

/** What kind of place is named, and in how many words that is said. */
export interface KindWord {
  readonly by: 'subscription' | 'resource-group' | 'region' | 'tag';
  readonly count: number;
}

/** One language, compiled. */
export interface Lexicon {
  readonly language: Language;
  /** Whether words stand apart; Japanese is one run of letters. */
  readonly spaced: boolean;
  readonly common: ReadonlySet<string>;
  /** All signs in a text of {@link plainOf}. */
  signsIn(text: string): ReadonlySet<Sign>;
  /** Those of them that are about what may be seen in this chat; none where it is not about the chat. */
  chatSignsIn(text: string): readonly Sign[];
  /** The reason that a message gives, as it was written. */
  reasonIn(message: string): string | undefined;
  /** Whether a word is one of the language's: a common one, or part of a sign. */
  knows(word: string): boolean;
  /** The word at a place that says what kind of place is named beside it. */
  kindAt(words: readonly { readonly plain: string }[], at: number): KindWord | undefined;
  /** The word that somebody meant; itself where it is none of ours with a typing slip. */
  mended(word: string): string;
}

/** One slip only: with two, "remaining" would be "reminding". */
function isSlip(word: string, ours: string): boolean {
  if (Math.abs(word.length - ours.length) > 2) return false;
  if (word.length < SURE && distance(word, ours) === 1 && (ours.length <= word.length || ours.at(-1) !== word.at(-1)))
    return false;
  return (
    slips(word, ours) !== undefined &&
    (distance(word, ours) <= 1 || [...word].toSorted().join() === [...ours].toSorted().join())
  );
}

/** Shortest word that is held against ours for typing slips; under `SURE` only swapped letters and a missing one count. */
const SHORTEST = 4;
const SURE = 6;

/** The days of the week, also as a habit ("Mondays", "lundis"), and the months in full. */
function calendarWords(language: Language): readonly string[] {
  const weekdays = weekdayNames(language).map(plainOf);
  return [
    ...weekdays.flatMap((name) => [name, `${name}s`, ...name.split('-')]),
    // In Japanese a month is a number.
    ...(language === 'ja' ? [] : monthNames(language).map(plainOf)),
  ];
}

function compiled(language: Language): Lexicon {
  const { common, because, signs, kinds } = vocabularies[language];
  const kindWords = Object.entries(kinds).flatMap(([by, patterns]) =>
    patterns === '' ? [] : patterns.split('|').map((one) => ({ by: by as KindWord['by'], words: one.split(' ') })),
  );
  const spaced = language !== 'ja';
  const signsIn = signReader(signs, spaced);
  const edge = spaced ? '\\b' : '';
  const reasons = new RegExp(`${edge}(?:${because})${edge}[:：]?\\s*(\\S.*?)[.。]?$`, 'isu');
  const always = new Set([...plainOf(common).split(' '), ...calendarWords(language)]);
  const words = new Set(
    plainOf([...always, ...Object.values(signs)].join(' '))
      .split(/[\s|/]+/)
      .filter((word) => word !== '' && word !== '..'),
  );
  const known = createWordTable<true>();
  for (const word of words) known.add(word, true);
  const mendable = Map.groupBy(
    [...words].map((word) => word.replace(/\*$/, '')).filter((word) => word.length >= SHORTEST),
    (word) => word[0],
  );
  const chatSigns = signReader(Object.fromEntries(CHAT_SIGNS.map((sign) => [sign, signs[sign]])), spaced);
  return {
    language,
    spaced,
    common: always,
    signsIn,
    chatSignsIn(text) {
      const found = chatSigns(text);
      return found.has('thisChat') ? [...found] : [];
    },
    reasonIn: (message) => {
      const [, reason] = reasons.exec(message) ?? [];
      return reason?.trim();
    },
    knows: known.has,
    kindAt(words, at) {
      const found = kindWords.find((kind) =>
        kind.words.every((word, index) => plainOf(words[at + index]?.plain ?? '') === word),
      );
      return found === undefined ? undefined : { by: found.by, count: found.words.length };
    },
    mended(word) {
      if (!spaced || word.length < SHORTEST || known.has(word)) return word;
      return mendable.get(word[0])?.find((ours) => isSlip(word, ours)) ?? word;
    },
  };
}

/** Signs of what may be seen in this chat. There "may" is no month, and what stands between the words is no name. */
const CHAT_SIGNS = ['thisChat', 'maySee', 'nothingElse', 'besides'] as const satisfies readonly Sign[];

const known = new Map<Language, Lexicon>();

/** The lexicon of a language; made when it is first asked for. */
export function lexiconOf(language: Language): Lexicon {
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = compiled(language);
  known.set(language, made);
  return made;
}
