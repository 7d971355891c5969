/** The questions about instances: how they stand, why, what they call, what changed. Each is filled with what was seen in the message. */
import { given } from '../../../model/given.ts';
import type { AboutQuestion, FleetQuestion, ListQuestion, ServicesQuestion } from '../../../model/question.ts';
import { isEverything } from '../../../model/scope.ts';
import { targetOf } from '../../../model/what-if.ts';
import { strangerIn } from '../message/read-message.ts';
import { changeIn } from '../message/what-if-change.ts';
import {
  type Ask,
  beginsWithAnd,
  instanceIn,
  leansOnLast,
  monthIn,
  namesIn,
  requirementIn,
  scopeIn,
} from './question-parts.ts';

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
