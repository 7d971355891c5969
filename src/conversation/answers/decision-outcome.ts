/** What came of a waiver or a declaration: made and told, or refused. Who may is decided behind the port. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { decisionDetail, decisionTitle } from '../../../cards/wording/decision.ts';
import { titleOf } from '../../../cards/wording/status.ts';
import { nameOf } from '../../model/arm.ts';
import { dayInWords } from '../../model/days.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import type { DecisionOrder, DecisionOutcome, Decisions } from '../../reminders/ports/decisions-port.ts';
import { suggestionAbout, suggestionsFor } from '../understanding/example-questions.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { withStorage } from './needs-storage.ts';

/** Decides, and tells what came of it: done, or refused and why. */
export async function decide(
  decisions: Decisions,
  instance: DiscoveredInstance,
  decision: DecisionOrder['decision'],
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { asker: by, address } = request.delivery;
  return withStorage(context, request, async () => {
    const outcome = await decisions.decide({ instance, decision, by, address });
    if (outcome.kind === 'done') {
      request.did({ act: DECIDED[decision.kind], about: [instance.id], detail: subjectOf(decision) });
    }
    return outcome.kind === 'done' ? decided(outcome, context, request) : refused(outcome, instance.name, request);
  });
}

const DECIDED = { waiver: 'waived', declaration: 'declared' } as const;

/** What a decision is about, beside the instance: a requirement, or the policy with the call. */
export function subjectOf(decision: DecisionOrder['decision']): string {
  return decision.kind === 'waiver' ? decision.requirement : decision.policy;
}

function decided(
  { decision, told }: Extract<DecisionOutcome, { kind: 'done' }>,
  context: AnswerContext,
  { view }: AnswerRequest,
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
export function titleFor({ requirements }: AnswerContext): (requirement: string) => Text {
  return (requirement) => titleOf(requirement, 'fail', requirements);
}

/** How many other places hear of a decision. */
export function toldElsewhere(told: number): Text | undefined {
  if (told === 0) return undefined;
  return count(told, {
    one: '{count} other place that gets reminders about it hears of this.',
    other: '{count} other places that get reminders about it hear of this.',
  });
}

/** Why a decision is not made or taken back. */
export function refused(
  outcome: Exclude<DecisionOutcome, { kind: 'done' }>,
  name: string,
  { view }: AnswerRequest,
): CardMessage {
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
        questions: outcome.administrators ? [] : [suggestionAbout(suggestionsFor(view.locale).remind, name)],
        view,
      });
  }
}
