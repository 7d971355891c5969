/** Why an instance got its verdict: what is open, in words; and on demand the facts behind each. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Finding, Item, Report } from '../src/model/finding.ts';
import { say, type Text } from '../src/model/text.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { type AboutSubject, aboutButton, backButton } from './about-actions.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, type CardMessage, container, heading, paragraph, quiet } from './elements.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './escape-markdown.ts';
import { causeOf, evidenceSentence, itemSentence } from './item-wording.ts';
import { linkedText } from './linked-text.ts';
import { statusLine } from './requirement-row.ts';
import {
  andMore,
  needsAttention,
  type RequirementTitle,
  statusSymbol,
  statusWithImpact,
  titleOf,
  verdictSentence,
  verdictSymbol,
  worstFirst,
} from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface WhyCardOptions {
  readonly assessment: Assessment;
  readonly requirements: readonly RequirementTitle[];
  readonly month?: string | undefined;
  /** Whether the facts are shown too: which property of which resource, what was seen, what was needed. */
  readonly evidence: boolean;
  readonly view: CardView;
}

interface Way {
  readonly findings: number;
  readonly items: number;
  readonly facts: number;
  readonly length: number;
}

const ways: readonly [Way, ...Way[]] = [
  { findings: 20, items: 4, facts: 4, length: 400 },
  { findings: 20, items: 3, facts: 3, length: 300 },
  { findings: 14, items: 2, facts: 2, length: 240 },
  { findings: 14, items: 1, facts: 1, length: 160 },
  { findings: 8, items: 1, facts: 1, length: 120 },
  { findings: 4, items: 1, facts: 0, length: 80 },
];

function itemElements(
  item: Item,
  finding: Finding,
  way: Way,
  evidence: boolean,
  writer: Writer,
): readonly CardElement[] {
  const sentence = linkedText(itemSentence(item, writer), writer, way.length);
  const word = joined(
    [statusSymbol(item.status) as Markdown, bold(writer.plain(statusWithImpact(item.status, item.impact)))],
    ' ',
  );
  const line = item.status === finding.status ? sentence : joined([word, sentence], ': ');
  const facts = evidence ? item.evidence.slice(0, way.facts).map(evidenceSentence) : [];
  return [
    paragraph(line, { spacing: 'Small' }),
    ...[...(evidence ? causeOf(item, writer) : []), ...facts].map((fact) =>
      quiet(linkedText(fact, writer, way.length), { spacing: 'None' }),
    ),
  ];
}

function findingElement(finding: Finding, options: WhyCardOptions, way: Way, writer: Writer): CardElement {
  const open = finding.items.filter(needsAttention);
  const left = open.length - way.items;
  return container(
    [
      paragraph(statusLine(finding, options.requirements, writer, way.length)),
      ...open.slice(0, way.items).flatMap((item) => itemElements(item, finding, way, options.evidence, writer)),
      ...(left > 0 ? [quiet(writer.markdown(andMore(left)))] : []),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

function titleFor(report: Report, options: WhyCardOptions): Text {
  const { name } = report.instance;
  if (options.evidence) return say('What I saw of {name}', { name });
  switch (report.verdict) {
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

/** Every open finding of the first report with its items, worst first. */
export function whyCard(options: WhyCardOptions): CardMessage {
  const { assessment, month, view } = options;
  const writer = writerFor(view);
  const [report] = assessment.reports;
  if (report === undefined) throw new Error('There is no report to explain.');
  const open = worstFirst(report.findings).filter(needsAttention);
  const summary = writer.plain(titleFor(report, options));
  const verdict = verdictSentence(report, assessment.today);
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt };
  const lines = open.flatMap((finding) => {
    const [worst] = finding.items;
    const status = statusWithImpact(finding.status, finding.impact);
    const values = {
      symbol: statusSymbol(finding.status),
      status,
      title: titleOf(finding.requirement, finding.status, options.requirements),
    };
    return worst === undefined
      ? [say('{symbol} {status}: {title}', values)]
      : [say('{symbol} {status}: {title}. {sentence}', { ...values, sentence: itemSentence(worst, writer) })];
  });
  const text = [summary, ...[verdict, ...lines].map((line) => clipped(writer.plain(line), 400))].join('\n');
  return firstThatFits(ways, (way) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        paragraph(joined([verdictSymbol(report.verdict) as Markdown, linkedText(verdict, writer, 300)], ' ')),
        ...open.slice(0, way.findings).map((finding) => findingElement(finding, options, way, writer)),
        ...(open.length > way.findings ? [quiet(writer.markdown(andMore(open.length - way.findings)))] : []),
        quiet(
          writer.markdown(
            say('Checked {when} as {who}', { when: writer.instant(assessment.checkedAt), who: assessment.checkedAs }),
          ),
          { separator: true, spacing: 'Medium' },
        ),
      ],
      actions: [
        ...(open.length === 0 ? [] : [aboutButton('fix', subject, writer)]),
        options.evidence ? aboutButton('why', subject, writer) : aboutButton('evidence', subject, writer),
        backButton(subject, writer),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text,
  }));
}
