/** The real clock, for the edges; `today` can be fixed. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type Day, dayAt } from '../model/days.ts';

/** Time, injected wherever it matters. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean something. */
  now(): number;
  /** The UTC day to judge by. */
  today(): Day;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's clock. `today` pins the UTC day that judging assumes. */
export function realClock(today?: Day): Clock {
  return {
    now: () => performance.now(),
    today: () => today ?? dayAt(new Date()),
    sleep: (milliseconds, signal) =>
      sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {}),
  };
}
