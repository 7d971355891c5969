/** From a question, or a button, to who answers it and whether that takes long. */
import type { CardMessage } from '../../../cards/elements.ts';
import { scopeOfCode } from '../../../cards/scope-code.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import { say, type Text } from '../../model/text.ts';
import type { Action } from '../card-action.ts';
import { everything, type Question } from '../question.ts';
import { answerAbout } from './about.ts';
import { answerChanges } from './changes.ts';
import { answerDeclare, answerDeclareForm, answerWaive, answerWaivers, answerWithdraw } from './decisions.ts';
import type { Asking, Desk } from './desk.ts';
import { answerExport, exportQuestion } from './export.ts';
import { answerHelp, answerWelcome } from './first-words.ts';
import { answerFleet, answerList, fleetName, fleetQuestion, scopeOfButton } from './fleet.ts';
import { answerAccess, answerLimits, answerTerm, answerThanks } from './glossary.ts';
import { answerMissed } from './missed.ts';
import { answerPlanFile } from './plan-file.ts';
import { answerReaders } from './readers.ts';
import { answerExplain, answerRetirements } from './reference.ts';
import { answerChangeReminders, answerRemind, answerReminders, answerRemindForm } from './reminders.ts';
import { answerServices } from './services.ts';
import { answerShare } from './sharing.ts';
import { answerSight } from './sight.ts';
import { answerSummary } from './summary.ts';

/** How a question is answered. */
export interface AnswerPlan {
  /** What is being looked at, for "Checking …"; absent when the answer is there at once. */
  readonly about?: string | Text;
  work(asking: Asking): Promise<CardMessage>;
}

/** The plan of a question. */
export function planFor(question: Question, desk: Desk): AnswerPlan {
  const atOnce = (draw: (asking: Asking) => CardMessage): AnswerPlan => ({ work: async (asking) => draw(asking) });
  switch (question.kind) {
    case 'help':
      if (question.topic === 'access') return { work: (asking) => answerAccess(question, desk, asking) };
      if (question.topic === 'limits') return atOnce(answerLimits);
      return question.greeting === true
        ? { work: (asking) => answerWelcome(desk, asking) }
        : { work: (asking) => answerHelp(desk, asking) };
    case 'unclear':
      return atOnce(({ view }) => suggestionCard({ kind: 'not-understood', examples: question.nearest, view }));
    case 'explain': {
      const { term } = question;
      if (term !== undefined) return atOnce((asking) => answerTerm(term, asking));
      return atOnce((asking) => answerExplain(question, desk, asking));
    }
    case 'retirements':
      return question.missed === undefined
        ? atOnce((asking) => answerRetirements(question, desk, asking))
        : { about: say('what is past and unmet'), work: (asking) => answerMissed(question, desk, asking) };
    case 'list':
      return { about: say('which instances there are'), work: (asking) => answerList(question, desk, asking) };
    case 'fleet':
      return { about: fleetName(question.scope), work: (asking) => answerFleet(question, desk, asking) };
    case 'summary':
      return { about: fleetName(question.scope), work: (asking) => answerSummary(question, desk, asking) };
    case 'changes':
      return { about: say('what changed'), work: (asking) => answerChanges(question, desk, asking) };
    case 'readers':
      return {
        about: say('who uses {target}', { target: question.target }),
        work: (asking) => answerReaders(question, desk, asking),
      };
    case 'month':
      return planFor({ kind: 'check', month: question.month, certain: true }, desk);
    case 'remind':
      return { work: (asking) => answerRemind(question, desk, asking) };
    case 'reminders':
      return { work: (asking) => answerReminders(desk, asking) };
    case 'change-reminders':
      return { work: (asking) => answerChangeReminders(question, desk, asking) };
    case 'waive':
      return { work: (asking) => answerWaive(question, desk, asking) };
    case 'waivers':
      return { work: (asking) => answerWaivers(question, desk, asking) };
    case 'services':
      return { about: say('which services are called'), work: (asking) => answerServices(question, desk, asking) };
    case 'export':
      return { about: fleetName(question.scope), work: (asking) => answerExport(question, desk, asking) };
    case 'sight':
      return { work: (asking) => answerSight(question, desk, asking) };
    case 'thanks':
      return atOnce((asking) => answerThanks(question, asking));
    default:
      return {
        about: question.instance === undefined ? say('what I can see') : nameOf(question.instance),
        work: (asking) => answerAbout(question, desk, asking),
      };
  }
}

