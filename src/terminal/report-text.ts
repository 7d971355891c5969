/** Everything about instances, for a terminal: every requirement, item, fact and command. `check -v`. */

import { checkedLines, scannedPieces } from '../../cards/wording/answer.ts';
import { cleanLines } from '../../cards/wording/escape-markdown.ts';
import { causeOf, evidenceSentence, itemSentence } from '../../cards/wording/item.ts';
import {
  needsAttention,
  type RequirementTitle,
  statusSymbol,
  statusWithImpact,
  titleOf,
  worstFirst,
} from '../../cards/wording/status.ts';
import { verdictSentence, verdictSymbol } from '../../cards/wording/verdict.ts';
import type { Finding, Fix, Item, Report } from '../model/finding.ts';
import { count, say } from '../model/text.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { azureSaysLines } from './azure-says-text.ts';
import { changedLatelyLine, pageOf, plain, statusStyles, type TerminalLook, verdictStyles, writer } from './page.ts';
import { whatIfLines } from './what-if-text.ts';

/** What is written. */
export interface ReportTextOptions extends TerminalLook {
  readonly assessment: Assessment;
  /** Titles by id; the list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
}

/** Items told in full for one requirement; the JSON has them all. */
const MOST_ITEMS = 5;

/** A page of lines, ending with a line break. */
export function reportText(options: ReportTextOptions): string {
  const { assessment, requirements } = options;
  const page = pageOf(options);
  const { lines, marked, link } = page;

  const fixLines = (fix: Fix, indent: number) => [
    ...lines(plain(say('Fix: {title}', { title: fix.title })), indent, 'bold'),
    ...[fix.portal, fix.docs].flatMap((address) => link(address, indent + 2)),
    ...(fix.command === undefined ? [] : cleanLines(fix.command).map((line) => `${' '.repeat(indent + 4)}${line}`)),
  ];

  const itemLines = (item: Item, finding: Finding, alone: boolean) => {
    const sentence = plain(itemSentence(item, writer));
    const status = plain(statusWithImpact(item.status, item.impact));
    const told =
      alone || item.status === finding.status ? sentence : plain(say('{status}: {sentence}', { status, sentence }));
    return [
      ...(alone ? lines(told, 3) : marked(statusSymbol(item.status), told, 3)),
      ...causeOf(item, writer).flatMap((cause) => lines(plain(cause), 6, 'dim')),
      ...(item.numbers ?? []).flatMap((sentence) => lines(plain(sentence), 6)),
      ...(item.changes ?? []).flatMap((change) => lines(changedLatelyLine(change), 6)),
      ...item.evidence.flatMap((evidence) => lines(plain(evidenceSentence(evidence)), 6, 'dim')),
      ...(item.fix === undefined ? [] : fixLines(item.fix, 6)),
    ];
  };

  const findingLines = (finding: Finding) => {
    const status = plain(statusWithImpact(finding.status, finding.impact));
    const title = plain(titleOf(finding.requirement, finding.status, requirements));
    const head = marked(
      statusSymbol(finding.status),
      plain(say('{status}: {title}', { status, title })),
      0,
      statusStyles[finding.status],
    );
    if (!needsAttention(finding)) {
      const [first] = finding.items;
      return [...head, ...(first === undefined ? [] : lines(plain(itemSentence(first, writer)), 3, 'dim'))];
    }
    const open = finding.items.filter(needsAttention);
    const left = open.length - MOST_ITEMS;
    return [
      '',
      ...head,
      ...open.slice(0, MOST_ITEMS).flatMap((item) => itemLines(item, finding, open.length === 1)),
      ...(left > 0
        ? lines(
            plain(
              count(left, {
                one: 'and {count} more; --json has it',
                other: 'and {count} more; --json has them all',
              }),
            ),
            3,
          )
        : []),
    ];
  };

  const reportLines = (report: Report) => {
    const { sku, location, resourceGroup } = report.instance;
    const findings = worstFirst(report.findings);
    const settled = findings.filter((finding) => !needsAttention(finding));
    return [
      ...marked(
        verdictSymbol(report.verdict),
        plain(verdictSentence(report, assessment.today)),
        0,
        verdictStyles[report.verdict],
      ),
      ...lines(
        plain(say('{sku} in {location}, resource group {resourceGroup}', { sku, location, resourceGroup })),
        3,
        'dim',
      ),
      ...report.notes.flatMap((note) => lines(plain(note), 3)),
      ...findings.filter(needsAttention).flatMap(findingLines),
      ...(settled.length === 0 ? [] : ['', ...settled.flatMap(findingLines)]),
      ...azureSaysLines(report, assessment.today, page),
      ...whatIfLines(report, assessment.today, page),
      '',
      ...lines(plain(say('Read: {pieces}', { pieces: scannedPieces(report).map(plain).join(', ') })), 0, 'dim'),
    ];
  };

  const reports = assessment.reports.map(reportLines);
  return [
    ...(reports.length === 0 ? lines(plain(say('No retirement is known that this could be judged against.')), 0) : []),
    ...reports.flatMap((report, index) => (index === 0 ? report : ['', ...report])),
    ...checkedLines(assessment, writer).flatMap((line) => lines(plain(line), 0, 'dim')),
    '',
  ].join('\n');
}
