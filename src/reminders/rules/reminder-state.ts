/** What reminders are decided by: who wants them, what was proven, what is waived or paused, and what was prepared before. */
import type { Day, Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import type { Retirement } from '../../model/retirement.ts';
import type { Milestone } from './milestones.ts';
import type { Pause } from './pause.ts';
import type { ProvenState } from './proven-state.ts';
import type { ScopedInstance, Subscription } from './subscription.ts';

/** What every message has that was prepared before, whether or not it has arrived yet. */
interface MadeOut {
  readonly subscriptionId: string;
  /** Where it was told. */
  readonly placeId: string;
  /** The day that it was prepared for. */
  readonly day: Day;
  /** When it was prepared, ISO instant. */
  readonly at: Instant;
}

/** A reminder that was prepared before. */
export interface PreparedReminder extends MadeOut {
  readonly kind: 'reminder';
  readonly instanceId: string;
  readonly retirement: string;
  readonly milestone: Milestone;
}

/** A summary that was prepared before, by the moment of its schedule (`YYYY-MM-DDTHH:MM` on the clock of its zone). */
export interface PreparedSummary extends MadeOut {
  readonly kind: 'summary';
  readonly local: string;
}

/** Either. */
export type PreparedMessage = PreparedReminder | PreparedSummary;

/** All that decides. Subscriptions whose place cannot be reached are left out by the caller: they catch up later. */
export interface ReminderState {
  readonly subscriptions: readonly Subscription[];
  /** Time zones by place; UTC for a place that has none. */
  readonly zones: ReadonlyMap<string, string>;
  readonly instances: readonly ScopedInstance[];
  readonly provenStates: readonly ProvenState[];
  readonly retirements: readonly Pick<Retirement, 'id' | 'effective'>[];
  readonly waivers: readonly Waiver[];
  readonly pauses: readonly Pause[];
  /** In the order in which they were prepared. */
  readonly prepared: readonly PreparedMessage[];
}
