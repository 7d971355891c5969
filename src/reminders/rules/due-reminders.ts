/** Which reminders are due on a day. Pure: the same state and day always give the same list. */

import { idKey } from '../../model/arm.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { compareText } from '../../model/compare-text.ts';
import { addDays, type Day, dayAt, daysBetween, type Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import { latestMilestone, type Milestone, sameMilestone } from './milestones.ts';
import type { Pause } from './pause.ts';
import type { ProvenState } from './proven-state.ts';
import type { PreparedReminder, ReminderState } from './reminder-state.ts';
import { latestOccurrence, reminderDay } from './schedule.ts';
import { concerns, isActive, type ScopedInstance, type Subscription } from './subscription.ts';
import { pressing } from './waiver.ts';

/** Why a reminder goes out, in short: on its day, or because something has just changed. */
export type Occasion = 'milestone' | 'no-longer-ready' | 'pause-ended' | 'waiver-ended' | 'all-met';

/** The occasion of a milestone. */
export function occasionOf({ kind }: Milestone): Occasion {
  return kind === 'before' || kind === 'day' || kind === 'week' || kind === 'month' || kind === 'at'
    ? 'milestone'
    : kind;
}

/** A reminder to be made out. */
export interface DueReminder {
  readonly subscription: Subscription;
  readonly instance: ScopedInstance;
  readonly provenState: ProvenState;
  /** How the instance stands against other retirements of which something is unmet and not waived: the message names them in a line. */
  readonly others: readonly ProvenState[];
  /** Unique within place, instance and retirement: a reminder of one milestone is made out once. */
  readonly milestone: Milestone;
  /**
   * The day that it is for. A day counts from nine in the morning in the zone of the place; what is told at once is told on the UTC
   * day that it is, and the reminders of that day are told with it.
   */
  readonly today: Day;
}

/** One subscription, one instance, one retirement. */
interface Case {
  readonly subscription: Subscription;
  readonly provenState: ProvenState;
  readonly waivers: readonly Waiver[];
  readonly pause: Pause | undefined;
  /** What this place has been told about the retirement, whichever subscription told it. */
  readonly prepared: readonly PreparedReminder[];
  /** What it has been told about the instance, whichever retirement led. */
  readonly told: readonly PreparedReminder[];
  /** First UTC day of the retirement. */
  readonly effective: Day;
  /** Whether it is told on days of its own; else another retirement's message names it. */
  readonly leads: boolean;
  readonly today: Day;
  /** ISO instant. */
  readonly now: Instant;
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
        .flatMap((instance): readonly (DueReminder & Pick<Case, 'effective'>)[] => {
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
          const open = cases.filter((one) => pressing(one.provenState, one.waivers, today).length > 0);
          const leading = leadingOf(open, subscription, today);
          return cases.flatMap((one) => {
            const milestone = occurrenceOf({ ...one, leads: leading.includes(one) });
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
export function leadingOf<T extends Pick<Case, 'effective'>>(
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
function oneForEachPlace(due: readonly (DueReminder & Pick<Case, 'effective'>)[]): readonly DueReminder[] {
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
function byNearness(a: Pick<Case, 'effective' | 'today'>, b: Pick<Case, 'effective' | 'today'>): number {
  const away = ({ effective, today }: Pick<Case, 'effective' | 'today'>) => Math.abs(daysBetween(today, effective));
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

function occurrenceOf(one: Case): Milestone | undefined {
  const { provenState, waivers, prepared, today } = one;
  const { schedule } = one.subscription;
  // Who asked for one message gets that one alone.
  const isOnce = schedule !== undefined && 'on' in schedule;
  const found = isOnce
    ? pressing(provenState, waivers, today).length === 0
      ? undefined
      : onItsDay(one)
    : provenState.state === 'met'
      ? closing(one)
      : pressing(provenState, waivers, today).length === 0 || isPaused(one)
        ? undefined
        : (noLongerReady(one) ?? comingBack(one) ?? waiverEnded(one) ?? onItsDay(one));
  return found === undefined || wasTold(found, prepared) ? undefined : found;
}

/**
 * Closes what was opened: no place hears that all is met that never heard that something was not, or that set up nothing
 * while it became so.
 */
function closing({ provenState, subscription, prepared }: Case): Milestone | undefined {
  const last = prepared.at(-1);
  if (last === undefined || last.milestone.kind === 'all-met' || provenState.since < subscription.createdAt)
    return undefined;
  return { kind: 'all-met', episode: provenState.episode };
}

function wasTold(milestone: Milestone, prepared: readonly PreparedReminder[]): boolean {
  return prepared.some((mark) => sameMilestone(mark.milestone, milestone));
}

/** A pause is about the trouble that it was set in: it does not outlast that. */
function pauseOf({ pause, provenState }: Case): Pause | undefined {
  return pause !== undefined && pause.at >= provenState.since ? pause : undefined;
}

function isPaused(one: Case): boolean {
  const pause = pauseOf(one);
  return pause !== undefined && one.today < pause.until;
}

/** A state that began after another was proven: it was met before. Not held back by what was sent earlier that day. */
function noLongerReady({ provenState, subscription, prepared }: Case): Milestone | undefined {
  const milestone: Milestone = { kind: 'no-longer-ready', episode: provenState.episode };
  if (provenState.episode === 0 || provenState.since < subscription.createdAt) return undefined;
  return wasTold(milestone, prepared) ? undefined : milestone;
}

function comingBack(one: Case): Milestone | undefined {
  const pause = pauseOf(one);
  if (pause === undefined || !isOpen(pause.until, one)) return undefined;
  return { kind: 'pause-ended', until: pause.until };
}

function waiverEnded(one: Case): Milestone | undefined {
  const unmet = new Set(pressing(one.provenState, one.waivers, one.today).map(({ requirement }) => requirement));
  const ended = one.waivers.find(({ requirement, until }) => unmet.has(requirement) && isOpen(addDays(until, 1), one));
  return ended === undefined ? undefined : { kind: 'waiver-ended', requirement: ended.requirement, until: ended.until };
}

/** The days of the subscription's own schedule, or else those around the retirement. */
function onItsDay(one: Case): Milestone | undefined {
  if (!one.leads) return undefined;
  const { schedule, createdAt } = one.subscription;
  if (schedule === undefined) {
    const latest = latestMilestone(one.effective, one.today);
    return latest === undefined || !isOpen(latest.day, one) ? undefined : latest.milestone;
  }
  const latest = latestOccurrence(schedule, one.now);
  if (latest === undefined || latest.at <= createdAt) return undefined;
  if (!('on' in schedule) && latest.local.slice(0, 10) <= toldOn(one)) return undefined;
  return { kind: 'at', local: latest.local };
}

/**
 * Whether what fell due on a day is still to be told today: not what lies before the trouble or on the day of the
 * subscription or earlier, and not what an earlier message has told already.
 */
function isOpen(day: Day, one: Case): boolean {
  const { provenState, subscription, today } = one;
  const isPast = day <= today && day > toldOn(one);
  return isPast && day >= dayAt(provenState.since) && day > dayAt(subscription.createdAt);
}

/** The day of the last message that told of this: its own, or one that named it; the good news of another does not stand for one that lies ahead. */
function toldOn({ told, provenState, effective, today }: Case): string {
  const counts = ({ retirement, milestone }: PreparedReminder) =>
    retirement === provenState.retirement || effective <= today || milestone.kind !== 'all-met';
  return told.findLast(counts)?.day ?? '';
}
