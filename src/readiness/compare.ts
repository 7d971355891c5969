/** Two judgements of one instance, before and after a change: what is better, and what is worse. The plan and the what-if question rest on it. */
import type { Finding, Item, Report } from '../model/finding.ts';
import { severity } from './assess.ts';
import { itemPlace, type PlacedItem } from './item-place.ts';

/** What is compared of a report. */
type Judged = Pick<Report, 'findings'>;

/** Every item of a report, with its requirement. */
export function placed(report: Judged): readonly PlacedItem[] {
  return report.findings.flatMap(({ requirement, items }) => items.map((item) => ({ requirement, item })));
}

/**
 * How bad an item is. What only follows from another finding weighs the same whether that one fails or cannot be decided: trusted
 * access is not switched off in either case.
 */
export function weight({
  status,
  impact,
  reason,
}: Pick<Item, 'status' | 'impact'> & Partial<Pick<Item, 'reason'>>): number {
  if (reason === 'DEPENDENCIES_UNPROVEN') return severity('fail', 'unsupported');
  return Math.min(severity(status, impact), severity('pass', undefined));
}

/** The items that a change improved: better than before, or gone. */
export function improved(before: Judged, after: Judged): readonly PlacedItem[] {
  const now = new Map(placed(after).map((one) => [itemPlace(one), weight(one.item)]));
  return placed(before).filter((one) => {
    const isBad = ['fail', 'unknown', 'warn'].includes(one.item.status);
    return isBad && (now.get(itemPlace(one)) ?? Number.POSITIVE_INFINITY) > weight(one.item);
  });
}

/** Whether a change made anything worse. */
export function isWorse(before: Judged, after: Judged): boolean {
  return worsened(before, after).length > 0;
}

/** The items that a change made worse, or added where nothing as bad was before. */
export function worsened(before: Judged, after: Judged): readonly PlacedItem[] {
  const old = new Map(before.findings.map((finding) => [finding.requirement, finding]));
  return after.findings.flatMap((finding) => {
    const known = old.get(finding.requirement);
    return known === undefined ? [] : worsenedIn(known, finding);
  });
}

/**
 * An item is worse than what stood in its place, and where nothing stood there, than the worst of all: a step never pays with one
 * thing for another. What did not apply and is judged for the first time, such as the permissions of an identity that was not
 * there, is no worse.
 */
function worsenedIn(before: Finding, after: Finding): readonly PlacedItem[] {
  if (before.status === 'not-applicable') return [];
  const worst = Math.min(...before.items.map(weight));
  const old = new Map<string, number>();
  for (const one of placed({ findings: [before] })) {
    const place = itemPlace(one);
    old.set(place, Math.min(weight(one.item), old.get(place) ?? Number.POSITIVE_INFINITY));
  }
  return placed({ findings: [after] }).filter((one) => weight(one.item) < (old.get(itemPlace(one)) ?? worst));
}
