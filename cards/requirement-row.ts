/** One requirement on a card: what it is, what was seen, how to put it right. */
import type { CardElement } from '@microsoft/teams.cards';
import { nameOf } from '../src/model/arm.ts';
import type { Finding, Fix, Item } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import { buttons, container, fixedWidth, paragraph, quiet, toggleButton } from './elements.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './escape-markdown.ts';
import { causeOf, evidenceSentence, itemSentence } from './item-wording.ts';
import { linkedText } from './linked-text.ts';
import { type ShownWaiver, waivedBy } from './reminder-wording.ts';
import { needsAttention, type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from './wording.ts';
import type { Writer } from './writer.ts';

/** How much a row shows; poorer ones make a smaller card. */
export interface RowDetail {
  /** Whether commands are shown. */
  readonly commands: boolean;
  /** How many items are told; the others are counted. At least 1. */
  readonly items: number;
  /** How many facts stand behind each item. */
  readonly evidence: number;
  /** Whether the fix is named and linked. */
  readonly links: boolean;
  /** Characters of one message. */
  readonly length: number;
}

/** What a row is made from. */
export interface RowOptions {
  readonly finding: Finding;
  readonly requirements: readonly RequirementTitle[];
  readonly detail: RowDetail;
  /** Who took the responsibility for it. */
  readonly waiver?: ShownWaiver | undefined;
  readonly writer: Writer;
  /** Unique in the card: the name of the part that is shown on demand. */
  readonly id: string;
}

/** "✅ **Met**: Every key vault …" */
export function statusLine(
  finding: Finding,
  requirements: readonly RequirementTitle[],
  writer: Writer,
  length: number,
): Markdown {
  const title = clipped(writer.plain(titleOf(finding.requirement, finding.status, requirements)), length);
  const word = writer.plain(statusWithImpact(finding.status, finding.impact));
  const status = joined([statusSymbol(finding.status) as Markdown, bold(word)], ' ');
  return joined([status, escapeMarkdown(title)], ': ');
}

/** "Waived by Ann until 1 December 2026: …", where a requirement is waived. */
export function waiverLine(waiver: ShownWaiver | undefined, writer: Writer): readonly CardElement[] {
  return waiver === undefined ? [] : [quiet(writer.markdown(waivedBy(waiver)), { spacing: 'None' })];
}

/** Names of further items in one line. */
const MOST_NAMES = 5;

function fixLine(fix: Fix, writer: Writer): CardElement {
  const title = writer.plain(say('Fix: {title}', { title: fix.title }));
  const links = [
    markdownLink(clipped(title, 120), fix.portal),
    markdownLink(writer.plain(say('Documentation')), fix.docs),
  ];
  return paragraph(joined(links, ' · '), { spacing: 'Small' });
}

function behind(item: Item, detail: RowDetail, writer: Writer): readonly CardElement[] {
  const command = detail.commands ? item.fix?.command : undefined;
  return [
    ...(command === undefined ? [] : [fixedWidth(command)]),
    ...causeOf(item, writer).map((sentence) => quiet(writer.markdown(sentence))),
    ...item.evidence
      .slice(0, detail.evidence)
      .map((one) => quiet(escapeMarkdown(clipped(writer.plain(evidenceSentence(one)), 240)))),
  ];
}

function another(item: Item, options: RowOptions): readonly CardElement[] {
  const { detail, writer } = options;
  const word = bold(writer.plain(statusWithImpact(item.status, item.impact)));
  const line = linkedText(itemSentence(item, writer), writer, detail.length);
  const status = joined([statusSymbol(item.status) as Markdown, word], ' ');
  return [
    paragraph(joined([status, line], ': '), { separator: true }),
    ...(item.fix !== undefined && detail.links ? [fixLine(item.fix, writer)] : []),
    ...behind(item, detail, writer),
  ];
}

/**
 * "and 12 more: kv-a, kv-b": the names too, because they are what somebody looks for; of one resource in several places the
 * places.
 */
function more([worst, ...others]: readonly Item[], writer: Writer): Text {
  const left = others.length;
  const elsewhere = others.filter((item) => item.subject !== worst?.subject);
  const names = (elsewhere.length > 0 ? elsewhere : others).map((item) =>
    elsewhere.length > 0 ? nameOf(item.subject) : (item.location ?? ''),
  );
  const known = [...new Set(names)].filter((name) => name !== '').map((name) => clipped(name, 40));
  if (known.length === 0) return count(left, { one: 'and {count} more', other: 'and {count} more' });
  const list = new Intl.ListFormat(writer.language, { type: 'unit' }).format(known.slice(0, MOST_NAMES));
  return known.length > MOST_NAMES
    ? count(left, { one: 'and {count} more: {list}, …', other: 'and {count} more: {list}, …' }, { list })
    : count(left, { one: 'and {count} more: {list}', other: 'and {count} more: {list}' }, { list });
}

/** The row of a requirement that needs somebody's eyes: worst item first, the rest on demand, and how many more there are. */
export function requirementRow(options: RowOptions): CardElement {
  const { finding, detail, waiver, writer, requirements, id } = options;
  const waived = waiverLine(waiver, writer);
  const open = finding.items.filter(needsAttention);
  const [worst, ...others] = open.slice(0, detail.items);
  const top = paragraph(statusLine(finding, requirements, writer, detail.length));
  if (worst === undefined) return container([top, ...waived], { separator: true, spacing: 'Medium' });
  const hidden = [...behind(worst, detail, writer), ...others.flatMap((item) => another(item, options))];
  const title = worst.fix?.command === undefined || !detail.commands ? say('Show what was seen') : say('Show the fix');
  return container(
    [
      top,
      ...waived,
      paragraph(linkedText(itemSentence(worst, writer), writer, detail.length), {
        spacing: 'Small',
      }),
      ...(open.length > 1 ? [quiet(writer.markdown(more(open, writer)))] : []),
      ...(worst.fix !== undefined && detail.links ? [fixLine(worst.fix, writer)] : []),
      ...(hidden.length === 0
        ? []
        : [
            buttons([toggleButton(writer.plain(title), id)]),
            container(hidden, { id, isVisible: false, spacing: 'Small' }),
          ]),
    ],
    { separator: true, spacing: 'Medium' },
  );
}
