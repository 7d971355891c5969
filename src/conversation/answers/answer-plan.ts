/** From a question, in words or on a button, to who answers it and whether that takes long. */

import type { CardMessage } from '../../../cards/parts/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import type { Question } from '../../model/question.ts';
import { say, type Text } from '../../model/text.ts';
import { answerAbout } from './about-instance.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { answerChanges } from './changes.ts';
import { answerWaive, answerWaivers } from './decisions.ts';
import { answerDeclare, answerDeclareForm } from './declare.ts';
import { answerExplain, answerRetirements } from './explain.ts';
import { answerExport } from './export.ts';
import { answerPlanFile } from './fix-plan-file.ts';
import { answerFleet, answerList, fleetName } from './fleet.ts';
import { answerTerm } from './glossary.ts';
import { answerHelp, answerWelcome } from './help.ts';
import { answerAccess, answerLimits, answerThanks } from './help-topics.ts';
import { answerMissedRetirements } from './missed-retirements.ts';
import { answerOutdated } from './outdated-button.ts';
import { answerReaders } from './readers.ts';
import { answerRemind, answerRemindForm } from './remind.ts';
import { answerChangeReminders, answerReminders } from './reminders.ts';
import { answerServices } from './services.ts';
import { answerShare } from './sharing.ts';
import { answerSummary } from './summary.ts';
import { answerVisibility } from './visibility.ts';

/** How a question is answered. */
export interface AnswerPlan {
  /** What is being looked at, for "Checking …"; absent when the answer is there at once. */
  readonly about?: string | Text;
  work(request: AnswerRequest): Promise<CardMessage>;
}

/** The plan of a question. */
export function planFor(question: Question, context: AnswerContext): AnswerPlan {
  const atOnce = (draw: (request: AnswerRequest) => CardMessage): AnswerPlan => ({
    work: async (request) => draw(request),
  });
  switch (question.kind) {
    case 'help':
      if (question.topic === 'access') return { work: (request) => answerAccess(question, context, request) };
      if (question.topic === 'limits') return atOnce(answerLimits);
      return question.greeting === true
        ? { work: (request) => answerWelcome(context, request) }
        : { work: (request) => answerHelp(context, request) };
    case 'unclear':
      return atOnce(({ view }) => suggestionCard({ kind: 'not-understood', examples: question.nearest, view }));
    case 'outdated':
      return atOnce((request) => answerOutdated(question, request));
    case 'explain': {
      const { term } = question;
      if (term !== undefined) return atOnce((request) => answerTerm(term, request));
      return atOnce((request) => answerExplain(question, context, request));
    }
    case 'retirements':
      return question.missed === undefined
        ? atOnce((request) => answerRetirements(question, context, request))
        : {
            about: say('what is past and unmet'),
            work: (request) => answerMissedRetirements(question, context, request),
          };
    case 'list':
      return { about: say('which instances there are'), work: (request) => answerList(question, context, request) };
    case 'fleet':
      return { about: fleetName(question.scope), work: (request) => answerFleet(question, context, request) };
    case 'summary':
      return { about: fleetName(question.scope), work: (request) => answerSummary(question, context, request) };
    case 'changes':
      return { about: say('what changed'), work: (request) => answerChanges(question, context, request) };
    case 'readers':
      return {
        about: say('who uses {target}', { target: question.target }),
        work: (request) => answerReaders(question, context, request),
      };
    case 'month':
      return planFor({ kind: 'check', month: question.month }, context);
    case 'remind':
      return { work: (request) => answerRemind(question, context, request) };
    case 'remind-form':
      return { work: (request) => answerRemindForm(question, context, request) };
    case 'reminders':
      return { work: (request) => answerReminders(context, request) };
    case 'change-reminders':
      return { work: (request) => answerChangeReminders(question, context, request) };
    case 'waive':
      return { work: (request) => answerWaive(question, context, request) };
    case 'waivers':
      return { work: (request) => answerWaivers(question, context, request) };
    case 'declare-form':
      return { about: nameOf(question.instance), work: (request) => answerDeclareForm(question, context, request) };
    case 'declare':
      return { work: (request) => answerDeclare(question, context, request) };
    case 'services':
      return { about: say('which services are called'), work: (request) => answerServices(question, context, request) };
    case 'export':
      return { about: fleetName(question.scope), work: (request) => answerExport(question, context, request) };
    case 'fix-file':
      return { about: nameOf(question.instance), work: (request) => answerPlanFile(question, context, request) };
    case 'share':
      return { about: nameOf(question.instance), work: (request) => answerShare(question, context, request) };
    case 'visibility':
      return { work: (request) => answerVisibility(question, context, request) };
    case 'thanks':
      return atOnce((request) => answerThanks(question, request));
    default:
      return {
        about: question.instance === undefined ? say('what I can see') : nameOf(question.instance),
        work: (request) => answerAbout(question, context, request),
      };
  }
}
