/** How everything in scope stands, for a channel: counts, charts, what changed, and what matters most. */
import type { CardElement, ContainerStyle } from '@microsoft/teams.cards';
import type { PortalContext } from '../src/fixes/portal-links.ts';
import { dayInWords } from '../src/model/days.ts';
import { verdictsWorstFirst } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import { MOVE_KINDS } from '../src/readiness/finding-changes.ts';
import { becauseInWords, othersInWords } from '../src/reminders/rules/reminder-text.ts';
import type { SummaryMessage } from '../src/reminders/rules/summary-message.ts';
import { summaryHeadline } from '../src/reminders/rules/summary-text.ts';
import { firstThatFits } from './parts/card-size.ts';
import { changedLines, changeLines } from './parts/change-lines.ts';
import { type ChartForm, readyTrend, verdictDonut } from './parts/charts.ts';
import { adaptiveCard, type CardMessage, container, heading, paragraph, quiet } from './parts/elements.ts';
import { pressingRows, pressingWords } from './parts/pressing-rows.ts';
import { othersLine } from './parts/reminder-parts.ts';
import { summaryButtons } from './parts/summary-buttons.ts';
import { andMore } from './wording/answer.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './wording/escape-markdown.ts';
import { uncheckedCount, verdictCountLine, waivedBy } from './wording/reminder.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface SummaryCardOptions {
  readonly message: SummaryMessage;
  /** `drawn` for Teams, `told` for clients without charts, `short` after a client has refused the whole as too big (413). */
  readonly form: ChartForm | 'short';
  /** Where the portal links lead. */
  readonly portal: PortalContext;
  readonly view: CardView;
}

interface SummaryLayout {
  /** Lines of changes of one kind, and of waivers. */
  readonly lines: number;
  /** How many of the instances that matter most. */
  readonly pressing: number;
  /** Whether what is unmet stands under them. */
  readonly titles: boolean;
  readonly charts: boolean;
}

const LAYOUTS: readonly [SummaryLayout, ...SummaryLayout[]] = [
  { lines: 8, pressing: 5, titles: true, charts: true },
  { lines: 4, pressing: 5, titles: true, charts: true },
  { lines: 2, pressing: 5, titles: false, charts: true },
  { lines: 1, pressing: 3, titles: false, charts: false },
];

const SHORTEST: SummaryLayout = { lines: 0, pressing: 0, titles: false, charts: false };

/** A summary, at its time or on demand. */
export function summaryCard(options: SummaryCardOptions): CardMessage {
  const { message, form, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(summaryHeadline(message)), 300);
  const text = plainSummary(message, summary, writer);
  return firstThatFits(form === 'short' ? [SHORTEST] : LAYOUTS, (layout) => ({
    card: adaptiveCard({
      body: [
        container([heading(escapeMarkdown(summary)), paragraph(countsLine(message, writer), { spacing: 'Small' })], {
          style: styleOf(message),
          bleed: true,
        }),
        ...(layout.charts && form !== 'short'
          ? [...verdictDonut(message, form, writer), ...readyTrend(message, form, writer)]
          : []),
        ...(form === 'short' ? [] : changesOf(message, layout, writer)),
        ...(form === 'short'
          ? []
          : changedLines(say('Changed in what they rest on'), message.changed ?? [], options.portal, writer)),
        ...mostCommonLine(message, writer),
        ...pressingRows(message.pressing.slice(0, layout.pressing), options.portal, layout.titles, writer),
        ...waivedLines(message, layout, writer),
        ...othersLine(message, writer),
        quiet(escapeMarkdown(clipped(writer.plain(becauseInWords(message.because)), 400)), {
          separator: true,
          spacing: 'Medium',
        }),
      ],
      actions: summaryButtons(message, form === 'short' ? SHORTEST : layout, writer),
      speak: summary,
      writer,
    }),
    summary,
    text,
  }));
}

function styleOf({ counts }: SummaryMessage): ContainerStyle {
  if (counts['not-ready'] > 0) return 'attention';
  return counts.undecided + counts['action-needed'] + counts.unchecked > 0 ? 'warning' : 'good';
}

function countPieces({ counts }: SummaryMessage): readonly Text[] {
  return [
    ...verdictsWorstFirst
      .filter((verdict) => counts[verdict] > 0)
      .map((verdict) => verdictCountLine(verdict, counts[verdict])),
    ...(counts.unchecked === 0 ? [] : [uncheckedCount(counts.unchecked)]),
  ];
}

/** Always in words, whether or not a chart says it again. */
function countsLine(message: SummaryMessage, writer: Writer): Markdown {
  const pieces = countPieces(message);
  if (pieces.length === 0) return writer.markdown(say('No instance is in scope.'));
  return joined(
    pieces.map((piece) => writer.markdown(piece)),
    ' · ',
  );
}

function changesOf(
  { changes, since }: SummaryMessage,
  { lines: most }: SummaryLayout,
  writer: Writer,
): readonly CardElement[] {
  if (since === undefined) return [];
  const day = dayInWords(since.slice(0, 10));
  const named = MOVE_KINDS.map(
    (kind) =>
      [
        kind,
        (changes[kind] ?? []).map(({ instance, title }) => say('{instance}: {title}', { instance, title })),
      ] as const,
  );
  if (named.every(([, lines]) => lines.length === 0)) {
    return [quiet(writer.markdown(say('Nothing has changed since {day}.', { day })), { spacing: 'Medium' })];
  }
  return changeLines(say('Since {day}', { day }), Object.fromEntries(named), most, writer);
}

function mostCommonLine({ mostCommon }: SummaryMessage, writer: Writer): readonly CardElement[] {
  if (mostCommon === undefined) return [];
  const label = count(mostCommon.count, {
    one: 'Most often unmet ({count} instance)',
    other: 'Most often unmet ({count} instances)',
  });
  const title = escapeMarkdown(clipped(writer.plain(mostCommon.title), 200));
  return [paragraph(joined([bold(writer.plain(label)), title], writer.colon), { spacing: 'Medium' })];
}

function waivedLines({ waived }: SummaryMessage, { lines }: SummaryLayout, writer: Writer): readonly CardElement[] {
  if (waived.length === 0) return [];
  const left = waived.length - lines;
  const heading = count(waived.length, { one: '{count} waived', other: '{count} waived' });
  return [
    paragraph(bold(writer.plain(heading)), { spacing: 'Medium' }),
    ...waived.slice(0, lines).flatMap((line) => [
      paragraph(writer.markdown(say('{instance}: {title}', { instance: line.instance, title: line.title })), {
        spacing: 'Small',
      }),
      quiet(writer.markdown(waivedBy(line)), { spacing: 'None' }),
    ]),
    ...(lines > 0 && left > 0 ? [quiet(writer.markdown(andMore(left)))] : []),
  ];
}

function plainSummary(message: SummaryMessage, summary: string, writer: Writer): string {
  const { mostCommon, pressing } = message;
  const pieces = countPieces(message).map((piece) => writer.plain(piece));
  const lines = [
    ...(mostCommon === undefined
      ? []
      : [say('Most often unmet ({number}): {title}', { number: mostCommon.count, title: mostCommon.title })]),
    ...pressing.map((one) => say('{name}: {standing}', { name: one.instance.name, standing: pressingWords(one) })),
    ...othersInWords(message.others, message.today),
    becauseInWords(message.because),
  ].map((line) => clipped(writer.plain(line), 300));
  return [summary, ...pieces, ...lines].join('\n');
}
