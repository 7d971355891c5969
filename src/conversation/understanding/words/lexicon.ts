/** The words of a language, ready to be looked for in a message. */
import { distance } from 'fastest-levenshtein';
import type { Language } from '../../../languages/language.ts';
import { languages } from '../../../languages/language.ts';
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import { vocabularies } from '../../../languages/vocabulary/vocabularies.ts';
import { slips } from './typos.ts';

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
  const known = createPatterns<true>();
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

/** What belongs to words: to a whole word, or with a `*` behind it to all that begin so. */
interface Patterns<T> {
  add(pattern: string, value: T): void;
  /** All that belongs to this word. */
  of(word: string): readonly T[];
  has(word: string): boolean;
}

/** A word is cut to the lengths that beginnings have, and each piece looked up: there are few lengths, and many beginnings. */
function createPatterns<T>(): Patterns<T> {
  const whole = new Map<string, T[]>();
  const beginnings = new Map<string, T[]>();
  const lengths: number[] = [];
  return {
    add(pattern, value) {
      const isBeginning = pattern.endsWith('*');
      const word = isBeginning ? pattern.slice(0, -1) : pattern;
      const kept = isBeginning ? beginnings : whole;
      kept.set(word, [...(kept.get(word) ?? []), value]);
      if (isBeginning && !lengths.includes(word.length)) lengths.push(word.length);
    },
    of(word) {
      const own = whole.get(word) ?? [];
      const more = lengths.flatMap((length) =>
        length <= word.length ? (beginnings.get(word.slice(0, length)) ?? []) : [],
      );
      return more.length === 0 ? own : [...own, ...more];
    },
    has(word) {
      return (
        whole.has(word) || lengths.some((length) => length <= word.length && beginnings.has(word.slice(0, length)))
      );
    },
  };
}

/** One sign's patterns of more than one plain word. */
interface Phrases {
  readonly sign: Sign;
  readonly expression: RegExp;
}

/** Signs of single words are looked up; an expression runs only where a word stands with which it can begin. */
function signReader(signs: Readonly<Partial<Record<Sign, string>>>, spaced: boolean): Lexicon['signsIn'] {
  const ofWord = createPatterns<Sign>();
  const beginning = createPatterns<Phrases>();
  const all: Phrases[] = [];
  for (const [name, notation] of Object.entries(signs)) {
    const sign = name as Sign;
    const patterns = plainOf(notation)
      .split('|')
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '');
    const single = spaced ? patterns.filter((pattern) => /^[^\s*/]+$/.test(pattern)) : [];
    for (const word of single) ofWord.add(word, sign);
    const others = patterns.filter((pattern) => !single.includes(pattern));
    if (others.length === 0) continue;
    const phrases = { sign, expression: expressionOf(others, spaced) };
    all.push(phrases);
    for (const word of new Set(others.flatMap(firstWords))) beginning.add(word, phrases);
  }
  return (text) => {
    const words = text.split(' ');
    const found = new Set(words.flatMap((word) => ofWord.of(word)));
    const candidates = spaced ? new Set(words.flatMap((word) => beginning.of(word))) : all;
    for (const { sign, expression } of candidates) if (!found.has(sign) && expression.test(text)) found.add(sign);
    return found;
  };
}

function firstWords(pattern: string): readonly string[] {
  return pattern.split(/\s+/)[0]?.split('/') ?? [];
}

function expressionOf(patterns: readonly string[], spaced: boolean): RegExp {
  const sources = patterns.map((pattern) => sourceOf(pattern, spaced)).join('|');
  return new RegExp(spaced ? ` (?:${sources})(?= )` : sources, 'u');
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
