/** What instances are called and where they are, to be found however it is written. */
import { shortLocation } from '../../../model/arm.ts';
import { remembered } from '../../../model/remembered.ts';
import type { Condition } from '../../../model/scope.ts';
import type { DiscoveredInstance } from '../../../readiness/assessor.ts';
import { plainOf } from '../words/plain-text.ts';
import type { Word } from '../words/words.ts';

/** What instances are called and where they are, to be looked up by words that were run together. */
export interface Names {
  readonly instances: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, Condition['by'] | 'value'>;
  readonly tags: ReadonlyMap<string, string>;
}

/** The longest name of anything, in words. */
export const LONGEST = 5;

/** A text as one word: no accents, no signs. */
export function joined(text: string): string {
  return plainOf(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function wordsIn(text: string): readonly string[] {
  return plainOf(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The names of instances; made once for each list. */
export const namesOf = remembered((instances: readonly DiscoveredInstance[]): Names => {
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
  return {
    instances: new Map([
      // "claims apim" is apim-claims too, where nothing is called so.
      ...instances.map(({ name }) => [wordsIn(name).toReversed().join(''), name] as const),
      ...instances.map(({ name }) => [joined(name), name] as const),
    ]),
    parts: uniqueParts(instances),
    places,
    tags,
  };
});

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
export function tagKeyOf(value: string, instances: readonly DiscoveredInstance[]): string | undefined {
  return namesOf(instances).tags.get(joined(value));
}
