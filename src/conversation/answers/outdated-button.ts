/** The answer to a button that is none of those that are drawn today. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { nameOf } from '../../model/arm.ts';
import type { OutdatedQuestion } from '../../model/question.ts';
import { say } from '../../model/text.ts';
import { suggestionsFor } from '../understanding/example-questions.ts';
import type { AnswerRequest } from './answer-context.ts';

/** Says so, and offers what the button may have been for. */
export function answerOutdated({ instance }: OutdatedQuestion, { view }: AnswerRequest): CardMessage {
  const { list, help } = suggestionsFor(view.locale);
  return noticeCard({
    title: say('I do not know this button any more'),
    lines: [say('Its card may be older than I am now. Ask again, and you get one of today.')],
    questions: [list, help],
    actions:
      instance === undefined
        ? []
        : [
            {
              title: say('Check {name} now', { name: nameOf(instance) }),
              action: { kind: 'check', instance, place: 'new' },
            },
          ],
    view,
  });
}
