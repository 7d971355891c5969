/** What changed between two looks at an instance: one answer for chat, reminders and summaries. */

import { type ArmKey, idKey } from '../model/arm.ts';
import type { Instant } from '../model/days.ts';
import type { Verdict } from '../model/finding.ts';
import { given } from '../model/given.ts';
import { bySeverity } from './assess.ts';
import type { Snapshot, SnapshotFinding } from './history.ts';

/**
 * How a requirement moved. `new`: not met now, and it was met, not seen or not known before. `worse`: unsupported before, an
 * outage now. `better`: the other way round. `fixed`: not met before, and seen to be met now. `unseen`: it cannot be seen any
 * more, so it is neither better nor worse. `seen`: it could not be seen before, and is met.
 */
export type MoveKind = 'worse' | 'new' | 'unseen' | 'better' | 'seen' | 'fixed';

/** Every kind, what needs somebody first. */
export const MOVE_KINDS: readonly MoveKind[] = ['worse', 'new', 'unseen', 'better', 'seen', 'fixed'];

/** The state of a requirement. */
export type State = Pick<SnapshotFinding, 'status' | 'impact'>;

/** One requirement of one instance that is not what it was. */
export interface Move {
  readonly requirement: string;
  readonly kind: MoveKind;
  /** Absent for a requirement that was not judged before. */
  readonly before?: State;
  readonly now: State;
}

/** What changed in one instance for one retirement. */
export interface Changes {
  /** When it was looked at before, ISO instant. */
  readonly since: Instant;
  readonly before: Verdict;
  readonly now: Verdict;
  readonly moves: readonly Move[];
}

/** How one requirement moved; `undefined` when nobody has to be told. A warning counts as met (docs/rules.md#statuses). */
export function moveKind(before: State | undefined, now: State): MoveKind | undefined {
  if (now.status === 'fail') {
    if (before?.status !== 'fail') return 'new';
    const change = bySeverity(now, before);
    return change === 0 ? undefined : change < 0 ? 'worse' : 'better';
  }
  if (before === undefined || before.status === now.status) return undefined;
  if (now.status === 'unknown') return 'unseen';
  if (before.status === 'fail') return 'fixed';
  return before.status === 'unknown' ? 'seen' : undefined;
}

/** Compares what was kept with what is: a report, or what was kept of one. */
export function changesSince(
  before: Snapshot,
  now: { readonly verdict: Verdict; readonly findings: readonly (State & { readonly requirement: string })[] },
): Changes {
  const known = new Map(before.findings.map((finding) => [finding.requirement, finding]));
  const moves = now.findings.flatMap((finding): readonly Move[] => {
    const old = known.get(finding.requirement);
    const kind = moveKind(old, finding);
    if (kind === undefined) return [];
    const { requirement } = finding;
    return [{ requirement, kind, ...given({ before: old && stateOf(old) }), now: stateOf(finding) }];
  });
  return { since: before.checkedAt, before: before.verdict, now: now.verdict, moves };
}

/** Something about each kind of move; kinds without any are absent. */
export type MovesByKind<T> = Partial<Readonly<Record<MoveKind, readonly T[]>>>;

/** Sorts what is said of moves by their kind. */
export function byKind<M extends Move, T>(moves: readonly M[], say: (move: M) => T): MovesByKind<T> {
  return Object.fromEntries(
    [...Map.groupBy(moves, ({ kind }) => kind)].map(([kind, some]) => [kind, some.map(say)] as const),
  );
}

/** A move, and the instance that it happened in. */
export type InstanceMove = Move & { readonly instanceId: ArmKey };

/** Compares several instances. */
export function movesBetween(before: readonly Snapshot[], now: readonly Snapshot[]): readonly InstanceMove[] {
  const earlier = new Map(before.map((snapshot) => [keyOf(snapshot), snapshot]));
  return now.flatMap((snapshot) => {
    const old = earlier.get(keyOf(snapshot));
    const moves = old === undefined ? newsOf(snapshot) : changesSince(old, snapshot).moves;
    return moves.map((move) => ({ ...move, instanceId: idKey(snapshot.instanceId) }));
  });
}

/** Of an instance that was not known before, everything that is not met is new. */
function newsOf({ findings }: Snapshot): readonly Move[] {
  return findings
    .filter((finding) => moveKind(undefined, finding) !== undefined)
    .map((finding) => ({ requirement: finding.requirement, kind: 'new', now: stateOf(finding) }));
}

function keyOf({ instanceId, retirement }: Snapshot): string {
  return JSON.stringify([idKey(instanceId), retirement]);
}

function stateOf({ status, impact }: State): State {
  return { status, ...given({ impact }) };
}
