/** What people ask about the bot itself: what it may read, what it does not do; and thanks. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import type { HelpQuestion, ThanksQuestion } from '../../model/question.ts';
import { say } from '../../model/text.ts';
import { pickInstance } from '../instances/pick-instance.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';

/** What the bot may read and as whom; with an instance the command that lets it. */
export async function answerAccess(
  { instance }: HelpQuestion,
  context: AnswerContext,
  { view }: AnswerRequest,
): Promise<CardMessage> {
  const instances = await context.assessor.instances().catch(() => []);
  const picked = instance === undefined ? undefined : pickInstance(instance, instances);
  const only = picked?.kind === 'one' ? picked.instance : undefined;
  const scope = only === undefined ? '/subscriptions/<subscription id>' : `/subscriptions/${only.subscriptionId}`;
  return noticeCard({
    title:
      only === undefined
        ? say('I need the role Reader, and no other')
        : say('For {name} I need the role Reader on its subscription', { name: only.name }),
    lines: [
      say(
        "I read the settings of API Management, of the networks and of the services that it calls: Resource Graph and Azure Resource Manager, GET only. I change nothing, and never read a secret's value.",
      ),
      say(
        'Also where hub networks and private DNS zones live; what I may not read becomes "could not see", never "ready".',
      ),
      say('I keep what people set up here (reminders, waivers) and past verdicts; no policy text, no secret.'),
      say('Whoever is Owner, User Access Administrator or Role Based Access Control Administrator there grants it:'),
    ],
    commands: `az role assignment create --assignee <object id of my identity> --role Reader --scope ${scope}`,
    actions:
      only === undefined
        ? []
        : [{ title: say('Check again'), action: { kind: 'check', instance: only.id, place: 'new' } }],
    view,
  });
}

/** What is asked for and not done here, with what is. */
export function answerLimits({ view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('I only read: I change nothing, and I have no tickets'),
    lines: [
      say(
        'What I can do: show the fix plan with its commands, remind a person or a channel, share an answer with a channel.',
      ),
      say('Whoever takes it on presses "I am on it" under a reminder, and everybody sees that.'),
    ],
    actions: [{ title: say('Remind me'), action: { kind: 'remind-form', what: 'reminder', place: 'new' } }],
    view,
  });
}

/** Somebody is done, or wants to go no further. */
export function answerThanks({ act }: ThanksQuestion, { view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: act === 'cancel' ? say('All right') : say('You are welcome'),
    lines: [say('Nothing was changed. Ask again whenever you like.')],
    view,
  });
}
