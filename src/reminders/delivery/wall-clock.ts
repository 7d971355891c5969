/** Time as the calendar counts it. */

import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, instantAt } from '../../model/days.ts';

/** Time, injected. */
export interface WallClock {
  /** ISO instant in UTC, always with milliseconds, so that instants compare as text. */
  instant(): Instant;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's clock. */
export function realWallClock(): WallClock {
  return {
    instant: () => instantAt(new Date()),
    sleep: (milliseconds, signal) =>
      wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
}

/** An instant so many milliseconds later. */
export function later(instant: Instant, milliseconds: number): Instant {
  return instantAt(Date.parse(instant) + milliseconds);
}

/** Milliseconds from one instant to another; negative when the second is earlier. */
export function millisecondsUntil(instant: Instant, now: Instant): number {
  return Date.parse(instant) - Date.parse(now);
}
