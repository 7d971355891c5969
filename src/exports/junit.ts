/**
 * JUnit's XML as Jenkins, Azure Pipelines and GitLab read it: a suite for each report, a case for each requirement. What is not met
 * is a failure, what could not be decided an error, what does not apply is skipped; a warning is a passed case with a word beside.
 */
import { oneLine } from '../../cards/wording/escape-markdown.ts';
import { statusWithImpact, titleOf } from '../../cards/wording/status.ts';
import type { Finding, Report } from '../model/finding.ts';
import { say } from '../model/text.ts';
import { type ExportSource, reportName, type SourceWriter, writerOf } from './export-source.ts';
import { escapeXml } from './xml.ts';

/** The reports as one document. */
export function reportJunit(source: ExportSource): string {
  const writer = writerOf(source);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'apim-readiness', ...countsOf(source.reports.flatMap(({ findings }) => findings)) })}>`,
    ...source.reports.flatMap((report) => suite(report, source, writer)),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(findings: readonly Finding[]) {
  const of = (status: string) => findings.filter((finding) => finding.status === status).length;
  return { tests: findings.length, failures: of('fail'), errors: of('unknown') };
}

function suite(report: Report, source: ExportSource, writer: SourceWriter): readonly string[] {
  const { instance, effective, verdict, findings } = report;
  const properties = { instance: instance.id, location: instance.location, sku: instance.sku, effective, verdict };
  const head = {
    name: reportName(report, source),
    ...countsOf(findings),
    skipped: findings.filter(({ status }) => status === 'not-applicable').length,
    // Without a zone: Ant's layout has none, and means UTC.
    timestamp: source.checkedAt.slice(0, 19),
  };
  return [
    `  <testsuite ${attributes(head)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property ${attributes({ name, value })}/>`),
    '    </properties>',
    ...findings.flatMap((finding) => testCase(finding, report, source, writer)),
    '  </testsuite>',
  ];
}

function testCase(finding: Finding, report: Report, source: ExportSource, writer: SourceWriter): readonly string[] {
  const { requirement, status, impact } = finding;
  // A case keeps its name from run to run, so it is named by the passing state.
  const name = `${requirement}: ${writer.plain(titleOf(requirement, 'pass', source.requirements))}`;
  const head = attributes({ classname: reportName(report, source), name });
  const message = writer.plain(titleOf(requirement, status, source.requirements));
  const told = escapeXml(linesOf(finding, writer).join('\n'));
  const element = (tag: string, type: string) => [`      <${tag} ${attributes({ message, type })}>${told}</${tag}>`];
  const inside = {
    pass: () => [],
    warn: () => [`      <system-out>${told}</system-out>`],
    fail: () => element('failure', impact ?? 'outage'),
    unknown: () => element('error', 'undecided'),
    'not-applicable': () => element('skipped', 'not-applicable'),
  }[status]();
  return inside.length === 0 ? [`    <testcase ${head}/>`] : [`    <testcase ${head}>`, ...inside, '    </testcase>'];
}

function linesOf({ items }: Finding, writer: SourceWriter): readonly string[] {
  return items.flatMap((item) => [
    `${writer.plain(statusWithImpact(item.status, item.impact))}: ${writer.item(item)}`,
    ...(item.fix === undefined
      ? []
      : [`  ${writer.plain(say('Fix: {title}', { title: item.fix.title }))}`, `  ${oneLine(item.fix.portal)}`]),
  ]);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(oneLine(String(value)))}"`)
    .join(' ');
}
