/** Questions that lean on the one before: "why?", "and apim-dev?", "for 2027?", "fix it". */

import { given } from '../../model/given.ts';
import type { AboutKind, AboutQuestion, ChangesQuestion, FleetQuestion, Question } from '../../model/question.ts';
import type { RemindQuestion } from '../../model/reminder-question.ts';
import { everything, isEverything, type Scope } from '../../model/scope.ts';
import type { Remembered } from './memory.ts';

function scopeOf(before: Remembered | undefined): Scope | undefined {
  if (before?.instance !== undefined) return { names: [before.instance], where: [] };
  return before?.scope;
}

function monthOf(asked: string | undefined, before: Remembered | undefined): { readonly month?: string } {
  return given({ month: asked ?? before?.month });
}

/** What was asked last, of one instance. */
function kindOf({ asked }: Remembered): AboutKind {
  return asked === undefined || asked === 'fleet' ? 'check' : asked;
}

/**
 * Completes a question by what the conversation was about. Without a memory it stays as it is, and whoever answers has to
 * ask back; nothing is made up.
 */
export function completed(question: Question, before: Remembered | undefined): Question {
  switch (question.kind) {
    case 'check':
    case 'why':
    case 'fix':
    case 'evidence':
    case 'what-if':
      return completedAbout(question, before);
    case 'month':
      return completedMonth(question.month, before);
    case 'fleet':
      return completedFleet(question, before);
    case 'changes':
      return question.leans === undefined ? question : inScope(question, before);
    case 'remind':
      return question.scope === undefined ? inScope(question, before) : question;
    case 'waive':
      return question.instance === undefined && before?.instance !== undefined
        ? { ...question, instance: before.instance }
        : question;
    default:
      return question;
  }
}

function inScope(question: ChangesQuestion | RemindQuestion, before: Remembered | undefined): Question {
  const scope = scopeOf(before);
  return scope === undefined ? question : { ...question, scope };
}

function completedFleet(question: FleetQuestion, before: Remembered | undefined): Question {
  if (question.leans === undefined || before === undefined) return question;
  const only = question.only ?? before.only;
  return {
    kind: 'fleet',
    scope: isEverything(question.scope) ? (scopeOf(before) ?? everything) : question.scope,
    ...given({ only }),
    ...monthOf(question.month, before),
  };
}

function completedAbout(question: AboutQuestion, before: Remembered | undefined): Question {
  const { leans, broad, ...rest } = question;
  if (question.instance !== undefined) {
    // "and apim-dev?" repeats the question; "and the month" goes with it.
    if (leans === undefined || before === undefined) return rest;
    return { ...rest, kind: kindOf(before), ...monthOf(question.month, before) };
  }
  const isAboutBefore = question.kind !== 'check' || leans !== undefined;
  if (isAboutBefore && before?.instance !== undefined) {
    const { doubtful: _, ...certain } = rest;
    return { ...certain, instance: before.instance, ...monthOf(question.month, before) };
  }
  const isAboutThem = isAboutBefore && question.kind === 'check' && before?.scope !== undefined;
  return broad === undefined && !isAboutThem ? rest : aboutThem(question, before);
}

/** "Are they ready?", "what breaks?": about those of before, or all. */
function aboutThem({ broad, month }: AboutQuestion, before: Remembered | undefined): FleetQuestion {
  return {
    kind: 'fleet',
    scope: before?.scope ?? everything,
    ...(broad === undefined ? {} : { only: 'unmet' }),
    ...monthOf(month, before),
  };
}

function completedMonth(month: string, before: Remembered | undefined): Question {
  if (before?.instance !== undefined) return { kind: kindOf(before), instance: before.instance, month };
  if (before?.scope !== undefined) {
    return { kind: 'fleet', scope: before.scope, ...given({ only: before.only }), month };
  }
  return { kind: 'check', month };
}
