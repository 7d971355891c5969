/** Text in, question out: the English grammar takes whole phrasings; the meaning of the words decides about the rest. */

import type { Language } from '../languages/language.ts';
import { languageOf } from '../languages/languages.ts';
import { parseArmId } from '../model/arm.ts';
import type { DiscoveredInstance } from '../readiness/assessor.ts';
import type { Timing } from '../reminders/ports/reminders-port.ts';
import { withFixFormat } from './fix-format.ts';
import type { Intent } from './grammar/family.ts';
import { rulesFor } from './grammar.ts';
import { pointerOf } from './meaning/pointer.ts';
import { likelyLanguages, readMeaning } from './meaning/read-meaning.ts';
import { instanceByPart, withNames } from './meaning/values.ts';
import { nearestQuestions } from './nearest.ts';
import { match } from './phrasing.ts';
import { pickInstance } from './pick-instance.ts';
import { pickScope } from './pick-scope.ts';
import type {
  AboutKind,
  ChangeRemindersQuestion,
  Condition,
  Only,
  Pointer,
  Question,
  RemindQuestion,
  Scope,
} from './question.ts';
import { type Knowledge, looksLikeName, slotsFor } from './slots.ts';
import { type Word, wordsOf } from './words.ts';

/** More is no question to a bot, and matching time grows with it. */
const longest = { letters: 1_000, words: 40 };

/** When a summary is posted if only the days were named. */
const MORNING = '09:00';

/** What was understood of one message. */
export interface Understood {
  /** At least one; several where several things were asked. */
  readonly questions: readonly Question[];
  /** The words of each, where there are several. */
  readonly asked?: readonly string[];
  /** The language of the message, where it tells one. */
  readonly language: Language | undefined;
  /** Whether phrasings took every word, and no name in it could be anything else: the names that exist would change nothing. */
  readonly certain: boolean;
  /** What short words may point at, if something was offered before. */
  readonly pointer?: Pointer | undefined;
}

/** Understands one message; of several questions in it the first. */
export function understand(message: string, knowledge: Knowledge): Question {
  const [first] = understandAll(message, knowledge).questions;
  return first ?? { kind: 'help' };
}

/**
 * Understands one message. `knowledge` says which day it is, which months are known, what can be explained, and, where
 * Azure told, which instances there are. What asks for nothing we know is unclear, with what would be understood.
 */
export function understandAll(message: string, knowledge: Knowledge): Understood {
  if (message.length > longest.letters) {
    return { questions: [unclear([], knowledge)], language: undefined, certain: true };
  }
  const parts = partsOf(message);
  const several =
    parts.length < 2
      ? []
      : distinct(
          joinedUp(parts.map((part) => understandOne(part, knowledge)).filter(({ question }) => isTelling(question))),
        ).slice(0, MOST);
  if (several.length > 1) return understoodOf(several);
  const whole = understandOne(message, knowledge);
  if (several.length > 0 && !isTelling(whole.question)) return understoodOf(several);
  const words = wordsOf(message);
  const pointer = pointerOf(words, likelyLanguages(words, knowledge, languageOf(knowledge.locale ?? 'en')));
  return { ...understoodOf([whole]), pointer };
}

function understoodOf(all: readonly One[]): Understood {
  return {
    questions: all.map(({ question }) => question),
    ...(all.length > 1 ? { asked: all.map(({ text }) => text) } : {}),
    language: all[0]?.language,
    certain: all.every(({ isPhrased, question }) => isPhrased && isUnmistakable(question)),
  };
}

/** No plain word in it was taken for a name or a place. */
function isUnmistakable(question: Question): boolean {
  if ('certain' in question && !question.certain) return false;
  return !('scope' in question) || question.scope?.where.every(({ by }) => by !== 'any') !== false;
}

/** Questions that one message may hold. */
const MOST = 5;

/** "Is it ready?" after a name was given says nothing new; "how do I fix both?" is about those that were named. */
function joinedUp(all: readonly One[]): readonly One[] {
  const named: string[] = [];
  return all.flatMap((one) => {
    const { question } = one;
    if (!('certain' in question)) return [one];
    if (question.instance !== undefined) named.push(question.instance);
    const [only, other] = named;
    if (question.instance !== undefined || only === undefined) return [one];
    if (question.kind === 'check') return question.leans === undefined ? [one] : [];
    const about = other === undefined ? { instance: only } : { scope: { names: [...new Set(named)], where: [] } };
    return [{ ...one, question: { ...question, ...about } }];
  });
}

/** Manners and what nobody understands are no questions of their own beside others. */
function isTelling({ kind }: Question): boolean {
  return kind !== 'unclear' && kind !== 'thanks' && kind !== 'help';
}

function distinct<T extends { readonly question: Question }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one.question), one])).values()];
}

