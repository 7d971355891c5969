/** The answer to "is apim-prod ready?": the verdict, what is broken by cause, every requirement in a line, what to do next. */
import type { CardElement, ContainerStyle } from '@microsoft/teams.cards';
import { monthInWords } from '../src/model/days.ts';
import type { Report, Verdict } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { Assessment, Progress } from '../src/readiness/assessor.ts';
import { type Cause, causesOf } from '../src/readiness/causes.ts';
import type { AboutSubject } from './parts/answer-buttons.ts';
import { azureSaysPart } from './parts/azure-says.ts';
import { firstThatFits } from './parts/card-size.ts';
import { CAUSES_IN_VIEW, causeRows } from './parts/cause-rows.ts';
import { adaptiveCard, type CardMessage, container, heading, paragraph, quiet } from './parts/elements.ts';
import { moreElement, readinessButtons } from './parts/readiness-buttons.ts';
import { requirementLines } from './parts/requirement-lines.ts';
import { announcementSentence, isNews } from './wording/announcement.ts';
import { checkedLines } from './wording/answer.ts';
import { regionsOf, someOf, whatIsBroken } from './wording/cause.ts';
import { clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './wording/escape-markdown.ts';
import { type ShownWaiver, waivedBy } from './wording/reminder.ts';
import {
  needsAttention,
  type RequirementTitle,
  statusSymbol,
  statusWithImpact,
  titleOf,
  worstFirst,
} from './wording/status.ts';
import { retirementClock, verdictSentence, verdictSymbol, verdictWord } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** Where the instance is, beyond what its report says. */
export interface InstancePlace {
  readonly subscription: string;
  /** Its page in the portal. */
  readonly link: string;
}

/** What the card is drawn from. */
export interface ReadinessCardOptions {
  readonly assessment: Assessment;
  /** Titles by id; the list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
  /** The month that was asked for, `YYYY-MM`. */
  readonly month?: string | undefined;
  readonly place?: InstancePlace | undefined;
  /** Those of the instance that hold today. They change no verdict; each is shown where its requirement is. */
  readonly waivers?: readonly ShownWaiver[] | undefined;
  /** How far the search of the policies is, while the answer is partial. */
  readonly progress?: Progress | undefined;
  /** Whether the answer can be brought into a channel from here. */
  readonly shareable?: boolean;
  /** False where people read along who may see the verdict and where to put it right, and nothing of firewalls and rules. */
  readonly details?: boolean;
  readonly view: CardView;
}

const STYLES: Readonly<Record<Verdict, ContainerStyle>> = {
  'not-ready': 'attention',
  undecided: 'warning',
  'action-needed': 'warning',
  ready: 'good',
};

/** How much of a card there is room for, from the richest to the barest. */
interface ReadinessLayout {
  /** Causes that unfold on the card itself; those beyond are a page further. */
  readonly causes: number;
  /** Whether what is met is named, or counted only. */
  readonly met: boolean;
  /** Characters of a line. */
  readonly length: number;
  /** What Azure itself says, so many in a line each; the others are counted. */
  readonly says: number;
  /** Reports that are drawn whole; further ones are their banner. */
  readonly reports: number;
}

const LAYOUTS: readonly [ReadinessLayout, ...ReadinessLayout[]] = [
  { causes: 12, met: true, length: 160, says: 12, reports: 2 },
  { causes: 8, met: true, length: 140, says: 6, reports: 2 },
  { causes: 8, met: true, length: 140, says: 1, reports: 2 },
  { causes: 5, met: true, length: 120, says: 3, reports: 2 },
  { causes: CAUSES_IN_VIEW, met: true, length: 100, says: 3, reports: 1 },
  { causes: CAUSES_IN_VIEW, met: false, length: 80, says: 2, reports: 1 },
  { causes: 1, met: false, length: 60, says: 1, reports: 1 },
  { causes: 0, met: false, length: 40, says: 1, reports: 1 },
];

/** Lines of the plain answer. */
const PLAIN_LINES = 6;

/** The readiness of one instance. Always small enough to be sent; whatever it has no room for is behind its buttons. */
export function readinessCard(options: ReadinessCardOptions): CardMessage {
  const { assessment, month, waivers = [], shareable = false, view } = options;
  const writer = writerFor(view);
  const [first] = assessment.reports;
  if (first === undefined) return nothingToJudge(month, writer);
  const summary = clipped(writer.plain(verdictSentence(first, assessment.today)), 300);
  const text = plainAnswer(first, options, writer);
  const subject: AboutSubject = { instance: first.instance, month, drawn: assessment.checkedAt };
  const leadsOn = canLeadOn(options);
  return firstThatFits(LAYOUTS, (layout) => ({
    card: adaptiveCard({
      body: [
        ...assessment.reports.flatMap((report, index) => reportElements(report, index, layout, options, writer)),
        footer(assessment, writer),
        ...(leadsOn ? [moreElement(first, subject, { waivers, shareable }, writer)] : []),
      ],
      actions: leadsOn ? readinessButtons(first, subject, writer) : [],
      speak: summary,
      writer,
    }),
    summary,
    text,
  }));
}

/** Whether there is more behind buttons: not while the answer is partial, nor where details are kept from who reads along. */
function canLeadOn({ assessment, details }: ReadinessCardOptions): boolean {
  return !assessment.partial && details !== false;
}

function nothingToJudge(month: string | undefined, writer: Writer): CardMessage {
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

function reportElements(
  report: Report,
  index: number,
  layout: ReadinessLayout,
  options: ReadinessCardOptions,
  writer: Writer,
): readonly CardElement[] {
  const causes = causesOf(report);
  const banner = bannerElement(report, causes, options, writer);
  if (index >= layout.reports) return [banner];
  const { assessment, progress } = options;
  const says = azureSaysPart(report, assessment.today, 'azure-says', layout, writer);
  return [
    banner,
    ...(assessment.partial ? [paragraph(writer.markdown(stillSearching(progress)))] : []),
    ...(index === 0 ? [whereElement(report, options, writer)] : []),
    ...report.notes.slice(0, 3).map((note) => quiet(escapeMarkdown(clipped(writer.plain(note), layout.length)))),
    ...causeRows(
      {
        report,
        causes,
        id: `causes-${index}`,
        most: layout.causes,
        length: layout.length,
        leadsOn: canLeadOn(options),
      },
      writer,
    ),
    ...requirementLines({
      ...options,
      report,
      causes,
      id: `met-${index}`,
      named: layout.met,
      length: layout.length,
      beside: says?.line,
      writer,
    }),
    ...(says === undefined ? [] : [says.folded]),
  ];
}

/** The verdict, what breaks it in a line, and since when. */
function bannerElement(report: Report, causes: readonly Cause[], options: ReadinessCardOptions, writer: Writer) {
  const verdict = say('{name} {verdict}', {
    name: clipped(report.instance.name, 80),
    verdict: verdictWord(report.verdict),
  });
  const broken = whatIsBroken(report, options.requirements, writer, causes);
  return container(
    [
      heading(joined([verdictSymbol(report.verdict) as Markdown, writer.markdown(verdict)], ' ')),
      ...(broken === undefined ? [] : [paragraph(escapeMarkdown(clipped(broken, 200)), { spacing: 'Small' })]),
      quiet(writer.markdown(retirementClock(report, options.assessment.today)), { spacing: 'None' }),
    ],
    { style: STYLES[report.verdict], bleed: true },
  );
}

/** Subscription, group, tier and every region that was judged. */
function whereElement({ instance, findings }: Report, { place }: ReadinessCardOptions, writer: Writer): CardElement {
  const list = someOf(regionsOf({ instance, findings }), 4, writer);
  const group = clipped(instance.resourceGroup, 60);
  const pieces = [
    ...(place === undefined ? [] : [escapeMarkdown(clipped(place.subscription, 60))]),
    place === undefined ? escapeMarkdown(group) : markdownLink(group, place.link),
    escapeMarkdown(instance.sku),
    escapeMarkdown(list),
  ];
  return quiet(joined(pieces, ' · '));
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

/** When and as whom. */
function footer(assessment: Assessment, writer: Writer): CardElement {
  const pieces = checkedLines(assessment, writer).map((line) => escapeMarkdown(clipped(writer.plain(line), 160)));
  return quiet(joined(pieces, ' · '), { separator: true });
}

function plainAnswer(report: Report, options: ReadinessCardOptions, writer: Writer): string {
  const { requirements, waivers = [] } = options;
  const open = worstFirst(report.findings).filter(needsAttention);
  const shown = open.slice(0, PLAIN_LINES);
  const broken = whatIsBroken(report, requirements, writer);
  const lines = shown.flatMap(({ requirement, status, impact }) => {
    const waiver = waivers.find((one) => one.requirement === requirement);
    const line = say('{symbol} {status}: {title}', {
      symbol: statusSymbol(status),
      status: statusWithImpact(status, impact),
      title: titleOf(requirement, status, requirements),
    });
    return waiver === undefined ? [line] : [line, waivedBy(waiver)];
  });
  const left = open.length - shown.length;
  const unknown = report.azureSays?.announcements.filter(isNews) ?? [];
  return [
    writer.plain(verdictSentence(report, options.assessment.today)),
    ...(broken === undefined ? [] : [broken]),
    ...[...lines, ...(left > 0 ? [count(left, { one: 'and {count} more', other: 'and {count} more' })] : [])].map(
      (line) => writer.plain(line),
    ),
    ...unknown.slice(0, 2).map((one) => writer.plain(announcementSentence(one, options.assessment.today))),
  ]
    .map((line) => clipped(line, 200))
    .join('\n');
}
