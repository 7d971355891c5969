/** The real clock, for the edges. */

import type { Clock } from '../model/clock.ts';
import { type Day, dayAt, instantAt } from '../model/days.ts';

/** This machine's clock. `today` pins the UTC day that judging assumes. */
export function realClock(today?: Day): Clock {
  return {
    now: () => performance.now(),
    instant: () => instantAt(new Date()),
    today: () => today ?? dayAt(new Date()),
    sleep,
    limit: sleep,
  };
}

/** Every request has its limit, and nearly none comes to it: unlike Node's own, this one makes no error when it is called off. */
function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end);
  });
}
