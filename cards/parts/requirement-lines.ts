/** Every requirement of a report in one line, worst first; what is met or does not apply behind one button. */
import type { CardElement, IContainer } from '@microsoft/teams.cards';
import type { Finding, Report, Status } from '../../src/model/finding.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import type { Cause } from '../../src/readiness/causes.ts';
import { requirementNumber } from '../wording/cause.ts';
import { clipped, joined, markdownLink } from '../wording/escape-markdown.ts';
import { type ShownWaiver, waivedBy } from '../wording/reminder.ts';
import {
  needsAttention,
  type RequirementTitle,
  severityHead,
  statusSymbol,
  statusWord,
  titleOf,
  worstFirst,
} from '../wording/status.ts';
import type { Writer } from '../wording/writer.ts';
import { container, paragraph, quiet, sideBySide, toggleLine } from './elements.ts';

/** What the lines are drawn from. */
export interface RequirementLinesOptions {
  readonly report: Report;
  readonly causes: readonly Cause[];
  readonly requirements: readonly RequirementTitle[];
  readonly waivers?: readonly ShownWaiver[] | undefined;
  /** Names the part that is shown on demand; unique in the card. */
  readonly id: string;
  /** Whether what is met is named; else it is counted. */
  readonly named: boolean;
  /** Characters of a title. */
  readonly length: number;
  /** A line that unfolds something else, beside the one that unfolds what is met. */
  readonly beside?: IContainer | undefined;
  readonly writer: Writer;
}

const LINE = { spacing: 'None', size: 'Small' } as const;

/** The open ones with their fix, then how many are met. */
export function requirementLines(options: RequirementLinesOptions): readonly CardElement[] {
  const { report, writer, id, named, beside } = options;
  const below = beside === undefined ? [] : [beside];
  const findings = worstFirst(report.findings);
  // What is worth a look is met all the same: it is in view only where nothing worse is.
  const unmet = findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  const attended = unmet.length > 0 ? unmet : findings.filter(needsAttention);
  const open = attended.flatMap((finding, at) => [
    ...severityLine(finding, attended[at - 1], writer),
    ...openLine(finding, options),
  ]);
  const settled = findings.filter((finding) => !attended.includes(finding));
  const [first, ...rest] = open;
  const lines = first === undefined ? [] : [{ ...first, separator: true, spacing: 'Small' as const }, ...rest];
  if (settled.length === 0) return [...lines, ...below];
  const counted = writer.plain(settledCount(settled));
  if (!named) return [...lines, quiet(writer.markdown(say('{counted}', { counted }))), ...below];
  return [
    ...lines,
    beside === undefined ? toggleLine(counted, id) : sideBySide([toggleLine(counted, id), beside]),
    container(
      settled.flatMap((finding, at) =>
        needsAttention(finding)
          ? [...severityLine(finding, settled[at - 1], writer), ...openLine(finding, options)]
          : [paragraph(writer.markdown(settledLine(finding, options)), LINE)],
      ),
      { id, isVisible: false, spacing: 'None' },
    ),
  ];
}

function settledCount(settled: readonly Finding[]): Text {
  const of = (wanted: Status) => settled.filter(({ status }) => status === wanted).length;
  const [met, look, other] = [of('pass'), of('warn'), of('not-applicable')];
  const counts = [
    ...(met === 0 ? [] : [count(met, { one: '✅ {count} met', other: '✅ {count} met' })]),
    ...(look === 0 ? [] : [count(look, { one: '⚠️ {count} worth a look', other: '⚠️ {count} worth a look' })]),
    ...(other === 0 ? [] : [count(other, { one: '🔵 {count} does not apply', other: '🔵 {count} do not apply' })]),
  ];
  const [first = say('▾'), second, third] = counts;
  if (second === undefined) return say('▾ {first}', { first });
  return third === undefined
    ? say('▾ {first} · {second}', { first, second })
    : say('▾ {first} · {second} · {third}', { first, second, third });
}

/** What a severity means, above the first requirement that has it: so that nobody has to know our words. */
function severityLine(finding: Finding, before: Finding | undefined, writer: Writer): readonly CardElement[] {
  if (before?.status === finding.status && before.impact === finding.impact) return [];
  const head = say('{symbol} {severity}', {
    symbol: statusSymbol(finding.status),
    severity: severityHead(finding.status, finding.impact),
  });
  return [paragraph(writer.markdown(head), { ...LINE, weight: 'Bolder' })];
}

/** "#10 The subnet cannot reach AzureKeyVault". */
function lineOf({ requirement, status }: Finding, options: RequirementLinesOptions): Text {
  const { report, requirements, length, writer } = options;
  return say('#{number} {title}', {
    number: requirementNumber(requirement, report),
    title: clipped(writer.plain(titleOf(requirement, status, requirements)), length),
  });
}

/** "✅ Met: #4 Firewalled key vaults are read …". */
function settledLine(finding: Finding, options: RequirementLinesOptions): Text {
  return say('{symbol} {status}: {line}', {
    symbol: statusSymbol(finding.status),
    status: statusWord(finding.status),
    line: lineOf(finding, options),
  });
}

function openLine(finding: Finding, options: RequirementLinesOptions): readonly CardElement[] {
  const { waivers = [], writer } = options;
  const fix = fixOf(finding, options);
  const waiver = waivers.find(({ requirement }) => requirement === finding.requirement);
  const pieces = [
    writer.markdown(lineOf(finding, options)),
    ...(fix === undefined ? [] : [markdownLink(writer.plain(say('Fix')), fix)]),
  ];
  return [
    paragraph(joined(pieces, ' · '), LINE),
    ...(waiver === undefined ? [] : [quiet(writer.markdown(waivedBy(waiver)), { spacing: 'None' })]),
  ];
}

/** Where it is put right: its own worst item's page, or that of a cause that it hangs on. */
function fixOf({ items, requirement }: Finding, { causes }: RequirementLinesOptions): string | undefined {
  const own = items.find(({ fix }) => fix !== undefined)?.fix;
  return (own ?? causes.find(({ requirements, fix }) => fix !== undefined && requirements.includes(requirement))?.fix)
    ?.portal;
}
