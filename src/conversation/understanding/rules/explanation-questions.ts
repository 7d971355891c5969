/** The questions about what something means or when it ends, about the bot itself, and what needs no answer. */
import { utcDay } from '../../../model/days.ts';
import { given } from '../../../model/given.ts';
import type { HelpQuestion, RetirementsQuestion, Term, ThanksQuestion } from '../../../model/question.ts';
import { isRetirementMeant } from '../message/read-message.ts';
import { type Ask, instanceIn, monthIn, requirementIn, retirementByTitle, scopeIn } from './question-parts.ts';

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
