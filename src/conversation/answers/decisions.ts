/** Answers about waivers and declarations: made, listed, taken back. Who may is decided behind the port. */

import { decisionDetail, decisionTitle } from '../../../cards/decision-wording.ts';
import { type DeclarableCall, declareFormCard } from '../../../cards/declare-form-card.ts';
import type { CardMessage } from '../../../cards/elements.ts';
import { clipped } from '../../../cards/escape-markdown.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import { titleOf } from '../../../cards/wording.ts';
import { nameOf, sameId } from '../../model/arm.ts';
import { addDays, dayInWords } from '../../model/days.ts';
import type { Decision } from '../../model/decision.ts';
import { readDestination } from '../../model/declaration.ts';
import type { Report } from '../../model/finding.ts';
import type { DeclareFormQuestion, DeclareQuestion, WaiveQuestion, WaiversQuestion } from '../../model/question.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { DecisionOrder, DecisionOutcome, Decisions } from '../../reminders/ports/decisions-port.ts';
import { about, suggestionsFor } from '../examples.ts';
import { pickInstance } from '../pick-instance.ts';
import { type AnswerContext, type Asking, emptyEstate } from './answer-context.ts';
import { needsStorage, withStorage } from './storage.ts';
import { whichInstance } from './which.ts';

/** Waives a requirement, when it is clear which one, where, until when and why; else says what is missing. */
export async function answerWaive(
  question: WaiveQuestion,
  context: AnswerContext,
  asking: Asking,
): Promise<CardMessage> {
  const { view } = asking;
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(asking);
  const instances = await context.assessor.instances();
  const [requirement, ambiguous] = question.requirements;
  if (question.instance === undefined && instances.length !== 1)
    return whichInstance('check', instances, undefined, asking);
  const picked = pickInstance(question.instance ?? instances[0]?.id ?? '', instances);
  const { until, reason } = question;
  if (picked.kind !== 'one' || requirement === undefined || ambiguous !== undefined) {
    return noticeCard({
      title: say('Which requirement of which instance?'),
      lines: [waiverForm(context, asking)],
      view,
    });
  }
  if (until === undefined || reason === undefined || until <= context.clock.today()) {
    const title = say('A waiver needs an end that is still to come, and a reason');
    return noticeCard({ title, lines: [waiverForm(context, asking)], view });
  }
  return decide(decisions, picked.instance, { kind: 'waiver', requirement, until, reason }, context, asking);
}

/** How a waiver is written; the day is one that is allowed. */
function waiverForm({ clock }: AnswerContext, { view }: Asking): Text {
  const until = addDays(clock.today(), EXAMPLE_DAYS);
  return say('Write it like this: {example}', {
    example: about(suggestionsFor(view.locale).waive, 'apim-prod')
      .replace('{requirement}', 'key-vault-network-access')
      .replace('{day}', until),
  });
}

const EXAMPLE_DAYS = 30;

async function decide(
  decisions: Decisions,
  instance: DiscoveredInstance,
  decision: DecisionOrder['decision'],
  context: AnswerContext,
  asking: Asking,
): Promise<CardMessage> {
  const { asker: by, address } = asking.delivery;
  return withStorage(context, asking, async () => {
    const outcome = await decisions.decide({ instance, decision, by, address });
    if (outcome.kind === 'done') {
      asking.did({ act: DECIDED[decision.kind], about: [instance.id], detail: subjectOf(decision) });
    }
    return outcome.kind === 'done' ? decided(outcome, context, asking) : refused(outcome, instance.name, asking);
  });
}

const DECIDED = { waiver: 'waived', declaration: 'declared' } as const;

/** What a decision is about, beside the instance: a requirement, or the policy with the call. */
function subjectOf(decision: DecisionOrder['decision']): string {
  return decision.kind === 'waiver' ? decision.requirement : decision.policy;
}

function decided(
  { decision, told }: Extract<DecisionOutcome, { kind: 'done' }>,
  context: AnswerContext,
  { view }: Asking,
): CardMessage {
  const name = nameOf(decision.instanceId);
  return noticeCard({
    title: decisionTitle(decision, titleFor(context)),
    lines: [
      decisionDetail(decision),
      decision.kind === 'waiver'
        ? say('It is shown on every answer about {name}, with your name; the verdict stays what it is.', { name })
        : say(
            'It is shown on every answer about {name}, with your name, and ends when the text of that policy changes.',
            {
              name,
            },
          ),
      toldElsewhere(told),
    ].filter((line) => line !== undefined),
    actions: [
      { title: say('Take it back'), action: { kind: 'waivers', act: 'withdraw', id: decision.id, place: 'new' } },
      {
        title: say('Check {name} now', { name }),
        action: { kind: 'check', instance: decision.instanceId, place: 'new' },
      },
    ],
    view,
  });
}

/** Titles of requirements that are not met. */
function titleFor({ requirements }: AnswerContext): (requirement: string) => Text {
  return (requirement) => titleOf(requirement, 'fail', requirements);
}

function toldElsewhere(told: number): Text | undefined {
  if (told === 0) return undefined;
  return count(told, {
    one: '{count} other place that gets reminders about it hears of this.',
    other: '{count} other places that get reminders about it hear of this.',
  });
}

