/** The answer to "can this gateway location reach this target by itself?" Rules: docs/rules.md#line-of-sight. */
import type { Answer } from '../model/answer.ts';
import type { Evidence } from '../model/finding.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Text } from '../model/text.ts';

/** Which way the traffic takes. */
export type Way = 'public' | 'ip-rule' | 'virtual-network-rule' | 'private-endpoint' | 'perimeter';

/** What stands behind an answer. */
export interface Grounds {
  /** One sentence: by which way it does, or why it does not. */
  readonly message: Text;
  readonly evidence: readonly Evidence[];
}

/** Line of sight of one location to one target. */
export type LineOfSight = Answer & Grounds & { readonly way?: Way };

/** The judgement of one way. */
export type WayJudgement = LineOfSight & {
  readonly way: Way;
  /** Whether somebody set this way up, so that its failing is worth telling. */
  readonly configured: boolean;
};

/** The order of answers, best first. */
export const RANK: Readonly<Record<Answer['answer'], number>> = { yes: 0, unknown: 1, no: 2 };

/** This way is open. */
export function open(way: Way, message: Text, evidence: readonly Evidence[]): WayJudgement {
  return { answer: 'yes', way, message, evidence, configured: true };
}

/** Nobody set this way up. */
export function absent(way: Way, message: Text, evidence: readonly Evidence[] = []): WayJudgement {
  return { answer: 'no', way, message, evidence, configured: false };
}

/** This way was set up and does not work; `reason` where the cause has a code of its own. */
export function closed(way: Way, message: Text, evidence: readonly Evidence[], reason?: ReasonCode): WayJudgement {
  const judged = { answer: 'no', way, message, evidence, configured: true } as const;
  return reason === undefined ? judged : { ...judged, reason };
}

/** Whether this way is open cannot be decided. */
export function undecided(way: Way, reason: ReasonCode, message: Text, evidence: readonly Evidence[]): WayJudgement {
  return { answer: 'unknown', way, reason, message, evidence, configured: true };
}
