/** What a summary on demand knows from before. Storage is behind this port; without it a summary tells of now alone. */

import type { Address } from '../../model/channel.ts';
import type { Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import type { Snapshot } from '../../readiness/history.ts';
import type { TrendPoint } from '../rules/summary-message.ts';

/** What a summary is about. */
export interface SummaryOrder {
  /** The conversation that asks. */
  readonly address: Address;
  /** ARM ids of the instances in scope. */
  readonly instances: readonly string[];
  /** Id of the retirement. */
  readonly retirement: string;
  /** Id of the subscription whose last summary it is compared with; absent to compare with nothing. */
  readonly subscription?: string | undefined;
}

/** What was so before. */
export interface SummaryPast {
  readonly waivers: readonly Waiver[];
  /** Oldest first; by UTC day. */
  readonly trend: readonly TrendPoint[];
  /** How everything stood when the last summary went out. */
  readonly before: { readonly at: Instant; readonly snapshots: readonly Snapshot[] } | undefined;
}

/** Looks up what a summary compares with. Rejects when storage is away; the summary then does without. */
export interface SummaryMemory {
  past(order: SummaryOrder): Promise<SummaryPast>;
}
