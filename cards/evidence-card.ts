/** What was seen, item by item: every fact, what was needed, and the commands of its fix. In pages, nothing left out. */

import type { CardElement } from '@microsoft/teams.cards';
import type { PortalContext } from '../src/fixes/portal-links.ts';
import { nameOf } from '../src/model/arm.ts';
import type { Item, Report } from '../src/model/finding.ts';
import { given } from '../src/model/given.ts';
import { say, type Text } from '../src/model/text.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { type Cause, type CauseItem, causesOf } from '../src/readiness/causes.ts';
import { type AboutSubject, aboutAction, aboutBelow, backButton } from './parts/answer-buttons.ts';
import { type CardMessage, fixedWidth, paragraph, quiet } from './parts/elements.ts';
import { type Block, blocksWithLines, pagedCard } from './parts/pages.ts';
import { thingName } from './wording/cause.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './wording/escape-markdown.ts';
import { causeOf, evidenceSentence, itemSentence } from './wording/item.ts';
import { linkedText } from './wording/linked-text.ts';
import { changedLately } from './wording/resource-change.ts';
import { type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from './wording/status.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface EvidenceCardOptions {
  readonly assessment: Assessment;
  readonly requirements: readonly RequirementTitle[];
  readonly month?: string | undefined;
  /** Id of the one requirement to show; absent for all. */
  readonly requirement?: string | undefined;
  /** Key of the one cause to show; absent for everything that was looked at. */
  readonly cause?: string | undefined;
  /** Page to show, from 1. */
  readonly page?: number | undefined;
  /** Where links into the portal lead. */
  readonly portal: PortalContext;
  readonly view: CardView;
}

/** Blocks on a page. */
const MOST = 6;
/** Facts in one block; an item with more has several. */
const FACTS = 10;
/** Characters of a fact, of a sentence, and of a command. */
const LENGTHS = { fact: 400, sentence: 800, command: 3_000 } as const;

/** Every item of one cause, or of the whole report: what is open by cause first, then what is met. */
export function evidenceCard(options: EvidenceCardOptions): CardMessage {
  const { assessment, month, requirement, cause: key, page, view } = options;
  const writer = writerFor(view);
  const [report] = assessment.reports;
  if (report === undefined) throw new Error('There is no report to show.');
  const causes = causesOf(report);
  const asked = key === undefined ? undefined : causes.find((cause) => cause.key === key);
  const all = asked === undefined ? everyItem(report, causes) : asked.items;
  const items = all.filter((one) => requirement === undefined || one.requirement === requirement);
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt, cause: asked?.key };
  const again = {
    ...aboutAction('evidence', subject),
    ...given({ page, requirement }),
  };
  const summary = clipped(writer.plain(titleFor(report, asked, key, writer)), 200);
  const whole: AboutSubject = { ...subject, cause: undefined };
  const read = say('Read {when} as {who}', { when: writer.instant(assessment.checkedAt), who: assessment.checkedAs });
  return pagedCard({
    summary,
    blocks: items.flatMap((one) => itemBlocks(one, options, writer)),
    most: MOST,
    again,
    closing: [quiet(escapeMarkdown(clipped(writer.plain(read), 240)), { separator: true, spacing: 'Medium' })],
    actions: [...(causes.length === 0 ? [] : [aboutBelow('why', whole, writer)]), backButton(whole, writer)],
    lines: items.slice(0, 10).map(({ item }) => clipped(writer.plain(itemSentence(item, writer)), 300)),
    writer,
  });
}

function titleFor(report: Report, cause: Cause | undefined, key: string | undefined, writer: Writer): Text {
  const { name } = report.instance;
  if (cause !== undefined) return say('What I saw of {thing}', { thing: clipped(thingName(cause, writer), 80) });
  return key === undefined
    ? say('What I saw of {name}', { name })
    : say('That is put right. What I saw of {name}', { name });
}

/** Open items by cause, then those that only follow from others, then what is met. */
function everyItem({ findings }: Report, causes: readonly Cause[]): readonly CauseItem[] {
  const open = causes.flatMap(({ items }) => items);
  const told = new Set<Item>(open.map(({ item }) => item));
  const rest = findings.flatMap(({ requirement, items }) =>
    items.filter((item) => !told.has(item)).map((item) => ({ requirement, item })),
  );
  return [...open, ...rest];
}

function itemBlocks(
  { requirement, item }: CauseItem,
  { requirements, portal }: EvidenceCardOptions,
  writer: Writer,
): readonly Block[] {
  const facts = item.evidence.map((one) =>
    quiet(linkedText(evidenceSentence(one), writer, LENGTHS.fact), { spacing: 'None' }),
  );
  const head = [
    paragraph(itemHead(requirement, item, requirements, writer)),
    paragraph(linkedText(itemSentence(item, writer), writer, LENGTHS.sentence), { spacing: 'Small' }),
    ...(item.numbers ?? []).map((sentence) => quiet(writer.markdown(sentence), { spacing: 'None' })),
    ...changedLately(item.changes ?? [], portal, writer).map((line) => quiet(line, { spacing: 'None' })),
    ...causeOf(item, writer).map((sentence) => quiet(writer.markdown(sentence), { spacing: 'None' })),
  ];
  const name = clipped(nameOf(item.subject), 80);
  return blocksWithLines({ head, lines: facts, tail: fixElements(item, writer) }, FACTS, name, writer);
}

function itemHead(
  requirement: string,
  { status, impact }: Item,
  requirements: readonly RequirementTitle[],
  writer: Writer,
): Markdown {
  const word = joined([statusSymbol(status) as Markdown, bold(writer.plain(statusWithImpact(status, impact)))], ' ');
  return joined([word, writer.markdown(titleOf(requirement, status, requirements))], writer.colon);
}

/** The page and the commands that put it right. */
function fixElements({ fix }: Item, writer: Writer): readonly CardElement[] {
  if (fix === undefined) return [];
  const links = [
    markdownLink(clipped(writer.plain(say('Fix: {title}', { title: fix.title })), 160), fix.portal),
    markdownLink(writer.plain(say('Documentation')), fix.docs),
  ];
  return [
    paragraph(joined(links, ' · '), { spacing: 'Small' }),
    ...(fix.command === undefined || fix.command.length > LENGTHS.command ? [] : [fixedWidth(fix.command)]),
  ];
}
