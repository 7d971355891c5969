/** Bringing an answer into a channel. */

import { noticeCard } from '../../../cards/notice-card.ts';
import { withNote } from '../../../cards/parts/card-notes.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { readinessCard } from '../../../cards/readiness-card.ts';
import { clipped } from '../../../cards/wording/escape-markdown.ts';
import { nameOf, sameId } from '../../model/arm.ts';
import { SendFailed } from '../../model/channel.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { ShareQuestion } from '../../model/question.ts';
import { say } from '../../model/text.ts';
import { nothingVisible, type Visibility } from '../../readiness/visibility.ts';
import type { SharePlace } from '../../reminders/ports/sharing-port.ts';
import { readinessQuestion } from '../understanding/example-questions.ts';
import { type AnswerContext, type AnswerRequest, keepHistory, waiversOf } from './answer-context.ts';
import { placeIn } from './one-instance.ts';

/** Offers the channels, or posts the answer as it is now to the chosen one. Without storage it tells how people do it. */
export async function answerShare(
  question: ShareQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { view, delivery } = request;
  const { sharing } = context;
  const name = nameOf(question.instance);
  const inWords = readinessQuestion(name, question.month, view.locale);
  if (sharing === undefined) {
    return noticeCard({
      title: say('Ask me in the channel, and everybody there sees the answer'),
      lines: [
        say('Mention me there and write: {question}', { question: inWords }),
        say('The answer is one message, and stays up to date with every "Check again".'),
      ],
      view,
    });
  }
  if (question.to === undefined) {
    const places = await sharing.places(delivery.asker, delivery);
    if (places.length === 0) {
      return noticeCard({
        title: say('I know no channel of yours'),
        lines: [say('Add me to the team, then mention me in the channel and write: {question}', { question: inWords })],
        view,
      });
    }
    return noticeCard({
      title: say('Where shall I share how {name} stands?', { name }),
      rows: places.map((place) => ({
        text: say('{place}', { place: place.name }),
        button: say('Share'),
        action: { ...question, to: place.id },
      })),
      again: question,
      view,
    });
  }
  const mine = (await context.assessor.instances()).find(({ id }) => sameId(id, question.instance));
  if (mine === undefined) return noticeCard({ title: say('I can see no instance called {name}', { name }), view });
  // Whoever reads it there sees with the eyes of that channel, not with those of the one who shares.
  const there = await visibilityThere(question.to, context);
  const instance = (await there.assessor.instances()).find(({ id }) => sameId(id, question.instance));
  if (instance === undefined) return notShownThere(name, request);
  const { month } = question;
  const assessment = await there.assessor.assess(instance, { month });
  keepHistory(context, assessment);
  let where: SharePlace;
  try {
    const waivers = await waiversOf(instance.id, context);
    const answer = readinessCard({
      assessment,
      requirements: context.requirements,
      month,
      place: placeIn(instance, context),
      waivers,
      details: context.shareDetails === true,
      view,
    });
    const by = clipped(delivery.asker.name ?? '', 80);
    const note = by === '' ? say('Shared from a chat') : say('Shared by {name}', { name: by });
    where = await sharing.post(question.to, withNote(answer, note, view), delivery.asker);
    request.did({ act: 'shared', about: [instance.id], detail: where.name });
  } catch (error) {
    if (!(error instanceof SendFailed)) throw error;
    context.log.warn('an answer was not shared', { failure: error.failure, ...faultFields(error) });
    return noticeCard({
      title: say('The channel did not take the message'),
      lines: [
        say('I may not be a member there any more. In the channel, mention me and write: {question}', {
          question: inWords,
        }),
      ],
      view,
    });
  }
  return noticeCard({
    title: say('Shared in {place}: how {name} stands now', { place: where.name, name }),
    lines:
      context.shareDetails === true ? [] : [say('The verdict and where to put it right are there, and no details.')],
    view,
  });
}

/** What may be seen where an answer is to be posted: nothing in a place that is not known now, though it may be in a moment. */
async function visibilityThere(
  place: string,
  { visibilityRules, sharing, assessor }: AnswerContext,
): Promise<Pick<Visibility, 'assessor'>> {
  if (visibilityRules === undefined) return { assessor };
  const conversationId = await sharing?.conversationOf(place).catch(() => undefined);
  return (conversationId === undefined ? undefined : await visibilityRules.ofPlace(conversationId)) ?? nothingVisible;
}

function notShownThere(name: string, { view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('{name} may not be shown there', { name }),
    lines: [say('An administrator says in that channel what may be seen in it.')],
    view,
  });
}
