/** The answer to "is apim-prod ready?". */
import type { CardElement, ContainerStyle, IExecuteAction } from '@microsoft/teams.cards';
import { monthInWords } from '../src/model/days.ts';
import type { Finding, Report, Verdict } from '../src/model/finding.ts';
import { retirements } from '../src/model/retirement.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Assessment, Progress } from '../src/readiness/assessor.ts';
import { type AboutSubject, aboutButton, remindButton, shareButton } from './about-actions.ts';
import {
  adaptiveCard,
  buttons,
  type CardMessage,
  container,
  heading,
  linkButton,
  paragraph,
  quiet,
  toggleButton,
} from './elements.ts';
import { clipped, escapeMarkdown, joined, type Markdown } from './escape-markdown.ts';
import { itemSentence } from './item-wording.ts';
import { type Drawing, richestThatFits, spareRow } from './readiness-drawing.ts';
import { type ShownWaiver, waivedBy } from './reminder-wording.ts';
import { requirementRow, statusLine, waiverLine } from './requirement-row.ts';
import {
  countsOf,
  judgedAsOf,
  needsAttention,
  type RequirementTitle,
  scannedPieces,
  statusSymbol,
  statusWithImpact,
  titleOf,
  verdictSentence,
  verdictSymbol,
  worstFirst,
} from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface ReadinessCardOptions {
  readonly assessment: Assessment;
  /** Titles by id; the list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
  /** The month that was asked for, `YYYY-MM`. */
  readonly month?: string | undefined;
  /** Those of the instance that hold today. They change no verdict; each is shown where its requirement is. */
  readonly waivers?: readonly ShownWaiver[] | undefined;
  /** How far the search of the policies is, while the answer is partial. */
  readonly progress?: Progress | undefined;
  /** Whether the answer can be brought into a channel from here. */
  readonly shareable?: boolean;
  readonly view: CardView;
}

const STYLES: Readonly<Record<Verdict, ContainerStyle>> = {
  'not-ready': 'attention',
  undecided: 'warning',
  'action-needed': 'warning',
  ready: 'good',
};

/** Reports drawn with their requirements; those of further retirements are one sentence each. */
const FULL_REPORTS = 2;

/** Lines of the plain answer. */
const PLAIN_LINES = 6;

