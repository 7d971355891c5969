/** The questions nearest to words that were not understood. */
import { distance } from 'fastest-levenshtein';
import { parseArmId } from '../../model/arm.ts';
import { readMonth } from './dates/read-month.ts';
import { exampleQuestions, readinessQuestion, suggestionAbout, suggestionsFor } from './example-questions.ts';
import type { MessageContext } from './message/message-context.ts';
import { looksLikeName, type Word } from './words/words.ts';

/** Words that stand in any question, so that sharing one brings two questions no nearer. */
const common = new Set(
  'a an the is are it of in on for to what which who how do does i we me you my and or not can'.split(' '),
);

function aboutOne(name: string, known: string | undefined, locale: string | undefined): readonly string[] {
  const { why, fix, evidence, whatIf, changedOn, services, remind } = suggestionsFor(locale);
  return [
    readinessQuestion(name, undefined, locale),
    readinessQuestion(name, known, locale),
    ...[why, fix, evidence, whatIf, changedOn, services, remind].map((one) => suggestionAbout(one, name)),
  ];
}

function general(locale: string | undefined): readonly string[] {
  const { unmet, list, help, retires, changed, requirements, called, reminders, stop, summary } =
    suggestionsFor(locale);
  return [unmet, list, help, retires, changed, requirements, called, reminders, stop, summary];
}

/** Two questions that are understood, made with the name and the month that the words hold. */
export function nearestQuestions(words: readonly Word[], context: MessageContext): readonly string[] {
  const name = words.find((word) => looksLikeName(word) && readMonth(word.plain, context) === undefined)?.raw;
  const shown = name === undefined ? undefined : (parseArmId(name)?.name ?? name);
  const { locale } = context;
  const known = context.knownMonths.toSorted().at(-1);
  const candidates = [
    ...new Set([
      ...(shown === undefined ? [] : aboutOne(shown, known, locale)),
      ...exampleQuestions([], context.knownMonths, locale),
      ...general(locale),
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
