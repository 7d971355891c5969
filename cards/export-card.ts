/** A table as text, to be copied. */
import type { Text } from '../src/model/text.ts';
import { adaptiveCard, type CardMessage, fixedWidth, heading, quiet } from './parts/elements.ts';
import { type Again, type Block, pageOf } from './parts/pages.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ExportCardOptions {
  readonly title: Text;
  /** Ready to be copied. */
  readonly lines: readonly string[];
  /** How many of them are the head, which stands on every page. */
  readonly head?: number;
  /** What to know about it. */
  readonly note: Text;
  readonly again: Again;
  readonly view: CardView;
}

/** Lines on a page, its head not counted. */
const MOST = 20;

/** The table in fixed width, page by page; the plain text always has all of it. */
export function exportCard({ title, lines, head = 0, note, again, view }: ExportCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = clipped(writer.plain(title), 200);
  const rows = lines.slice(head);
  const blocks: Block[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += MOST) {
    blocks.push([fixedWidth([...lines.slice(0, head), ...rows.slice(from, from + MOST)].join('\n'))]);
  }
  const page = pageOf(blocks, again, writer, 1);
  return {
    card: adaptiveCard({
      body: [heading(escapeMarkdown(summary)), quiet(writer.markdown(note)), ...page.note, ...page.blocks.flat()],
      actions: page.buttons,
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, writer.plain(note), ...lines].join('\n'),
  };
}
