/** What can be asked, in a few lines. */
import { monthInWords } from '../src/model/days.ts';
import { say } from '../src/model/text.ts';
import { adaptiveCard, type CardMessage, heading, paragraph, quiet } from './elements.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { questionRow } from './question-row.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface HelpCardOptions {
  /** Questions that work here; up to five are shown. */
  readonly examples: readonly string[];
  /** The months that are known, `YYYY-MM`. */
  readonly months: readonly string[];
  readonly view: CardView;
}

/** Questions to press, and the three rules that a reader should know. */
export function helpCard({ examples, months, view }: HelpCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = writer.plain(say('What you can ask me'));
  const questions = examples.slice(0, 5);
  const known = new Intl.ListFormat(writer.language, { type: 'conjunction' }).format(
    months.slice(0, 12).map((month) => writer.plain(monthInWords(month))),
  );
  const rules = [
    say('Without a month I take the retirement that is nearest to today.'),
    ...(months.length === 0 ? [] : [say('Months that I know: {known}.', { known })]),
    say('If several instances share a name, write resource group, a slash, and the name.'),
    say('I only ever read. Commands are shown, never run.'),
  ];
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...questions.map((question) => questionRow(question, writer)),
        ...rules.map((rule, index) => (index === 0 ? paragraph(writer.markdown(rule)) : quiet(writer.markdown(rule)))),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...questions, ...rules.map((rule) => writer.plain(rule))].join('\n'),
  };
}
