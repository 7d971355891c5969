/** The values in a message: names, months, places, requirements, found independently of what is asked about them. */

import { languageOf } from '../../languages/languages.ts';
import { parseArmId, shortLocation } from '../../model/arm.ts';
import type { Condition } from '../../model/question.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { type Knowledge, looksLikeName } from '../knowledge.ts';
import { readMonth } from '../months.ts';
import { byId, type Titled } from '../pick-requirement.ts';
import type { Word } from '../words.ts';
import { type Lexicon, lexiconOf, plainOf } from './lexicon.ts';

/** What was found. */
export interface Values {
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

/** What instances are called and where they are, to be looked up by words that were run together. */
interface Names {
  readonly instances: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, Condition['by'] | 'value'>;
  readonly tags: ReadonlyMap<string, string>;
}

const LONGEST = 5;
const cache = new WeakMap<readonly DiscoveredInstance[], Names>();

function joined(text: string): string {
  return plainOf(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function wordsIn(text: string): readonly string[] {
  return plainOf(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function namesOf(instances: readonly DiscoveredInstance[]): Names {
  const before = cache.get(instances);
  if (before !== undefined) return before;
  const subscriptions = [...new Set(instances.flatMap(({ subscriptionName }) => subscriptionName ?? []))];
  const shared = (word: string) => subscriptions.every((name) => wordsIn(name).includes(word));
  const places = new Map<string, Condition['by'] | 'value'>();
  const tags = new Map<string, string>();
  for (const { resourceGroup, location, tags: own } of instances) {
    places.set(joined(resourceGroup), 'any');
    places.set(joined(shortLocation(location)), 'any');
    for (const [key, value] of Object.entries(own)) {
      if (value.length < 3) continue;
      places.set(joined(value), 'any');
      tags.set(joined(value), key);
    }
  }
  for (const name of subscriptions) {
    places.set(joined(name), 'any');
    for (const word of wordsIn(name)) if (word.length >= 4 && !shared(word)) places.set(word, 'any');
  }
  const made: Names = {
    instances: new Map([
      // "claims apim" is apim-claims too, where nothing is called so.
      ...instances.map(({ name }) => [wordsIn(name).toReversed().join(''), name] as const),
      ...instances.map(({ name }) => [joined(name), name] as const),
    ]),
    parts: uniqueParts(instances),
    places,
    tags,
  };
  cache.set(instances, made);
  return made;
}

/** Parts of names that only one instance has: "dev" of apim-dev. */
function uniqueParts(instances: readonly DiscoveredInstance[]): ReadonlyMap<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const { name, id } of instances) {
    for (const part of wordsIn(name)) owners.set(part, (owners.get(part) ?? new Set()).add(id));
  }
  const nameOfId = new Map(instances.map(({ id, name }) => [id, name]));
  return new Map(
    [...owners].flatMap(([part, ids]) => {
      const [only] = ids;
      return ids.size === 1 && only !== undefined ? [[part, nameOfId.get(only) ?? only] as const] : [];
    }),
  );
}

/** Names of instances that were written with spaces or underscores or without any sign, as one word each. */
export function withNames(words: readonly Word[], instances: readonly DiscoveredInstance[]): readonly Word[] {
  if (instances.length === 0) return words;
  const { instances: known } = namesOf(instances);
  const named: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (word === undefined) break;
    const name = word.quoted ? undefined : nameAt(words, at, known);
    named.push(name === undefined ? word : { raw: name.raw, plain: name.raw.toLowerCase(), quoted: false });
    at += name?.count ?? 1;
  }
  return named;
}

/** A single word is left as it was typed, unless it is the name but for its signs. */
function nameAt(words: readonly Word[], at: number, known: ReadonlyMap<string, string>) {
  for (let count = Math.min(LONGEST, words.length - at); count > 0; count -= 1) {
    const span = words.slice(at, at + count);
    if (span.some(({ quoted, raw }) => quoted || raw.includes('/'))) continue;
    const raw = known.get(joined(span.map(({ plain }) => plain).join('')));
    if (raw === undefined || !/[^\p{L}]/u.test(raw)) continue;
    const [word] = span;
    if (count === 1 && word !== undefined && word.plain === raw.toLowerCase()) return undefined;
    return { raw, count };
  }
  return undefined;
}

/** Whether a word is the name of an instance that can be seen. */
export function isInstanceName({ raw }: Word, instances: readonly DiscoveredInstance[]): boolean {
  return /[^\p{L}]/u.test(raw) && namesOf(instances).instances.has(joined(raw));
}

/** The one instance that has this part in its name. */
export function instanceByPart(word: string, instances: readonly DiscoveredInstance[]): string | undefined {
  return namesOf(instances).parts.get(plainOf(word));
}

/** The key under which instances carry this value as a tag. */
function tagKeyOf(value: string, instances: readonly DiscoveredInstance[]): string | undefined {
  return namesOf(instances).tags.get(joined(value));
}

const monthWord = /\d|^\p{L}{3}|^in$/u;
/** Words after which a bare word is a place. */
const PLACING = new Set('in from within inside under across im dans en dentro no na em aus unter'.split(' '));

/** Words after which what is read may be named as well as a place. */
const SOURCES = new Set(['from', 'aus']);

/** Words between the kind of a place and its name. */
const JOINING = new Set('of called named the de da do la el le'.split(' '));

/** Words between a tag and its value. */
const EQUALS = new Set('is equals = ist est es heisst'.split(' '));

/** The longest name of a place, in words. */
const PLACE = 4;

interface Placed {
  readonly count: number;
  readonly condition: Condition;
}

function isStrange(word: Word | undefined, lexicon: Lexicon): boolean {
  if (word === undefined) return false;
  return word.quoted || looksLikeName(word) || !lexicon.knows(plainOf(word.plain));
}

/** A name that no list knows: it begins with a strange word; words with a capital letter go on with it. */
function strangeName(words: readonly Word[], at: number, lexicon: Lexicon): readonly Word[] {
  const [first] = words.slice(at, at + 1);
  if (first === undefined || !isStrange(first, lexicon) || /^\d/.test(first.plain)) return [];
  if (first.quoted) return [first];
  const rest = words.slice(at + 1, at + PLACE);
  const end = rest.findIndex((word) => word.quoted || !/^\p{Lu}/u.test(word.raw) || lexicon.common.has(word.plain));
  return [first, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** "Resource group rg-api", "the Northwind Production subscription", "tag team is integration". */
function kindOfPlaceAt(words: readonly Word[], at: number, names: Names, lexicon: Lexicon): Placed | undefined {
  const isNew = (name: readonly Word[]) =>
    name.length > 0 && !names.places.has(joined(written(name))) && !names.instances.has(joined(written(name)));
  const kind = lexicon.kindAt(words, at);
  if (kind !== undefined) {
    const skip = (from: number) => (JOINING.has(words[from]?.plain ?? '') ? from + 1 : from);
    const from = skip(at + kind.count);
    if (kind.by === 'tag') return tagAt(words, at, from);
    const name = strangeName(words, from, lexicon);
    if (isNew(name))
      return { count: from + name.length - at, condition: { by: byOf(kind.by, names), value: written(name) } };
  }
  const name =
    PLACING.has(words[at - 1]?.plain ?? '') || words[at - 1]?.plain === 'the' ? strangeName(words, at, lexicon) : [];
  const after = !isNew(name) ? undefined : lexicon.kindAt(words, at + name.length);
  if (after === undefined || after.by === 'tag') return undefined;
  return { count: name.length + after.count, condition: { by: byOf(after.by, names), value: written(name) } };
}

/** A name that no place has, where it is known which there are, may be one of any kind that was shortened. */
function byOf<T extends string>(kind: T, { places }: Names): T | 'any' {
  return places.size > 0 ? 'any' : kind;
}

function tagAt(words: readonly Word[], at: number, from: number): Placed | undefined {
  const [key] = words.slice(from, from + 1);
  const to = from + (EQUALS.has(words[from + 1]?.plain ?? '') ? 2 : 1);
  const [value] = words.slice(to, to + 1);
  if (key === undefined || value === undefined || /[=:]/.test(key.raw)) return undefined;
  return { count: to + 1 - at, condition: { by: 'tag', key: key.raw, value: value.raw } };
}

function written(words: readonly Word[]): string {
  return words.map(({ raw }) => raw).join(' ');
}

/** Finds all values of a message. Each word belongs to one value at most; the longest reading counts. */
export function valuesOf(words: readonly Word[], knowledge: Knowledge, lexicon: Lexicon): Values {
  const estate = knowledge.instances ?? [];
  const names = namesOf(estate);
  const found = {
    instances: new Set<string>(),
    places: [] as Condition[],
    named: [] as string[],
    placed: [] as string[],
    unknown: [] as string[],
    tokens: [] as string[],
    content: 0,
  };
  let requirement: string | undefined;
  let retirement: Values['retirement'];
  let month: string | undefined;
  let year: string | undefined;
  let number: number | undefined;
  let unknownPlace: string | undefined;

  const span = (at: number, count: number) => words.slice(at, at + count);
  const longest = <T>(at: number, most: number, read: (span: readonly Word[]) => T | undefined) => {
    for (let count = Math.min(most, words.length - at); count > 0; count -= 1) {
      const value = read(span(at, count));
      if (value !== undefined) return { count, value };
    }
    return undefined;
  };
  const titledAt = (at: number, among: readonly Titled[] = []) =>
    words[at]?.quoted
      ? undefined
      : longest(
          at,
          LONGEST,
          (part) =>
            byId(
              part.map(({ plain }) => plain),
              among,
            )?.id,
        );

  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (word === undefined) break;
    const before = found.tokens.at(-1);
    const instance = longest(at, LONGEST, (part) => instanceIn(part, names, lexicon));
    if (instance !== undefined) {
      found.instances.add(instance.value);
      found.tokens.push('@instance');
      at += instance.count;
      continue;
    }
    const asked = titledAt(at, knowledge.requirements);
    if (asked !== undefined && (asked.count > 1 || word.plain.includes('-'))) {
      requirement ??= asked.value;
      found.tokens.push('@requirement');
      at += asked.count;
      continue;
    }
    const topic = titledAt(at, knowledge.retirements);
    if (topic !== undefined) {
      retirement ??= { id: topic.value, exact: topic.count === 1 };
      if (topic.count === 1) {
        found.tokens.push('@retirement');
        at += 1;
        continue;
      }
    }
    if (word.quoted) {
      if (parseArmId(word.raw) === undefined) {
        found.named.push(word.raw);
        if (PLACING.has(before ?? '')) found.placed.push(word.raw);
      } else found.instances.add(word.raw);
      found.tokens.push(parseArmId(word.raw) === undefined ? '@name' : '@instance');
      at += 1;
      continue;
    }
    const named = monthWord.test(word.plain)
      ? longest(at, 4, (part) => monthIn(part, before, words.length, knowledge, lexicon))
      : undefined;
    if (named !== undefined) {
      if (/^\d{4}$/.test(word.plain) && named.count === 1) year = word.plain;
      month = named.value;
      found.tokens.push('@month');
      at += named.count;
      continue;
    }
    const placed = kindOfPlaceAt(words, at, names, lexicon);
    if (placed !== undefined) {
      found.places.push(placed.condition);
      // "Where tag team is integration" asks for no place.
      if (placed.condition.by === 'tag' && before === 'where') found.tokens.pop();
      found.tokens.push('@place');
      at += placed.count;
      continue;
    }
    const place = longest(at, 4, (part) => placeIn(part, names, lexicon));
    if (place !== undefined) {
      found.places.push(conditionOf(place.value, found.tokens, words[at + place.count]?.plain, estate));
      found.tokens.push('@place');
      at += place.count;
      continue;
    }
    const tag = /^([^=:/\d][^=:/]{0,127})[=:]([^=/]{1,256})$/.exec(word.raw.replace(/^tags?:/i, ''));
    if (tag !== null) {
      found.places.push({ by: 'tag', key: tag[1] ?? '', value: tag[2] ?? '' });
      found.tokens.push('@place');
      at += 1;
      continue;
    }
    const tier = /^(?:consumption|developer|basic|standard|premium|isolated)(?:-?v2)?$/.exec(word.plain);
    if (tier !== null) {
      const isV2 = words[at + 1]?.plain === 'v2';
      found.places.push({ by: 'tier', value: `${word.plain.replace('-', '')}${isV2 ? 'v2' : ''}` });
      found.tokens.push('@place');
      at += isV2 ? 2 : 1;
      continue;
    }
    if (/^(?:stv1|stv2|mtv1)$/.test(word.plain)) {
      found.places.push({ by: 'platform', value: word.plain });
      found.tokens.push(word.plain);
      at += 1;
      continue;
    }
    if (/^\d{1,3}$/.test(word.plain)) number ??= Number(word.plain);
    const said = words[at - 1]?.plain === 'the' ? words[at - 2]?.plain : before;
    const stranger =
      PLACING.has(said ?? '') && !SOURCES.has(said ?? '') && !looksLikeName(word)
        ? strangeName(words, at, lexicon)
        : [];
    if (stranger.length > 0 && lexicon.spaced && word.plain.length >= 2 && unknownPlace === undefined) {
      unknownPlace = written(stranger);
      found.tokens.push('@elsewhere');
      at += stranger.length;
      continue;
    }
    if (looksLikeName(word) && !/^\d|-feira$/.test(word.plain) && !lexicon.knows(plainOf(word.plain))) {
      if (/\p{L}{2}/u.test(word.plain)) {
        const pieces = plainOf(word.plain).split(/[-_/]/);
        if (pieces.length > 1 && !pieces.includes('apim') && pieces.every((piece) => lexicon.knows(piece))) {
          found.tokens.push(...pieces);
          found.content += 1;
        } else {
          found.named.push(word.raw);
          if (PLACING.has(before ?? '')) found.placed.push(word.raw);
          found.tokens.push('@name');
        }
        at += 1;
        continue;
      }
    }
    if (lexicon.spaced && word.raw.includes('.') && /^[a-z0-9][a-z0-9-]{2,}\.[a-z0-9.-]+$/i.test(word.raw)) {
      found.named.push(word.raw.split('.')[0] ?? word.raw);
      found.tokens.push('@name');
      at += 1;
      continue;
    }
    const pieces = plainOf(word.plain)
      .split(/[^\p{L}\p{N}@]+/u)
      .filter((piece) => piece !== '');
    for (const piece of pieces) {
      const mended = lexicon.mended(piece);
      const isKnown = lexicon.knows(mended);
      if (!lexicon.common.has(mended)) found.content += 1;
      if (
        !isKnown &&
        (lexicon.spaced || (/^[a-z0-9]{5,24}$/.test(piece) && !lexiconOf('en').knows(piece))) &&
        !/^\d+\w{0,2}$/.test(piece)
      ) {
        found.unknown.push(word.raw);
      }
      found.tokens.push(mended);
    }
    at += 1;
  }
  return {
    instances: [...found.instances],
    places: found.places,
    named: found.named,
    placed: found.placed,
    unknown: [...new Set(found.unknown)],
    text: ` ${found.tokens.join(' ')} `,
    content: found.content,
    ...(requirement === undefined ? {} : { requirement }),
    ...(retirement === undefined ? {} : { retirement }),
    ...(month === undefined ? {} : { month }),
    ...(year === undefined ? {} : { year }),
    ...(number === undefined ? {} : { number }),
    ...(unknownPlace === undefined ? {} : { unknownPlace }),
  };
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
function monthIn(
  span: readonly Word[],
  before: string | undefined,
  total: number,
  knowledge: Knowledge,
  lexicon: Lexicon,
): string | undefined {
  if (span.some(({ quoted }) => quoted)) return undefined;
  const text = span.map(({ plain }) => plain).join(' ');
  const hasDigit = /\d/.test(text);
  if (/^\d{1,2}$/.test(text)) return undefined;
  if (!hasDigit) {
    const isPlaced =
      (before !== undefined && lexicon.common.has(before) && !/^(?:how|we|i|you|can|it)$/.test(before)) ||
      total === span.length;
    if (!isPlaced) return undefined;
  }
  if (/^(?:today|tomorrow)$/.test(text)) return undefined;
  const isOwn = languageOf(knowledge.locale ?? lexicon.language) === lexicon.language;
  const read =
    readMonth(text, { ...knowledge, locale: isOwn ? knowledge.locale : lexicon.language }) ??
    (isOwn ? undefined : readMonth(text, knowledge));
  return read === undefined || (read.slips > 0 && !hasDigit) ? undefined : read.month;
}

function placeIn(span: readonly Word[], names: Names, lexicon: Lexicon): string | undefined {
  const text = span.map(({ raw }) => raw).join(' ');
  if (span.some(({ quoted }) => quoted)) return undefined;
  const key = joined(text);
  if (key === '' || !names.places.has(key)) return undefined;
  return span.length === 1 && lexicon.knows(key) ? undefined : text;
}

/** "team integration" is the tag of that name, if instances have it. */
function conditionOf(
  value: string,
  before: readonly string[],
  after: string | undefined,
  estate: readonly DiscoveredInstance[],
): Condition {
  const key = tagKeyOf(value, estate);
  const said = [before.at(-1), after];
  return key !== undefined && said.some((word) => word === plainOf(key))
    ? { by: 'tag', key, value }
    : { by: 'any', value };
}
