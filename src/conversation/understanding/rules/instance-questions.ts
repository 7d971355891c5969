/** The questions that rules stand for, each filled with what was seen in the message. What was not said is left out. */

import { utcDay } from '../../../model/days.ts';
import type { WaiversQuestion } from '../../../model/decision-question.ts';
import { given } from '../../../model/given.ts';
import type {
  AboutQuestion,
  FleetQuestion,
  HelpQuestion,
  ListQuestion,
  Question,
  RetirementsQuestion,
  ServicesQuestion,
  Term,
  ThanksQuestion,
  VisibilityQuestion,
} from '../../../model/question.ts';
import type { ChangeRemindersQuestion, RemindQuestion } from '../../../model/reminder-question.ts';
import { isEverything } from '../../../model/scope.ts';
import { targetOf } from '../../../model/what-if.ts';
import { scheduleIn } from '../dates/schedule-in-message.ts';
import { isRetirementMeant, type ReadMessage, strangerIn } from '../message/read-message.ts';
import { changeIn } from '../message/what-if-change.ts';
import {
  beginsWithAnd,
  firstScopeIn,
  instanceIn,
  leansOnLast,
  monthIn,
  namesIn,
  oneOffIn,
  placeNamed,
  requirementIn,
  retirementByTitle,
  scopeIn,
} from './question-parts.ts';

/** Makes the question of a rule. */
export type Ask = (seen: ReadMessage) => Question;

// About one instance.

/** Is it ready? Several that are named are a fleet. */
export function check(own: Pick<AboutQuestion, 'leans' | 'doubtful'> = {}): Ask {
  return (seen) => {
    const [named, other] = namesIn(seen);
    const instance = named ?? (own.doubtful === undefined ? undefined : strangerIn(seen));
    if (other !== undefined) return { kind: 'fleet', scope: scopeIn(seen), ...monthIn(seen), ...leansOnLast(seen) };
    const isLeaning = seen.signs.has('it') || own.leans !== undefined;
    const { leans: _, ...rest } = own;
    return {
      kind: 'check',
      ...rest,
      ...given({ instance }),
      ...monthIn(seen),
      ...(instance !== undefined ? leansOnLast(seen) : isLeaning ? { leans: true } : {}),
    };
  };
}

/** A name among words of which none says what is asked. */
export const checkByName: Ask = (seen) => {
  const question = check()(seen);
  const { values, signs } = seen;
  const isStrange = values.unknown.length > 0 || values.content > 2;
  const isAsked = (['check', 'unready', 'broken', 'noProblem'] as const).some((sign) => signs.has(sign));
  return question.kind === 'check' && isStrange && !isAsked ? { ...question, guessed: true } : question;
};

/** Why is it not ready? `broad`: or is anything? */
export function why(own: Pick<AboutQuestion, 'broad'> = {}): Ask {
  return (seen) => ({ kind: 'why', ...own, ...instanceIn(seen), ...monthIn(seen) });
}

/** How is it put right? */
export const fix: Ask = (seen) => {
  const { signs, places, services } = seen;
  const [name, other] = namesIn(seen);
  const isMany = name === undefined && (signs.has('everything') || places.length > 0);
  const [service, another] = services;
  return {
    kind: 'fix',
    ...instanceIn(seen),
    ...monthIn(seen),
    ...(isMany || other !== undefined ? { scope: scopeIn(seen) } : {}),
    ...(isMany && signs.has('unready') ? { only: 'unmet' } : {}),
    ...(another === undefined ? given({ service }) : {}),
  };
};

/** What was seen of it? */
export const evidence: Ask = (seen) => ({
  kind: 'evidence',
  ...instanceIn(seen),
  ...monthIn(seen),
  ...given({ requirement: requirementIn(seen) }),
});

/** What if the flag were set, or something else changed? The service that is named with it is no instance. */
export const whatIf: Ask = (seen) => {
  const change = changeIn(seen);
  const service = change === undefined ? undefined : targetOf(change);
  const instance = namesIn(seen).find((name) => service === undefined || name.split('.')[0] !== service);
  return {
    kind: 'what-if',
    ...given({ instance }),
    ...monthIn(seen),
    ...given({ change }),
  };
};

// About several.

/** How do several stand? */
export function fleet(own: Partial<FleetQuestion> = {}): Ask {
  return (seen) => {
    const scope = scopeIn(seen);
    return {
      kind: 'fleet',
      scope,
      ...(beginsWithAnd(seen) && scope.where.length > 0 ? { leans: true } : {}),
      ...given({ requirement: requirementIn(seen) }),
      ...own,
      ...monthIn(seen),
    };
  };
}

/** Which are there? */
export function list(own: Pick<ListQuestion, 'detail' | 'group'> = {}): Ask {
  return (seen) => ({ kind: 'list', scope: scopeIn(seen), ...monthIn(seen), ...own });
}

/** How does everything stand, in short? */
export const summary: Ask = (seen) => ({ kind: 'summary', scope: scopeIn(seen), ...monthIn(seen) });

/** How everything stands, to take along. */
export const takeAlong: Ask = (seen) => ({
  kind: 'export',
  ...given({ format: seen.format }),
  scope: scopeIn(seen),
});

