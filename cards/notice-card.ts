/** A short answer in words, with buttons where there is something to press. */
import { say, type Text } from '../src/model/text.ts';
import type { CardAction } from './actions.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, askButton, type CardMessage, heading, paragraph, quiet, rowWithButton } from './elements.ts';
import { clipped, escapeMarkdown } from './escape-markdown.ts';
import { linkedText } from './linked-text.ts';
import { questionRow } from './question-row.ts';
import type { ReminderAction } from './reminder-actions.ts';
import { andMore } from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** A line with a button beside it. */
export interface NoticeRow {
  readonly text: Text;
  /** A quieter second line. */
  readonly detail?: Text;
  readonly button: Text;
  readonly action: CardAction | ReminderAction;
}

/** What the card is drawn from. */
export interface NoticeCardOptions {
  /** The answer, in a sentence; the notification too. */
  readonly title: Text;
  readonly lines?: readonly Text[];
  readonly rows?: readonly NoticeRow[];
  /** Questions that would work, a button each. */
  readonly questions?: readonly string[];
  /** Buttons at the end. */
  readonly actions?: readonly { readonly title: Text; readonly action: CardAction | ReminderAction }[];
  readonly view: CardView;
}

/** Rows that one card shows. */
const MOST_ROWS = 20;

function rowElement({ text, detail, button, action }: NoticeRow, writer: Writer) {
  const title = clipped(writer.plain(button), 40);
  const items = [
    paragraph(linkedText(text, writer, 200)),
    ...(detail === undefined ? [] : [quiet(linkedText(detail, writer, 200), { spacing: 'None' })]),
  ];
  const tooltip = clipped(writer.plain(say('{button}: {text}', { button, text })), 160);
  return rowWithButton(items, { ...askButton(title, action), tooltip });
}

/** Says something that is no list and no report. */
export function noticeCard(options: NoticeCardOptions): CardMessage {
  const { title, lines = [], rows = [], questions = [], actions = [], view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(title), 300);
  return firstThatFits([MOST_ROWS, 12, 8, 4], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...lines.map((line) => paragraph(linkedText(line, writer, 500), { spacing: 'Small' })),
        ...rows.slice(0, most).map((row) => rowElement(row, writer)),
        ...(rows.length > most ? [quiet(writer.markdown(andMore(rows.length - most)))] : []),
        ...questions.slice(0, most).map((question) => questionRow(question, writer)),
      ],
      actions: actions.map(({ title: label, action }) => askButton(clipped(writer.plain(label), 60), action)),
      speak: summary,
      writer,
    }),
    summary,
    text: [
      summary,
      ...lines.map((line) => writer.plain(line)),
      ...rows.slice(0, 10).map((row) => clipped(writer.plain(rowLine(row)), 200)),
      ...questions,
    ].join('\n'),
  }));
}

function rowLine({ text, detail }: NoticeRow): Text {
  return detail === undefined ? text : say('{text} ({detail})', { text, detail });
}
