/** Which reminders are due on a day. Pure: the same state and day always give the same list. */

import { idKey } from '../../model/arm.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { compareText } from '../../model/compare-text.ts';
import { type Day, dayAt, daysBetween, type Instant } from '../../model/days.ts';
import { dueMilestone, type ReminderCase } from './due-milestone.ts';
import { type Milestone, occasionOf } from './milestones.ts';
import type { ProvenState } from './proven-state.ts';
import type { PreparedReminder, ReminderState } from './reminder-state.ts';
import { reminderDay } from './schedule.ts';
import { concerns, isActive, type ScopedInstance, type Subscription } from './subscription.ts';
import { notWaived } from './waiver.ts';

/** A reminder to be prepared. */
export interface DueReminder {
  readonly subscription: Subscription;
  readonly instance: ScopedInstance;
  readonly provenState: ProvenState;
  /** How the instance stands against other retirements of which something is unmet and not waived: the message names them in a line. */
  readonly others: readonly ProvenState[];
  /** Unique within place, instance and retirement: a reminder of one milestone is prepared once. */
  readonly milestone: Milestone;
  /**
   * The day that it is for. A day counts from nine in the morning in the zone of the place; what is told at once is told on the UTC
   * day that it is, and the reminders of that day are told with it.
   */
  readonly today: Day;
}

/**
 * The reminders that are due at an instant: where several subscriptions of a place cover an instance, the most specific one
 * speaks. What has just changed is told for each retirement; of what falls due by its day one message for each place and
 * instance, which names the other retirements. Only while something is unmet and not waived; of what was missed the latest
 * alone; nothing from before the subscription.
 */
export function dueReminders(state: ReminderState, now: Instant): readonly DueReminder[] {
  const reminded = state.prepared.filter((mark) => mark.kind === 'reminder');
  const prepared = Map.groupBy(reminded, ({ placeId, instanceId }) => instanceKeyOf(placeId, instanceId));
  const pauses = new Map(state.pauses.map((pause) => [keyOf(pause), pause]));
  const waivers = Map.groupBy(state.waivers, ({ instanceId }) => idKey(instanceId));
  const provenStates = Map.groupBy(state.provenStates, ({ instanceId }) => idKey(instanceId));
  const due = state.subscriptions
    .filter(({ kind }) => kind === 'reminder')
    .map((subscription) => ({ subscription, today: reminderDay(now, state.zones.get(subscription.placeId)) }))
    .filter(({ subscription, today }) => isActive(subscription, today))
    .flatMap(({ subscription, today }) =>
      state.instances
        .filter((instance) => concerns(subscription, instance))
        .flatMap((instance): readonly (DueReminder & Pick<ReminderCase, 'effective'>)[] => {
          const told = prepared.get(instanceKeyOf(subscription.placeId, instance.id)) ?? [];
          const cases = state.retirements.flatMap(({ id, effective }) => {
            const provenState = provenStates.get(idKey(instance.id))?.find(({ retirement }) => retirement === id);
            if (provenState === undefined) return [];
            return [
              {
                subscription,
                provenState,
                waivers: waivers.get(idKey(instance.id)) ?? [],
                pause: pauses.get(keyOf({ subscriptionId: subscription.id, ...provenState })),
                prepared: told.filter(({ retirement }) => retirement === id),
                told,
                effective,
                today,
                now,
              },
            ];
          });
          const open = cases.filter((one) => notWaived(one.provenState, one.waivers, today).length > 0);
          const leading = leadingOf(open, subscription, today);
          return cases.flatMap((one) => {
            const milestone = dueMilestone({ ...one, leads: leading.includes(one) });
            if (milestone === undefined) return [];
            const { provenState, effective } = one;
            const others = open.filter((other) => other !== one).map((other) => other.provenState);
            return [
              {
                subscription,
                instance,
                provenState,
                others,
                today: dayOf(milestone, today, now),
                milestone,
                effective,
              },
            ];
          });
        }),
    );
  return oneForEachPlace(due);
}

