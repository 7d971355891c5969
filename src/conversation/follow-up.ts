/** Questions that lean on the one before: "why?", "and apim-dev?", "for 2027?", "fix it". */

import { type AboutQuestion, everything, type Question, type Scope } from '../model/question.ts';
import type { Remembered } from './memory.ts';

function isAll({ names, where }: Scope): boolean {
  return names.length === 0 && where.length === 0;
}

function scopeOf(before: Remembered | undefined): Scope | undefined {
  if (before?.instance !== undefined) return { names: [before.instance], where: [] };
  return before?.scope;
}

function monthOf(asked: string | undefined, before: Remembered | undefined): { readonly month?: string } {
  const month = asked ?? before?.month;
  return month === undefined ? {} : { month };
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
    case 'fleet': {
      if (question.leans === undefined || before === undefined) return question;
      const only = question.only ?? before.only;
      return {
        kind: 'fleet',
        scope: isAll(question.scope) ? (scopeOf(before) ?? everything) : question.scope,
        ...(only === undefined ? {} : { only }),
        ...monthOf(question.month, before),
      };
    }
    case 'changes': {
      const scope = question.leans === undefined ? undefined : scopeOf(before);
      return scope === undefined ? question : { ...question, scope };
    }
    case 'remind': {
      const scope = question.scope === undefined ? scopeOf(before) : undefined;
      return scope === undefined ? question : { ...question, scope };
    }
    case 'waive':
      return question.instance !== undefined || before?.instance === undefined
        ? question
        : { ...question, instance: before.instance };
    default:
      return question;
  }
}

function completedAbout(question: AboutQuestion, before: Remembered | undefined): Question {
  const { leans, broad, ...rest } = question;
  if (question.instance !== undefined) {
    // "and apim-dev?" repeats the question; "and the month" goes with it.
    if (leans === undefined || before === undefined) return rest;
    const kind = before.asked === undefined || before.asked === 'fleet' ? 'check' : before.asked;
    return { ...rest, kind, ...monthOf(question.month, before) };
  }
  const isAboutBefore = question.kind !== 'check' || leans !== undefined;
  if (isAboutBefore && before?.instance !== undefined) {
    return { ...rest, instance: before.instance, ...monthOf(question.month, before) };
  }
  if (broad !== undefined || (isAboutBefore && question.kind === 'check' && before?.scope !== undefined)) {
    return {
      kind: 'fleet',
      scope: before?.scope ?? everything,
      ...(broad === undefined ? {} : { only: 'unmet' }),
      ...monthOf(question.month, before),
    };
  }
  return rest;
}

function completedMonth(month: string, before: Remembered | undefined): Question {
  if (before?.instance !== undefined) {
    const kind = before.asked === undefined || before.asked === 'fleet' ? 'check' : before.asked;
    return { kind, instance: before.instance, month };
  }
  if (before?.scope !== undefined) {
    const only = before.only === undefined ? {} : { only: before.only };
    return { kind: 'fleet', scope: before.scope, ...only, month };
  }
  return { kind: 'check', month };
}
