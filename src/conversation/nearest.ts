/** The questions nearest to words that were not understood. */
import { distance } from 'fastest-levenshtein';
import { parseArmId } from '../model/arm.ts';
import { exampleQuestions, quotedName, readinessQuestion } from './examples.ts';
import { readMonth } from './months.ts';
import { type Knowledge, looksLikeName } from './slots.ts';
import type { Word } from './words.ts';

/** Words that stand in any question, so that sharing one brings two questions no nearer. */
const common = new Set(
  'a an the is are it of in on for to what which who how do does i we me you my and or not can'.split(' '),
);

function about(name: string, known: string | undefined): readonly string[] {
  const shown = quotedName(name);
  return [
    readinessQuestion(name),
    readinessQuestion(name, known),
    `why is ${shown} not ready?`,
    `how do I fix ${shown}?`,
    `show the evidence for ${shown}`,
    `what if the flag is set on ${shown}?`,
    `what changed on ${shown} since Monday?`,
    `who reads ${shown}?`,
    `remind me about ${shown}`,
  ];
}

const general = [
  'which instances are not ready?',
  'list all instances',
  'help',
  'what retires next?',
  'what changed since Monday?',
  'which requirements are there?',
  'list my reminders',
  'stop reminding me',
  'summary',
];

/** Two questions that are understood, made with the name and the month that the words hold. */
export function nearestQuestions(words: readonly Word[], knowledge: Knowledge): readonly string[] {
  const name = words.find((word) => looksLikeName(word) && readMonth(word.plain, knowledge) === undefined)?.raw;
  const shown = name === undefined ? undefined : (parseArmId(name)?.name ?? name);
  const known = knowledge.knownMonths.toSorted().at(-1);
  const candidates = [
    ...new Set([
      ...(shown === undefined ? [] : about(shown, known)),
      ...exampleQuestions([], knowledge.knownMonths),
      ...general,
    ]),
  ];
  const said = words
    .map((word) => word.plain)
    .join(' ')
    .slice(0, 200);
  const telling = new Set(words.map((word) => word.plain).filter((word) => !common.has(word)));
  const score = (candidate: string) => {
    const shared = candidate
      .toLowerCase()
      .split(/[ ?]/)
      .filter((word) => telling.has(word)).length;
    // Among questions that share as much, the usual ones come first; they stand first in the list.
    const usual = candidates.indexOf(candidate) / 10;
    return distance(said, candidate.toLowerCase()) / Math.max(said.length, candidate.length) + usual - shared;
  };
  return candidates.toSorted((a, b) => score(a) - score(b)).slice(0, 2);
}
