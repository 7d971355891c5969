/** The words of a language, ready to be looked for in a message. */
import { distance } from 'fastest-levenshtein';
import type { Language } from '../../languages/languages.ts';
import { languages } from '../../languages/languages.ts';
import type { Sign } from '../../languages/vocabulary/sign.ts';
import { vocabularies } from '../../languages/vocabulary/vocabularies.ts';
import { slips } from '../typos.ts';

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
  /** The reason that a message gives, as it was written. */
  reasonIn(message: string): string | undefined;
  /** Whether a word is one of the language's: a common one, or part of a sign. */
  knows(word: string): boolean;
  /** The word at a place that says what kind of place is named beside it. */
  kindAt(words: readonly { readonly plain: string }[], at: number): KindWord | undefined;
  /** The word that somebody meant; itself where it is none of ours with a typing slip. */
  mended(word: string): string;
}

/** Lower case, no accents on Latin letters; kana keep their marks. */
export function plainOf(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe');
}

/** One slip only: with two, "remaining" would be "reminding". */
function isSlip(word: string, ours: string): boolean {
  if (word.length < SURE && distance(word, ours) === 1 && (ours.length <= word.length || ours.at(-1) !== word.at(-1)))
    return false;
  return (
    slips(word, ours) !== undefined &&
    (distance(word, ours) <= 1 || [...word].sort().join() === [...ours].sort().join())
  );
}

/** Shortest word that is held against ours for typing slips; under `SURE` only swapped letters and a missing one count. */
const SHORTEST = 4;
const SURE = 6;

/** The days of the week, and as a habit: "Mondays", "lundis". */
function weekdays(language: Language): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 7 }, (_, day) => plainOf(format.format(Date.UTC(2024, 0, day + 1))));
  return names.flatMap((name) => [name, `${name}s`, ...name.split('-')]);
}

/** The months, as they are written in full. */
function months(language: Language): readonly string[] {
  if (language === 'ja') return [];
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => plainOf(format.format(Date.UTC(2024, month, 1))));
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
  const always = new Set([...plainOf(common).split(' '), ...weekdays(language), ...months(language)]);
  const words = new Set(
    plainOf([...always, ...Object.values(signs)].join(' '))
      .split(/[\s|/]+/)
      .filter((word) => word !== '' && word !== '..'),
  );
  const stems = [...words].filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const whole = new Set([...words].filter((word) => !word.endsWith('*')));
  const knows = (word: string) => whole.has(word) || stems.some((stem) => word.startsWith(stem));
  const mendable = Map.groupBy(
    [...whole, ...stems].filter((word) => word.length >= SHORTEST),
    (word) => word[0],
  );
  return {
    language,
    spaced,
    common: always,
    signsIn,
    reasonIn: (message) => {
      const [, reason] = reasons.exec(message) ?? [];
      return reason?.trim();
    },
    knows,
    kindAt(words, at) {
      const found = kindWords.find((kind) =>
        kind.words.every((word, index) => plainOf(words[at + index]?.plain ?? '') === word),
      );
      return found === undefined ? undefined : { by: found.by, count: found.words.length };
    },
    mended(word) {
      if (!spaced || word.length < SHORTEST || knows(word)) return word;
      return mendable.get(word[0])?.find((ours) => isSlip(word, ours)) ?? word;
    },
  };
}

/** One sign's patterns of more than one plain word. */
interface Phrases {
  readonly sign: Sign;
  /** Words of which one must be in the text; none where a pattern may begin with any word. */
  readonly first: ReadonlySet<string>;
  readonly stems: readonly string[];
  readonly expression: RegExp;
}

/** Signs of single words are looked up; an expression runs only where a word stands with which it can begin. */
function signReader(signs: Readonly<Record<Sign, string>>, spaced: boolean): Lexicon['signsIn'] {
  const ofWord = new Map<string, Sign[]>();
  const phrases: Phrases[] = [];
  for (const [name, notation] of Object.entries(signs)) {
    const sign = name as Sign;
    const patterns = plainOf(notation)
      .split('|')
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '');
    const single = spaced ? patterns.filter((pattern) => /^[^\s*/]+$/.test(pattern)) : [];
    for (const word of single) ofWord.set(word, [...(ofWord.get(word) ?? []), sign]);
    const others = patterns.filter((pattern) => !single.includes(pattern));
    if (others.length > 0) phrases.push(phrasesOf(sign, others, spaced));
  }
  return (text) => {
    const words = text.split(' ');
    const found = new Set(words.flatMap((word) => ofWord.get(word) ?? []));
    for (const { sign, first, stems, expression } of phrases) {
      if (found.has(sign)) continue;
      const mayBegin = !spaced || words.some((word) => first.has(word) || stems.some((stem) => word.startsWith(stem)));
      if (mayBegin && expression.test(text)) found.add(sign);
    }
    return found;
  };
}

function phrasesOf(sign: Sign, patterns: readonly string[], spaced: boolean): Phrases {
  const sources = patterns.map((pattern) => sourceOf(pattern, spaced));
  const begins = patterns.flatMap((pattern) => pattern.split(/\s+/)[0]?.split('/') ?? []);
  return {
    sign,
    first: new Set(begins.filter((word) => !word.endsWith('*'))),
    stems: begins.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)),
    expression: new RegExp(spaced ? ` (?:${sources.join('|')})(?= )` : sources.join('|'), 'u'),
  };
}

function sourceOf(pattern: string, spaced: boolean): string {
  if (!spaced) return pattern.trim().split(/\s+/).map(escaped).join('\\s*');
  return pattern
    .trim()
    .split(/\s+/)
    .map((token) => (token === '..' ? undefined : token.split('/').map(wordSource).join('|')))
    .reduce<string>((source, token, index) => {
      if (token === undefined) return `${source}(?: \\S+){0,6}?`;
      return `${source}${index === 0 ? '' : ' '}(?:${token})`;
    }, '');
}

function wordSource(word: string): string {
  return word.endsWith('*') ? `${escaped(word.slice(0, -1))}[^ ]*` : escaped(word);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const known = new Map<Language, Lexicon>();

/** The lexicon of a language; made when it is first asked for. */
export function lexiconOf(language: Language): Lexicon {
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = compiled(language);
  known.set(language, made);
  return made;
}

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
