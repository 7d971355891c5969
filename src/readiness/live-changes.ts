/** What was changed lately, beside each unmet thing. Nothing is judged by it. Pure. */
import type { Read } from '../model/estate.ts';
import type { Finding, Report } from '../model/finding.ts';
import type { ResourceChange } from '../model/resource-change.ts';
import { say } from '../model/text.ts';
import { changesTo, resourcesBehind } from './change-log.ts';

/** Changes beside one item. */
const MOST = 3;

function told(finding: Finding, changes: readonly ResourceChange[]): Finding {
  const items = finding.items.map((item) => {
    const own = changesTo(resourcesBehind({ items: [item] }), changes).slice(0, MOST);
    return own.length === 0 ? item : { ...item, changes: own };
  });
  return { ...finding, items };
}

/** The reports with the latest changes to what each open item rests on; where they could not be read, a note says so once. */
export function withChanges(reports: readonly Report[], read: Read<readonly ResourceChange[]>): readonly Report[] {
  if (!read.ok) {
    const note = say('Azure did not show who changed what ({reason}). Nothing that was judged depends on it.', {
      reason: read.reason,
    });
    return reports.map((report, index) => (index === 0 ? { ...report, notes: [...report.notes, note] } : report));
  }
  if (read.value.length === 0) return reports;
  return reports.map((report) => ({ ...report, findings: report.findings.map((one) => told(one, read.value)) }));
}
