/** Waivers and declarations as the conversation asks for them: one way to decide, to list and to withdraw, for both. */

import type { Address, Asker } from '../../model/channel.ts';
import type { Day } from '../../model/days.ts';
import type { Decision, StoredDeclaration, Waiver } from '../../model/decision.ts';
import type { ScopedInstance } from '../rules/subscription.ts';

/** What somebody wants to decide. */
export type DecisionOrder = {
  readonly instance: ScopedInstance;
  readonly by: Asker;
  /** Where it is said: whoever is there hears of it by the answer. */
  readonly address: Address;
} & {
  readonly decision:
    | Pick<Waiver, 'kind' | 'requirement' | 'until' | 'reason'>
    | Pick<StoredDeclaration, 'kind' | 'policy' | 'hash' | 'destination' | 'until'>;
};

/** What became of it. `told`: other places that hear of it, because reminders of theirs may rest. */
export type DecisionOutcome =
  | { readonly kind: 'done'; readonly decision: Decision; readonly told: number }
  /** `administrators`: only people whom an administrator names may. */
  | { readonly kind: 'not-allowed'; readonly administrators: boolean }
  | { readonly kind: 'unknown-requirement' }
  /** `latest`: the last UTC day that is allowed. */
  | { readonly kind: 'too-long'; readonly latest: Day }
  /** There is no such decision, or it was withdrawn before. */
  | { readonly kind: 'gone' };

/** What to take back. */
export interface Withdrawal {
  readonly id: string;
  readonly by: Asker;
  readonly address: Address;
  /** All that can be seen, to know what the decision is about. */
  readonly instances: readonly ScopedInstance[];
}

/** Keeps decisions. Every method rejects when storage is away; the conversation then says so. */
export interface Decisions {
  decide(order: DecisionOrder): Promise<DecisionOutcome>;
  withdraw(withdrawal: Withdrawal): Promise<DecisionOutcome>;
  /** What holds on a UTC day, oldest first: of some instances (ARM ids), or of all. */
  inForce(day: Day, instanceIds?: readonly string[]): Promise<readonly Decision[]>;
}
