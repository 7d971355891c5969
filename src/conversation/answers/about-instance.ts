/** Which instance a question is about; then its answer, or a question back. */

import { withNote } from '../../../cards/parts/card-notes.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { nameOf } from '../../model/arm.ts';
import { given } from '../../model/given.ts';
import type { AboutQuestion, FleetQuestion } from '../../model/question.ts';
import { everything, type Scope } from '../../model/scope.ts';
import { say } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { pickInstance } from '../instances/pick-instance.ts';
import { pickScope } from '../instances/pick-scope.ts';
import { exampleQuestions } from '../understanding/example-questions.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { scopeTrouble, whichInstance } from './ask-back.ts';
import { answerFleet, assessAll } from './fleet.ts';
import { offerInstances } from './instance-offers.ts';
import { instancesInScope } from './instances-in-scope.ts';
import { answerOne } from './one-instance.ts';
import { plans } from './several-instances.ts';

/** Finds the instance that is meant and answers about it, or asks back. */
export async function answerAbout(
  question: AboutQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const answer = await answerNamed(question, context, request);
  if (question.guessed === undefined || question.instance === undefined) return answer;
  const name = nameOf(question.instance);
  return withNote(answer, say('I understood only the name, and read it as: is {name} ready?', { name }), request.view);
}

/** Of several instances: a row for each that has something to do. */
async function answerMany(
  { scope = everything, month }: AboutQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const picked = await instancesInScope(scope, context, request, { month });
  if (picked.kind === 'card') return picked.card;
  const assessments = await assessAll(picked.instances, month, context, request, { plan: true });
  request.remember({ asked: 'fleet', scope: picked.scope });
  return plans(picked.instances, assessments, request);
}

async function answerNamed(
  question: AboutQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  if (question.scope !== undefined) return answerMany(question, context, request);
  const { month, kind, instance: name } = question;
  const called = name === undefined ? undefined : context.called(name);
  if (called !== undefined) return answerOne(kind, called, month, context, request, question);
  const instances = await context.assessor.instances();
  const [only, other] = instances;
  if (only === undefined) return emptyEstate(request);
  if (name !== undefined) return answerPicked(name, question, instances, context, request);
  if (other === undefined) return answerOne(kind, only, month, context, request, question);
  return kind === 'check'
    ? answerFleet(fleetIn(everything, month), context, request)
    : whichInstance(kind, instances, month, request);
}

/** About the instance that has this name; asks back where none or several have. */
async function answerPicked(
  name: string,
  question: AboutQuestion,
  instances: readonly DiscoveredInstance[],
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { month, kind } = question;
  const picked = pickInstance(name, instances);
  switch (picked.kind) {
    case 'one':
      return answerOne(kind, picked.instance, month, context, request, question);
    case 'several':
      return kind === 'check'
        ? scopeTrouble({ kind: 'several-instances', name, instances: picked.instances }, { instances, month, request })
        : whichInstance(kind, picked.instances, month, request);
    default: {
      const instead =
        question.doubtful === undefined
          ? undefined
          : await answerDoubtful(name, question, picked.near.length > 0, instances, context, request);
      if (instead !== undefined) return instead;
      offerInstances(picked.near, month, request);
      return suggestionCard({
        kind: 'unknown-instance',
        name: nameOf(name),
        nearest: picked.near,
        month,
        view: request.view,
      });
    }
  }
}

/** "What about westeurope?": a plain word that is no instance may be a place; one that is near to nothing is no question. */
async function answerDoubtful(
  word: string,
  { kind, month }: AboutQuestion,
  isNear: boolean,
  instances: readonly DiscoveredInstance[],
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage | undefined> {
  const scope = { names: [], where: [{ by: 'any' as const, value: word }] };
  const isPlace = kind === 'check' && pickScope(scope, instances).kind === 'some';
  if (isPlace) return answerFleet(fleetIn(scope, month), context, request);
  if (isNear) return undefined;
  const { view } = request;
  const examples = exampleQuestions(instances, context.knownMonths, view.locale);
  return suggestionCard({ kind: 'not-understood', examples, view });
}

function fleetIn(scope: Scope, month: string | undefined): FleetQuestion {
  return { kind: 'fleet', scope, ...given({ month }) };
}
