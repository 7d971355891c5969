/** The end of a thread: everything that was unmet is met. */
import { say } from '../src/model/text.ts';
import type { ReminderMessage } from '../src/reminders/rules/reminder-message.ts';
import { becauseInWords, headline, othersInWords } from '../src/reminders/rules/reminder-text.ts';
import { aboutBelow } from './parts/answer-buttons.ts';
import { firstThatFits } from './parts/card-size.ts';
import { allChanges, changeLines } from './parts/change-lines.ts';
import { adaptiveCard, type CardMessage, container, heading, linkButton, paragraph, quiet } from './parts/elements.ts';
import { othersLine, subjectOf } from './parts/reminder-parts.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { statusSymbol } from './wording/status.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ClosingCardOptions {
  /** One of the occasion `all-met`. */
  readonly message: ReminderMessage;
  readonly view: CardView;
}

/** Says once that all is met, in the thread that said what was not. */
export function closingCard({ message, view }: ClosingCardOptions): CardMessage {
  const writer = writerFor(view);
  const { instance, changes, since, because, checkedAt, retirement } = message;
  const summary = clipped(writer.plain(headline(message)), 300);
  const next = say('Nothing more comes here about it, unless something is unmet again.');
  return firstThatFits([20, 6, 0], (lines) => ({
    card: adaptiveCard({
      body: [
        container(
          [heading(writer.markdown(say('{symbol} {headline}', { symbol: statusSymbol('pass'), headline: summary })))],
          { style: 'good', bleed: true },
        ),
        ...changeLines(say('Since the last reminder'), changes, lines, writer),
        paragraph(writer.markdown(next)),
        ...othersLine(message, writer),
        quiet(escapeMarkdown(clipped(writer.plain(becauseInWords(because)), 400)), {
          separator: true,
          spacing: 'Medium',
        }),
        quiet(writer.markdown(say('Azure was read {when}', { when: writer.instant(checkedAt) })), { spacing: 'None' }),
      ],
      actions: [
        aboutBelow('check', subjectOf(message), writer),
        ...allChanges(changes, since, { names: [instance.id], where: [] }, lines, writer),
        ...linkButton(writer.plain(say('Learn more')), retirement.docs),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, next, ...othersInWords(message.others, message.today), becauseInWords(because)]
      .map((line) => (typeof line === 'string' ? line : writer.plain(line)))
      .join('\n'),
  }));
}
