/** Long answers in pages: every block is on one of them, and buttons lead from one to the next. */
import type { CardElement, IExecuteAction } from '@microsoft/teams.cards';
import { count, say, type Text } from '../src/model/text.ts';
import type { CardAction } from './actions.ts';
import { sizeOf } from './card-size.ts';
import { askButton } from './elements.ts';
import type { Writer } from './writer.ts';

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
  /** "Page 2 of 5"; absent where there is but one. */
  readonly note?: Text;
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
  return {
    blocks: pages[number - 1] ?? [],
    ...(pages.length === 1 ? {} : { note: say('Page {page} of {pages}', { page: number, pages: pages.length }) }),
    buttons: [
      ...(left > 0
        ? [turn(count(left, { one: 'Next ({count} more)', other: 'Next ({count} more)' }), number + 1)]
        : []),
      ...(number > 1 ? [turn(say('Back'), number - 1)] : []),
    ],
  };
}

/** Blocks as a body: a line between one and the next. */
export function pageBody({ blocks }: CardPage): readonly CardElement[] {
  return blocks.flatMap((elements) =>
    elements.map((element, index) =>
      index === 0 ? { ...element, separator: true, spacing: 'Medium' as const } : element,
    ),
  );
}