/** A message at its question marks, full stops and line breaks; a stop inside a name or a number is none. */
function partsOf(message: string): readonly string[] {
  return message
    .split(
      /[?？]+\s*|,?\s+(?:and|und|et|y|e)\s+(?=(?:am|is|are|do|does|what|how|why|who|which|when|wann|wer|wie|was|warum|welche|quand|qui|comment|pourquoi|quel(?:le)?s?|cuando|cuándo|quien|quién|como|cómo|cual|cuál|quando|quem|qual|quais)\s)|(?<!\d)[.!]+(?=\s|$)|[。！]|\n+|;\s+/iu,
    )
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .slice(0, 12);
}

interface One {
  readonly text: string;
  readonly question: Question;
  readonly language: Language | undefined;
  readonly isPhrased?: true;
}

function understandOne(text: string, knowledge: Knowledge): One {
  const one = readOne(text, knowledge);
  return { text, ...one, question: withFixFormat(one.question, text) };
}

function readOne(message: string, knowledge: Knowledge): Omit<One, 'text'> {
  const words = withNames(wordsOf(message), knowledge.instances ?? []);
  if (words.length === 0) return { question: { kind: 'help' }, language: undefined };
  const own = languageOf(knowledge.locale ?? 'en');
  const likely = likelyLanguages(words, knowledge, own);
  const [first = own] = likely;
  const meant = readMeaning(message, knowledge, likely);
  // What may be seen in a chat sounds like a question for what there is.
  if (meant?.question.kind === 'sight') return { question: meant.question, language: meant.language };
  const spoken = first === 'en' && words.length <= longest.words ? phrased(words, knowledge) : undefined;
  const isCertain = spoken !== undefined && isKnown(spoken, knowledge);
  const part = spoken === undefined || isCertain ? undefined : withPart(spoken, knowledge.instances ?? []);
  if (part !== undefined) return { question: part, language: 'en' };
  if (isCertain && !(spoken.kind === 'explain' && spoken.requirements.length > 1))
    return { question: spoken, language: 'en', isPhrased: true };
  // A word of the glossary is closer than the requirements whose titles have it.
  const isTermMeant = meant?.question.kind === 'explain' && meant.question.term !== undefined;
  if (isCertain && !isTermMeant) return { question: spoken, language: 'en', isPhrased: true };
  if (meant !== undefined) return { question: meant.question, language: meant.language };
  return { question: spoken ?? unclear(words, knowledge), language: spoken === undefined ? undefined : 'en' };
}

/** The English grammar: a phrasing that takes every word. */
function phrased(words: readonly Word[], knowledge: Knowledge): Question | undefined {
  const slots = slotsFor(knowledge);
  let best: { readonly intent: Intent; readonly cost: number; readonly values: Values } | undefined;
  for (const { intent, values, phrasing } of rulesFor(words.map(({ plain }) => plain))) {
    const way = match(phrasing, words, slots);
    if (way === undefined || (best !== undefined && way.cost >= best.cost)) continue;
    best = { intent, cost: way.cost, values: { ...values, ...way.values } };
  }
  return best === undefined ? undefined : questionOf(best.intent, best.values, words);
}

/** "Is claims ready?": a plain word that is a part of one name only, and of no place. */
function withPart(question: Question, instances: readonly DiscoveredInstance[]): Question | undefined {
  if (!('certain' in question) || question.certain || question.instance === undefined) return undefined;
  const place = { names: [], where: [{ by: 'any' as const, value: question.instance }] };
  if (instances.length === 0 || pickScope(place, instances).kind !== 'no-such-place') return undefined;
  const name = instanceByPart(question.instance, instances);
  return name === undefined ? undefined : { ...question, instance: name, certain: true };
}

/** Whether the names and places of a question are any that can be seen, where it is known what can be seen. */
function isKnown(question: Question, { instances }: Knowledge): boolean {
  if (instances === undefined || instances.length === 0) return true;
  if ('instance' in question && question.instance !== undefined) {
    const { instance } = question;
    if (parseArmId(instance) === undefined && pickInstance(instance, instances).kind === 'none') return false;
  }
  if (!('scope' in question) || question.scope === undefined) return true;
  const picked = pickScope(question.scope, instances);
  return picked.kind === 'some' || picked.kind === 'several-places' || picked.kind === 'several-instances';
}

function unclear(words: readonly Word[], knowledge: Knowledge): Question {
  return { kind: 'unclear', nearest: nearestQuestions(words, knowledge) };
}

type Values = Readonly<Record<string, string>>;

