/** What is due of one retirement on one instance for one subscription: its day, an event, the end of a pause or of a waiver. */

import { addDays, type Day, dayAt, type Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import { latestMilestone, type Milestone, sameMilestone } from './milestones.ts';
import type { Pause } from './pause.ts';
import type { ProvenState } from './proven-state.ts';
import type { PreparedReminder } from './reminder-state.ts';
import { latestOccurrence } from './schedule.ts';
import type { Subscription } from './subscription.ts';
import { notWaived } from './waiver.ts';

/** One subscription, one instance, one retirement. */
export interface ReminderCase {
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

/** The milestone that is due now and was not told yet; undefined for none. */
export function dueMilestone(one: ReminderCase): Milestone | undefined {
  const { provenState, waivers, prepared, today } = one;
  const { schedule } = one.subscription;
  // Who asked for one message gets that one alone.
  const isOnce = schedule !== undefined && 'on' in schedule;
  const found = isOnce
    ? notWaived(provenState, waivers, today).length === 0
      ? undefined
      : onItsDay(one)
    : provenState.state === 'met'
      ? closing(one)
      : notWaived(provenState, waivers, today).length === 0 || isPaused(one)
        ? undefined
        : (noLongerReady(one) ?? comingBack(one) ?? waiverEnded(one) ?? onItsDay(one));
  return found === undefined || wasTold(found, prepared) ? undefined : found;
}

/**
 * Closes what was opened: no place hears that all is met that never heard that something was not, or that set up nothing
 * while it became so.
 */
function closing({ provenState, subscription, prepared }: ReminderCase): Milestone | undefined {
  const last = prepared.at(-1);
  if (last === undefined || last.milestone.kind === 'all-met' || provenState.since < subscription.createdAt)
    return undefined;
  return { kind: 'all-met', episode: provenState.episode };
}

function wasTold(milestone: Milestone, prepared: readonly PreparedReminder[]): boolean {
  return prepared.some((mark) => sameMilestone(mark.milestone, milestone));
}

/** A pause is about the trouble that it was set in: it does not outlast that. */
function pauseOf({ pause, provenState }: ReminderCase): Pause | undefined {
  return pause !== undefined && pause.at >= provenState.since ? pause : undefined;
}

function isPaused(one: ReminderCase): boolean {
  const pause = pauseOf(one);
  return pause !== undefined && one.today < pause.until;
}

/** A state that began after another was proven: it was met before. Not held back by what was sent earlier that day. */
function noLongerReady({ provenState, subscription, prepared }: ReminderCase): Milestone | undefined {
  const milestone: Milestone = { kind: 'no-longer-ready', episode: provenState.episode };
  if (provenState.episode === 0 || provenState.since < subscription.createdAt) return undefined;
  return wasTold(milestone, prepared) ? undefined : milestone;
}

function comingBack(one: ReminderCase): Milestone | undefined {
  const pause = pauseOf(one);
  if (pause === undefined || !isOpen(pause.until, one)) return undefined;
  return { kind: 'pause-ended', until: pause.until };
}

function waiverEnded(one: ReminderCase): Milestone | undefined {
  const unmet = new Set(notWaived(one.provenState, one.waivers, one.today).map(({ requirement }) => requirement));
  const ended = one.waivers.find(({ requirement, until }) => unmet.has(requirement) && isOpen(addDays(until, 1), one));
  return ended === undefined ? undefined : { kind: 'waiver-ended', requirement: ended.requirement, until: ended.until };
}

/** The days of the subscription's own schedule, or else those around the retirement. */
function onItsDay(one: ReminderCase): Milestone | undefined {
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
function isOpen(day: Day, one: ReminderCase): boolean {
  const { provenState, subscription, today } = one;
  const isPast = day <= today && day > toldOn(one);
  return isPast && day >= dayAt(provenState.since) && day > dayAt(subscription.createdAt);
}

/** The day of the last message that told of this: its own, or one that named it; the good news of another does not stand for one that lies ahead. */
function toldOn({ told, provenState, effective, today }: ReminderCase): string {
  const counts = ({ retirement, milestone }: PreparedReminder) =>
    retirement === provenState.retirement || effective <= today || milestone.kind !== 'all-met';
  return told.findLast(counts)?.day ?? '';
}
