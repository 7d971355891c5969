/** Comma separated values (RFC 4180): a row for each item. */
import { stringify } from 'csv-stringify/sync';
import { oneLine } from '../../cards/wording/escape-markdown.ts';
import { titleOf } from '../../cards/wording/status.ts';
import { type ExportSource, writerOf } from './export-source.ts';

/** Columns, named as the JSON names them; the cells are in the reader's language where they are sentences. */
const COLUMNS = [
  'instance',
  'resourceGroup',
  'subscriptionId',
  'location',
  'sku',
  'retirement',
  'effective',
  'verdict',
  'requirement',
  'title',
  'status',
  'impact',
  'reason',
  'subject',
  'itemLocation',
  'message',
  'fix',
  'portal',
  'docs',
  'instanceId',
] as const;

type CsvRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Rows under a head. Names come from strangers: a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
): string {
  return stringify(
    rows.map((row) => columns.map((column) => oneLine(row[column]).trim())),
    {
      header: true,
      columns: [...columns],
      record_delimiter: 'windows',
      escape_formulas: true,
      // A spreadsheet that separates by semicolons must not find one in the open.
      quoted: true,
    },
  );
}

/** The reports as CSV. */
export function reportCsv(source: ExportSource): string {
  const { plain } = writerOf(source);
  const rows = source.reports.flatMap(({ instance, retirement, effective, verdict, findings }) =>
    findings.flatMap(({ requirement, status, items }) =>
      items.map((item): CsvRow => {
        const { fix } = item;
        return {
          instance: instance.name,
          resourceGroup: instance.resourceGroup,
          subscriptionId: instance.subscriptionId,
          location: instance.location,
          sku: instance.sku,
          retirement,
          effective,
          verdict,
          requirement,
          title: plain(titleOf(requirement, status, source.requirements)),
          status: item.status,
          impact: item.impact ?? '',
          reason: item.reason ?? '',
          subject: item.subject,
          itemLocation: item.location ?? '',
          message: plain(item.message),
          fix: fix === undefined ? '' : plain(fix.title),
          portal: fix?.portal ?? '',
          docs: fix?.docs ?? '',
          instanceId: instance.id,
        };
      }),
    ),
  );
  return csvOf(COLUMNS, rows);
}
