/** What people decide about an instance: to live with a requirement for a while, or what an unresolved call reaches. */

import type { Asker } from './channel.ts';
import type { Day, Instant } from './days.ts';
import type { Declaration } from './declaration.ts';

/** What every decision has: who, when, about which instance. */
interface Decided {
  readonly id: string;
  /** ARM id of the instance, any case. */
  readonly instanceId: string;
  readonly by: Pick<Asker, 'id' | 'name'>;
  readonly at: Instant;
}

/** Somebody takes the responsibility for an unmet requirement. It changes no verdict, and is shown wherever the requirement is. */
export interface Waiver extends Decided {
  readonly kind: 'waiver';
  readonly requirement: string;
  /** Last UTC day on which it holds. */
  readonly until: Day;
  readonly reason: string;
}

/** Somebody says what an unresolved call reaches. No policy text is in it. */
export interface StoredDeclaration extends Decided, Pick<Declaration, 'policy' | 'hash' | 'destination' | 'until'> {
  readonly kind: 'declaration';
}

/** Either. Both are decided, told, listed and withdrawn alike. */
export type Decision = Waiver | StoredDeclaration;

/** Whether a decision's last day has not passed. */
export function holdsOn({ until }: Pick<Decision, 'until'>, today: Day): boolean {
  return until === undefined || today <= until;
}

/** A stored declaration as the judges take it. */
export function declarationOf({ policy, hash, destination, until, by }: StoredDeclaration): Declaration {
  return { policy, hash, destination, by: by.name, ...(until === undefined ? {} : { until }) };
}
