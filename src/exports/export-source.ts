/** What every format is written from. */

import { itemSentence } from '../../cards/wording/item.ts';
import type { RequirementFacts } from '../../cards/wording/status.ts';
import { type CardView, type Writer, writerFor } from '../../cards/wording/writer.ts';
import type { Item, Report } from '../model/finding.ts';
import { byVerdict } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { nameAmong } from '../readiness/fleet.ts';

/** Reports of one run, and who reads them. */
export interface ExportSource extends Pick<Assessment, 'checkedAt' | 'checkedAs' | 'today' | 'reports'> {
  /** All requirements. */
  readonly requirements: readonly RequirementFacts[];
  /** Whose language and time zone; JSON is English. */
  readonly view: CardView;
}

/** Writes the sentences of a source. */
export interface SourceWriter extends Writer {
  /** What was seen of an item, with its subject and location. */
  item(item: Item): string;
}

/** The writer for whoever reads a source. */
export function writerOf({ view }: Pick<ExportSource, 'view'>): SourceWriter {
  const writer = writerFor(view);
  return { ...writer, item: (item) => writer.plain(itemSentence(item, writer)) };
}

/** Names the retirement of a report beside its instance: a run may judge one instance against several. */
export function reportName(report: Report, source: ExportSource): string {
  return `${instanceName(report, source)}/${report.retirement}`;
}

/** What the instance of a report is called among those of its source. */
export function instanceName({ instance }: Report, { reports }: ExportSource): string {
  return nameAmong(
    instance,
    reports.map((one) => one.instance),
  );
}

/** Worst first; reports of one verdict in their order. */
export function worstReportsFirst({ reports }: ExportSource): readonly Report[] {
  return reports.toSorted(byVerdict);
}