function questionOf(intent: Intent, values: Values, words: readonly Word[]): Question {
  const scope = scopeOf(values);
  const month = values.month === undefined ? {} : { month: values.month };
  const leans = values.leans === undefined ? {} : { leans: true as const };
  const instance = values.instance === undefined ? {} : { instance: values.instance };
  const until = values.until === undefined ? {} : { until: values.until };
  switch (intent) {
    case 'greeting':
      return { kind: 'help', greeting: true };
    case 'help':
      return { kind: 'help' };
    case 'list':
      return { kind: 'list', scope, ...month };
    case 'fleet':
      return { kind: 'fleet', scope, ...onlyOf(values.only), ...month, ...leans };
    case 'summary':
      return { kind: 'summary', scope, ...month };
    case 'explain':
      return { kind: 'explain', requirements: listOf(values.requirement ?? values.requirementId) };
    case 'requirements':
      return { kind: 'explain', requirements: [] };
    case 'retirements': {
      const year = yearIn(words);
      return {
        kind: 'retirements',
        ...(values.topic === undefined ? {} : { retirement: values.topic }),
        ...(year === undefined ? month : { year }),
      };
    }
    case 'changes':
      return {
        kind: 'changes',
        scope,
        ...(values.since === undefined ? {} : { since: values.since }),
        ...(isAll(scope) ? { leans: true } : {}),
      };
    case 'readers':
      return { kind: 'readers', target: values.target ?? '' };
    case 'month':
      return { kind: 'month', month: values.month ?? '' };
    case 'remind':
      return remindQuestion(values, scope, words);
    case 'reminders':
      return { kind: 'reminders' };
    case 'change-reminders':
      return { kind: 'change-reminders', act: actOf(values.act), ...instance, ...until };
    case 'waive':
      return {
        kind: 'waive',
        requirements: listOf(values.requirement),
        ...instance,
        ...until,
        ...(values.reason === undefined ? {} : { reason: values.reason }),
      };
    case 'waivers':
      return {
        kind: 'waivers',
        ...(values.act === 'withdraw' ? { act: 'withdraw' } : {}),
        ...instance,
        ...(values.requirement === undefined ? {} : { requirements: listOf(values.requirement) }),
      };
    default:
      return aboutQuestion(intent, values, words);
  }
}

function aboutQuestion(kind: AboutKind, values: Values, words: readonly Word[]): Question {
  const { instance, month, leans, broad } = values;
  const word = instance === undefined ? undefined : words.find((candidate) => candidate.raw === instance);
  return {
    kind,
    ...(instance === undefined ? {} : { instance }),
    ...(month === undefined ? {} : { month }),
    certain: word === undefined || looksLikeName(word),
    ...(leans === undefined ? {} : { leans: true }),
    ...(broad === undefined ? {} : { broad: true }),
  };
}

/** "Remind me about it" has no scope of its own; "remind me about everything" has. */
function remindQuestion(values: Values, scope: Scope, words: readonly Word[]): RemindQuestion {
  const isNamed =
    !isAll(scope) || words.some(({ plain }) => /^(?:all|every\w*|fleet|estate|instances|gateways)$/.test(plain));
  const what = values.what === 'summary' ? 'summary' : 'reminder';
  const schedule = scheduleOf(values);
  return {
    kind: 'remind',
    what,
    ...(isNamed || what === 'summary' ? { scope } : {}),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

/** Regularly, or else once on the day that was named. */
function scheduleOf({ days, until, time = MORNING }: Values): Timing | undefined {
  if (days === undefined) return until === undefined ? undefined : { on: until, time };
  const [list = '', weeks] = days.split('/');
  return { days: list.split(',').map(Number), time, ...(weeks === '2' ? { weeks: 2 } : {}) };
}

/** The instances that the values name or describe; everything when there are none. */
function scopeOf(values: Values): Scope {
  const { instance, names, tag, key, value } = values;
  const [tagKey, tagValue] = tag?.split('\n') ?? [key, value];
  const where: readonly (Condition | undefined)[] = [
    values.tier === undefined ? undefined : { by: 'tier', value: values.tier },
    values.subscription === undefined ? undefined : { by: 'subscription', value: values.subscription },
    values.group === undefined ? undefined : { by: 'resource-group', value: values.group },
    values.region === undefined ? undefined : { by: 'region', value: values.region },
    values.place === undefined ? undefined : { by: 'any', value: values.place },
    tagKey === undefined || tagValue === undefined ? undefined : { by: 'tag', key: tagKey, value: tagValue },
  ];
  return {
    names: names === undefined ? (instance === undefined ? [] : [instance]) : listOf(names),
    where: where.filter((condition) => condition !== undefined),
  };
}

function isAll({ names, where }: Scope): boolean {
  return names.length === 0 && where.length === 0;
}

function onlyOf(only: string | undefined): { readonly only?: Only } {
  return only === 'unmet' || only === 'ready' || only === 'undecided' ? { only } : {};
}

function actOf(act: string | undefined): ChangeRemindersQuestion['act'] {
  return act === 'pause' || act === 'resume' || act === 'snooze' || act === 'acknowledge' ? act : 'stop';
}

/** "In 2027": a year and no month beside it. */
function yearIn(words: readonly Word[]): string | undefined {
  const dated = words.filter(({ plain }) =>
    /^(?:\d|q[1-4]|h[12]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.test(plain),
  );
  const [year, other] = dated;
  return other === undefined && year !== undefined && /^20\d{2}$/.test(year.plain) ? year.plain : undefined;
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split('\n');
}
