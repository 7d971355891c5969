/** How everything stands, as a table to take along. */
import type { CardMessage } from '../../../cards/elements.ts';
import { exportCard } from '../../../cards/export-card.ts';
import type { Verdict } from '../../model/finding.ts';
import { count, say } from '../../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import { pickScope } from '../pick-scope.ts';
import type { ExportQuestion } from '../question.ts';
import { type Asking, type Desk, emptyEstate } from './desk.ts';
import { assessAll } from './fleet.ts';
import { scopeTrouble } from './which.ts';

const columns = ['name', 'resourceGroup', 'subscription', 'location', 'sku', 'verdict', 'unmet', 'undecided'] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

/** Assesses what was asked for and writes it: a row for each instance. Names of columns are those of the JSON report. */
export async function answerExport(question: ExportQuestion, desk: Desk, asking: Asking): Promise<CardMessage> {
  const { view } = asking;
  const format = question.format ?? 'csv';
  const instances = await desk.assessor.instances();
  if (instances.length === 0) return emptyEstate(asking);
  const picked = pickScope(question.scope, instances);
  if (picked.kind !== 'some') return scopeTrouble(picked, { instances, asking });
  const assessments = await assessAll(picked.instances, undefined, desk, asking);
  const rows = picked.instances.map((instance, index) => rowOf(instance, assessments[index]));
  return exportCard({
    title: count(
      rows.length,
      { one: '{count} instance as {format}', other: '{count} instances as {format}' },
      { format: { csv: 'CSV', json: 'JSON', markdown: 'Markdown' }[format] },
    ),
    lines: linesOf(rows, format),
    head: { csv: 1, json: 0, markdown: 2 }[format],
    note: say('Copy it from here. I write no files; the terminal does: check --all --json.'),
    again: asking.retry,
    view,
  });
}

function rowOf(instance: DiscoveredInstance, assessment: Assessment | undefined): Row {
  const [report] = assessment?.reports ?? [];
  const of = (status: string) =>
    (report?.findings ?? []).flatMap((finding) => (finding.status === status ? [finding.requirement] : [])).join(' ');
  const verdict: Verdict = report?.verdict ?? 'undecided';
  return {
    name: instance.name,
    resourceGroup: instance.resourceGroup,
    subscription: instance.subscriptionName ?? instance.subscriptionId,
    location: instance.location,
    sku: instance.sku,
    verdict,
    unmet: of('fail'),
    undecided: of('unknown'),
  };
}

function linesOf(rows: readonly Row[], format: 'csv' | 'json' | 'markdown'): readonly string[] {
  switch (format) {
    case 'csv':
      return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))];
    case 'json':
      return JSON.stringify(rows, null, 2).split('\n');
    case 'markdown':
      return [
        `| ${columns.join(' | ')} |`,
        `|${columns.map(() => '---').join('|')}|`,
        ...rows.map((row) => `| ${columns.map((column) => row[column].replaceAll('|', '\\|')).join(' | ')} |`),
      ];
  }
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
