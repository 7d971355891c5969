/** Long answers in pages: every block is on one of them, and buttons lead from one to the next. */
import type { Action, CardElement, IExecuteAction } from '@microsoft/teams.cards';
import { count, say, type Text } from '../../src/model/text.ts';
import { escapeMarkdown, type Markdown } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import type { CardAction } from './actions.ts';
import { sizeOf } from './card-size.ts';
import { adaptiveCard, askButton, type CardMessage, heading, quiet } from './elements.ts';

/** What stands or falls together. Small: a tenth of a card. */
export type Block = readonly CardElement[];

/** Bytes of the blocks of one page; the rest of a card's budget is for its head and its buttons. */
const PAGE_BYTES = 16 * 1024;

/** Blocks in the order in which they are, as many to a page as fit and as people like to read. */
function pagesOf(blocks: readonly Block[], most: number): readonly (readonly Block[])[] {
  const pages: Block[][] = [];
  let bytes = 0;
  for (const block of blocks) {
    const size = sizeOf(block);
    const page = pages.at(-1);
    if (page === undefined || page.length >= most || bytes + size > PAGE_BYTES) {
      pages.push([block]);
      bytes = size;
    } else {
      page.push(block);
      bytes += size;
    }
  }
  return pages.length === 0 ? [[]] : pages;
}

/** What brings a card again, so that its pages can be turned. */
export type Again = CardAction;

/** One page with what leads on from it. */
export interface CardPage {
  readonly blocks: readonly Block[];
  /** "Page 2 of 5"; nothing where there is but one. */
  readonly note: readonly CardElement[];
  readonly buttons: readonly IExecuteAction[];
}

/** The page that was asked for, or the nearest there is. `again` is what brings this card; its page is turned on the spot. */
export function pageOf(blocks: readonly Block[], again: Again, writer: Writer, most: number): CardPage {
  const pages = pagesOf(blocks, most);
  const number = Math.min(Math.max(1, again.page ?? 1), pages.length);
  const before = pages.slice(0, number).reduce((sum, page) => sum + page.length, 0);
  const left = blocks.length - before;
  const { place: _, ...here } = again;
  const turn = (title: Text, to: number) => askButton(writer.plain(title), { ...here, page: to });
  const note = say('Page {page} of {pages}', { page: number, pages: pages.length });
  return {
    blocks: pages[number - 1] ?? [],
    note: pages.length === 1 ? [] : [quiet(writer.markdown(note))],
    buttons: [
      ...(left > 0
        ? [turn(count(left, { one: 'Next ({count} more)', other: 'Next ({count} more)' }), number + 1)]
        : []),
      ...(number > 1 ? [turn(say('Back'), number - 1)] : []),
    ],
  };
}

/** Blocks as a body: a line above each, where it does not bring its own. */
export function pageBody({ blocks }: CardPage): readonly CardElement[] {
  return blocks.flatMap(([first, ...rest]) => {
    if (first === undefined) return rest;
    return [first.separator === true ? first : { ...first, separator: true, spacing: 'Medium' as const }, ...rest];
  });
}

/** A head with its lines and what follows them; lines beyond `most` go on in further blocks, each of which says what it goes on with. */
export function blocksWithLines(
  { head, lines, tail = [] }: { readonly head: Block; readonly lines: Block; readonly tail?: Block },
  most: number,
  name: string,
  writer: Writer,
): readonly Block[] {
  const more: Block[] = [];
  for (let from = most; from < lines.length; from += most) {
    more.push([quiet(writer.markdown(say('More of {name}', { name }))), ...lines.slice(from, from + most)]);
  }
  return [[...head, ...lines.slice(0, most), ...tail], ...more];
}

/** What a card in pages is drawn from. */
export interface PagedCardOptions {
  /** The answer in a sentence: heading, notification and what is spoken. */
  readonly summary: string;
  /** The heading, where it is more than the summary. */
  readonly title?: Markdown;
  /** What stands above the blocks of every page. */
  readonly lead?: readonly CardElement[];
  readonly blocks: readonly Block[];
  /** Blocks on a page. */
  readonly most: number;
  readonly again: Again;
  /** What stands below the blocks of every page. */
  readonly closing?: readonly CardElement[];
  /** Buttons beside those that turn the pages. */
  readonly actions?: readonly Action[];
  /** Lines of the plain form, below the summary. */
  readonly lines: readonly string[];
  readonly writer: Writer;
}

/** A card in pages. */
export function pagedCard(options: PagedCardOptions): CardMessage {
  const { summary, title = escapeMarkdown(summary), lead = [], closing = [], actions = [], lines, writer } = options;
  const page = pageOf(options.blocks, options.again, writer, options.most);
  return {
    card: adaptiveCard({
      body: [heading(title), ...lead, ...page.note, ...pageBody(page), ...closing],
      actions: [...page.buttons, ...actions],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...lines].join('\n'),
  };
}
