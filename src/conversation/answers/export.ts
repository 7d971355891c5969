/** How everything stands, to take along: a file where one can be handed over, and a table to be copied in any case. */

import { exportCard } from '../../../cards/export-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { csvOf } from '../../exports/csv.ts';
import { endingOf, exportReports } from '../../exports/formats.ts';
import { markdownTable } from '../../exports/markdown.ts';
import type { ChatFile } from '../../model/channel.ts';
import { instantAt } from '../../model/days.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { FileFormat } from '../../model/file-format.ts';
import type { Verdict } from '../../model/finding.ts';
import type { ExportQuestion } from '../../model/question.ts';
import type { Scope } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { assessAll } from './fleet.ts';
import { instancesInScope } from './instances-in-scope.ts';

const COLUMNS = ['name', 'resourceGroup', 'subscription', 'location', 'sku', 'verdict', 'unmet', 'undecided'] as const;
type ExportRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

const NAMES: Readonly<Record<FileFormat, string>> = { html: 'HTML', csv: 'CSV', json: 'JSON', markdown: 'Markdown' };

/** Spreadsheets take a file without it for one of their machine's own character set. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What was asked for, read and judged. */
interface ExportedScope {
  readonly scope: Scope;
  readonly instances: readonly DiscoveredInstance[];
  /** In the order of the instances. */
  readonly assessments: readonly Assessment[];
}

/** Assesses what was asked for, offers it as a file where that can be, and writes a row for each instance. */
export async function answerExport(
  question: ExportQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { format } = question;
  const read = await readScope(question, context, request);
  if ('trouble' in read) return read.trouble;
  const rows = read.instances.map((instance, index) => rowOf(instance, read.assessments[index]));
  const as = format ?? 'html';
  const table = as === 'html' ? 'markdown' : as;
  const note = await offer(read, as, asFormat(rows.length, as), context, request);
  return exportCard({
    title: asFormat(rows.length, note.isOffered ? as : table),
    lines: linesOf(rows, table),
    head: { csv: 1, json: 0, markdown: 2 }[table],
    note: note.text,
    again: request.retry,
    view: request.view,
  });
}

/** "12 instances as CSV". */
function asFormat(number: number, format: FileFormat): Text {
  return count(
    number,
    { one: '{count} instance as {format}', other: '{count} instances as {format}' },
    { format: NAMES[format] },
  );
}

/** The file of an export; undefined where no instance fits any longer. */
export async function exportFile(
  question: ExportQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<ChatFile | undefined> {
  const read = await readScope(question, context, request);
  return 'trouble' in read ? undefined : fileOf(read, question.format ?? 'html', context, request);
}

async function readScope(
  { scope }: ExportQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<ExportedScope | { readonly trouble: CardMessage }> {
  const picked = await instancesInScope(scope, context, request);
  if (picked.kind === 'card') return { trouble: picked.card };
  request.remember({ asked: 'fleet', scope: picked.scope });
  const assessments = await assessAll(picked.instances, undefined, context, request);
  return { scope: picked.scope, instances: picked.instances, assessments };
}

/** Offers the file, and says where it is; an offer that does not arrive is no reason to hold the table back. */
async function offer(
  read: ExportedScope,
  format: FileFormat,
  about: Text,
  context: AnswerContext,
  request: AnswerRequest,
) {
  const { offerFile, view } = request;
  if (offerFile === undefined)
    return {
      isOffered: false,
      text: say(
        'Copy it from here. A file of it you get in a chat with me alone, or from the terminal: check --all -o FILE.',
      ),
    };
  const file = fileOf(read, format, context, request);
  try {
    await offerFile({
      file,
      action: { kind: 'export', format, locale: view.locale, scope: read.scope },
      about: writerFor(view).plain(about),
    });
  } catch (error) {
    context.log.warn('a file was not offered', faultFields(error));
    return { isOffered: false, text: say('Copy it from here. The file could not be offered.') };
  }
  return {
    isOffered: true,
    text: say('Below I offer {file}; accept it, and it lies in your OneDrive. To be copied at once:', {
      file: file.name,
    }),
  };
}

function fileOf(
  { instances, assessments }: ExportedScope,
  format: FileFormat,
  context: AnswerContext,
  { view }: AnswerRequest,
): ChatFile {
  const today = context.clock.today();
  const [instance, ...others] = instances;
  const about = others.length === 0 && instance !== undefined ? instance.name : 'api-management';
  const text = exportReports(format, {
    // The oldest reading speaks for all.
    checkedAt: assessments.map(({ checkedAt }) => checkedAt).toSorted()[0] ?? instantAt(today),
    checkedAs: assessments[0]?.checkedAs ?? '',
    today: assessments[0]?.today ?? today,
    reports: assessments.flatMap(({ reports }) => reports),
    requirements: context.requirements,
    view,
  });
  return {
    name: `${about.replaceAll(/[^\w-]+/g, '-')}-readiness-${today}.${endingOf(format)}`,
    bytes: new TextEncoder().encode(format === 'csv' ? BYTE_ORDER_MARK + text : text),
  };
}

/** Names of columns are those of the JSON report. */
function rowOf(instance: DiscoveredInstance, assessment: Assessment | undefined): ExportRow {
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

function linesOf(rows: readonly ExportRow[], format: 'csv' | 'json' | 'markdown'): readonly string[] {
  switch (format) {
    case 'csv':
      return csvOf(COLUMNS, rows).trimEnd().split('\r\n');
    case 'json':
      return JSON.stringify(rows, null, 2).split('\n');
    case 'markdown':
      return markdownTable(
        COLUMNS,
        rows.map((row) => COLUMNS.map((column) => row[column])),
      );
  }
}
