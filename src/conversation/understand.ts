/** Text in, question out. No guessing: what no phrasing takes whole is unclear, with the two nearest that one would. */

import type { Timing } from '../reminders/ports/reminders-port.ts';
import type { Intent } from './grammar/family.ts';
import { rules } from './grammar.ts';
import { nearestQuestions } from './nearest.ts';
import { match } from './phrasing.ts';
import type {
  AboutKind,
  ChangeRemindersQuestion,
  Condition,
  Only,
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

/** Understands one message. `knowledge` says which day it is, which months are known, and what can be explained. */
export function understand(message: string, knowledge: Knowledge): Question {
  const words = message.length > longest.letters ? [] : wordsOf(message);
  if (words.length === 0 && message.length <= longest.letters) return { kind: 'help' };
  const slots = slotsFor(knowledge);
  let best: { readonly intent: Intent; readonly cost: number; readonly values: Values } | undefined;
  for (const { intent, values, phrasing } of words.length > longest.words ? [] : rules) {
    const way = match(phrasing, words, slots);
    if (way === undefined || (best !== undefined && way.cost >= best.cost)) continue;
    best = { intent, cost: way.cost, values: { ...values, ...way.values } };
  }
  return best === undefined
    ? { kind: 'unclear', nearest: nearestQuestions(words, knowledge) }
    : questionOf(best.intent, best.values, words);
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
    case 'retirements':
      return { kind: 'retirements', ...(values.topic === undefined ? {} : { retirement: values.topic }), ...month };
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

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : value.split('\n');
}
