/** Time as the calendar counts it. */
import { setTimeout as wait } from 'node:timers/promises';

/** Time, injected. */
export interface WallClock {
  /** ISO instant in UTC, always with milliseconds, so that instants compare as text. */
  instant(): string;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's clock. */
export function realWallClock(): WallClock {
  return {
    instant: () => new Date().toISOString(),
    sleep: (milliseconds, signal) =>
      wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
}

/** An instant so many milliseconds later. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** Milliseconds from one instant to another; negative when the second is earlier. */
export function millisecondsUntil(instant: string, now: string): number {
  return Date.parse(instant) - Date.parse(now);
}