/** The plan of a button that is not a question in words. */
export function planForAction(action: Exclude<Action, { readonly verb: 'ask' }>, desk: Desk): AnswerPlan {
  switch (action.verb) {
    case 'explain':
      return planFor({ kind: 'explain', requirements: [action.requirement] }, desk);
    case 'readers':
      return planFor({ kind: 'readers', target: action.target }, desk);
    case 'fleet':
      return planFor(fleetQuestion(action), desk);
    case 'changes':
      return planFor({ kind: 'changes', since: action.since, scope: scopeOfButton(action) }, desk);
    case 'export':
      return planFor(exportQuestion(action), desk);
    case 'fix-file':
      return { about: nameOf(action.instance), work: (asking) => answerPlanFile(action, desk, asking) };
    case 'share':
      return { about: nameOf(action.instance), work: (asking) => answerShare(action, desk, asking) };
    case 'remind-form':
      return { work: (asking) => answerRemindForm(action, desk, asking) };
    case 'reminders':
      return planFor({ kind: 'reminders' }, desk);
    case 'subscription':
      return {
        work: (asking) =>
          answerChangeReminders({ kind: 'change-reminders', act: action.act, id: action.subscription }, desk, asking),
      };
    case 'snooze':
    case 'acknowledge':
    case 'wake': {
      const { verb: act, subscription: id, instance, retirement, until } = action;
      const change = { act, id, instance, retirement, ...(until === undefined ? {} : { until }) };
      return { work: (asking) => answerChangeReminders({ kind: 'change-reminders', ...change }, desk, asking) };
    }
    case 'waive': {
      const { instance, requirement, until, reason } = action;
      return planFor(
        {
          kind: 'waive',
          requirements: requirement === undefined ? [] : [requirement],
          instance,
          ...(until === undefined ? {} : { until }),
          ...(reason === undefined ? {} : { reason }),
        },
        desk,
      );
    }
    case 'decisions': {
      const { instance } = action;
      return planFor({ kind: 'waivers', ...(instance === undefined ? {} : { instance }) }, desk);
    }
    case 'withdraw':
      return { work: (asking) => answerWithdraw(action.decision, desk, asking) };
    case 'sight':
      return planFor({ kind: 'sight' }, desk);
    case 'unlist':
      return planFor({ kind: 'sight', act: 'withdraw', id: action.scope }, desk);
    case 'declare-form':
      return { about: nameOf(action.instance), work: (asking) => answerDeclareForm(action.instance, desk, asking) };
    case 'declare':
      return { work: (asking) => answerDeclare(action, desk, asking) };
    case 'subscribe': {
      const { what, schedule, scope } = action;
      return {
        work: (asking) =>
          answerRemind({ kind: 'remind', what, ...(schedule === undefined ? {} : { schedule }) }, desk, asking, {
            scope,
            timeZone: action.timeZone,
            replaces: action.subscription,
            dayMissing: action.dayMissing,
          }),
      };
    }
    case 'summary': {
      const wanted = { subscription: action.subscription, scope: scopeOfCode(action.scope ?? '') };
      const question = { kind: 'summary' as const, scope: everything };
      return { about: fleetName(everything), work: (asking) => answerSummary(question, desk, asking, wanted) };
    }
    default:
      return planFor(
        {
          kind: action.verb,
          instance: action.instance,
          certain: true,
          ...(action.month === undefined ? {} : { month: action.month }),
        },
        desk,
      );
  }
}
