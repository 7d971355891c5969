/** The questions by which something is set up, changed or taken back: reminders, waivers, what may be seen in a chat. */
import type { WaiversQuestion } from '../../../model/decision-question.ts';
import { given } from '../../../model/given.ts';
import type { VisibilityQuestion } from '../../../model/question.ts';
import type { ChangeRemindersQuestion, RemindQuestion } from '../../../model/reminder-question.ts';
import { isEverything } from '../../../model/scope.ts';
import { scheduleIn } from '../dates/schedule-in-message.ts';
import { type Ask, firstScopeIn, instanceIn, oneOffIn, placeNamed, requirementIn, scopeIn } from './question-parts.ts';

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