function refused(outcome: Exclude<DecisionOutcome, { kind: 'done' }>, name: string, { view }: Asking): CardMessage {
  switch (outcome.kind) {
    case 'too-long':
      return noticeCard({
        title: say('That is too long: a waiver may hold until {latest} at most', {
          latest: dayInWords(outcome.latest),
        }),
        lines: [say('It can be waived again when that day has come.')],
        view,
      });
    case 'unknown-requirement':
      return noticeCard({
        title: say('I know no such requirement'),
        questions: [suggestionsFor(view.locale).requirements],
        view,
      });
    case 'gone':
      return noticeCard({
        title: say('That was taken back before'),
        actions: [{ title: say('What holds now?'), action: { kind: 'waivers' } }],
        view,
      });
    case 'not-allowed':
      return noticeCard({
        title: say('You may not decide that for {name}', { name }),
        lines: [
          outcome.administrators
            ? say('Here only people whom an administrator names may waive and declare.')
            : say(
                'Whoever set up a reminder or a summary that covers {name} may waive and declare, and people whom an administrator names. Who only reads may not silence others.',
                { name },
              ),
        ],
        questions: outcome.administrators ? [] : [about(suggestionsFor(view.locale).remind, name)],
        view,
      });
  }
}

/** Lists what holds, each with a button that takes it back; or takes back the one that a button or words name. */
export async function answerWaivers(
  question: WaiversQuestion,
  context: AnswerContext,
  asking: Asking,
): Promise<CardMessage> {
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(asking);
  const instances = await context.assessor.instances();
  const { id } = question;
  if (id !== undefined)
    return withStorage(context, asking, () => takenBack(decisions, { id }, instances, context, asking));
  if (instances.length === 0) return emptyEstate(asking);
  const picked = question.instance === undefined ? undefined : pickInstance(question.instance, instances);
  if (picked !== undefined && picked.kind !== 'one') {
    return whichInstance('check', picked.kind === 'several' ? picked.instances : instances, undefined, asking);
  }
  const about = picked?.instance;
  return withStorage(context, asking, async () => {
    // Where not everything may be seen, what was decided about the rest is not told either.
    const visible = context.visibility === 'whole' ? undefined : instances.map(({ id }) => id);
    const held = await decisions.inForce(context.clock.today(), about === undefined ? visible : [about.id]);
    const wanted = question.requirements ?? [];
    const meant =
      wanted.length === 0 ? held : held.filter((one) => one.kind === 'waiver' && wanted.includes(one.requirement));
    const [only, another] = meant;
    if (question.act === 'withdraw' && only !== undefined && another === undefined) {
      return takenBack(decisions, only, instances, context, asking);
    }
    return listed(meant, about?.name, question.act === 'withdraw', context, asking);
  });
}

function listed(
  held: readonly Decision[],
  name: string | undefined,
  isTakingBack: boolean,
  context: AnswerContext,
  asking: Asking,
): CardMessage {
  const { view, retry } = asking;
  if (held.length === 0) {
    return noticeCard({
      title:
        name === undefined
          ? say('No waiver and no declaration holds')
          : say('No waiver and no declaration holds for {name}', { name }),
      lines: [waiverForm(context, asking)],
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
  asking: Asking,
): Promise<CardMessage> {
  const { asker: by, address } = asking.delivery;
  const outcome = await decisions.withdraw({ id: decision.id, by, address, instances });
  const name = nameOf('instanceId' in decision ? decision.instanceId : '');
  if (outcome.kind !== 'done') return refused(outcome, name === '' ? 'it' : name, asking);
  const { instanceId } = outcome.decision;
  asking.did({ act: 'withdrew', about: [instanceId], detail: subjectOf(outcome.decision) });
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
    view: asking.view,
  });
}

/** Asks what an unresolved call of an instance reaches. */
export async function answerDeclareForm(
  { instance: id }: Pick<DeclareFormQuestion, 'instance'>,
  context: AnswerContext,
  asking: Asking,
  problem?: Text,
): Promise<CardMessage> {
  const { view } = asking;
  if (context.decisions === undefined) return needsStorage(asking);
  const instance = (await context.assessor.instances()).find((one) => sameId(one.id, id));
  if (instance === undefined) return noInstance(id, asking);
  const { reports } = await context.assessor.assess(instance, {});
  const calls = declarable(reports, instance.id);
  if (calls.length === 0) {
    return noticeCard({ title: say('Every call of {name} is known', { name: instance.name }), view });
  }
  return declareFormCard({ instance, calls, today: context.clock.today(), problem, view });
}

function noInstance(id: string, { view }: Asking): CardMessage {
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
  asking: Asking,
): Promise<CardMessage> {
  const { decisions } = context;
  if (decisions === undefined) return needsStorage(asking);
  const { until, policy, hash } = question;
  const instance = (await context.assessor.instances()).find((one) => sameId(one.id, question.instance));
  if (instance === undefined) return noInstance(question.instance, asking);
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
    return answerDeclareForm({ instance: instance.id }, context, asking, problem);
  }
  const last = until === undefined ? {} : { until };
  return decide(decisions, instance, { kind: 'declaration', policy, hash, destination, ...last }, context, asking);
}

function sameInstance(policy: string, instance: string): boolean {
  return policy.toLowerCase().startsWith(`${instance.toLowerCase()}/`);
}
