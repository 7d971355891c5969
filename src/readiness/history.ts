/** What was true before: the port to kept assessments. */

import type { Day, Instant } from '../model/days.ts';
import type { Impact, Report, Status, Verdict } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { ReasonCode } from '../model/reasons.ts';

/** One requirement as it was kept: no sentence, no evidence, no name of anything but the requirement. */
export interface SnapshotFinding {
  readonly requirement: string;
  readonly status: Status;
  readonly impact?: Impact;
  /** The codes of its items, each once. */
  readonly reasons: readonly ReasonCode[];
}

/** One report as it was kept. */
export interface Snapshot {
  /** ARM id of the instance. */
  readonly instanceId: string;
  readonly retirement: string;
  /** The real instant of the assessment, ISO. */
  readonly checkedAt: Instant;
  readonly verdict: Verdict;
  readonly findings: readonly SnapshotFinding[];
}

/** Since when a requirement of an instance is unmet, as far as was looked. */
export interface UnmetSince {
  readonly retirement: string;
  readonly requirement: string;
  /** ISO instant of the first assessment that found it unmet, without it being met since. */
  readonly since: Instant;
  /** It was seen to be met before that; otherwise it was unmet when it was first looked at. */
  readonly wasMet: boolean;
}

/** Kept assessments; storage is behind it. Ids compare in any case. */
export interface History {
  /** The last snapshots that were taken of an instance before a UTC day began, one for each retirement; may be empty. */
  latestBefore(instanceId: string, day: Day): Promise<readonly Snapshot[]>;
  /** Since when what is unmet was unmet. */
  unmetSince(instanceId: string): Promise<readonly UnmetSince[]>;
  /** Keeps what an assessment found. Partial assessments are not kept. */
  keep(snapshots: readonly Snapshot[]): Promise<void>;
}

/** What is kept of a report. */
export function snapshotOf(report: Report, checkedAt: Instant): Snapshot {
  return {
    instanceId: report.instance.id,
    retirement: report.retirement,
    checkedAt,
    verdict: report.verdict,
    findings: report.findings.map(({ requirement, status, impact, items }) => ({
      requirement,
      status,
      ...given({ impact }),
      reasons: [...new Set(items.flatMap(({ reason }) => reason ?? []))],
    })),
  };
}
