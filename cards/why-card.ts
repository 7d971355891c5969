/** Why an instance got its verdict: every cause with what is wrong, who is hit and what hangs on it. In pages. */

import type { PortalContext } from '../src/fixes/portal-links.ts';
import type { Report } from '../src/model/finding.ts';
import { given } from '../src/model/given.ts';
import { say, type Text } from '../src/model/text.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { type Cause, causesOf } from '../src/readiness/causes.ts';
import { type AboutSubject, aboutAction, aboutBelow, backButton } from './parts/answer-buttons.ts';
import { causeHead } from './parts/cause-rows.ts';
import { buttons, type CardMessage, paragraph, quiet } from './parts/elements.ts';
import { type Block, pagedCard } from './parts/pages.ts';
import { checkedWhen } from './wording/answer.ts';
import { thingName, whatIsBroken, whoIsHit } from './wording/cause.ts';
import { clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './wording/escape-markdown.ts';
import { itemSentence } from './wording/item.ts';
import { linkedText } from './wording/linked-text.ts';
import { changedLately } from './wording/resource-change.ts';
import { type RequirementTitle, statusSymbol, statusWithImpact, titleOf } from './wording/status.ts';
import { verdictSentence, verdictSymbol } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface WhyCardOptions {
  readonly assessment: Assessment;
  readonly requirements: readonly RequirementTitle[];
  readonly month?: string | undefined;
  /** Page to show, from 1. */
  readonly page?: number | undefined;
  /** Where links into the portal lead. */
  readonly portal: PortalContext;
  readonly view: CardView;
}

/** Causes on a page. */
const MOST = 5;

/** Sentences of Azure Monitor's numbers beside a cause: those of its target and of loggers in a few locations. */
const NUMBERS = 6;

/** Changes beside a cause. */
const CHANGES = 3;

/** Lines of the plain form. */
const PLAIN_LINES = 10;

/** Every cause of the first report, worst first; each leads to its own evidence. */
export function whyCard(options: WhyCardOptions): CardMessage {
  const { assessment, month, page, view } = options;
  const writer = writerFor(view);
  const [report] = assessment.reports;
  if (report === undefined) throw new Error('There is no report to explain.');
  const causes = causesOf(report);
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt };
  const summary = clipped(writer.plain(titleFor(report)), 200);
  const verdict = verdictSentence(report, assessment.today);
  const broken = whatIsBroken(report, options.requirements, writer, causes);
  const lead = broken === undefined ? linkedText(verdict, writer, 300) : escapeMarkdown(clipped(broken, 300));
  const checked = clipped(writer.plain(checkedWhen(assessment, writer)), 240);
  return pagedCard({
    summary,
    title: joined([verdictSymbol(report.verdict) as Markdown, escapeMarkdown(summary)], ' '),
    lead: [paragraph(lead)],
    blocks: causes.map((cause) => causeBlock(cause, report, subject, options, writer)),
    most: MOST,
    again: { ...aboutAction('why', subject), ...given({ page }) },
    closing: [
      ...report.notes.slice(0, 3).map((note) => quiet(escapeMarkdown(clipped(writer.plain(note), 300)))),
      quiet(escapeMarkdown(checked), { separator: true, spacing: 'Medium' }),
    ],
    actions: [
      ...(causes.length === 0 ? [] : [aboutBelow('fix', subject, writer)]),
      aboutBelow('evidence', subject, writer, say('Everything I saw')),
      backButton(subject, writer),
    ],
    lines: [
      clipped(writer.plain(verdict), 400),
      ...causes.slice(0, PLAIN_LINES).map((cause) => plainLine(cause, writer)),
    ],
    writer,
  });
}

function titleFor({ verdict, instance: { name } }: Report): Text {
  switch (verdict) {
    case 'not-ready':
      return say('Why {name} is not ready', { name });
    case 'undecided':
      return say('Why {name} is undecided', { name });
    case 'action-needed':
      return say('Why {name} needs action', { name });
    case 'ready':
      return say('{name} is ready: nothing stands in the way', { name });
  }
}

/** What its worst item says, the requirements that hang on it by name, and the way to all of it. */
function causeBlock(
  cause: Cause,
  report: Report,
  subject: AboutSubject,
  { requirements, portal }: WhyCardOptions,
  writer: Writer,
): Block {
  const [{ item }] = cause.items;
  const who = whoIsHit(cause, 6, writer);
  const name = clipped(thingName(cause, writer), 40);
  return [
    paragraph(causeHead(cause, writer)),
    paragraph(linkedText(itemSentence(item, writer), writer, 360), { spacing: 'Small' }),
    ...(who === undefined ? [] : [quiet(writer.markdown(say('Hits {who}', { who: clipped(who, 300) })), CLOSE)]),
    ...cause.numbers
      .slice(0, NUMBERS)
      .map((sentence) => quiet(escapeMarkdown(clipped(writer.plain(sentence), 240)), CLOSE)),
    ...changedLately(cause.changes.slice(0, CHANGES), portal, writer).map((line) => quiet(line, CLOSE)),
    ...cause.requirements.map((requirement) => {
      const finding = report.findings.find((one) => one.requirement === requirement);
      const title = titleOf(requirement, finding?.status ?? cause.status, requirements);
      return quiet(escapeMarkdown(clipped(writer.plain(say('→ {title}', { title })), 160)), CLOSE);
    }),
    ...(cause.fix === undefined
      ? []
      : [
          quiet(
            markdownLink(clipped(writer.plain(say('Fix: {title}', { title: cause.fix.title })), 160), cause.fix.portal),
            CLOSE,
          ),
        ]),
    buttons([aboutBelow('evidence', { ...subject, cause: cause.key }, writer, say('Evidence for {name}', { name }))]),
  ];
}

const CLOSE = { spacing: 'None' } as const;

function plainLine(cause: Cause, writer: Writer): string {
  const [{ item }] = cause.items;
  const line = say('{symbol} {status}: {sentence}', {
    symbol: statusSymbol(cause.status),
    status: statusWithImpact(cause.status, cause.impact),
    sentence: itemSentence(item, writer),
  });
  return clipped(writer.plain(line), 400);
}