/** The readiness of one instance, worst first, with its fixes. Always small enough to be sent. */
export function readinessCard(options: ReadinessCardOptions): CardMessage {
  const { assessment, month, view } = options;
  const writer = writerFor(view);
  const [first] = assessment.reports;
  if (first === undefined) {
    const nothing =
      month === undefined
        ? say('No retirement is known that this could be judged against.')
        : say('No retirement is known for {month}.', { month: monthInWords(month) });
    const line = writer.plain(nothing);
    return {
      card: adaptiveCard({ body: [heading(escapeMarkdown(line))], speak: line, writer }),
      summary: line,
      text: line,
    };
  }
  const summary = clipped(writer.plain(verdictSentence(first, assessment.today)), 300);
  const text = plainAnswer(first, options, writer);
  const draw = (drawing: Drawing): CardMessage => ({
    card: adaptiveCard({
      body: [...reportsElements(drawing, options, writer), ...footer(first, assessment, writer)],
      actions: [
        ...(assessment.partial ? [] : answerButtons(first, options, writer)),
        ...linkButton(
          writer.plain(say('Learn more')),
          retirements.find((one) => one.id === first.retirement)?.docs ?? '',
        ),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text,
  });
  const open = assessment.reports
    .slice(0, FULL_REPORTS)
    .reduce((sum, report) => sum + report.findings.filter(needsAttention).length, 0);
  return richestThatFits(open, draw);
}

/** The reports one after the other; each takes as many rows of the drawing as it has open requirements. */
function reportsElements(drawing: Drawing, options: ReadinessCardOptions, writer: Writer): readonly CardElement[] {
  let from = 0;
  return options.assessment.reports.flatMap((report, index) => {
    const rows = drawing.rows.slice(from);
    from += report.findings.filter(needsAttention).length;
    return reportElements(report, index, { ...drawing, rows }, options, writer);
  });
}

function reportElements(
  report: Report,
  index: number,
  drawing: Drawing,
  options: ReadinessCardOptions,
  writer: Writer,
): readonly CardElement[] {
  const sentence = writer.plain(verdictSentence(report, options.assessment.today));
  const verdict = joined([verdictSymbol(report.verdict) as Markdown, escapeMarkdown(clipped(sentence, 300))], ' ');
  const banner = container([heading(verdict)], { style: STYLES[report.verdict], bleed: true });
  if (index >= FULL_REPORTS) return [banner];
  const { name, sku, location, resourceGroup } = report.instance;
  const about = say('{sku} in {location}, resource group {resourceGroup}', { name, sku, location, resourceGroup });
  const findings = worstFirst(report.findings);
  const open = findings.filter(needsAttention);
  const settled = findings.filter((finding) => !needsAttention(finding));
  const waiver = (finding: Finding) => waiverOf(finding, options);
  const line = (finding: Finding) => [
    paragraph(statusLine(finding, options.requirements, writer, drawing.length)),
    ...waiverLine(waiver(finding), writer),
  ];
  return [
    banner,
    ...(options.assessment.partial ? [paragraph(writer.markdown(stillSearching(options.progress)))] : []),
    quiet(escapeMarkdown(clipped(writer.plain(about), 240))),
    ...report.notes.slice(0, 3).map((note) => paragraph(escapeMarkdown(clipped(writer.plain(note), drawing.length)))),
    ...open.slice(0, drawing.rows.length).map((finding, row) =>
      requirementRow({
        finding,
        requirements: options.requirements,
        detail: drawing.rows[row] ?? spareRow,
        waiver: waiver(finding),
        writer,
        id: `fix-${index}-${row}`,
      }),
    ),
    ...open.slice(drawing.rows.length).flatMap(line),
    ...settledElements(settled, `met-${index}`, drawing, options, writer),
  ];
}

function waiverOf({ requirement }: Finding, { waivers = [] }: ReadinessCardOptions): ShownWaiver | undefined {
  return waivers.find((waiver) => waiver.requirement === requirement);
}

function stillSearching(progress: Progress | undefined): Text {
  if (progress === undefined || progress.known === 0) {
    return say('The policies are still being searched. This answer updates itself when that is done.');
  }
  return count(
    progress.known,
    {
      one: 'Scanned {scanned} of {count} policy. This answer updates itself when that is done.',
      other: 'Scanned {scanned} of {count} policies. This answer updates itself when that is done.',
    },
    { scanned: progress.scanned },
  );
}

/** Everything that can be done next, the most likely first. */
function answerButtons(report: Report, options: ReadinessCardOptions, writer: Writer): readonly IExecuteAction[] {
  const { assessment, month, shareable } = options;
  const subject: AboutSubject = { instance: report.instance, month, drawn: assessment.checkedAt };
  const isOpen = report.findings.some(needsAttention);
  return [
    aboutButton('check', subject, writer),
    ...(isOpen ? [aboutButton('fix', subject, writer)] : []),
    remindButton(subject, writer),
    ...(shareable === true ? [shareButton(subject, writer)] : []),
  ];
}

function settledElements(
  settled: readonly Finding[],
  id: string,
  drawing: Drawing,
  options: ReadinessCardOptions,
  writer: Writer,
): readonly CardElement[] {
  if (settled.length === 0) return [];
  const met = settled.filter((finding) => finding.status === 'pass').length;
  const other = settled.length - met;
  const numbers = joined(
    [
      ...(met === 0 ? [] : [writer.markdown(areMet(met))]),
      ...(other === 0 ? [] : [writer.markdown(doNotApply(other))]),
    ],
    ' · ',
  );
  const headline = paragraph(numbers, { separator: true, spacing: 'Medium' });
  if (drawing.met === 'count') return [headline];
  const lines = settled.flatMap((finding) => {
    const [item] = finding.items;
    const seen =
      drawing.met === 'title' || item === undefined ? [] : [clipped(writer.plain(itemSentence(item, writer)), 160)];
    return [
      paragraph(statusLine(finding, options.requirements, writer, drawing.length), { spacing: 'Small' }),
      ...seen.map((text) => quiet(escapeMarkdown(text), { spacing: 'None' })),
    ];
  });
  return [
    headline,
    buttons([toggleButton(writer.plain(say('Show them')), id)]),
    container(lines, { id, isVisible: false, spacing: 'Small' }),
  ];
}

function areMet(number: number): Text {
  const symbol = statusSymbol('pass');
  return count(number, { one: '{symbol} {count} met', other: '{symbol} {count} met' }, { symbol });
}

function doNotApply(number: number): Text {
  const symbol = statusSymbol('not-applicable');
  return count(number, { one: '{symbol} {count} does not apply', other: '{symbol} {count} do not apply' }, { symbol });
}

function footer(report: Report, assessment: Assessment, writer: Writer): readonly CardElement[] {
  const when = writer.instant(assessment.checkedAt);
  const checked = say('Checked {when} as {who}', { when, who: assessment.checkedAs });
  const judged = assessment.checkedAt.startsWith(assessment.today)
    ? []
    : [quiet(writer.markdown(judgedAsOf(assessment.today)))];
  const read = joined(
    scannedPieces(report).map((piece) => writer.markdown(piece)),
    ' · ',
  );
  return [
    quiet(escapeMarkdown(clipped(writer.plain(checked), 240)), { separator: true, spacing: 'Medium' }),
    ...judged,
    quiet(joined([writer.markdown(say('Read')), read], ': '), { spacing: 'None' }),
  ];
}

function plainAnswer(report: Report, options: ReadinessCardOptions, writer: Writer): string {
  const open = worstFirst(report.findings).filter(needsAttention);
  const shown = open.slice(0, PLAIN_LINES);
  const lines = shown.flatMap((finding) => {
    const waiver = waiverOf(finding, options);
    const line = say('{symbol} {status}: {title}', {
      symbol: statusSymbol(finding.status),
      status: statusWithImpact(finding.status, finding.impact),
      title: titleOf(finding.requirement, finding.status, options.requirements),
    });
    return waiver === undefined ? [line] : [line, waivedBy(waiver)];
  });
  const left = open.length - shown.length;
  const counts = countsOf(report.findings);
  return [
    verdictSentence(report, options.assessment.today),
    ...lines,
    ...(left > 0 ? [count(left, { one: 'and {count} more', other: 'and {count} more' })] : []),
    count(
      counts.total,
      { one: '{met} of {count} requirement met', other: '{met} of {count} requirements met' },
      { met: counts.met },
    ),
  ]
    .map((line) => clipped(writer.plain(line), 200))
    .join('\n');
}
