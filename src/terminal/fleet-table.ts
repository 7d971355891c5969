/** Several instances for a terminal: totals, then a row each, worst first, with what is broken and the first step. */

import { checkedWhen } from '../../cards/wording/answer.ts';
import { whatIsBroken } from '../../cards/wording/cause.ts';
import { clipped } from '../../cards/wording/escape-markdown.ts';
import type { RequirementTitle } from '../../cards/wording/status.ts';
import { verdictCount, verdictSymbol, verdictWord } from '../../cards/wording/verdict.ts';
import { type Report, type Verdict, verdictsWorstFirst } from '../model/finding.ts';
import { count } from '../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../readiness/assessor.ts';
import { fleetRows, nameAmong } from '../readiness/fleet.ts';
import { pageOf, plain, type TerminalLook, verdictStyles, writer } from './page.ts';
import { cellsOf, wrap } from './wrap.ts';

/** What is written. */
export interface FleetTableOptions extends TerminalLook {
  readonly instances: readonly DiscoveredInstance[];
  /** In the order of the instances. */
  readonly assessments: readonly Assessment[];
  readonly requirements: readonly RequirementTitle[];
  /** Whether a verdict is shown. */
  readonly shows: (verdict: Verdict) => boolean;
}

/** Cells between columns, and the widest that a name may be. */
const GAP = 2;
const LONGEST_NAME = 40;
/** Lines of one row. */
const MOST_LINES = 3;

/** A table, ending with a line break. */
export function fleetTable(options: FleetTableOptions): string {
  const { instances, assessments, requirements, shows } = options;
  const page = pageOf(options);
  const all = fleetRows(instances, assessments);
  const rows = all
    .filter(({ verdict }) => shows(verdict))
    .map((row) => ({
      ...row,
      called: nameAmong(row.instance, instances),
      broken: brokenOf(row.instance, row.verdict, instances, assessments, requirements),
    }));
  const counts = verdictsWorstFirst.flatMap((verdict) => {
    const number = all.filter((row) => row.verdict === verdict).length;
    return number === 0 ? [] : [plain(verdictCount(verdict, number))];
  });
  const totals = `${plain(count(all.length, { one: '{count} instance', other: '{count} instances' }))}: ${counts.join(', ')}`;
  const verdicts = rows.map(({ verdict }) => plain(verdictWord(verdict)));
  const name = widest(['Instance', ...rows.map(({ called }) => called)], LONGEST_NAME);
  const verdict = widest(['Verdict', ...verdicts], 20);
  const left = Math.max(20, page.width - 3 - name - verdict - 3 * GAP);
  const broken = Math.ceil(left / 2);
  const widths = [name, verdict, broken, left - broken];
  /** As many lines as the longest cell takes. */
  const rowLines = (cells: readonly string[]): readonly string[] => {
    const wrapped = cells.map((cell, column) => atMost(wrap(cell, widths[column] ?? 0), widths[column] ?? 0));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((cell, column) => fill(cell[line] ?? '', widths[column] ?? 0))
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  const first = assessments[0];
  const leftOut = all.length - rows.length;
  return [
    ...page.lines(totals, 0, 'bold'),
    '',
    ...(rows.length === 0 ? [] : rowLines(['Instance', 'Verdict', 'What is broken', 'First step'])).map(
      (line) => `   ${page.styled('dim', line)}`,
    ),
    ...rows.flatMap((one, index) => {
      const symbol = verdictSymbol(one.verdict);
      const first = one.first === undefined ? '' : plain(one.first);
      return rowLines([one.called, verdicts[index] ?? '', one.broken, first]).map((line, at) => {
        const mark = at === 0 ? `${symbol}${' '.repeat(Math.max(1, 3 - cellsOf(symbol)))}` : '   ';
        return `${mark}${page.styled(verdictStyles[one.verdict], line)}`;
      });
    }),
    ...(leftOut === 0
      ? []
      : [plain(count(leftOut, { one: '{count} other is left out', other: '{count} others are left out' }))]),
    '',
    ...(first === undefined ? [] : page.lines(plain(checkedWhen(first, writer)), 0, 'dim')),
    ...page.lines('check NAME tells the causes of one instance; -v tells everything.', 0, 'dim'),
    '',
  ].join('\n');
}

function brokenOf(
  instance: DiscoveredInstance,
  verdict: Verdict,
  instances: readonly DiscoveredInstance[],
  assessments: readonly Assessment[],
  requirements: readonly RequirementTitle[],
): string {
  const reports: readonly Report[] = assessments[instances.indexOf(instance)]?.reports ?? [];
  const report = reports.find((one) => one.verdict === verdict);
  return report === undefined ? '' : (whatIsBroken(report, requirements, writer) ?? '');
}

function widest(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(...texts.map(cellsOf)));
}

/** The first lines, an ellipsis where there were more. */
function atMost(lines: readonly string[], width: number): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  const kept = lines.slice(0, MOST_LINES);
  return [...kept.slice(0, -1), `${clipped(kept.at(-1) ?? '', width - 1).replace(/…$/, '')}…`];
}

function fill(text: string, width: number): string {
  const shown = clipped(text, width);
  return shown + ' '.repeat(Math.max(0, width - cellsOf(shown)));
}
