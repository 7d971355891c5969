/** Which Azure services are called: by an instance, by those of a place, by all. */
import type { CardMessage } from '../../../cards/elements.ts';
import { servicesCard } from '../../../cards/services-card.ts';
import type { ServicesQuestion } from '../../model/question.ts';
import { say } from '../../model/text.ts';
import { calledServices } from '../../readiness/called-services.ts';
import { pickScope } from '../pick-scope.ts';
import { type AnswerContext, type Asking, emptyEstate } from './answer-context.ts';
import { scopeTrouble } from './ask-back.ts';
import { assessAll } from './fleet.ts';

/** Reads what was asked about, and lists what it calls, worst first. */
export async function answerServices(
  question: ServicesQuestion,
  context: AnswerContext,
  asking: Asking,
): Promise<CardMessage> {
  const { view } = asking;
  const { instance, service, only } = question;
  const scope = instance === undefined ? question.scope : { names: [instance], where: [] };
  const instances = await context.assessor.instances();
  if (instances.length === 0) return emptyEstate(asking);
  const picked = pickScope(scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, asking });
  const assessments = await assessAll(picked.instances, undefined, context, asking);
  const [first, other] = picked.instances;
  if (first !== undefined && other === undefined) asking.remember({ asked: 'check', instance: first.id });
  else asking.remember({ asked: 'fleet', scope: picked.scope });
  const { services, unresolved } = calledServices(assessments.flatMap(({ reports }) => reports.slice(0, 1)));
  const shown = services
    .filter(({ kind }) => service === undefined || kind === service)
    .filter(({ worst }) => only === undefined || worst.status === 'fail' || worst.status === 'unknown');
  asking.offer({
    offers: shown.map(({ name }) => ({ words: name, action: { kind: 'readers', target: name } })),
  });
  const named = first !== undefined && other === undefined ? say('{name}', { name: first.name }) : picked.name;
  return servicesCard({
    services: shown,
    ...(named === undefined ? {} : { scope: named }),
    ...(service === undefined ? {} : { kind: service }),
    mustChange: only !== undefined,
    unresolved,
    again: asking.retry,
    view,
  });
}
