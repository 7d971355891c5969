/** Places in a message: by the kind of place beside a name, and by the names of those that instances are in. */
import type { Condition } from '../../../model/scope.ts';
import type { DiscoveredInstance } from '../../../readiness/assessor.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import { looksLikeName, type Word } from '../words/words.ts';
import { joined, type Names, tagKeyOf } from './instance-names.ts';

/** Words after which a bare word is a place. */
export const PLACING = new Set('in from within inside under across im dans en dentro no na em aus unter'.split(' '));

/** Words after which what is read may be named as well as a place. */
export const SOURCES = new Set(['from', 'aus']);

/** Words between the kind of a place and its name. */
const JOINING = new Set('of called named the de da do la el le'.split(' '));

/** Words between a tag and its value. */
const EQUALS = new Set('is equals = ist est es heisst'.split(' '));

/** The longest name of a place, in words. */
const PLACE = 4;

/** A place, and how many words it takes. */
export interface PlaceMatch {
  readonly count: number;
  readonly condition: Condition;
}

function isStrange(word: Word | undefined, lexicon: Lexicon): boolean {
  if (word === undefined) return false;
  return word.quoted || looksLikeName(word) || !lexicon.knows(plainOf(word.plain));
}

/** A name that no list knows: it begins with a strange word; words with a capital letter go on with it. */
export function strangeName(words: readonly Word[], at: number, lexicon: Lexicon): readonly Word[] {
  const [first] = words.slice(at, at + 1);
  if (first === undefined || !isStrange(first, lexicon) || /^\d/.test(first.plain)) return [];
  if (first.quoted) return [first];
  const rest = words.slice(at + 1, at + PLACE);
  const end = rest.findIndex((word) => word.quoted || !/^\p{Lu}/u.test(word.raw) || lexicon.common.has(word.plain));
  return [first, ...(end < 0 ? rest : rest.slice(0, end))];
}

/** "Resource group rg-api", "the Northwind Production subscription", "tag team is integration". */
export function kindOfPlaceAt(
  words: readonly Word[],
  at: number,
  names: Names,
  lexicon: Lexicon,
): PlaceMatch | undefined {
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

function tagAt(words: readonly Word[], at: number, from: number): PlaceMatch | undefined {
  const [key] = words.slice(from, from + 1);
  const to = from + (EQUALS.has(words[from + 1]?.plain ?? '') ? 2 : 1);
  const [value] = words.slice(to, to + 1);
  if (key === undefined || value === undefined || /[=:]/.test(key.raw)) return undefined;
  return { count: to + 1 - at, condition: { by: 'tag', key: key.raw, value: value.raw } };
}

/** Words as they were typed. */
export function written(words: readonly Word[]): string {
  return words.map(({ raw }) => raw).join(' ');
}

/** Words that are a place in which instances are. */
export function placeIn(span: readonly Word[], names: Names, lexicon: Lexicon): string | undefined {
  const text = span.map(({ raw }) => raw).join(' ');
  if (span.some(({ quoted }) => quoted)) return undefined;
  const key = joined(text);
  if (key === '' || !names.places.has(key)) return undefined;
  return span.length === 1 && lexicon.knows(key) ? undefined : text;
}

/** "team integration" is the tag of that name, if instances have it. */
export function conditionOf(
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
