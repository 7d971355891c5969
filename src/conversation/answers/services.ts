/** Which Azure services are called: by an instance, by those of a place, by all. */

import type { CardMessage } from '../../../cards/parts/elements.ts';
import { servicesCard } from '../../../cards/services-card.ts';
import { given } from '../../model/given.ts';
import type { ServicesQuestion } from '../../model/question.ts';
import { say } from '../../model/text.ts';
import { calledServices } from '../../readiness/called-services.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { assessAll } from './fleet.ts';
import { instancesInScope } from './instances-in-scope.ts';

/** Reads what was asked about, and lists what it calls, worst first. */
export async function answerServices(
  question: ServicesQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const { instance, service, only } = question;
  const scope = instance === undefined ? question.scope : { names: [instance], where: [] };
  const picked = await instancesInScope(scope, context, request);
  if (picked.kind === 'card') return picked.card;
  const assessments = await assessAll(picked.instances, undefined, context, request);
  const [first, other] = picked.instances;
  if (first !== undefined && other === undefined) request.remember({ asked: 'check', instance: first.id });
  else request.remember({ asked: 'fleet', scope: picked.scope });
  const { services, unresolved } = calledServices(assessments.flatMap(({ reports }) => reports.slice(0, 1)));
  const shown = services
    .filter(({ kind }) => service === undefined || kind === service)
    .filter(({ worst }) => only === undefined || worst.status === 'fail' || worst.status === 'unknown');
  request.offer({
    offers: shown.map(({ name }) => ({ words: name, action: { kind: 'readers', target: name } })),
  });
  const named = first !== undefined && other === undefined ? say('{name}', { name: first.name }) : picked.name;
  return servicesCard({
    services: shown,
    ...given({ scope: named, kind: service }),
    mustChange: only !== undefined,
    unresolved,
    again: request.retry,
    view,
  });
}
