/** A message while its values are read, word by word. */

import type { Condition } from '../../../model/scope.ts';
import type { Lexicon } from '../words/lexicon.ts';
import type { Word } from '../words/words.ts';
import type { Names } from './instance-names.ts';
import type { MessageContext } from './message-context.ts';

/** What was found. */
export interface MessageValues {
  /** Names or ids of instances, each once, in the order in which they were said. */
  readonly instances: readonly string[];
  readonly requirement?: string;
  /** `exact`: by its id as one word; else by its words. */
  readonly retirement?: { readonly id: string; readonly exact: boolean };
  readonly month?: string;
  /** A whole year, `YYYY`. */
  readonly year?: string;
  readonly places: readonly Condition[];
  /** Words that look like names and are none of an instance that can be seen. */
  readonly named: readonly string[];
  /** Of these, the ones that stand behind "in", "from" and the like, where a place is named. */
  readonly placed: readonly string[];
  /** Words that the language does not know, as they were typed. */
  readonly unknown: readonly string[];
  /** A name after "in" that is no place that instances are in. */
  readonly unknownPlace?: string;
  /** A number that stands alone. */
  readonly number?: number;
  /** The message with a sign such as `@instance` for every value, accents gone, a space around each word. */
  readonly text: string;
  /** How many words are neither values nor common ones. */
  readonly content: number;
}

/** A message that is being read, with what was found in it so far: the fields are those of {@link MessageValues}. */
export interface MessageReading {
  readonly words: readonly Word[];
  readonly context: MessageContext;
  readonly lexicon: Lexicon;
  readonly names: Names;
  readonly instances: Set<string>;
  readonly places: Condition[];
  readonly named: string[];
  readonly placed: string[];
  readonly unknown: string[];
  readonly tokens: string[];
  content: number;
  requirement?: string;
  retirement?: NonNullable<MessageValues['retirement']>;
  month?: string;
  year?: string;
  number?: number;
  unknownPlace?: string;
}

/** Reads a value that begins with this word; how many words it took, 0 where there is none. */
export type ValueReader = (reading: MessageReading, at: number, word: Word) => number;

/** The longest run of words from `at` on that reads as something, of `most` words at most; `count` words of it. */
export function longestRun<T>(
  { words }: MessageReading,
  at: number,
  most: number,
  read: (span: readonly Word[]) => T | undefined,
) {
  for (let count = Math.min(most, words.length - at); count > 0; count -= 1) {
    const value = read(words.slice(at, at + count));
    if (value !== undefined) return { count, value };
  }
  return undefined;
}
