/** What a change that was tried makes better and worse, a line each. */

import { estateAfter } from '../../src/fixes/estate-after.ts';
import type { Day } from '../../src/model/days.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Finding, Item, Report } from '../../src/model/finding.ts';
import { severity } from '../../src/readiness/assess.ts';

// Named exception: trusted access is "not set" whether a dependency fails or cannot be decided, so the one is no worse than the other.
const weight = ({ status, impact, reason }: Pick<Item, 'status' | 'impact' | 'reason'>) =>
  reason === 'DEPENDENCIES_UNPROVEN' ? severity('fail', 'unsupported') : severity(status, impact);
// Named exception: what did not apply is judged for the first time, such as the permissions of an identity that was not there.
const applied = ({ status }: Finding) => status !== 'not-applicable';
const worst = ({ items }: Finding) => Math.min(...items.map(weight));

/** Findings that are worse in the second report. */
export function worsened(before: Report, after: Report): readonly string[] {
  return after.findings.flatMap((finding) => {
    const old = before.findings.find(({ requirement }) => requirement === finding.requirement);
    return old !== undefined && applied(old) && worst(finding) < worst(old)
      ? [`${finding.requirement}: ${old.status} becomes ${finding.status} ${finding.items[0]?.reason}`]
      : [];
  });
}

/** Every fix of a report that does not keep its promise when it is tried: its item improves, and no finding gets worse. */
export function brokenPromises(estate: Estate, judge: (estate: Estate) => Report, today: Day): readonly string[] {
  const before = judge(estate);
  return before.findings.flatMap(({ requirement, items }) =>
    items.flatMap((item) => {
      const { subject, location, row, status, fix } = item;
      if (fix?.changes === undefined || (status !== 'fail' && status !== 'warn')) return [];
      const after = judge(estateAfter(estate, fix.changes, today));
      const same = after.findings.find((one) => one.requirement === requirement)?.items ?? [];
      const now = same.find((one) => one.subject === subject && one.location === location && one.row === row);
      const isBetter = now === undefined || weight(now) > weight(item);
      return [
        ...(isBetter ? [] : [`${requirement} ${subject} ${location}: still ${now.status} ${now.reason}`]),
        ...worsened(before, after).map((line) => `${requirement} ${subject}: ${line}`),
      ];
    }),
  );
}
