/** The causes of a verdict on a card, a row each: what it is, who is hit and where, what hangs on it, and where it is put right. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Report } from '../../src/model/finding.ts';
import { count, say } from '../../src/model/text.ts';
import type { Cause } from '../../src/readiness/causes.ts';
import { hangsOn, thingKind, thingName, whereItIs, whoOrWhat } from '../wording/cause.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from '../wording/escape-markdown.ts';
import { statusSymbol, statusWithImpact } from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import { container, paragraph, quiet, toggleLine } from './elements.ts';

/** "**kv-prod** · key vault". */
function named(cause: Cause, writer: Writer): Markdown {
  const kind = thingKind(cause);
  const name = bold(clipped(thingName(cause, writer), 60));
  return joined([name, ...(kind === undefined ? [] : [writer.markdown(kind)])], ' · ');
}

/** "❌ Outage: **kv-prod** · key vault". */
export function causeHead(cause: Cause, writer: Writer): Markdown {
  const symbol = statusSymbol(cause.status) as Markdown;
  const status = writer.markdown(statusWithImpact(cause.status, cause.impact));
  return joined([joined([symbol, status], ' '), named(cause, writer)], writer.colon);
}

/** "API orders, send-request · all regions · breaks #1, #6 · Fix". */
function detail(cause: Cause, report: Report, length: number, writer: Writer): Markdown {
  const who = whoOrWhat(cause, 2, writer);
  const where = whereItIs(cause, report, writer);
  return joined(
    [
      escapeMarkdown(clipped(who, length)),
      ...(where === undefined ? [] : [escapeMarkdown(where)]),
      writer.markdown(hangsOn(cause, report, writer)),
      ...(cause.fix === undefined ? [] : [markdownLink(writer.plain(say('Fix')), cause.fix.portal)]),
    ],
    ' · ',
  );
}

/** The row of a cause, two lines. */
export function causeRow(cause: Cause, report: Report, length: number, writer: Writer): readonly CardElement[] {
  return [
    paragraph(causeHead(cause, writer), { spacing: 'Small' }),
    quiet(detail(cause, report, length, writer), { spacing: 'None' }),
  ];
}

/** What the rows of a report's causes are drawn from. */
export interface CauseRowsOptions {
  readonly report: Report;
  readonly causes: readonly Cause[];
  /** Names the part that unfolds; unique in the card. */
  readonly id: string;
  /** Causes on the card, those that unfold among them. */
  readonly most: number;
  /** Characters of a line. */
  readonly length: number;
  /** Whether the card has the button "Why", behind which are those that have no room. */
  readonly leadsOn: boolean;
}

/** Causes that are in view at once; the others come with a button, so that the whole answer is one look. */
export const CAUSES_IN_VIEW = 3;

/** The first causes in view, then those that unfold, then the way to all others. What is only worth a look is left out. */
export function causeRows(
  { report, causes, id, most, length, leadsOn }: CauseRowsOptions,
  writer: Writer,
): readonly CardElement[] {
  const broken = causes.filter(({ status }) => status !== 'warn');
  const row = (cause: Cause) => causeRow(cause, report, length, writer);
  const shown = broken.slice(0, Math.min(CAUSES_IN_VIEW, most));
  const folded = broken.slice(shown.length, most);
  const left = broken.length - shown.length - folded.length;
  const show = count(folded.length, { one: '▾ Show {count} more', other: '▾ Show {count} more' });
  const why = count(left, { one: '{count} more under “Why”', other: '{count} more under “Why”' });
  return [
    ...shown.flatMap(row),
    ...(folded.length === 0
      ? []
      : [
          toggleLine(writer.plain(show), id),
          container(folded.flatMap(row), { id, isVisible: false, spacing: 'None' }),
        ]),
    ...(left === 0 || !leadsOn
      ? []
      : [paragraph(writer.markdown(why), { size: 'Small', weight: 'Bolder', spacing: 'None' })]),
  ];
}
