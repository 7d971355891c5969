/** Who may waive and declare, for how long, and who has to hear of it. */
import type { Asker } from '../../model/channel.ts';
import { same } from '../../model/json.ts';
import { concerns, type ScopedInstance, type Subscription } from './subscription.ts';

/** What an organisation may set (`.env.example` documents each). */
export interface DecisionSettings {
  /** `subscribers`: whoever set up a reminder or summary that covers the instance, and the administrators; else these alone. */
  readonly decidedBy: 'subscribers' | 'administrators';
  /** Object ids of people in Entra ID. */
  readonly administrators: readonly string[];
  /** Days that a waiver may hold at most, from the day on which it is made. */
  readonly waiverDays: number;
}

/** What holds where nothing is set. */
export const defaultDecisionSettings: DecisionSettings = {
  decidedBy: 'subscribers',
  administrators: [],
  waiverDays: 180,
};

/**
 * Whether somebody may decide about an instance; undefined for one that cannot be seen where it is said. `subscriptions`: all that were
 * not stopped, wherever they speak.
 */
export function mayDecide(
  { id, objectId }: Asker,
  instance: ScopedInstance | undefined,
  subscriptions: readonly Subscription[],
  { decidedBy, administrators }: DecisionSettings,
): boolean {
  if (objectId !== undefined && administrators.some((one) => same(one, objectId))) return true;
  if (decidedBy === 'administrators' || id === '' || instance === undefined) return false;
  return subscriptions.some((one) => one.setUpBy.id === id && concerns(one, instance));
}

/**
 * The reminders that a decision about an instance may silence: one for each place, but not for the place in which it was
 * made, where everybody has seen it.
 */
export function remindersSilencedBy(
  instance: ScopedInstance,
  subscriptions: readonly Subscription[],
  placeId: string | undefined,
): readonly Subscription[] {
  const covering = subscriptions
    .filter((one) => one.kind === 'reminder' && concerns(one, instance))
    .filter((one) => one.placeId !== placeId);
  return [...new Map(covering.map((one) => [one.placeId, one])).values()];
}
