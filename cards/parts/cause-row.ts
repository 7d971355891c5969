/** One cause on a card: what it is, who is hit and where, what hangs on it, and where it is put right. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Report } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import type { Cause } from '../../src/readiness/causes.ts';
import { hangsOn, thingKind, thingName, whereItIs, whoOrWhat } from '../wording/cause.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from '../wording/escape-markdown.ts';
import { statusSymbol, statusWithImpact } from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import { paragraph, quiet } from './elements.ts';

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
