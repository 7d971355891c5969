/** The values in a message: names, months, places, requirements, found independently of what is asked about them. */
import { languageOf } from '../../../languages/languages.ts';
import { parseArmId } from '../../../model/arm.ts';
import type { Condition } from '../../../model/scope.ts';
import { readMonth } from '../dates/read-month.ts';
import { type Lexicon, lexiconOf } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import { looksLikeName, type Word } from '../words/words.ts';
import { joined, LONGEST, type Names, namesOf } from './instance-names.ts';
import type { MessageContext } from './message-context.ts';
import { byId, type Titled } from './pick-requirement.ts';
import { conditionOf, kindOfPlaceAt, PLACING, placeIn, SOURCES, strangeName, written } from './places.ts';

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
  /** Of these, the ones that stand where a place is named. */
  readonly placed: readonly string[];
  /** Words that look like names and are none of an instance that can be seen. */
  readonly named: readonly string[];
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

/** A message that is being read, with what was found in it so far. */
interface MessageReading {
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
type ValueReader = (reading: MessageReading, at: number, word: Word) => number;

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

/** The longest run of words that reads as something. */
function longest<T>(
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

function titledAt(reading: MessageReading, at: number, among: readonly Titled[] = []) {
  if (reading.words[at]?.quoted) return undefined;
  return longest(
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

function readInstance(reading: MessageReading, at: number): number {
  const { names, lexicon, instances, tokens } = reading;
  const found = longest(reading, at, LONGEST, (part) => instanceIn(part, names, lexicon));
  if (found === undefined) return 0;
  instances.add(found.value);
  tokens.push('@instance');
  return found.count;
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

function readQuoted(reading: MessageReading, _: number, word: Word): number {
  if (!word.quoted) return 0;
  if (parseArmId(word.raw) === undefined) addName(reading, word.raw);
  else {
    reading.instances.add(word.raw);
    reading.tokens.push('@instance');
  }
  return 1;
}

function addName({ named, placed, tokens }: MessageReading, name: string): void {
  named.push(name);
  if (PLACING.has(tokens.at(-1) ?? '')) placed.push(name);
  tokens.push('@name');
}

const MONTH_WORD = /\d|^\p{L}{3}|^in$/u;

function readMonthName(reading: MessageReading, at: number, { plain }: Word): number {
  if (!MONTH_WORD.test(plain)) return 0;
  const { tokens } = reading;
  const found = longest(reading, at, 4, (part) => monthIn(part, reading));
  if (found === undefined) return 0;
  if (/^\d{4}$/.test(plain) && found.count === 1) reading.year = plain;
  reading.month = found.value;
  tokens.push('@month');
  return found.count;
}

function readKindOfPlace({ words, names, lexicon, places, tokens }: MessageReading, at: number): number {
  const found = kindOfPlaceAt(words, at, names, lexicon);
  if (found === undefined) return 0;
  // "Where tag team is integration" asks for no place.
  if (found.condition.by === 'tag' && tokens.at(-1) === 'where') tokens.pop();
  places.push(found.condition);
  tokens.push('@place');
  return found.count;
}

function readPlace(reading: MessageReading, at: number): number {
  const { words, names, lexicon, places, tokens, context } = reading;
  const found = longest(reading, at, 4, (part) => placeIn(part, names, lexicon));
  if (found === undefined) return 0;
  places.push(conditionOf(found.value, tokens, words[at + found.count]?.plain, context.instances ?? []));
  tokens.push('@place');
  return found.count;
}

function readTag({ places, tokens }: MessageReading, _: number, { raw }: Word): number {
  const [, key, value] = /^([^=:/\d][^=:/]{0,127})[=:]([^=/]{1,256})$/.exec(raw.replace(/^tags?:/i, '')) ?? [];
  if (key === undefined || value === undefined) return 0;
  places.push({ by: 'tag', key, value });
  tokens.push('@place');
  return 1;
}

function readTier({ words, places, tokens }: MessageReading, at: number, { plain }: Word): number {
  if (!/^(?:consumption|developer|basic|standard|premium|isolated)(?:-?v2)?$/.test(plain)) return 0;
  const isV2 = words[at + 1]?.plain === 'v2';
  places.push({ by: 'tier', value: `${plain.replace('-', '')}${isV2 ? 'v2' : ''}` });
  tokens.push('@place');
  return isV2 ? 2 : 1;
}

function readPlatform({ places, tokens }: MessageReading, _: number, { plain }: Word): number {
  if (!/^(?:stv1|stv2|mtv1)$/.test(plain)) return 0;
  places.push({ by: 'platform', value: plain });
  tokens.push(plain);
  return 1;
}

/** A number is a word of the message as well. */
function readNumber(reading: MessageReading, _: number, { plain }: Word): number {
  if (/^\d{1,3}$/.test(plain)) reading.number ??= Number(plain);
  return 0;
}

function readUnknownPlace(reading: MessageReading, at: number, word: Word): number {
  const { words, lexicon, tokens } = reading;
  if (!lexicon.spaced || word.plain.length < 2 || reading.unknownPlace !== undefined || looksLikeName(word)) return 0;
  const said = (words[at - 1]?.plain === 'the' ? words[at - 2]?.plain : tokens.at(-1)) ?? '';
  if (!PLACING.has(said) || SOURCES.has(said)) return 0;
  const stranger = strangeName(words, at, lexicon);
  if (stranger.length === 0) return 0;
  reading.unknownPlace = written(stranger);
  tokens.push('@elsewhere');
  return stranger.length;
}

/** What looks like a name; words of ours with hyphens between them are none. */
function readName(reading: MessageReading, _: number, word: Word): number {
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
function readHost({ lexicon, named, tokens }: MessageReading, _: number, { raw }: Word): number {
  if (!lexicon.spaced || !/^[a-z0-9][a-z0-9-]{2,}\.[a-z0-9.-]+$/i.test(raw)) return 0;
  named.push(raw.split('.')[0] ?? raw);
  tokens.push('@name');
  return 1;
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
