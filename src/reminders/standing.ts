/** How an instance stands against a retirement, and what is kept of an assessment: verdicts, statuses and reasons alone. */
import { idKey } from '../model/arm.ts';
import type { Finding, Impact, Report, Status, Verdict } from '../model/finding.ts';
import type { ReasonCode } from '../model/reasons.ts';

/** What is kept of a finding. No sentence, no evidence, nothing that Azure said. */
export interface Outcome {
  readonly requirement: string;
  readonly status: Status;
  readonly impact?: Impact;
  readonly reasons: readonly ReasonCode[];
}

/** What is kept of one report. */
export interface Snapshot {
  /** In the form of `idKey`. */
  readonly instanceId: string;
  readonly retirement: string;
  /** UTC day from which the retirement is in force. */
  readonly effective: string;
  /** When Azure was read, ISO instant. */
  readonly takenAt: string;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
}

/** A requirement that is known to be unmet. */
export interface Unmet {
  readonly requirement: string;
  readonly impact: Impact;
  readonly reasons: readonly ReasonCode[];
  /** False while it could not be looked at again: then it is what was seen last. */
  readonly seen: boolean;
}

/** How an instance stands, over all its snapshots. */
export interface Standing {
  readonly instanceId: string;
  readonly retirement: string;
  readonly effective: string;
  /** What was proven last: `unmet` by any fail, `met` by the verdict ready. `open`: neither was proven yet. */
  readonly state: 'open' | 'unmet' | 'met';
  /** How often the state has changed; 0 for the first that was proven. */
  readonly episode: number;
  /** When the state was first seen, ISO instant. */
  readonly since: string;
  readonly unmet: readonly Unmet[];
  readonly latest: Snapshot;
}

/** What to keep of a report. `takenAt` is the real instant at which Azure was read. */
export function snapshotOf(report: Report, takenAt: string): Snapshot {
  return {
    instanceId: idKey(report.instance.id),
    retirement: report.retirement,
    effective: report.effective,
    takenAt,
    verdict: report.verdict,
    outcomes: report.findings.map(outcomeOf),
  };
}

function outcomeOf({ requirement, status, impact, items }: Finding): Outcome {
  const reasons = [...new Set(items.map((item) => item.reason).filter((reason) => reason !== undefined))];
  return { requirement, status, ...(impact === undefined ? {} : { impact }), reasons };
}

/**
 * The standing after one more snapshot. What cannot be seen any more is neither fixed nor broken: an unmet requirement stays
 * unmet until it is seen to be met, and only the verdict ready proves that all is met (contract 1).
 */
export function advance(before: Standing | undefined, snapshot: Snapshot): Standing {
  if (before !== undefined && snapshot.takenAt <= before.latest.takenAt) return before;
  const unmet = snapshot.outcomes.flatMap((outcome) => unmetOf(outcome, before));
  const proven = unmet.length > 0 ? 'unmet' : snapshot.verdict === 'ready' ? 'met' : undefined;
  const state = proven ?? before?.state ?? 'open';
  const known = before !== undefined && before.state !== 'open';
  const changed = before === undefined || state !== before.state;
  return {
    instanceId: snapshot.instanceId,
    retirement: snapshot.retirement,
    effective: snapshot.effective,
    state,
    episode: (before?.episode ?? 0) + (changed && known ? 1 : 0),
    since: changed ? snapshot.takenAt : before.since,
    unmet,
    latest: snapshot,
  };
}

function unmetOf({ requirement, status, impact, reasons }: Outcome, before: Standing | undefined): readonly Unmet[] {
  if (status === 'fail') return [{ requirement, impact: impact ?? 'outage', reasons, seen: true }];
  if (status !== 'unknown') return [];
  const known = before?.unmet.find((unmet) => unmet.requirement === requirement);
  return known === undefined ? [] : [{ ...known, seen: false }];
}
