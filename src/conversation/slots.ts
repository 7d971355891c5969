/** What may stand in the slots of the grammar: names, places, months, days, times, requirements. */

import type { DiscoveredInstance } from '../readiness/assessor.ts';
import { readDay, weekdayOf } from './days.ts';
import { vocabulary } from './grammar.ts';
import { type Calendar, readMonth } from './months.ts';
import type { Filling, Slot } from './phrasing.ts';
import { byId, byWords, type Titled } from './pick-requirement.ts';
import type { Word } from './words.ts';

/** What understanding depends on. */
export interface Knowledge extends Calendar {
  /** All requirements, by id and title; absent, none can be asked about. */
  readonly requirements?: readonly Titled[];
  /** All retirements. */
  readonly retirements?: readonly Titled[];
  /** The instances that can be seen: with them names and places are found however they are written. */
  readonly instances?: readonly DiscoveredInstance[];
}

const plainName = /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])?$/i;
const nameInGroup = /^[\w().-]{1,90}\/[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;
const placeWord = /^[\p{L}\p{N}_][\p{L}\p{N}_().&-]*$/u;
const joiners = new Set(['and', '&', 'plus', 'or', '+']);
/** Words that neither begin nor end the name of a place. */
const glue = new Set(
  'a an the and or for in on at of to is are by with from until till every each not it that'.split(' '),
);
const tiers: Readonly<Record<string, string>> = Object.fromEntries(
  ['consumption', 'developer', 'basic', 'standard', 'premium', 'isolated', 'basicv2', 'standardv2', 'premiumv2'].map(
    (tier) => [tier, tier],
  ),
);
const most = { names: 10, place: 4, requirement: 9, day: 5, reason: 40 };

/** A word that can only be a name: quoted, an id, or with a digit, a hyphen or a resource group in it. */
export function looksLikeName({ raw, quoted }: Word): boolean {
  return quoted || nameInGroup.test(raw) || (plainName.test(raw) && /[\d_-]/.test(raw));
}

const instance: Slot = (words, at) => {
  const word = words[at];
  if (word === undefined) return [];
  if (looksLikeName(word)) return [{ words: 1, cost: 0, value: word.raw }];
  if (!plainName.test(word.raw) || vocabulary.has(word.plain)) return [];
  return [{ words: 1, cost: 3, value: word.raw }];
};

/** Two names or more, with "and" between the last ones; commas are gone by now. Joined by line breaks. */
const names =
  (isMonth: (word: Word) => boolean): Slot =>
  (words, at) => {
    const found: Filling[] = [];
    let list:
      | { readonly at: number; readonly cost: number; readonly values: readonly string[]; readonly certain: boolean }
      | undefined;
    for (let next = at; next < words.length && (list?.values.length ?? 0) < most.names; ) {
      const word = words[next];
      if (word === undefined || isMonth(word)) break;
      if (list !== undefined && joiners.has(word.plain) && !word.quoted) {
        next += 1;
        continue;
      }
      const [name] = instance(words, next);
      const isCertain = looksLikeName(word);
      // Without "and" between them only words that can be nothing else are names of a list.
      if (name === undefined || (list !== undefined && list.at === next && !(isCertain && list.certain))) break;
      list = {
        at: next + 1,
        cost: (list?.cost ?? 0) + name.cost,
        values: [...(list?.values ?? []), name.value],
        certain: isCertain,
      };
      next += 1;
      if (list.values.length > 1) found.push({ words: next - at, cost: list.cost, value: list.values.join('\n') });
    }
    return found;
  };

/** The name of a subscription, group or region: one to four words. `bare` when no word of ours says what it is. */
function place(bare: boolean): Slot {
  return (words, at) => {
    const first = words[at];
    if (first === undefined) return [];
    if (first.quoted) return [{ words: 1, cost: 0, value: first.raw }];
    return lengths(most.place).flatMap((count) => {
      const span = words.slice(at, at + count);
      const last = span.at(-1);
      if (span.length < count || last === undefined) return [];
      if (span.some((word) => word.quoted || !placeWord.test(word.raw))) return [];
      if (glue.has(first.plain) || glue.has(last.plain)) return [];
      if (bare && span.every((word) => vocabulary.has(word.plain))) return [];
      // A word that is ours inside a place is a sign of another reading.
      const doubts = span.filter((word) => vocabulary.has(word.plain)).length;
      return [{ words: count, cost: (bare ? 4 : 1) + count + doubts, value: span.map((word) => word.raw).join(' ') }];
    });
  };
}

const tier: Slot = (words, at) => {
  const [first, second] = words.slice(at, at + 2);
  if (first === undefined || first.quoted) return [];
  const joined = `${first.plain}${second?.plain ?? ''}`;
  const two = tiers[joined];
  if (second !== undefined && two !== undefined) return [{ words: 2, cost: 0, value: two }];
  const one = tiers[first.plain.replace(/[-_]/g, '')];
  return one === undefined ? [] : [{ words: 1, cost: 0, value: one }];
};

const tag: Slot = (words, at) => {
  const found = /^([^=:/]{1,128})[=:]([^=/]{1,256})$/.exec(words[at]?.raw ?? '');
  return found === null ? [] : [{ words: 1, cost: 0, value: `${found[1]}\n${found[2]}` }];
};

const oneWord: Slot = (words, at) => {
  const word = words[at];
  if (word === undefined || (!word.quoted && (!placeWord.test(word.raw) || glue.has(word.plain)))) return [];
  return [{ words: 1, cost: word.quoted ? 0 : 2, value: word.raw }];
};

/** A resource by its name or host name; of a host the first part. */
const target: Slot = (words, at) => {
  const word = words[at];
  if (word === undefined) return [];
  const name = word.raw.split('.')[0] ?? '';
  if (!/^[a-z0-9][a-z0-9-]{1,49}$/i.test(name) || (vocabulary.has(word.plain) && !word.quoted)) return [];
  return [{ words: 1, cost: looksLikeName(word) || word.raw.includes('.') ? 0 : 2, value: name }];
};

const weekdaySets: Readonly<Record<string, readonly number[]>> = {
  day: [1, 2, 3, 4, 5, 6, 7],
  days: [1, 2, 3, 4, 5, 6, 7],
  daily: [1, 2, 3, 4, 5, 6, 7],
  morning: [1, 2, 3, 4, 5, 6, 7],
  weekday: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  workday: [1, 2, 3, 4, 5],
  workdays: [1, 2, 3, 4, 5],
  weekend: [6, 7],
  weekends: [6, 7],
  week: [1],
  weekly: [1],
};

/** Weekdays, joined by commas: "Monday", "Mon, Wed and Fri", "weekdays", "Monday to Friday". */
/** The same, in every second week where that is said: "other Friday", "second week", "two weeks". Then `/2` follows. */
const days: Slot = (words, at) => {
  const word = words[at]?.plain ?? '';
  if (word === 'biweekly' || word === 'fortnightly' || word === 'fortnight')
    return [{ words: 1, cost: 0, value: '1/2' }];
  const isOther = /^(?:other|second|alternate|2nd)$/.test(word);
  const isTwo = /^(?:two|2)$/.test(word) && words[at + 1]?.plain === 'weeks';
  if (isTwo) {
    const on = words[at + 2]?.plain === 'on' ? everyWeekDays(words, at + 3) : [];
    return [
      { words: 2, cost: 0, value: '1/2' },
      ...on.map((one) => ({ ...one, words: one.words + 3, value: `${one.value}/2` })),
    ];
  }
  if (!isOther) return everyWeekDays(words, at);
  return everyWeekDays(words, at + 1).map((one) => ({ ...one, words: one.words + 1, value: `${one.value}/2` }));
};

const everyWeekDays: Slot = (words, at) => {
  const first = words[at];
  if (first === undefined || first.quoted) return [];
  const set = weekdaySets[first.plain];
  if (set !== undefined) return [{ words: 1, cost: 0, value: set.join(',') }];
  const working = words[at + 1]?.plain ?? '';
  if (first.plain === 'working' && /^days?$/.test(working)) return [{ words: 2, cost: 0, value: '1,2,3,4,5' }];
  const found: Filling[] = [];
  const chosen = new Set<number>();
  for (let next = at; next < words.length && next < at + 14; next += 1) {
    const word = words[next];
    if (word === undefined || word.quoted) break;
    if (chosen.size > 0 && joiners.has(word.plain)) continue;
    const [from, to] = word.plain.split(/[-–]/).map(weekdayOf);
    const range = to === undefined && ['to', 'till', 'through'].includes(words[next + 1]?.plain ?? '');
    const end = range ? weekdayOf(words[next + 2]?.plain ?? '') : to;
    if (from === undefined) break;
    chosen.add(from);
    if (end !== undefined && end > from) {
      for (let day = from; day <= end; day += 1) chosen.add(day);
      if (range) next += 2;
    }
    const value = [...chosen].toSorted((a, b) => a - b).join(',');
    found.push({ words: next - at + 1, cost: 0, value });
  }
  return found;
};

/** A time of day as `HH:MM`: "9:00", "9.30", "9am", "9 pm", "17", "noon". */
const time: Slot = (words, at) => {
  const [first, second] = words.slice(at, at + 2);
  if (first === undefined || first.quoted) return [];
  if (first.plain === 'noon') return [{ words: 1, cost: 0, value: '12:00' }];
  if (first.plain === 'midnight') return [{ words: 1, cost: 0, value: '00:00' }];
  const [, hour, minute = '00', half] = /^(\d{1,2})(?:[:.h](\d{2}))?h?(am|pm)?$/.exec(first.plain) ?? [];
  if (hour === undefined) return [];
  const beside = half === undefined ? /^(?:am|pm|a\.m|p\.m|o'clock|uhr)$/.exec(second?.plain ?? '')?.[0] : undefined;
  const part = (half ?? beside)?.replace('.', '');
  const read = clock(Number(hour), Number(minute), part === 'am' || part === 'pm' ? part : undefined);
  return read === undefined ? [] : [{ words: beside === undefined ? 1 : 2, cost: 0, value: read }];
};

function clock(hour: number, minute: number, half: 'am' | 'pm' | undefined): string | undefined {
  if (minute > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour < 1)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** All that is left. */
const reason: Slot = (words, at) => {
  const left = words.slice(at, at + most.reason);
  return left.length === 0 ? [] : [{ words: left.length, cost: 1, value: left.map((word) => word.raw).join(' ') }];
};

function lengths(longest: number): readonly number[] {
  return Array.from({ length: longest }, (_, index) => index + 1);
}

/** Reads spans of one word to `longest` words. */
function spans(longest: number, read: (words: readonly Word[]) => Omit<Filling, 'words'> | undefined): Slot {
  return (words, at) =>
    lengths(longest).flatMap((count) => {
      const span = words.slice(at, at + count);
      const found = span.length < count ? undefined : read(span);
      return found === undefined ? [] : [{ words: count, ...found }];
    });
}

const spoken = (span: readonly Word[]) => span.map((word) => word.plain);

function titled(among: readonly Titled[], most: number): Slot {
  return spans(most, (span) => {
    const exact = byId(spoken(span), among);
    if (exact !== undefined) return { cost: 0, value: exact.id };
    const fitting = byWords(spoken(span), among);
    return fitting.length === 0
      ? undefined
      : { cost: 2 + fitting.length / 100, value: fitting.map(({ id }) => id).join('\n') };
  });
}

/** The slots of the grammar for one message. Each place of a message is read once, however many phrasings ask. */
export function slotsFor(knowledge: Knowledge): Readonly<Record<string, Slot>> {
  const day = (direction: 'past' | 'future') =>
    spans(most.day, (span) => {
      if (span.some((word) => word.quoted)) return undefined;
      const value = readDay(spoken(span).join(' '), knowledge, direction);
      return value === undefined ? undefined : { cost: 0, value };
    });
  const month = spans(4, (span) => {
    if (span.some((word) => word.quoted)) return undefined;
    const found = readMonth(spoken(span).join(' '), knowledge);
    return found === undefined ? undefined : { cost: found.slips, value: found.month };
  });
  const slots: Readonly<Record<string, Slot>> = {
    instance,
    names: names((word) => !word.quoted && readMonth(word.plain, knowledge) !== undefined),
    month,
    subscription: place(false),
    group: place(false),
    region: place(false),
    place: place(true),
    tier,
    tag,
    key: oneWord,
    value: oneWord,
    requirement: titled(knowledge.requirements ?? [], most.requirement),
    requirementId: spans(4, (span) => {
      const found = byId(spoken(span), knowledge.requirements ?? []);
      return found === undefined ? undefined : { cost: 0, value: found.id };
    }),
    topic: titled(knowledge.retirements ?? [], 4),
    target,
    since: day('past'),
    until: day('future'),
    days,
    time,
    reason,
  };
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, readOnce(slot)]));
}

function readOnce(slot: Slot): Slot {
  const known = new Map<number, readonly Filling[]>();
  return (words, at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const found = slot(words, at);
    known.set(at, found);
    return found;
  };
}
