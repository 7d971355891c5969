/** One instance for a terminal: the verdict, what is broken by cause, every open requirement in a line. */

import { checkedLines, scannedPieces } from '../../cards/wording/answer.ts';
import {
  hangsOn,
  regionsOf,
  requirementNumber,
  someOf,
  thingKind,
  thingName,
  whatIsBroken,
  whereItIs,
  whoOrWhat,
} from '../../cards/wording/cause.ts';
import { clipped } from '../../cards/wording/escape-markdown.ts';
import {
  needsAttention,
  type RequirementTitle,
  severityHead,
  statusSymbol,
  statusWithImpact,
  statusWord,
  titleOf,
  worstFirst,
} from '../../cards/wording/status.ts';
import { retirementClock, verdictSymbol, verdictWord } from '../../cards/wording/verdict.ts';
import type { Report } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { type Cause, causesOf } from '../readiness/causes.ts';
import { azureSaysLines } from './azure-says-text.ts';
import {
  changedLatelyLine,
  pageOf,
  plain,
  statusStyles,
  type TerminalLook,
  type TerminalPage,
  verdictStyles,
  writer,
} from './page.ts';
import { whatIfLines } from './what-if-text.ts';

/** What is written. */
export interface CausesTextOptions extends TerminalLook {
  readonly assessment: Assessment;
  /** Titles by id; the list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
}

/** A page of lines, ending with a line break. */
export function causesText(options: CausesTextOptions): string {
  const { assessment } = options;
  const page = pageOf(options);
  return [
    ...assessment.reports.flatMap((report, index) => [
      ...(index === 0 ? [] : ['']),
      ...reportLines(report, options, page),
      ...whatIfLines(report, assessment.today, page),
    ]),
    '',
    ...checkedLines(assessment, writer).flatMap((line) => page.lines(plain(line), 0, 'dim')),
    ...page.lines('-v tells every item with its evidence and commands.', 0, 'dim'),
    '',
  ].join('\n');
}

function reportLines(
  report: Report,
  { assessment, requirements }: CausesTextOptions,
  page: TerminalPage,
): readonly string[] {
  const { name, resourceGroup, sku } = report.instance;
  const causes = causesOf(report);
  const broken = whatIsBroken(report, requirements, writer, causes);
  const place = [resourceGroup, sku, someOf(regionsOf(report), 6, writer)].join(' · ');
  const verdict = plain(say('{name} {verdict}', { name, verdict: verdictWord(report.verdict) }));
  const read = say('Read: {pieces}', { pieces: scannedPieces(report).map(plain).join(', ') });
  return [
    ...page.marked(verdictSymbol(report.verdict), verdict, 0, verdictStyles[report.verdict]),
    ...(broken === undefined ? [] : page.lines(broken, 3)),
    ...page.lines(plain(retirementClock(report, assessment.today)), 3, 'dim'),
    ...page.lines(`${place} · ${plain(read)}`, 3, 'dim'),
    ...report.notes.flatMap((note) => page.lines(plain(note), 3)),
    ...causes.flatMap((cause) => causeLines(cause, report, page)),
    ...requirementLines(report, requirements, page),
    ...azureSaysLines(report, assessment.today, page),
  ];
}

function causeLines(cause: Cause, report: Report, page: TerminalPage): readonly string[] {
  const kind = thingKind(cause);
  const where = whereItIs(cause, report, writer);
  const head = [
    `${plain(statusWithImpact(cause.status, cause.impact))}: ${thingName(cause, writer)}`,
    ...(kind === undefined ? [] : [plain(kind)]),
    ...(where === undefined ? [] : [where]),
    plain(hangsOn(cause, report, writer)),
  ];
  const told = whoOrWhat(cause, 3, writer);
  return [
    ...page.marked(statusSymbol(cause.status), head.join(' · '), 0, statusStyles[cause.status]),
    ...page.lines(clipped(told, page.width - 3), 3),
    ...cause.numbers.slice(0, 6).flatMap((sentence) => page.lines(plain(sentence), 3)),
    ...cause.changes.slice(0, 3).flatMap((change) => page.lines(changedLatelyLine(change), 3)),
    ...(cause.fix === undefined
      ? []
      : [
          ...page.lines(clipped(plain(say('Fix: {title}', { title: cause.fix.title })), page.width - 3), 3, 'bold'),
          ...page.link(cause.fix.portal, 5),
        ]),
  ];
}

/** The open ones in a line each, under what their severity means; what is met and what does not apply by number. */
function requirementLines(report: Report, titles: readonly RequirementTitle[], page: TerminalPage): readonly string[] {
  const findings = worstFirst(report.findings);
  const open = findings.filter(needsAttention);
  const numbers = (status: 'pass' | 'not-applicable') =>
    findings
      .filter((finding) => finding.status === status)
      .map(({ requirement }) => `#${requirementNumber(requirement, report)}`);
  const settled = (['pass', 'not-applicable'] as const).flatMap((status) => {
    const all = numbers(status);
    return all.length === 0
      ? []
      : page.marked(statusSymbol(status), `${plain(statusWord(status))}: ${all.join(' ')}`, 0, statusStyles[status]);
  });
  return [
    '',
    ...open.flatMap(({ requirement, status, impact }, at) => {
      const before = open[at - 1];
      const isNew = before?.status !== status || before.impact !== impact;
      const head = page.marked(statusSymbol(status), plain(severityHead(status, impact)), 0, statusStyles[status]);
      const title = plain(titleOf(requirement, status, titles));
      return [...(isNew ? head : []), ...page.lines(`#${requirementNumber(requirement, report)} ${title}`, 3)];
    }),
    ...settled,
  ];
}
