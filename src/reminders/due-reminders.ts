/** Which reminders are due on a day. Pure: the same state and day always give the same list. */
import { idKey } from '../model/arm.ts';
import { latestMilestone } from './milestones.ts';
import type { Standing } from './standing.ts';
import { covers, type ScopedInstance, type Subscription } from './subscription.ts';
import { type Pause, pressing, type Waiver } from './waiver.ts';

/** A reminder that was made out before, whether or not it has arrived yet. */
export interface Mark {
  readonly subscriptionId: string;
  readonly instanceId: string;
  readonly retirement: string;
  readonly milestone: string;
  /** The day that it was made out for. */
  readonly day: string;
}

/** All that decides. Subscriptions whose place cannot be reached are left out by the caller: they catch up later. */
export interface ReminderState {
  readonly subscriptions: readonly Subscription[];
  readonly instances: readonly ScopedInstance[];
  readonly standings: readonly Standing[];
  readonly waivers: readonly Waiver[];
  readonly pauses: readonly Pause[];
  /** In the order in which they were made out. */
  readonly marks: readonly Mark[];
}

/** Why a reminder goes out. */
export type Occasion = 'milestone' | 'no-longer-ready' | 'pause-ended' | 'waiver-ended' | 'all-met';

/** A reminder to be made out. */
export interface DueReminder {
  readonly subscription: Subscription;
  readonly instance: ScopedInstance;
  readonly standing: Standing;
  readonly occasion: Occasion;
  /** Unique within subscription, instance and retirement: a reminder of one key is made out once. */
  readonly milestone: string;
}

/** One subscription, one instance, one retirement. */
interface Case {
  readonly subscription: Subscription;
  readonly standing: Standing;
  readonly waivers: readonly Waiver[];
  readonly pause: Pause | undefined;
  readonly marks: readonly Mark[];
}

type Occurrence = Pick<DueReminder, 'occasion' | 'milestone'>;

/**
 * The reminders that are due on `today`, at most one for each subscription, instance and retirement. Rules of issue 5: only
 * while something is unmet and not waived; of what was missed the latest alone; nothing from before the subscription.
 */
export function dueReminders(state: ReminderState, today: string): readonly DueReminder[] {
  const marks = Map.groupBy(state.marks, keyOf);
  const pauses = new Map(state.pauses.map((pause) => [keyOf(pause), pause]));
  const waivers = Map.groupBy(state.waivers, ({ instanceId }) => idKey(instanceId));
  const standings = Map.groupBy(state.standings, ({ instanceId }) => idKey(instanceId));
  return state.subscriptions
    .filter(({ kind, state: now }) => kind === 'reminder' && now === 'active')
    .flatMap((subscription) =>
      state.instances
        .filter((instance) => covers(subscription.scope, instance))
        .flatMap((instance) =>
          (standings.get(idKey(instance.id)) ?? []).flatMap((standing) => {
            const key = keyOf({ subscriptionId: subscription.id, ...standing });
            const found = occurrenceOf(
              {
                subscription,
                standing,
                waivers: waivers.get(idKey(instance.id)) ?? [],
                pause: pauses.get(key),
                marks: marks.get(key) ?? [],
              },
              today,
            );
            return found === undefined ? [] : [{ subscription, instance, standing, ...found }];
          }),
        ),
    );
}

function keyOf(of: Pick<Mark, 'subscriptionId' | 'instanceId' | 'retirement'>): string {
  return JSON.stringify([of.subscriptionId, idKey(of.instanceId), of.retirement]);
}

function occurrenceOf(one: Case, today: string): Occurrence | undefined {
  const { standing, waivers, marks } = one;
  const found =
    standing.state === 'met'
      ? closing(one)
      : pressing(standing, waivers, today).length === 0 || isPaused(one, today)
        ? undefined
        : (noLongerReady(one) ?? comingBack(one, today) ?? waiverEnded(one, today) ?? byCalendar(one, today));
  return marks.some(({ milestone }) => milestone === found?.milestone) ? undefined : found;
}

/** Closes what was opened: nobody hears that all is met who never heard that something was not. */
function closing({ standing, marks }: Case): Occurrence | undefined {
  const last = marks.at(-1);
  if (last === undefined || last.milestone.startsWith('met-')) return undefined;
  return { occasion: 'all-met', milestone: `met-${standing.episode}` };
}

/** A pause is about the trouble that it was set in: it does not outlast that. */
function pauseOf({ pause, standing }: Case): Pause | undefined {
  return pause !== undefined && pause.at >= standing.since ? pause : undefined;
}

function isPaused(one: Case, today: string): boolean {
  const pause = pauseOf(one);
  return pause !== undefined && today < pause.until;
}

/** A state that began after another was proven: it was met before. Not held back by what was sent earlier that day. */
function noLongerReady({ standing, subscription, marks }: Case): Occurrence | undefined {
  const milestone = `unmet-${standing.episode}`;
  if (standing.episode === 0 || standing.since < subscription.createdAt) return undefined;
  if (marks.some((mark) => mark.milestone === milestone)) return undefined;
  return { occasion: 'no-longer-ready', milestone };
}

function comingBack(one: Case, today: string): Occurrence | undefined {
  const pause = pauseOf(one);
  if (pause === undefined || !isOpen(pause.until, one, today)) return undefined;
  return { occasion: 'pause-ended', milestone: `pause-ended-${pause.until}` };
}

function waiverEnded(one: Case, today: string): Occurrence | undefined {
  const unmet = new Set(pressing(one.standing, one.waivers, today).map(({ requirement }) => requirement));
  const ended = one.waivers.find(({ requirement, until }) => unmet.has(requirement) && isOpen(until, one, today));
  return ended === undefined
    ? undefined
    : { occasion: 'waiver-ended', milestone: `waiver-ended-${ended.requirement}-${ended.until}` };
}

function byCalendar(one: Case, today: string): Occurrence | undefined {
  const milestone = latestMilestone(one.standing.effective, today);
  return milestone !== undefined && isOpen(milestone.day, one, today)
    ? { occasion: 'milestone', milestone: milestone.key }
    : undefined;
}

/**
 * Whether what fell due on a day is still to be told today: not what lies before the trouble or on the day of the
 * subscription or earlier, and not what an earlier message has told already.
 */
function isOpen(day: string, { standing, subscription, marks }: Case, today: string): boolean {
  const told = marks.at(-1)?.day ?? '';
  return day <= today && day > told && day >= standing.since.slice(0, 10) && day > subscription.createdAt.slice(0, 10);
}
