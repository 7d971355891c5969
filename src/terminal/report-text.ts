/** The answer for a terminal: what the card says, in lines. */
import { styleText } from 'node:util';
import { cleanLines, safeLink } from '../../cards/escape-markdown.ts';
import { causeOf, evidenceSentence, itemSentence } from '../../cards/item-wording.ts';
import { whatIfClock, whatIfGroups, whatIfSentence } from '../../cards/what-if-card.ts';
import {
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
} from '../../cards/wording.ts';
import { writerFor } from '../../cards/writer.ts';
import type { Finding, Fix, Item, Report, Status, Verdict } from '../model/finding.ts';
import { count, say } from '../model/text.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { type Change, whatIf } from '../readiness/what-if.ts';
import { cellsOf, wrap } from './wrap.ts';

/** How to write. */
export interface TerminalLook {
  /** Cells in a line; fewer than 40 count as 40. Addresses and commands are never broken. */
  readonly width: number;
  /** Whether to write ANSI colours. Nothing is told by colour alone. */
  readonly color: boolean;
}

/** What is written. */
export interface ReportTextOptions extends TerminalLook {
  readonly assessment: Assessment;
  /** Titles by id; the list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
  /** A change to think through for each report. */
  readonly change?: Change | undefined;
}

type Style = 'red' | 'yellow' | 'green' | 'magenta' | 'dim' | 'bold';

const STATUS_STYLES: Readonly<Record<Status, Style>> = {
  fail: 'red',
  unknown: 'magenta',
  warn: 'yellow',
  pass: 'green',
  'not-applicable': 'dim',
};

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  'not-ready': 'red',
  undecided: 'magenta',
  'action-needed': 'yellow',
  ready: 'green',
};

/** Items told in full for one requirement; the JSON has them all. */
const MOST_ITEMS = 5;

/** A page of lines, ending with a line break. */
export function reportText(options: ReportTextOptions): string {
  const { assessment, requirements } = options;
  const writer = writerFor({ locale: 'en-GB', timeZone: 'UTC' });
  const { plain } = writer;
  const width = Math.max(options.width, 40);
  const styled = (style: Style | undefined, text: string) =>
    options.color && style !== undefined ? styleText(style, text, { validateStream: false }) : text;
  const lines = (text: string, indent: number, style?: Style) =>
    wrap(text, width - indent).map((line) => ' '.repeat(indent) + styled(style, line));
  /** A symbol, then text that hangs beside it. */
  const marked = (symbol: string, text: string, indent: number, style?: Style) => {
    const hang = ' '.repeat(indent + 3);
    const gap = ' '.repeat(Math.max(1, 3 - cellsOf(symbol)));
    return wrap(text, width - hang.length).map((line, index) =>
      index === 0 ? `${' '.repeat(indent)}${symbol}${gap}${styled(style, line)}` : hang + styled(style, line),
    );
  };

  const fixLines = (fix: Fix, indent: number) => [
    ...lines(plain(say('Fix: {title}', { title: fix.title })), indent, 'bold'),
    ...[fix.portal, fix.docs].flatMap((address) => {
      const url = safeLink(address);
      return url === undefined ? [] : [`${' '.repeat(indent + 2)}${url}`];
    }),
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
      STATUS_STYLES[finding.status],
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

  const whatIfLines = (report: Report) => {
    if (options.change === undefined) return [];
    const outcome = whatIf(report, options.change);
    return [
      '',
      ...lines(
        plain(say('What if: {sentence}', { sentence: whatIfSentence(outcome, report.instance.name) })),
        0,
        'bold',
      ),
      ...whatIfClock(outcome, report, assessment.today).flatMap((line) => lines(plain(line), 3)),
      ...whatIfGroups(outcome).flatMap(([title, items]) => [
        ...lines(plain(title), 3, 'bold'),
        ...items.flatMap((item) => lines(plain(itemSentence(item, writer)), 6)),
      ]),
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
        VERDICT_STYLES[report.verdict],
      ),
      ...lines(
        plain(say('{sku} in {location}, resource group {resourceGroup}', { sku, location, resourceGroup })),
        3,
        'dim',
      ),
      ...report.notes.flatMap((note) => lines(plain(note), 3)),
      ...findings.filter(needsAttention).flatMap(findingLines),
      ...(settled.length === 0 ? [] : ['', ...settled.flatMap(findingLines)]),
      ...whatIfLines(report),
      '',
      ...lines(plain(say('Read: {pieces}', { pieces: scannedPieces(report).map(plain).join(', ') })), 0, 'dim'),
    ];
  };

  const when = writer.instant(assessment.checkedAt);
  const reports = assessment.reports.map(reportLines);
  return [
    ...(reports.length === 0 ? lines(plain(say('No retirement is known that this could be judged against.')), 0) : []),
    ...reports.flatMap((report, index) => (index === 0 ? report : ['', ...report])),
    ...lines(plain(say('Checked {when} as {who}', { when, who: assessment.checkedAs })), 0, 'dim'),
    ...(assessment.checkedAt.startsWith(assessment.today) ? [] : lines(plain(judgedAsOf(assessment.today)), 0, 'dim')),
    '',
  ].join('\n');
}
