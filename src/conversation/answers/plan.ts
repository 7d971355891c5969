/** From a question, in words or on a button, to who answers it and whether that takes long. */

import type { CardMessage } from '../../../cards/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import type { Question } from '../../model/question.ts';
import { say, type Text } from '../../model/text.ts';
import { answerAbout } from './about.ts';
import type { Asking, Desk } from './answer-context.ts';
import { answerChanges } from './changes.ts';
import { answerDeclare, answerDeclareForm, answerWaive, answerWaivers } from './decisions.ts';
import { answerExport } from './export.ts';
import { answerHelp, answerWelcome } from './first-words.ts';
import { answerFleet, answerList, fleetName } from './fleet.ts';
import { answerAccess, answerLimits, answerTerm, answerThanks } from './glossary.ts';
import { answerMissed } from './missed.ts';
import { answerOutdated } from './outdated.ts';
import { answerPlanFile } from './plan-file.ts';
import { answerReaders } from './readers.ts';
import { answerExplain, answerRetirements } from './reference.ts';
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
    case 'outdated':
      return atOnce((asking) => answerOutdated(question, asking));
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
      return planFor({ kind: 'check', month: question.month }, desk);
    case 'remind':
      return { work: (asking) => answerRemind(question, desk, asking) };
    case 'remind-form':
      return { work: (asking) => answerRemindForm(question, desk, asking) };
    case 'reminders':
      return { work: (asking) => answerReminders(desk, asking) };
    case 'change-reminders':
      return { work: (asking) => answerChangeReminders(question, desk, asking) };
    case 'waive':
      return { work: (asking) => answerWaive(question, desk, asking) };
    case 'waivers':
      return { work: (asking) => answerWaivers(question, desk, asking) };
    case 'declare-form':
      return { about: nameOf(question.instance), work: (asking) => answerDeclareForm(question, desk, asking) };
    case 'declare':
      return { work: (asking) => answerDeclare(question, desk, asking) };
    case 'services':
      return { about: say('which services are called'), work: (asking) => answerServices(question, desk, asking) };
    case 'export':
      return { about: fleetName(question.scope), work: (asking) => answerExport(question, desk, asking) };
    case 'fix-file':
      return { about: nameOf(question.instance), work: (asking) => answerPlanFile(question, desk, asking) };
    case 'share':
      return { about: nameOf(question.instance), work: (asking) => answerShare(question, desk, asking) };
    case 'visibility':
      return { work: (asking) => answerVisibility(question, desk, asking) };
    case 'thanks':
      return atOnce((asking) => answerThanks(question, asking));
    default:
      return {
        about: question.instance === undefined ? say('what I can see') : nameOf(question.instance),
        work: (asking) => answerAbout(question, desk, asking),
      };
  }
}
