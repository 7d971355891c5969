/** What was true before: the port to kept assessments, and what has changed since one of them. */
import type { Impact, Report, Status, Verdict } from '../model/finding.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { severity } from './assess.ts';

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
  readonly checkedAt: string;
  readonly verdict: Verdict;
  readonly findings: readonly SnapshotFinding[];
}

/** Kept assessments; storage is behind it. Ids compare in any case. */
export interface History {
  /** The last snapshots that were taken of an instance before a UTC day began, one for each retirement; may be empty. */
  latestBefore(instanceId: string, day: string): Promise<readonly Snapshot[]>;
  /** Keeps what an assessment found. Partial assessments are not kept. */
  keep(snapshots: readonly Snapshot[]): Promise<void>;
}

/** What is kept of a report. */
export function snapshotOf(report: Report, checkedAt: string): Snapshot {
  return {
    instanceId: report.instance.id,
    retirement: report.retirement,
    checkedAt,
    verdict: report.verdict,
    findings: report.findings.map(({ requirement, status, impact, items }) => ({
      requirement,
      status,
      ...(impact === undefined ? {} : { impact }),
      reasons: [...new Set(items.flatMap(({ reason }) => reason ?? []))],
    })),
  };
}

/** How a requirement moved: unmet and then met, met or unseen and then unmet, and so on. */
export interface Move {
  readonly requirement: string;
  /** `fixed`: needs nothing any more. `new`: needed nothing before. `worse` and `better`: open then and now. */
  readonly kind: 'fixed' | 'new' | 'worse' | 'better';
  readonly before: Pick<SnapshotFinding, 'status' | 'impact'>;
  readonly now: Pick<SnapshotFinding, 'status' | 'impact'>;
}

/** What changed in one report since a snapshot. */
export interface Changes {
  readonly since: string;
  readonly before: Verdict;
  readonly now: Verdict;
  readonly moves: readonly Move[];
}

/** Open: somebody has to act, or to look. A `warn` is not (contract 1). */
function isOpen(status: Status): boolean {
  return status === 'fail' || status === 'unknown';
}

function moveOf(before: SnapshotFinding, now: Report['findings'][number]): Move | undefined {
  const was = severity(before.status, before.impact);
  const is = severity(now.status, now.impact);
  const states = {
    requirement: now.requirement,
    before: { status: before.status, ...(before.impact === undefined ? {} : { impact: before.impact }) },
    now: { status: now.status, ...(now.impact === undefined ? {} : { impact: now.impact }) },
  };
  if (isOpen(before.status) && !isOpen(now.status)) return { ...states, kind: 'fixed' };
  if (!isOpen(before.status) && isOpen(now.status)) return { ...states, kind: 'new' };
  if (!isOpen(now.status) || was === is) return undefined;
  return { ...states, kind: is < was ? 'worse' : 'better' };
}

/** Compares a report with a snapshot of it. A requirement that the snapshot does not know is no change. */
export function changesSince(before: Snapshot, report: Report): Changes {
  const known = new Map(before.findings.map((finding) => [finding.requirement, finding]));
  const moves = report.findings.flatMap((finding) => {
    const old = known.get(finding.requirement);
    return old === undefined ? [] : (moveOf(old, finding) ?? []);
  });
  return { since: before.checkedAt, before: before.verdict, now: report.verdict, moves };
}
