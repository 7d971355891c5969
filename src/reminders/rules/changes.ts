/** What changed between two times that somebody was told. */
import { idKey } from '../../model/arm.ts';
import type { Snapshot, SnapshotFinding } from '../../readiness/history.ts';

/** One requirement of one instance that is not what it was. */
export interface Change {
  /** In the form of `idKey`. */
  readonly instanceId: string;
  readonly requirement: string;
  /** `worse`: what was unsupported is now an outage. */
  readonly kind: 'fixed' | 'new' | 'worse';
}

/**
 * Compares what was with what is. Only what is seen to be met is fixed; what cannot be seen has not changed. An instance
 * that was not known before brings only news.
 */
export function changesBetween(before: readonly Snapshot[], now: readonly Snapshot[]): readonly Change[] {
  const earlier = new Map(before.map((snapshot) => [keyOf(snapshot), snapshot]));
  return now.flatMap((snapshot) => {
    const old = new Map(earlier.get(keyOf(snapshot))?.findings.map((finding) => [finding.requirement, finding]));
    return snapshot.findings.flatMap((finding) => {
      const kind = changeOf(old.get(finding.requirement), finding);
      const { requirement } = finding;
      return kind === undefined ? [] : [{ instanceId: idKey(snapshot.instanceId), requirement, kind }];
    });
  });
}

function keyOf({ instanceId, retirement }: Snapshot): string {
  return JSON.stringify([idKey(instanceId), retirement]);
}

function changeOf(before: SnapshotFinding | undefined, now: SnapshotFinding): Change['kind'] | undefined {
  if (now.status === 'unknown') return undefined;
  if (now.status !== 'fail') return before?.status === 'fail' ? 'fixed' : undefined;
  if (before?.status !== 'fail') return 'new';
  return before.impact === 'unsupported' && now.impact === 'outage' ? 'worse' : undefined;
}
