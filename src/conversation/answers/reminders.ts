/** What is set up here, listed and changed. What keeps it is behind a port that may be missing. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { remindersListCard } from '../../../cards/reminders-list-card.ts';
import { repliedBy } from '../../../cards/wording/reminder.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { addDays, dayInWords } from '../../model/days.ts';
import { given } from '../../model/given.ts';
import type { ListedSubscription } from '../../model/reminder.ts';
import type { ChangeRemindersQuestion } from '../../model/reminder-question.ts';
import { count, render, say, type Text } from '../../model/text.ts';
import { scopeInWords } from '../../reminders/rules/subscription.ts';
import { pickScope } from '../instances/pick-scope.ts';
import { suggestionsFor } from '../understanding/example-questions.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { scopeTrouble } from './ask-back.ts';
import { needsStorage, withStorage } from './needs-storage.ts';
import { describe, nextLine } from './reminder-lines.ts';

/** Lists what is set up in this conversation. */
export async function answerReminders(context: AnswerContext, request: AnswerRequest): Promise<CardMessage> {
  const { view, delivery } = request;
  const { reminders } = context;
  if (reminders === undefined) return needsStorage(request);
  return withStorage(context, request, async () => {
    const known = await reminders.list(delivery.address);
    const unreachable = (await reminders.unreachable?.(delivery.asker)) ?? [];
    if (known.length === 0 && unreachable.length === 0) {
      return noticeCard({
        title: say('No reminder and no summary is set up here'),
        questions: [suggestionsFor(view.locale).remindAll, suggestionsFor(view.locale).regular],
        view,
      });
    }
    return remindersListCard({ subscriptions: known, unreachable, page: request.retry.page, view });
  });
}

const changed: Readonly<Record<ChangeRemindersQuestion['act'], (number: number) => Text>> = {
  restore: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  stop: (number) => count(number, { one: 'Stopped: {count} reminder', other: 'Stopped: {count} reminders' }),
  pause: (number) => count(number, { one: 'Paused: {count} reminder', other: 'Paused: {count} reminders' }),
  resume: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  wake: (number) => count(number, { one: 'On again: {count} reminder', other: 'On again: {count} reminders' }),
  snooze: (number) =>
    count(number, { one: 'Quiet for a while: {count} reminder', other: 'Quiet for a while: {count} reminders' }),
  acknowledge: (number) =>
    count(number, {
      one: 'Noted that you are on it: {count} reminder waits',
      other: 'Noted that you are on it: {count} reminders wait',
    }),
};

/** Days that "I am on it" holds where nobody says for how long, as the form under a reminder proposes. */
const A_WEEK = 7;

/** Stops, pauses, resumes, snoozes or acknowledges what is set up here: all of it, or what is about one instance. */
export async function answerChangeReminders(
  question: ChangeRemindersQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { delivery } = request;
  const { act, id, retirement } = question;
  const until = question.until ?? (act === 'acknowledge' ? addDays(context.clock.today(), A_WEEK) : undefined);
  const { reminders } = context;
  if (reminders === undefined) return needsStorage(request);
  if (act === 'snooze' && until === undefined) return untilWhen(request);
  const named = await instanceNamed(question.instance, context, request);
  if ('trouble' in named) return named.trouble;
  const { instance } = named;
  return withStorage(context, request, async () => {
    const done = await reminders.change({
      act,
      address: delivery.address,
      by: delivery.asker,
      ...given({ id, instance, retirement, until }),
    });
    if (done.length === 0) return nothingLikeThat(request);
    request.did({
      act: 'changed-reminders',
      about: instance === undefined ? done.map(({ scope }) => render(scopeInWords(scope))) : [instance],
      detail: act,
    });
    return isChanged({ ...question, ...given({ until }) }, done, request);
  });
}

function untilWhen({ view }: AnswerRequest): CardMessage {
  const { snoozeDay, snoozeMonday, snoozeWeeks } = suggestionsFor(view.locale);
  return noticeCard({ title: say('Until when?'), questions: [snoozeDay, snoozeMonday, snoozeWeeks], view });
}

/** The id of the one instance that was named, if any was. */
async function instanceNamed(
  name: string | undefined,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<{ readonly instance: string | undefined } | { readonly trouble: CardMessage }> {
  if (name === undefined) return { instance: undefined };
  const instances = await context.assessor.instances();
  const picked = pickScope({ names: [name], where: [] }, instances);
  if (picked.kind !== 'some') return { trouble: scopeTrouble(picked, { instances, request }) };
  return { instance: picked.instances[0]?.id };
}

function nothingLikeThat({ view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('There is nothing like that set up here'),
    actions: [{ title: say('Show all reminders here'), action: { kind: 'reminders' } }],
    view,
  });
}

function isChanged(
  { act, until, retirement }: ChangeRemindersQuestion,
  done: readonly ListedSubscription[],
  { view, delivery }: AnswerRequest,
): CardMessage {
  const isSilence = act === 'snooze' || act === 'acknowledge';
  if (isSilence && retirement !== undefined && until !== undefined) {
    return noticeCard({ title: repliedBy({ kind: act, by: delivery.asker, until }), view });
  }
  const isStopped = act === 'stop';
  const isOn = act === 'restore' || act === 'resume';
  return noticeCard({
    title: changed[act](done.length),
    lines: [
      ...(isStopped ? [] : done.slice(0, 10).map((one) => describe(one, writerFor(view)))),
      ...(isOn ? done.slice(0, 1).flatMap(nextLine) : []),
      ...(until === undefined ? [] : [say('Until {day}.', { day: dayInWords(until) })]),
    ],
    rows: (isStopped ? done : []).map((one) => ({
      text: describe(one, writerFor(view)),
      button: say('Undo'),
      action: { kind: 'change-reminders', act: 'restore', id: one.id },
    })),
    again: { kind: 'reminders' },
    actions: [{ title: say('Show all reminders here'), action: { kind: 'reminders' } }],
    view,
  });
}