/**
 * Those whose own days are told. Past ones share the days of the latest, so that their messages do not add up; each that lies
 * ahead has its own. A schedule of the subscription's own needs but one of them to lead.
 */
export function leadingOf<T extends Pick<ReminderCase, 'effective'>>(
  open: readonly T[],
  { schedule }: Subscription,
  today: Day,
): readonly T[] {
  const byDay = open.toSorted((a, b) => compareText(a.effective, b.effective));
  const latest = byDay.filter(({ effective }) => effective <= today).at(-1)?.effective;
  // Of several that begin on one day the first of the catalogue.
  const past = open.filter(({ effective }) => effective === latest).slice(0, 1);
  const ahead = byDay.filter(({ effective }) => effective > today);
  return schedule === undefined ? [...past, ...ahead] : [...past, ...ahead].slice(0, 1);
}

/** Two subscriptions of one place would tell the same people the same thing, and so would two retirements on the same day. */
function oneForEachPlace(due: readonly (DueReminder & Pick<ReminderCase, 'effective'>)[]): readonly DueReminder[] {
  const once = [...Map.groupBy(due, placeKeyOfDue).values()].flatMap((same) => same.toSorted(bySpeaker).slice(0, 1));
  const byInstance = Map.groupBy(once, ({ subscription, instance }) =>
    instanceKeyOf(subscription.placeId, instance.id),
  );
  return [...byInstance.values()].flatMap((own) => {
    const events = own.filter((one) => !isOnDay(one));
    // What has just changed names those that are past, too; what lies ahead is told on its day whatever else happens.
    const onDay = own.filter((one) => isOnDay(one) && (events.length === 0 || one.effective > one.today));
    return [...events, ...onDay.toSorted(bySpeaker).toSorted(byNearness).slice(0, 1)].map(
      ({ effective: _, ...reminder }) => reminder,
    );
  });
}

function isOnDay({ milestone }: Pick<DueReminder, 'milestone'>): boolean {
  return occasionOf(milestone) === 'milestone';
}

/** The retirement whose day is nearest first. */
function byNearness(
  a: Pick<ReminderCase, 'effective' | 'today'>,
  b: Pick<ReminderCase, 'effective' | 'today'>,
): number {
  const away = ({ effective, today }: Pick<ReminderCase, 'effective' | 'today'>) =>
    Math.abs(daysBetween(today, effective));
  return away(a) - away(b);
}

function placeKeyOfDue({ subscription, provenState }: DueReminder): string {
  return JSON.stringify([subscription.placeId, idKey(provenState.instanceId), provenState.retirement]);
}

function instanceKeyOf(placeId: string, instanceId: string): string {
  return JSON.stringify([placeId, idKey(instanceId)]);
}

/** From everything to one instance: the more a scope singles out, the more it was meant. */
const SPECIFICITY: Readonly<Record<AzureScope['kind'], number>> = {
  instance: 3,
  'resource-group': 2,
  subscription: 1,
  'management-group': 1,
  tag: 1,
  all: 0,
};

/** The most specific scope first, then the older subscription; the id makes the order of equals the same on every scan. */
function bySpeaker({ subscription: a }: DueReminder, { subscription: b }: DueReminder): number {
  const order = SPECIFICITY[b.scope.kind] - SPECIFICITY[a.scope.kind];
  if (order !== 0) return order;
  return `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1;
}

function dayOf({ kind }: Milestone, today: Day, now: Instant): Day {
  return kind === 'no-longer-ready' || kind === 'all-met' ? dayAt(now) : today;
}

function keyOf(of: Pick<PreparedReminder, 'subscriptionId' | 'instanceId' | 'retirement'>): string {
  return JSON.stringify([of.subscriptionId, idKey(of.instanceId), of.retirement]);
}
