/** Tables in GitHub's Markdown, for a pull request, an issue or a wiki. */

import { aboutSilence, announcementSentence, azureAlsoSays } from '../../cards/wording/announcement.ts';
import { checkedWhen } from '../../cards/wording/answer.ts';
import { whatIsBroken } from '../../cards/wording/cause.ts';
import { escapeMarkdown, markdownLink } from '../../cards/wording/escape-markdown.ts';
import { needsAttention, statusSymbol, statusWithImpact, titleOf, worstFirst } from '../../cards/wording/status.ts';
import { retirementClock, verdictSymbol, verdictWord } from '../../cards/wording/verdict.ts';
import type { Day } from '../model/days.ts';
import type { Finding, Report } from '../model/finding.ts';
import { count, say } from '../model/text.ts';
import { type ExportSource, instanceName, type SourceWriter, worstReportsFirst, writerOf } from './export-source.ts';

/** A table; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}

/** The reports as Markdown: an overview where there are several, then what is open of each. */
export function reportMarkdown(source: ExportSource): string {
  const { requirements, today } = source;
  const reports = worstReportsFirst(source);
  const writer = writerOf(source);
  const { plain } = writer;
  const head = (words: ReturnType<typeof say>) => escapeMarkdown(plain(words));
  const overview = markdownTable(
    [head(say('Instance')), head(say('Verdict')), head(say('What is wrong'))],
    reports.map((report) => [
      escapeMarkdown(instanceName(report, source)),
      `${verdictSymbol(report.verdict)} ${escapeMarkdown(plain(verdictWord(report.verdict)))}`,
      escapeMarkdown(whatIsBroken(report, requirements, writer) ?? ''),
    ]),
  );
  const title = count(reports.length, {
    one: 'Readiness of {count} API Management instance',
    other: 'Readiness of {count} API Management instances',
  });
  return [
    ...(reports.length === 1 ? [] : [`# ${head(title)}`, '', ...overview, '']),
    ...reports.flatMap((report) => [
      `## ${verdictSymbol(report.verdict)} ${head(say('{name} {verdict}', { name: instanceName(report, source), verdict: verdictWord(report.verdict) }))}`,
      '',
      head(retirementClock(report, today)),
      '',
      ...report.notes.flatMap((note) => [head(note), '']),
      ...openTable(report, source, writer),
      ...azureSays(report, today, writer),
    ]),
    head(checkedWhen(source, writer)),
    '',
  ].join('\n');
}

function openTable(report: Report, source: ExportSource, writer: SourceWriter): readonly string[] {
  const open = worstFirst(report.findings).filter(needsAttention);
  if (open.length === 0) return [];
  const head = [say('Requirement'), say('Status'), say('What was seen'), say('Fix')].map((words) =>
    escapeMarkdown(writer.plain(words)),
  );
  return [
    ...markdownTable(
      head,
      open.flatMap((finding) => rowsOf(finding, source, writer)),
    ),
    '',
  ];
}

function rowsOf({ requirement, status, items }: Finding, { requirements }: ExportSource, writer: SourceWriter) {
  const title = writer.plain(titleOf(requirement, status, requirements));
  return items
    .filter(needsAttention)
    .map((item, index) => [
      index === 0 ? escapeMarkdown(title) : '',
      `${statusSymbol(item.status)} ${escapeMarkdown(writer.plain(statusWithImpact(item.status, item.impact)))}`,
      escapeMarkdown(writer.item(item)),
      item.fix === undefined ? '' : markdownLink(writer.plain(item.fix.title), item.fix.portal),
    ]);
}

function azureSays(report: Report, today: Day, { plain }: SourceWriter): readonly string[] {
  const lines = [
    ...(report.azureSays?.announcements ?? []).map((one) =>
      markdownLink(plain(announcementSentence(one, today)), one.page),
    ),
    ...aboutSilence(report).map((sentence) => escapeMarkdown(plain(sentence))),
  ];
  return lines.length === 0
    ? []
    : [`**${escapeMarkdown(plain(azureAlsoSays))}**`, '', ...lines.map((line) => `- ${line}`), ''];
}
