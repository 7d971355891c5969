/** Which waiver holds for a requirement, and what is left to be told. */

import { idKey } from '../../model/arm.ts';
import type { Day } from '../../model/days.ts';
import { holdsOn, type Waiver } from '../../model/decision.ts';
import type { ProvenState, Unmet } from './proven-state.ts';

/** The waiver of a requirement that holds on a day; the one that holds longest. */
export function waiverOf(
  waivers: readonly Waiver[],
  { instanceId, requirement }: Pick<Waiver, 'instanceId' | 'requirement'>,
  today: Day,
): Waiver | undefined {
  return waivers
    .filter((waiver) => idKey(waiver.instanceId) === idKey(instanceId) && waiver.requirement === requirement)
    .filter((waiver) => holdsOn(waiver, today))
    .toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];
}

/** What of a proven state is unmet and not waived: the only thing that reminders are about. */
export function notWaived(provenState: ProvenState, waivers: readonly Waiver[], today: Day): readonly Unmet[] {
  const { instanceId } = provenState;
  return provenState.unmet.filter(
    ({ requirement }) => waiverOf(waivers, { instanceId, requirement }, today) === undefined,
  );
}
