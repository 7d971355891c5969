/** From a question, in words or on a button, to who answers it and whether that takes long. */

import type { CardMessage } from '../../../cards/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import type { Question } from '../../model/question.ts';
import { say, type Text } from '../../model/text.ts';
import { answerAbout } from './about.ts';
import type { AnswerContext, Asking } from './answer-context.ts';
import { answerChanges } from './changes.ts';
import { answerWaive, answerWaivers } from './decisions.ts';
import { answerDeclare, answerDeclareForm } from './declare.ts';
import { answerExplain, answerRetirements } from './explain.ts';
import { answerExport } from './export.ts';
import { answerPlanFile } from './fix-plan-file.ts';
import { answerFleet, answerList, fleetName } from './fleet.ts';
import { answerAccess, answerLimits, answerTerm, answerThanks } from './glossary.ts';
import { answerOutdated } from './outdated.ts';
import { answerMissed } from './overdue.ts';
import { answerReaders } from './readers.ts';
import { answerRemind, answerRemindForm } from './remind.ts';
import { answerChangeReminders, answerReminders } from './reminders.ts';
import { answerServices } from './services.ts';
import { answerShare } from './sharing.ts';
import { answerSummary } from './summary.ts';
import { answerVisibility } from './visibility.ts';
import { answerHelp, answerWelcome } from './welcome.ts';

/** How a question is answered. */
export interface AnswerPlan {
  /** What is being looked at, for "Checking …"; absent when the answer is there at once. */
  readonly about?: string | Text;
  work(asking: Asking): Promise<CardMessage>;
}

/** The plan of a question. */
export function planFor(question: Question, context: AnswerContext): AnswerPlan {
  const atOnce = (draw: (asking: Asking) => CardMessage): AnswerPlan => ({ work: async (asking) => draw(asking) });
  switch (question.kind) {
    case 'help':
      if (question.topic === 'access') return { work: (asking) => answerAccess(question, context, asking) };
      if (question.topic === 'limits') return atOnce(answerLimits);
      return question.greeting === true
        ? { work: (asking) => answerWelcome(context, asking) }
        : { work: (asking) => answerHelp(context, asking) };
    case 'unclear':
      return atOnce(({ view }) => suggestionCard({ kind: 'not-understood', examples: question.nearest, view }));
    case 'outdated':
      return atOnce((asking) => answerOutdated(question, asking));
    case 'explain': {
      const { term } = question;
      if (term !== undefined) return atOnce((asking) => answerTerm(term, asking));
      return atOnce((asking) => answerExplain(question, context, asking));
    }
    case 'retirements':
      return question.missed === undefined
        ? atOnce((asking) => answerRetirements(question, context, asking))
        : { about: say('what is past and unmet'), work: (asking) => answerMissed(question, context, asking) };
    case 'list':
      return { about: say('which instances there are'), work: (asking) => answerList(question, context, asking) };
    case 'fleet':
      return { about: fleetName(question.scope), work: (asking) => answerFleet(question, context, asking) };
    case 'summary':
      return { about: fleetName(question.scope), work: (asking) => answerSummary(question, context, asking) };
    case 'changes':
      return { about: say('what changed'), work: (asking) => answerChanges(question, context, asking) };
    case 'readers':
      return {
        about: say('who uses {target}', { target: question.target }),
        work: (asking) => answerReaders(question, context, asking),
      };
    case 'month':
      return planFor({ kind: 'check', month: question.month }, context);
    case 'remind':
      return { work: (asking) => answerRemind(question, context, asking) };
    case 'remind-form':
      return { work: (asking) => answerRemindForm(question, context, asking) };
    case 'reminders':
      return { work: (asking) => answerReminders(context, asking) };
    case 'change-reminders':
      return { work: (asking) => answerChangeReminders(question, context, asking) };
    case 'waive':
      return { work: (asking) => answerWaive(question, context, asking) };
    case 'waivers':
      return { work: (asking) => answerWaivers(question, context, asking) };
    case 'declare-form':
      return { about: nameOf(question.instance), work: (asking) => answerDeclareForm(question, context, asking) };
    case 'declare':
      return { work: (asking) => answerDeclare(question, context, asking) };
    case 'services':
      return { about: say('which services are called'), work: (asking) => answerServices(question, context, asking) };
    case 'export':
      return { about: fleetName(question.scope), work: (asking) => answerExport(question, context, asking) };
    case 'fix-file':
      return { about: nameOf(question.instance), work: (asking) => answerPlanFile(question, context, asking) };
    case 'share':
      return { about: nameOf(question.instance), work: (asking) => answerShare(question, context, asking) };
    case 'visibility':
      return { work: (asking) => answerVisibility(question, context, asking) };
    case 'thanks':
      return atOnce((asking) => answerThanks(question, asking));
    default:
      return {
        about: question.instance === undefined ? say('what I can see') : nameOf(question.instance),
        work: (asking) => answerAbout(question, context, asking),
      };
  }
}
