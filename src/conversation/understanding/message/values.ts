/** The values in a message: names, months, places, requirements, found independently of what is asked about them. */

import { languageOf } from '../../../languages/languages.ts';
import { readMonth } from '../dates/read-month.ts';
import { type Lexicon, lexiconOf } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import type { Word } from '../words/words.ts';
import { LONGEST, namesOf } from './instance-names.ts';
import type { MessageContext } from './message-context.ts';
import { longestRun, type MessageReading, type MessageValues, type ValueReader } from './message-reading.ts';
import { readHost, readInstance, readName, readQuoted } from './name-values.ts';
import { byId, type Titled } from './pick-requirement.ts';
import { readKindOfPlace, readPlace, readPlatform, readTag, readTier, readUnknownPlace } from './place-values.ts';

/** Of several values that a word may be, the first counts. */
const reads: readonly ValueReader[] = [
  readInstance,
  readRequirement,
  readRetirement,
  readQuoted,
  readMonthName,
  readKindOfPlace,
  readPlace,
  readTag,
  readTier,
  readPlatform,
  readNumber,
  readUnknownPlace,
  readName,
  readHost,
];

/** Finds all values of a message. Each word belongs to one value at most; the longest reading counts. */
export function valuesOf(words: readonly Word[], context: MessageContext, lexicon: Lexicon): MessageValues {
  const reading: MessageReading = {
    words,
    context,
    lexicon,
    names: namesOf(context.instances ?? []),
    instances: new Set(),
    places: [],
    named: [],
    placed: [],
    unknown: [],
    tokens: [],
    content: 0,
  };
  for (let at = 0; at < words.length; ) at += readAt(reading, at);
  const { instances, unknown, tokens, words: _, context: _k, lexicon: _l, names: _n, ...found } = reading;
  return { ...found, instances: [...instances], unknown: [...new Set(unknown)], text: ` ${tokens.join(' ')} ` };
}

function readAt(reading: MessageReading, at: number): number {
  const word = reading.words[at];
  if (word === undefined) return 1;
  for (const read of reads) {
    const count = read(reading, at, word);
    if (count > 0) return count;
  }
  readWord(reading, word);
  return 1;
}

function titledAt(reading: MessageReading, at: number, among: readonly Titled[] = []) {
  if (reading.words[at]?.quoted) return undefined;
  return longestRun(
    reading,
    at,
    LONGEST,
    (part) =>
      byId(
        part.map(({ plain }) => plain),
        among,
      )?.id,
  );
}

function readRequirement(reading: MessageReading, at: number, { plain }: Word): number {
  const found = titledAt(reading, at, reading.context.requirements);
  if (found === undefined || (found.count === 1 && !plain.includes('-'))) return 0;
  reading.requirement ??= found.value;
  reading.tokens.push('@requirement');
  return found.count;
}

/** Words of its title are words of the message as well. */
function readRetirement(reading: MessageReading, at: number): number {
  const found = titledAt(reading, at, reading.context.retirements);
  if (found === undefined) return 0;
  reading.retirement ??= { id: found.value, exact: found.count === 1 };
  if (found.count > 1) return 0;
  reading.tokens.push('@retirement');
  return 1;
}

const MONTH_WORD = /\d|^\p{L}{3}|^in$/u;

function readMonthName(reading: MessageReading, at: number, { plain }: Word): number {
  if (!MONTH_WORD.test(plain)) return 0;
  const { tokens } = reading;
  const found = longestRun(reading, at, 4, (part) => monthIn(part, reading));
  if (found === undefined) return 0;
  if (/^\d{4}$/.test(plain) && found.count === 1) reading.year = plain;
  reading.month = found.value;
  tokens.push('@month');
  return found.count;
}

/** A number is a word of the message as well. */
function readNumber(reading: MessageReading, _: number, { plain }: Word): number {
  if (/^\d{1,3}$/.test(plain)) reading.number ??= Number(plain);
  return 0;
}

/** A word that is no value, with a typing slip mended. */
function readWord(reading: MessageReading, word: Word): void {
  const { lexicon, tokens, unknown } = reading;
  const pieces = plainOf(word.plain)
    .split(/[^\p{L}\p{N}@]+/u)
    .filter((piece) => piece !== '');
  for (const piece of pieces) {
    const mended = lexicon.mended(piece);
    if (!lexicon.common.has(mended)) reading.content += 1;
    if (!lexicon.knows(mended) && mayBeName(piece, lexicon)) unknown.push(word.raw);
    tokens.push(mended);
  }
}

/** Japanese runs its words together: only letters of ours may be a name there. */
function mayBeName(piece: string, { spaced }: Lexicon): boolean {
  if (/^\d+\w{0,2}$/.test(piece)) return false;
  return spaced || (/^[a-z0-9]{5,24}$/.test(piece) && !lexiconOf('en').knows(piece));
}

/** A month without a year is one only after a preposition, or when it stands alone: "may" and "set" are other words too. */
function monthIn(span: readonly Word[], { words, tokens, context, lexicon }: MessageReading): string | undefined {
  if (span.some(({ quoted }) => quoted)) return undefined;
  const text = span.map(({ plain }) => plain).join(' ');
  const hasDigit = /\d/.test(text);
  if (/^\d{1,2}$/.test(text)) return undefined;
  if (!hasDigit) {
    const before = tokens.at(-1);
    const isPlaced =
      (before !== undefined && lexicon.common.has(before) && !/^(?:how|we|i|you|can|it)$/.test(before)) ||
      words.length === span.length;
    if (!isPlaced) return undefined;
  }
  if (/^(?:today|tomorrow)$/.test(text)) return undefined;
  const isOwn = languageOf(context.locale ?? lexicon.language) === lexicon.language;
  const read =
    readMonth(text, { ...context, locale: isOwn ? context.locale : lexicon.language }) ??
    (isOwn ? undefined : readMonth(text, context));
  return read === undefined || (read.slips > 0 && !hasDigit) ? undefined : read.month;
}
