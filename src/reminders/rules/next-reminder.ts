/** When the next reminder comes, as far as that can be said ahead. */

import { idKey } from '../../model/arm.ts';
import type { Day } from '../../model/days.ts';
import { leadingOf } from './due-reminders.ts';
import { nextMilestone } from './milestones.ts';
import type { ReminderState } from './reminder-state.ts';
import { concerns, type Subscription } from './subscription.ts';
import { notWaived } from './waiver.ts';

/** What is known about the instances that a reminder may be about. */
export type KnownOfInstances = Pick<ReminderState, 'instances' | 'provenStates' | 'waivers' | 'retirements'>;

/**
 * The first UTC day after another on which the subscription, which has no schedule of its own, tells of what is unmet now: of
 * several retirements those whose days are told. Undefined where nothing is known to be unmet.
 */
export function nextReminderDay(subscription: Subscription, known: KnownOfInstances, after: Day): Day | undefined {
  const provenStates = Map.groupBy(known.provenStates, ({ instanceId }) => idKey(instanceId));
  const days = known.instances
    .filter((instance) => concerns(subscription, instance))
    .flatMap((instance) => {
      const own = provenStates.get(idKey(instance.id)) ?? [];
      const open = known.retirements.filter(({ id }) =>
        own.some((one) => one.retirement === id && notWaived(one, known.waivers, after).length > 0),
      );
      return leadingOf(open, subscription, after).map(({ effective }) => effective);
    });
  return firstMilestone(days, after);
}

/** The UTC day of the first milestone after another of retirements that begin on these days. */
export function firstMilestone(effective: readonly Day[], after: Day): Day | undefined {
  return [...new Set(effective)].flatMap((day) => nextMilestone(day, after)?.day ?? []).toSorted()[0];
}
