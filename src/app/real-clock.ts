/** The real clock, for the edges. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../model/clock.ts';
import { type Day, dayAt, instantAt } from '../model/days.ts';

/** This machine's clock. `today` pins the UTC day that judging assumes. */
export function realClock(today?: Day): Clock {
  return {
    now: () => performance.now(),
    instant: () => instantAt(new Date()),
    today: () => today ?? dayAt(new Date()),
    sleep: (milliseconds, signal) =>
      sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {}),
  };
}
