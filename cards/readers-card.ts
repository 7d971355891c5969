/** Which instances refer to a resource, or call it. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Item } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import { whoIsNotReadyButton } from './parts/answer-buttons.ts';
import { askButton, type CardMessage, paragraph, quiet, rowWithButton } from './parts/elements.ts';
import { type Again, pagedCard } from './parts/pages.ts';
import { bold, clipped, joined, type Markdown } from './wording/escape-markdown.ts';
import { itemSentence } from './wording/item.ts';
import { linkedText } from './wording/linked-text.ts';
import { statusSymbol, statusWithImpact } from './wording/status.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** One instance that reads or calls the resource. */
export interface ReaderRow {
  readonly instance: DiscoveredInstance;
  /** Its gateway calls the resource. */
  readonly calls: boolean;
  /** Something in it refers to the resource. */
  readonly refers: boolean;
  /** The worst of what was found about it. */
  readonly worst: Item;
}

/** What the card is drawn from. */
export interface ReadersCardOptions {
  /** Name of the resource, as it was asked. */
  readonly target: string;
  readonly readers: readonly ReaderRow[];
  /** Instances of which not everything could be searched, so that they may be readers too. */
  readonly unsure: readonly string[];
  /** How many instances were searched. */
  readonly searched: number;
  readonly again: Again;
  readonly view: CardView;
}

/** Instances on a page, and names of those that could not be searched completely. */
const MOST = 8;
const NAMED = 5;

function titleFor({ target, readers, searched }: ReadersCardOptions): Text {
  if (readers.length === 0) {
    return count(
      searched,
      {
        one: 'The {count} instance that I can see neither refers to {target} nor calls it',
        other: 'None of {count} instances refers to {target} or calls it',
      },
      { target },
    );
  }
  return count(
    readers.length,
    { one: '{count} instance uses {target}', other: '{count} instances use {target}' },
    { target },
  );
}

function useOf({ calls, refers }: ReaderRow): Text {
  if (calls && refers) return say('refers to it and calls it');
  return calls ? say('calls it') : say('refers to it');
}

function element(row: ReaderRow, length: number, writer: Writer): CardElement {
  const { instance, worst } = row;
  const status = joined(
    [statusSymbol(worst.status) as Markdown, writer.markdown(statusWithImpact(worst.status, worst.impact))],
    ' ',
  );
  const button = askButton(writer.plain(say('Check')), { kind: 'check', instance: instance.id, place: 'new' });
  return rowWithButton(
    [
      paragraph(joined([bold(clipped(instance.name, 60)), writer.markdown(useOf(row))], ' ')),
      quiet(joined([status, linkedText(itemSentence(worst, writer), writer, length)], writer.colon), {
        spacing: 'None',
      }),
    ],
    { ...button, tooltip: writer.plain(say('Check {name}', { name: instance.name })) },
  );
}

function doubt({ unsure, readers }: ReadersCardOptions, writer: Writer): readonly Text[] {
  if (unsure.length === 0) return [];
  const list = writer.listAll(unsure.slice(0, NAMED));
  const more = unsure.length > NAMED;
  if (readers.length === 0) {
    return more
      ? [say('That is no proof: {list} and others could not be searched completely.', { list })]
      : [say('That is no proof: {list} could not be searched completely.', { list })];
  }
  return more
    ? [say('There may be more: {list} and others could not be searched completely.', { list })]
    : [say('There may be more: {list} could not be searched completely.', { list })];
}

/** Readers with what was found about the resource. Finding none is no proof where something could not be searched. */
export function readersCard(options: ReadersCardOptions): CardMessage {
  const { readers, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(titleFor(options)), 200);
  const doubts = doubt(options, writer);
  const lines = readers.slice(0, 10).map((row) => say('{name} {use}', { name: row.instance.name, use: useOf(row) }));
  return pagedCard({
    summary,
    blocks: readers.map((row) => [element(row, 240, writer)]),
    most: MOST,
    again: options.again,
    closing: doubts.map((line) => paragraph(writer.markdown(line), { separator: true })),
    actions: options.unsure.length > NAMED ? [whoIsNotReadyButton(writer)] : [],
    lines: [...lines, ...doubts].map((line) => clipped(writer.plain(line), 240)),
    writer,
  });
}
