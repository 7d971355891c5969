/** Text in, question out. No guessing: what no phrasing takes whole is unclear, with the two nearest that one would. */
import { distance } from 'fastest-levenshtein';
import { parseArmId } from '../model/arm.ts';
import { exampleQuestions, readinessQuestion } from './examples.ts';
import { rules, vocabulary } from './grammar.ts';
import { type Calendar, readMonth } from './months.ts';
import { match, type Slot } from './phrasing.ts';
import type { Question } from './question.ts';
import { type Word, wordsOf } from './words.ts';

/** More is no question to a bot, and matching time grows with it. */
const longest = { letters: 1_000, words: 40 };

const plainName = /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])?$/i;
const nameInGroup = /^[\w().-]{1,90}\/[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;

/** Understands one message. `calendar` says which day it is and which months are known. */
export function understand(message: string, calendar: Calendar): Question {
  const words = message.length > longest.letters ? [] : wordsOf(message);
  if (words.length === 0 && message.length <= longest.letters) return { kind: 'help' };
  const slots = { instance: instanceSlot, month: monthSlot(calendar) };
  const found =
    words.length > longest.words
      ? []
      : rules
          .flatMap(({ intent, phrasing }) => {
            const way = match(phrasing, words, slots);
            return way === undefined ? [] : [{ intent, ...way }];
          })
          .toSorted((a, b) => a.cost - b.cost);
  const [best] = found;
  if (best === undefined) return { kind: 'unclear', nearest: nearest(words, calendar) };
  const { instance, month } = best.values;
  const asked = month === undefined ? {} : { month };
  if (best.intent === 'help') return { kind: 'help' };
  if (best.intent === 'list') return { kind: 'list', ...asked };
  if (instance === undefined) return { kind: 'check', ...asked, certain: true };
  const word = words.find((candidate) => candidate.raw === instance);
  return { kind: 'check', instance, ...asked, certain: word === undefined || looksLikeName(word) };
}

/** A word that can only be a name: quoted, an id, or with a digit, a hyphen or a resource group in it. */
function looksLikeName({ raw, quoted }: Word): boolean {
  return quoted || nameInGroup.test(raw) || (plainName.test(raw) && /[\d_-]/.test(raw));
}

const instanceSlot: Slot = (words, at) => {
  const word = words[at];
  if (word === undefined) return [];
  if (looksLikeName(word)) return [{ words: 1, cost: 0, value: word.raw }];
  if (!plainName.test(word.raw) || vocabulary.has(word.plain)) return [];
  return [{ words: 1, cost: 3, value: word.raw }];
};

function monthSlot(calendar: Calendar): Slot {
  return (words, at) =>
    [1, 2, 3, 4].flatMap((count) => {
      const span = words.slice(at, at + count);
      if (span.length < count || span.some((word) => word.quoted)) return [];
      const spoken = readMonth(span.map((word) => word.plain).join(' '), calendar);
      return spoken === undefined ? [] : [{ words: count, cost: spoken.slips, value: spoken.month }];
    });
}

/** The two questions nearest to words that were not understood, made with the name and the month that they hold. */
function nearest(words: readonly Word[], calendar: Calendar): readonly string[] {
  const name = words.find((word) => looksLikeName(word) && readMonth(word.plain, calendar) === undefined)?.raw;
  const shown = name === undefined ? undefined : (parseArmId(name)?.name ?? name);
  const known = calendar.knownMonths.toSorted().at(-1);
  const questions = shown === undefined ? [] : [readinessQuestion(shown), readinessQuestion(shown, known)];
  const candidates = [...new Set([...questions, ...exampleQuestions([], calendar.knownMonths)])];
  const said = words
    .map((word) => word.plain)
    .join(' ')
    .slice(0, 200);
  const score = (candidate: string) =>
    distance(said, candidate) / Math.max(said.length, candidate.length) -
    words.filter((word) => candidate.toLowerCase().split(/[ ?]/).includes(word.plain)).length;
  return candidates.toSorted((a, b) => score(a) - score(b)).slice(0, 2);
}
