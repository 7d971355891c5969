/** Answers about waivers and declarations: made, listed, taken back. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { decisionDetail, decisionTitle } from '../../../cards/wording/decision.ts';
import { nameOf } from '../../model/arm.ts';
import { addDays } from '../../model/days.ts';
import type { Decision } from '../../model/decision.ts';
import type { WaiveQuestion, WaiversQuestion } from '../../model/decision-question.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Decisions } from '../../reminders/ports/decisions-port.ts';
import { pickInstance } from '../instances/pick-instance.ts';
import { suggestionAbout, suggestionsFor } from '../understanding/example-questions.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { whichInstance } from './ask-back.ts';
import { decide, refused, subjectOf, titleFor, toldElsewhere } from './decision-outcome.ts';
import { needsStorage, withStorage } from './needs-storage.ts';

/** Waives a requirement, when it is clear which one, where, until when and why; else says what is missing. */
export async function answerWaive(
  question: WaiveQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view } = request;
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(request);
  const instances = await context.assessor.instances();
  const [requirement, ambiguous] = question.requirements;
  if (question.instance === undefined && instances.length !== 1)
    return whichInstance('check', instances, undefined, request);
  const picked = pickInstance(question.instance ?? instances[0]?.id ?? '', instances);
  const { until, reason } = question;
  if (picked.kind !== 'one' || requirement === undefined || ambiguous !== undefined) {
    return noticeCard({
      title: say('Which requirement of which instance?'),
      lines: [waiverForm(context, request)],
      view,
    });
  }
  if (until === undefined || reason === undefined || until <= context.clock.today()) {
    const title = say('A waiver needs an end that is still to come, and a reason');
    return noticeCard({ title, lines: [waiverForm(context, request)], view });
  }
  return decide(decisions, picked.instance, { kind: 'waiver', requirement, until, reason }, context, request);
}

/** How a waiver is written; the day is one that is allowed. */
function waiverForm({ clock }: AnswerContext, { view }: AnswerRequest): Text {
  const until = addDays(clock.today(), EXAMPLE_DAYS);
  return say('Write it like this: {example}', {
    example: suggestionAbout(suggestionsFor(view.locale).waive, 'apim-prod')
      .replace('{requirement}', 'key-vault-network-access')
      .replace('{day}', until),
  });
}

const EXAMPLE_DAYS = 30;

/** Lists what holds, each with a button that takes it back; or takes back the one that a button or words name. */
export async function answerWaivers(
  question: WaiversQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(request);
  const instances = await context.assessor.instances();
  const { id } = question;
  if (id !== undefined)
    return withStorage(context, request, () => takenBack(decisions, { id }, instances, context, request));
  if (instances.length === 0) return emptyEstate(request);
  const picked = question.instance === undefined ? undefined : pickInstance(question.instance, instances);
  if (picked !== undefined && picked.kind !== 'one') {
    return whichInstance('check', picked.kind === 'several' ? picked.instances : instances, undefined, request);
  }
  const about = picked?.instance;
  return withStorage(context, request, async () => {
    // Where not everything may be seen, what was decided about the rest is not told either.
    const visible = context.visibility === 'whole' ? undefined : instances.map(({ id }) => id);
    const held = await decisions.inForce(context.clock.today(), about === undefined ? visible : [about.id]);
    const wanted = question.requirements ?? [];
    const meant =
      wanted.length === 0 ? held : held.filter((one) => one.kind === 'waiver' && wanted.includes(one.requirement));
    const [only, another] = meant;
    if (question.act === 'withdraw' && only !== undefined && another === undefined) {
      return takenBack(decisions, only, instances, context, request);
    }
    return listed(meant, about?.name, question.act === 'withdraw', context, request);
  });
}

function listed(
  held: readonly Decision[],
  name: string | undefined,
  isTakingBack: boolean,
  context: AnswerContext,
  request: AnswerRequest,
): CardMessage {
  const { view, retry } = request;
  if (held.length === 0) {
    return noticeCard({
      title:
        name === undefined
          ? say('No waiver and no declaration holds')
          : say('No waiver and no declaration holds for {name}', { name }),
      lines: [waiverForm(context, request)],
      view,
    });
  }
  return noticeCard({
    title: isTakingBack
      ? say('Which one shall I take back?')
      : count(held.length, {
          one: '{count} waiver or declaration holds',
          other: '{count} waivers and declarations hold',
        }),
    rows: held.map((decision) => ({
      text: decisionTitle(decision, titleFor(context)),
      detail: decisionDetail(decision),
      button: say('Take back'),
      action: { kind: 'waivers', act: 'withdraw', id: decision.id, place: 'new' },
    })),
    again: retry,
    view,
  });
}

async function takenBack(
  decisions: Decisions,
  decision: Pick<Decision, 'id'> | Decision,
  instances: readonly DiscoveredInstance[],
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { asker: by, address } = request.delivery;
  const outcome = await decisions.withdraw({ id: decision.id, by, address, instances });
  const name = nameOf('instanceId' in decision ? decision.instanceId : '');
  if (outcome.kind !== 'done') return refused(outcome, name === '' ? 'it' : name, request);
  const { instanceId } = outcome.decision;
  request.did({ act: 'withdrew', about: [instanceId], detail: subjectOf(outcome.decision) });
  return noticeCard({
    title: say('Taken back: {what}', { what: decisionTitle(outcome.decision, titleFor(context)) }),
    lines: [
      outcome.decision.kind === 'waiver'
        ? say('Reminders come of it again.')
        : say('The call counts as not known again.'),
      toldElsewhere(outcome.told),
    ].filter((line) => line !== undefined),
    actions: [
      {
        title: say('Check {name} now', { name: nameOf(instanceId) }),
        action: { kind: 'check', instance: instanceId, place: 'new' },
      },
      { title: say('What holds now?'), action: { kind: 'waivers', place: 'new' } },
    ],
    view: request.view,
  });
}
