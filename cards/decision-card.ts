/** News for those whose reminders a decision of somebody else touches. */
import { say } from '../src/model/text.ts';
import type { DecisionMessage } from '../src/reminders/rules/decision-message.ts';
import { becauseInWords } from '../src/reminders/rules/reminder-text.ts';
import { noticeCard } from './notice-card.ts';
import type { CardMessage } from './parts/elements.ts';
import { decisionDetail, decisionTitle } from './wording/decision.ts';
import { nameOfPerson } from './wording/reminder.ts';
import type { CardView } from './wording/writer.ts';

/** Says who decided what, what follows, and how it is taken back. */
export function decisionCard(message: DecisionMessage, view: CardView): CardMessage {
  const { decision, act, by, title, because, name } = message;
  const what = decisionTitle(decision, (requirement) => title ?? say('{requirement}', { requirement }));
  const isMade = act === 'made';
  const consequence =
    decision.kind === 'waiver'
      ? isMade
        ? say('Reminders that you get here say nothing of it until then. The verdict stays what it is.')
        : say('Reminders come of it again.')
      : isMade
        ? say('The call is judged by what was declared.')
        : say('The call counts as not known again.');
  return noticeCard({
    title: isMade ? what : say('{name} took back: {what}', { name: nameOfPerson(by), what }),
    lines: [decisionDetail(decision), consequence, becauseInWords(because)],
    actions: [
      ...(isMade
        ? [
            {
              title: say('Take it back'),
              action: { kind: 'waivers', act: 'withdraw', id: decision.id, place: 'new' } as const,
            },
          ]
        : []),
      {
        title: say('Check {name} now', { name }),
        action: { kind: 'check', instance: decision.instanceId, place: 'new' },
      },
    ],
    view,
  });
}
