/** Saying what an unresolved call reaches: the form, and what it says when it is sent. */

import { type DeclarableCall, declareFormCard } from '../../../cards/declare-form-card.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { clipped } from '../../../cards/wording/escape-markdown.ts';
import { nameOf, sameId } from '../../model/arm.ts';
import type { DeclareFormQuestion, DeclareQuestion } from '../../model/decision-question.ts';
import { readDestination } from '../../model/declaration.ts';
import type { Report } from '../../model/finding.ts';
import { given } from '../../model/given.ts';
import { say, type Text } from '../../model/text.ts';
import { suggestionsFor } from '../understanding/example-questions.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { decide } from './decision-outcome.ts';
import { needsStorage } from './needs-storage.ts';

/** Asks what an unresolved call of an instance reaches. */
export async function answerDeclareForm(
  { instance: id }: Pick<DeclareFormQuestion, 'instance'>,
  context: AnswerContext,
  request: AnswerRequest,
  problem?: Text,
): Promise<CardMessage> {
  const { view } = request;
  if (context.decisions === undefined) return needsStorage(request);
  const instance = (await context.assessor.instances()).find((one) => sameId(one.id, id));
  if (instance === undefined) return noInstance(id, request);
  const { reports } = await context.assessor.assess(instance, {});
  const calls = declarable(reports, instance.id);
  if (calls.length === 0) {
    return noticeCard({ title: say('Every call of {name} is known', { name: instance.name }), view });
  }
  return declareFormCard({ instance, calls, today: context.clock.today(), problem, view });
}

function noInstance(id: string, { view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('I cannot see {name} any more', { name: clipped(nameOf(id), 60) }),
    questions: [suggestionsFor(view.locale).list],
    view,
  });
}

/** Each text with calls that are not known, once. */
function declarable(reports: readonly Report[], instanceId: string): readonly DeclarableCall[] {
  const items = reports
    .flatMap(({ findings }) => findings)
    .flatMap((finding) => finding.items)
    .filter(({ status }) => status === 'unknown' || status === 'warn');
  const calls = items.flatMap(({ source }) => (source === undefined ? [] : [{ ...source, instanceId }]));
  return [...new Map(calls.map((call) => [`${call.policy} ${call.hash}`, call])).values()];
}

/** Declares what was filled in. */
export async function answerDeclare(
  question: DeclareQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(request);
  const { until, policy, hash } = question;
  const instance = (await context.assessor.instances()).find((one) => sameId(one.id, question.instance));
  if (instance === undefined) return noInstance(question.instance, request);
  const destination = readDestination(question.destination ?? '');
  const problem =
    policy === undefined || hash === undefined || !sameInstance(policy, instance.id)
      ? say('Please choose which call it is.')
      : destination === undefined
        ? say('Please write the host, like {example}.', { example: 'st1.blob.core.windows.net' })
        : until !== undefined && until < context.clock.today()
          ? say('Please choose a day that is still to come.')
          : undefined;
  if (problem !== undefined || policy === undefined || hash === undefined || destination === undefined) {
    return answerDeclareForm({ instance: instance.id }, context, request, problem);
  }
  return decide(
    decisions,
    instance,
    { kind: 'declaration', policy, hash, destination, ...given({ until }) },
    context,
    request,
  );
}

function sameInstance(policy: string, instance: string): boolean {
  return policy.toLowerCase().startsWith(`${instance.toLowerCase()}/`);
}
