/** The words of a language, ready to be looked for in a message. */
import { distance } from 'fastest-levenshtein';
import type { Language } from '../../languages/language.ts';
import { languages } from '../../languages/language.ts';
import type { Sign } from '../../languages/vocabulary/sign.ts';
import { vocabularies } from '../../languages/vocabulary/vocabularies.ts';
import { slips } from '../typos.ts';

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
  /** The word that somebody meant; itself where it is none of ours with a typing slip. */
  mended(word: string): string;
}

/** Lower case, no accents on Latin letters; kana keep their marks. */
export function plainOf(text: string): string {
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
  return (
    slips(word, ours) !== undefined &&
    (distance(word, ours) <= 1 || [...word].sort().join() === [...ours].sort().join())
  );
}

/** Shortest word that is held against ours for typing slips. */
const SHORTEST = 6;

/** The days of the week, and as a habit: "Mondays", "lundis". */
function weekdays(language: Language): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 7 }, (_, day) => plainOf(format.format(Date.UTC(2024, 0, day + 1))));
  return names.flatMap((name) => [name, `${name}s`, ...name.split('-')]);
}

function compiled(language: Language): Lexicon {
  const { common, because, signs } = vocabularies[language];
  const spaced = language !== 'ja';
  const patterns = Object.entries(signs).map(
    ([sign, notation]) => [sign as Sign, expressionOf(plainOf(notation), spaced)] as const,
  );
  const edge = spaced ? '\\b' : '';
  const reasons = new RegExp(`${edge}(?:${because})${edge}[:：]?\\s*(\\S.*?)[.。]?$`, 'isu');
  const always = new Set([...plainOf(common).split(' '), ...weekdays(language)]);
  const words = new Set(
    plainOf([...always, ...Object.values(signs)].join(' '))
      .split(/[\s|/]+/)
      .filter((word) => word !== '' && word !== '..'),
  );
  const stems = [...words].filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const whole = new Set([...words].filter((word) => !word.endsWith('*')));
  const knows = (word: string) => whole.has(word) || stems.some((stem) => word.startsWith(stem));
  const mendable = [...whole, ...stems].filter((word) => word.length >= SHORTEST);
  return {
    language,
    spaced,
    common: always,
    signsIn: (text) => new Set(patterns.flatMap(([sign, expression]) => (expression?.test(text) ? [sign] : []))),
    reasonIn: (message) => {
      const [, reason] = reasons.exec(message) ?? [];
      return reason?.trim();
    },
    knows,
    mended(word) {
      if (!spaced || word.length < SHORTEST || knows(word)) return word;
      return mendable.find((ours) => ours[0] === word[0] && isSlip(word, ours)) ?? word;
    },
  };
}

function expressionOf(notation: string, spaced: boolean): RegExp | undefined {
  const sources = notation.split('|').flatMap((pattern) => (pattern.trim() === '' ? [] : [sourceOf(pattern, spaced)]));
  if (sources.length === 0) return undefined;
  return new RegExp(spaced ? ` (?:${sources.join('|')})(?= )` : sources.join('|'), 'u');
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
