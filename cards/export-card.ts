/** A table as text, to be copied. */
import { say, type Text } from '../src/model/text.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, type CardMessage, fixedWidth, heading, quiet } from './elements.ts';
import { clipped, escapeMarkdown } from './escape-markdown.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface ExportCardOptions {
  readonly title: Text;
  /** The rows, ready to be copied; the first is the head. */
  readonly lines: readonly string[];
  /** What to know about it. */
  readonly note: Text;
  readonly view: CardView;
}

/** The table in fixed width. What does not fit stands in the plain text, which is always whole. */
export function exportCard({ title, lines, note, view }: ExportCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = clipped(writer.plain(title), 200);
  return firstThatFits([lines.length, 100, 50, 25, 12], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        quiet(writer.markdown(note)),
        fixedWidth(lines.slice(0, most).join('\n')),
        ...(lines.length > most
          ? [quiet(writer.markdown(say('Shown: {shown} of {all} lines.', { shown: most, all: lines.length })))]
          : []),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, writer.plain(note), ...lines].join('\n'),
  }));
}
