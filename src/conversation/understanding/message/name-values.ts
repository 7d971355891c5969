/** The names in a message: of instances, and of what may be one. */

import { parseArmId } from '../../../model/arm.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import { looksLikeName, type Word } from '../words/words.ts';
import { joined, LONGEST, type Names } from './instance-names.ts';
import { longestRun, type MessageReading } from './message-reading.ts';
import { PLACING } from './places.ts';

export function readInstance(reading: MessageReading, at: number): number {
  const { names, lexicon, instances, tokens } = reading;
  const found = longestRun(reading, at, LONGEST, (part) => instanceIn(part, names, lexicon));
  if (found === undefined) return 0;
  instances.add(found.value);
  tokens.push('@instance');
  return found.count;
}

export function readQuoted(reading: MessageReading, _: number, word: Word): number {
  if (!word.quoted) return 0;
  if (parseArmId(word.raw) === undefined) addName(reading, word.raw);
  else {
    reading.instances.add(word.raw);
    reading.tokens.push('@instance');
  }
  return 1;
}

/** What looks like a name; words of ours with hyphens between them are none. */
export function readName(reading: MessageReading, _: number, word: Word): number {
  const { lexicon, tokens } = reading;
  if (!looksLikeName(word) || /^\d|-feira$/.test(word.plain) || lexicon.knows(plainOf(word.plain))) return 0;
  if (!/\p{L}{2}/u.test(word.plain)) return 0;
  const pieces = plainOf(word.plain).split(/[-_/]/);
  if (pieces.length > 1 && !pieces.includes('apim') && pieces.every((piece) => lexicon.knows(piece))) {
    tokens.push(...pieces);
    reading.content += 1;
  } else addName(reading, word.raw);
  return 1;
}

/** The name of a resource at the beginning of its host. */
export function readHost({ lexicon, named, tokens }: MessageReading, _: number, { raw }: Word): number {
  if (!lexicon.spaced || !/^[a-z0-9][a-z0-9-]{2,}\.[a-z0-9.-]+$/i.test(raw)) return 0;
  named.push(raw.split('.')[0] ?? raw);
  tokens.push('@name');
  return 1;
}

function addName({ named, placed, tokens }: MessageReading, name: string): void {
  named.push(name);
  if (PLACING.has(tokens.at(-1) ?? '')) placed.push(name);
  tokens.push('@name');
}

function instanceIn(span: readonly Word[], names: Names, lexicon: Lexicon): string | undefined {
  const [first, second] = span;
  if (first === undefined) return undefined;
  if (second !== undefined && span.some(({ quoted, raw }) => quoted || raw.includes('/'))) return undefined;
  if (second === undefined) {
    const group = /^([\w().-]{1,90})\/([\w-]{1,50})$/.exec(first.raw);
    const own = group?.[2] === undefined ? undefined : names.instances.get(joined(group[2]));
    if (own !== undefined && group !== null) return `${group[1]}/${own}`;
    if (!first.quoted && lexicon.knows(plainOf(first.plain))) return undefined;
    if (first.raw.includes('/')) return undefined;
  }
  const key = joined(span.map(({ plain }) => plain).join(''));
  return key === '' ? undefined : names.instances.get(key);
}
