/** What needs storage, and what is said when there is none. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { faultFields } from '../../model/fault-fields.ts';
import { say } from '../../model/text.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';

/** Storage was never set up. */
export function needsStorage({ view }: AnswerRequest): CardMessage {
  return noticeCard({
    title: say('Reminders need storage'),
    lines: [
      say('I answer questions without it, but who wants to hear what, and when, I could not keep.'),
      say('Whoever runs this bot sets it up; the README says how.'),
    ],
    view,
  });
}

/** Runs what needs storage. Storage that is away is said, never shown as a fault of the question. */
export async function withStorage(
  context: Pick<AnswerContext, 'log'>,
  request: AnswerRequest,
  work: () => Promise<CardMessage>,
): Promise<CardMessage> {
  try {
    return await work();
  } catch (error) {
    context.log.warn('the reminders did not answer', faultFields(error));
    return noticeCard({
      title: say('My storage does not answer now'),
      lines: [say('Nothing was changed. Try again in a minute.')],
      actions: [{ title: say('Try again'), action: request.retry }],
      view: request.view,
    });
  }
}
