/** What people decided about a reminder: to live with a requirement for a while, or not to hear of it until a day. */
import { idKey } from '../../model/arm.ts';
import type { Person } from './place.ts';
import type { Standing, Unmet } from './standing.ts';

/** Somebody's decision to live with an unmet requirement. It is shown wherever the requirement is. */
export interface Waiver {
  readonly id: string;
  readonly instanceId: string;
  readonly requirement: string;
  /** Last UTC day on which it holds. */
  readonly until: string;
  readonly reason: string;
  readonly by: Person;
  /** ISO instant. */
  readonly at: string;
}

/** Silence about one instance and retirement, for one subscription. */
export interface Pause {
  readonly subscriptionId: string;
  readonly instanceId: string;
  readonly retirement: string;
  /** `acknowledge`: somebody is on it. */
  readonly kind: 'snooze' | 'acknowledge';
  /** First day on which reminders come again. */
  readonly until: string;
  readonly by: Person;
  /** ISO instant. */
  readonly at: string;
}

/** The waiver of a requirement that holds on a day; the one that holds longest. */
export function waiverOf(
  waivers: readonly Waiver[],
  { instanceId, requirement }: { readonly instanceId: string; readonly requirement: string },
  today: string,
): Waiver | undefined {
  return waivers
    .filter((waiver) => idKey(waiver.instanceId) === idKey(instanceId) && waiver.requirement === requirement)
    .filter((waiver) => today <= waiver.until)
    .toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];
}

/** What of a standing is unmet and not waived: the only thing that reminders are about. */
export function pressing(standing: Standing, waivers: readonly Waiver[], today: string): readonly Unmet[] {
  const { instanceId } = standing;
  return standing.unmet.filter(
    ({ requirement }) => waiverOf(waivers, { instanceId, requirement }, today) === undefined,
  );
}
