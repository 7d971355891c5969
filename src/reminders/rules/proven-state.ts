/** How an instance stands against a retirement, over all that was kept of its assessments. */

import { type ArmKey, idKey } from '../../model/arm.ts';
import type { Instant } from '../../model/days.ts';
import type { Impact } from '../../model/finding.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import type { Snapshot, SnapshotFinding } from '../../readiness/history.ts';

/** A requirement that is known to be unmet. */
export interface Unmet {
  readonly requirement: string;
  readonly impact: Impact;
  readonly reasons: readonly ReasonCode[];
  /** False while it could not be looked at again: then it is what was seen last. */
  readonly seen: boolean;
}

/** How an instance stands, over all its snapshots. */
export interface ProvenState {
  readonly instanceId: ArmKey;
  readonly retirement: string;
  /** What was proven last: `unmet` by any fail, `met` by the verdict ready. `open`: neither was proven yet. */
  readonly state: 'open' | 'unmet' | 'met';
  /** How often the state has changed; 0 for the first that was proven. */
  readonly episode: number;
  /** When the state was first seen, ISO instant. */
  readonly since: Instant;
  readonly unmet: readonly Unmet[];
  readonly latest: Snapshot;
}

/**
 * The proven state after one more snapshot. What cannot be seen any more is neither fixed nor broken: an unmet requirement stays
 * unmet until it is seen to be met, and only the verdict ready proves that all is met (docs/rules.md#statuses).
 */
export function nextProvenState(before: ProvenState | undefined, snapshot: Snapshot): ProvenState {
  if (before !== undefined && snapshot.checkedAt <= before.latest.checkedAt) return before;
  const unmet = snapshot.findings.flatMap((finding) => unmetOf(finding, before));
  const proven = unmet.length > 0 ? 'unmet' : snapshot.verdict === 'ready' ? 'met' : undefined;
  const state = proven ?? before?.state ?? 'open';
  const known = before !== undefined && before.state !== 'open';
  const changed = before === undefined || state !== before.state;
  return {
    instanceId: idKey(snapshot.instanceId),
    retirement: snapshot.retirement,
    state,
    episode: (before?.episode ?? 0) + (changed && known ? 1 : 0),
    since: changed ? snapshot.checkedAt : before.since,
    unmet,
    latest: snapshot,
  };
}

function unmetOf(
  { requirement, status, impact, reasons }: SnapshotFinding,
  before: ProvenState | undefined,
): readonly Unmet[] {
  if (status === 'fail') return [{ requirement, impact: impact ?? 'outage', reasons, seen: true }];
  if (status !== 'unknown') return [];
  const known = before?.unmet.find((unmet) => unmet.requirement === requirement);
  return known === undefined ? [] : [{ ...known, seen: false }];
}
