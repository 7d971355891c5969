/** Looking for the patterns of a vocabulary in a text (`Vocabulary` says how they are written). */
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import { plainOf } from './plain-text.ts';

/** Values by words: by a whole word, or with a `*` behind it by all words that begin so. */
export interface WordTable<T> {
  add(pattern: string, value: T): void;
  /** All that belongs to this word. */
  of(word: string): readonly T[];
  has(word: string): boolean;
}

/** Makes an empty one. A word is cut to the lengths that beginnings have, and each piece looked up: there are few lengths, and many beginnings. */
export function createWordTable<T>(): WordTable<T> {
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

/**
 * Finds all signs in a text of `plainOf`. `spaced`: whether the words of the language stand apart. Signs of single words are looked up;
 * an expression runs only where a word stands with which it can begin.
 */
export function signReader(
  signs: Readonly<Partial<Record<Sign, string>>>,
  spaced: boolean,
): (text: string) => ReadonlySet<Sign> {
  const ofWord = createWordTable<Sign>();
  const beginning = createWordTable<Phrases>();
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