/** What has changed? */
export const changes: Ask = (seen) => {
  const scope = scopeIn(seen);
  return {
    kind: 'changes',
    scope,
    ...given({ since: seen.day.past() }),
    ...(isEverything(scope) ? { leans: true } : {}),
  };
};

/** Who refers to a resource? */
export const readers: Ask = ({ target = '' }) => ({ kind: 'readers', target });

/** Which services are called? */
export function services(own: Pick<ServicesQuestion, 'only'> = {}): Ask {
  return (seen) => {
    const [service, another] = seen.services;
    return {
      kind: 'services',
      ...instanceIn(seen),
      scope: scopeIn(seen),
      ...(another === undefined ? given({ service }) : {}),
      ...own,
    };
  };
}

// What it means, and when.

/** What does this requirement mean, or which are there? */
export const explain: Ask = (seen) => {
  const requirement = requirementIn(seen);
  return { kind: 'explain', requirements: requirement === undefined ? [] : [requirement] };
};

/** What do the requirements mean whose titles hold these words? */
export const explainWorded: Ask = (seen) => {
  const requirement = requirementIn(seen);
  return { kind: 'explain', requirements: requirement === undefined ? seen.worded() : [requirement] };
};

/** What does this one mean? */
export function explainRequirement(id: string): Ask {
  return () => ({ kind: 'explain', requirements: [id] });
}

/** What does a word of ours mean? */
export function explainTerm(term: Term): Ask {
  return (seen) => {
    const requirement = requirementIn(seen);
    return { kind: 'explain', requirements: requirement === undefined ? [] : [requirement], term };
  };
}

/** What does Azure take away, and when? */
export const retirements: Ask = (seen) => {
  const { values, signs, context } = seen;
  const { retirement, year } = values;
  const isMeant = retirement !== undefined && isRetirementMeant(retirement, signs);
  const id = isMeant ? retirement.id : retirementByTitle(seen, context);
  return {
    kind: 'retirements',
    ...given({ retirement: id }),
    ...(year === undefined ? monthIn(seen) : { year }),
  };
};

/** What is past and was missed? */
export const missed: Ask = (seen): RetirementsQuestion => {
  const { month } = seen.values;
  const since = seen.day.past() ?? utcDay(month);
  return {
    kind: 'retirements',
    missed: true,
    scope: scopeIn(seen),
    ...given({ since }),
  };
};

/** What was asked before, for another month. */
export const sameForMonth: Ask = ({ values }) => ({ kind: 'month', month: values.month ?? '' });

// What is done.

/** Remind. */
export function remind(what: RemindQuestion['what']): Ask {
  return (seen) => {
    const { message, lexicon, signs } = seen;
    const scope = scopeIn(seen);
    const isNamed = !isEverything(scope) || signs.has('everything');
    const regular = scheduleIn(message, lexicon.language, signs);
    const schedule = regular ?? (what === 'reminder' ? oneOffIn(seen) : undefined);
    return {
      kind: 'remind',
      what,
      ...(isNamed || what === 'summary' ? { scope } : {}),
      ...given({ schedule }),
    };
  };
}

/** What is set up here? */
export const reminders: Ask = () => ({ kind: 'reminders' });

/** Stop, pause and the like. */
export function changeReminders(act: ChangeRemindersQuestion['act']): Ask {
  return (seen) => ({
    kind: 'change-reminders',
    act,
    ...instanceIn(seen),
    ...given({ until: seen.day.future() }),
  });
}

/** Take the responsibility for what is not met. */
export const waive: Ask = (seen) => {
  const requirement = requirementIn(seen);
  return {
    kind: 'waive',
    requirements: requirement === undefined ? seen.worded() : [requirement],
    ...instanceIn(seen),
    ...given({ until: seen.day.future(), reason: seen.lexicon.reasonIn(seen.message) }),
  };
};

/** Which waivers hold; with `act`, which one shall end? */
export function waivers(own: Pick<WaiversQuestion, 'act'> = {}): Ask {
  return (seen) => {
    const requirement = requirementIn(seen);
    return {
      kind: 'waivers',
      ...own,
      ...instanceIn(seen),
      ...given({ requirements: requirement === undefined ? undefined : [requirement] }),
    };
  };
}

/** What may be seen in this chat, or shall be? */
export function visibility(act?: VisibilityQuestion['act']): Ask {
  return (seen) => ({
    kind: 'visibility',
    ...given({ act }),
    ...(act === 'only' || act === 'also' ? { scope: placeNamed(seen.message) ?? scopeIn(seen) } : {}),
    ...given({ written: firstScopeIn(seen.message) }),
  });
}

// Manners.

/** Thanks, goodbye, never mind. */
export function thanks(own: Pick<ThanksQuestion, 'act'> = {}): Ask {
  return () => ({ kind: 'thanks', ...own });
}

/** What can this bot do? */
export const help: Ask = () => ({ kind: 'help' });

/** Hello. */
export const greeting: Ask = (seen) => ({ kind: 'help', greeting: true, ...instanceIn(seen) });

/** What may it read, what can it not do? */
export function helpAbout(topic: NonNullable<HelpQuestion['topic']>): Ask {
  return (seen) => ({ kind: 'help', topic, ...instanceIn(seen) });
}
