/** A message in any of the languages to what is meant: signs and values, and the rule that fits them best. */

import type { Language } from '../../languages/language.ts';
import type { Question } from '../../model/question.ts';
import { targetOf } from '../../model/what-if.ts';
import { isInstanceName } from './message/instance-names.ts';
import type { MessageContext } from './message/message-context.ts';
import { FEW, isBare, isRetirementMeant, type ReadMessage, readMessage, strangerIn } from './message/read-message.ts';
import { changeIn } from './message/what-if-change.ts';
import { FAINT, type Rule, rules, STRONG, type ValueName } from './rules/rules.ts';
import { languagesOf } from './words/likely-languages.ts';
import { plainOf } from './words/plain-text.ts';
import type { Word } from './words/words.ts';

/** What a message means. */
export interface Meaning {
  readonly question: Question;
  readonly language: Language;
  /** No word in it was taken for a name or a place that could be something else. */
  readonly certain: boolean;
}

/** Words of a question whose name nobody knows. */
const SHORT = 5;

/** The languages to try: the likeliest ones, and the reader's own. */
export function likelyLanguages(words: readonly Word[], context: MessageContext, own: Language): readonly Language[] {
  const spoken = words.filter((word) => !word.quoted && !isInstanceName(word, context.instances ?? []));
  return languagesOf(
    spoken.map(({ plain }) =>
      plainOf(plain)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((piece) => piece !== ''),
    ),
    own,
  );
}

/** What a message means in the likeliest language in which it means something. */
export function readMeaning(message: string, context: MessageContext, among: readonly Language[]): Meaning | undefined {
  for (const language of among) {
    const seen = readMessage(message, context, language);
    const best = rules.find((rule) => fits(rule, seen));
    const question = best?.ask(seen);
    if (best !== undefined && question !== undefined && isBelieved(question, best.weight, seen)) {
      return { question, language, certain: isCertain(question, seen) };
    }
  }
  return undefined;
}

/** Names change nothing where every word is known, and every name can be nothing else: of a service and an instance, which is which. */
function isCertain(question: Question, { values, places }: ReadMessage): boolean {
  if (question.kind === 'what-if' && question.change !== undefined && targetOf(question.change) !== undefined)
    return false;
  const isStrange = values.unknown.length > 0 || values.unknownPlace !== undefined || values.named.length > 0;
  return !isStrange && places.every(({ by }) => by !== 'any');
}

function holds(name: ValueName, seen: ReadMessage): boolean {
  const { values, signs, target, services: asked, format, places } = seen;
  switch (name) {
    case 'instance':
      return values.instances.length > 0 || (values.named.length > 0 && target === undefined);
    case 'several':
      return values.instances.length > 1;
    case 'requirement':
      return values.requirement !== undefined;
    case 'retirement':
      return values.retirement !== undefined && isRetirementMeant(values.retirement, signs);
    case 'target':
      return target !== undefined;
    case 'month':
      return values.month !== undefined;
    case 'year':
      return values.year !== undefined;
    case 'place':
      return places.length > 0 || values.unknownPlace !== undefined;
    case 'service':
      return asked.length > 0;
    case 'format':
      return format !== undefined;
    case 'stranger':
      return strangerIn(seen) !== undefined;
    case 'alone':
      return !values.text.trim().includes(' ');
    case 'worded':
      return seen.worded().length > 0;
    case 'day':
      return seen.day.future() !== undefined;
    case 'whatIfChange':
      return changeIn(seen) !== undefined;
    case 'bare':
      return isBare(seen);
  }
}

function fits({ needs }: Rule, seen: ReadMessage): boolean {
  return needs.every(({ isThere, sign, value }) => {
    const isSeen = sign !== undefined ? seen.signs.has(sign) : value !== undefined && holds(value, seen);
    return isSeen === isThere;
  });
}

/** A weak sign among words that nobody knows is an accident. */
function isBelieved(question: Question, weight: number, { values, target, places, lexicon }: ReadMessage): boolean {
  if ('doubtful' in question) return values.content <= FEW && values.text.trim().split(' ').length <= SHORT;
  // What ends something has to be said plainly.
  if (question.kind === 'change-reminders' && lexicon.spaced && values.unknown.length > 0) return false;
  const isAnchored =
    values.instances.length > 0 ||
    values.named.length > 0 ||
    values.requirement !== undefined ||
    values.month !== undefined ||
    values.places.length > 0 ||
    places.length > 0 ||
    target !== undefined;
  if (isAnchored || !lexicon.spaced) return true;
  const strangers = values.unknown.length;
  const known = values.content - strangers;
  if (weight < FAINT) return strangers === 0 && values.content <= 1;
  return weight >= STRONG ? strangers <= Math.max(1, known) : strangers * 2 <= known;
}
