/** A short answer in words, with buttons where there is something to press. */
import { say, type Text } from '../src/model/text.ts';
import {
  adaptiveCard,
  askButton,
  type CardMessage,
  fixedWidth,
  heading,
  paragraph,
  quiet,
  rowWithButton,
} from './parts/elements.ts';
import { type Again, pageBody, pageOf } from './parts/pages.ts';
import { questionRow } from './parts/question-row.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { linkedText } from './wording/linked-text.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** A line with a button beside it. */
export interface NoticeRow {
  readonly text: Text;
  /** A quieter second line. */
  readonly detail?: Text;
  readonly button: Text;
  readonly action: Again;
}

/** What the card is drawn from. */
export type NoticeCardOptions = NoticeParts & (NoticeRows | { readonly rows?: undefined });

interface NoticeParts {
  /** The answer, in a sentence; the notification too. */
  readonly title: Text;
  readonly lines?: readonly Text[];
  /** Commands to be copied. */
  readonly commands?: string | undefined;
  /** Questions that would work, a button each. */
  readonly questions?: readonly string[];
  /** Buttons at the end. */
  readonly actions?: readonly { readonly title: Text; readonly action: Again }[];
  readonly view: CardView;
}

interface NoticeRows {
  /** However many: they are shown in pages. */
  readonly rows: readonly NoticeRow[];
  readonly again: Again;
}

/** Rows on a page. */
const MOST_ROWS = 10;
const MOST_QUESTIONS = 10;

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
  const { title, lines = [], commands, questions = [], actions = [], view } = options;
  const rows = options.rows ?? [];
  const writer = writerFor(view);
  const summary = clipped(writer.plain(title), 300);
  const page =
    options.rows === undefined
      ? undefined
      : pageOf(
          rows.map((row) => [rowElement(row, writer)]),
          options.again,
          writer,
          MOST_ROWS,
        );
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...lines.map((line) => paragraph(linkedText(line, writer, 500), { spacing: 'Small' })),
        ...(commands === undefined ? [] : [fixedWidth(commands)]),
        ...(page === undefined ? [] : [...page.note, ...pageBody(page)]),
        ...questions.slice(0, MOST_QUESTIONS).map((question) => questionRow(question, writer)),
      ],
      actions: [
        ...(page?.buttons ?? []),
        ...actions.map(({ title: label, action }) => askButton(clipped(writer.plain(label), 60), action)),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [
      summary,
      ...lines.map((line) => writer.plain(line)),
      ...(commands === undefined ? [] : [commands]),
      ...rows.slice(0, 10).map((row) => clipped(writer.plain(rowLine(row)), 200)),
      ...questions,
    ].join('\n'),
  };
}

function rowLine({ text, detail }: NoticeRow): Text {
  return detail === undefined ? text : say('{text} ({detail})', { text, detail });
}
