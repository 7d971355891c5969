/** Answers that need no reading of Azure: what a requirement means, what retires. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { requirementCard } from '../../../cards/requirement-card.ts';
import { retirementsCard } from '../../../cards/retirements-card.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Day } from '../../model/days.ts';
import type { ExplainQuestion, RetirementsQuestion } from '../../model/question.ts';
import { count, say } from '../../model/text.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';

/** Explains a requirement; offers them where the words fit several, or none was named. */
export function answerExplain(
  question: ExplainQuestion,
  context: AnswerContext,
  { view, retry }: AnswerRequest,
): CardMessage {
  const { requirements, retirements, clock } = context;
  const asked = question.requirements.flatMap((id) => requirements.filter((one) => one.id === id));
  const [only, other] = asked;
  if (only !== undefined && other === undefined) {
    const retirement = retirements.find(({ id }) => id === only.retirement);
    return requirementCard({ requirement: only, retirement, today: clock.today(), view });
  }
  const offered = (asked.length > 0 ? asked : requirements).toSorted((a, b) => a.order - b.order);
  const title =
    question.requirements.length > 0 && asked.length === 0
      ? say('I know no such requirement; these I know')
      : asked.length > 0
        ? say('Which requirement do you mean?')
        : count(offered.length, { one: 'I check {count} requirement', other: 'I check {count} requirements' });
  return noticeCard({
    title,
    rows: offered.map(({ id, title: text }) => ({
      text,
      detail: say('{id}', { id }),
      button: say('Explain'),
      action: { kind: 'explain', requirements: [id], place: 'new' },
    })),
    again: retry,
    view,
  });
}

/** What retires: the one that was named, those of a month, or all, next ahead first. */
export function answerRetirements(
  question: RetirementsQuestion,
  context: AnswerContext,
  { view, retry }: AnswerRequest,
): CardMessage {
  const today = context.clock.today();
  const { month, retirement, year } = question;
  const asked = context.retirements
    .filter(({ id }) => retirement === undefined || retirement.split('\n').includes(id))
    .filter(({ effective }) => year === undefined || effective.startsWith(`${year}-`))
    .filter(({ effective }) => month === undefined || effective.startsWith(`${month}-`));
  const ahead = asked.filter(({ effective }) => effective > today).toSorted((a, b) => byDay(a, b));
  const past = asked.filter(({ effective }) => effective <= today).toSorted((a, b) => byDay(b, a));
  return retirementsCard({ retirements: [...ahead, ...past], month, year, today, again: retry, view });
}

function byDay(a: { readonly effective: Day }, b: { readonly effective: Day }): number {
  return compareText(a.effective, b.effective);
}
