/** What a person may ask about waivers and declarations, or have done with them. */
import type { Day } from './days.ts';

/** Take the responsibility for a requirement that is not met. */
export interface WaiveQuestion {
  readonly kind: 'waive';
  /** Ids that the words fit; one when it is clear. */
  readonly requirements: readonly string[];
  readonly instance?: string;
  readonly until?: Day;
  readonly reason?: string;
}

/** Which waivers and declarations hold; with `act`, which one shall end. */
export interface WaiversQuestion {
  readonly kind: 'waivers';
  readonly act?: 'withdraw';
  /** Id of the one that shall end; only buttons know it. */
  readonly id?: string;
  readonly instance?: string;
  /** Ids that the words fit; absent when no requirement was named. */
  readonly requirements?: readonly string[];
}

/** What do the unresolved calls of an instance reach? Shows the form for that. */
export interface DeclareFormQuestion {
  readonly kind: 'declare-form';
  /** ARM id. */
  readonly instance: string;
}

/** Say what an unresolved call reaches. Everything but the instance is filled in. */
export interface DeclareQuestion {
  readonly kind: 'declare';
  /** ARM id. */
  readonly instance: string;
  /** ARM id of the policy, and the hash of its text. */
  readonly policy?: string;
  readonly hash?: string;
  /** As it was typed. */
  readonly destination?: string;
  /** Last UTC day on which it holds. */
  readonly until?: Day;
}
