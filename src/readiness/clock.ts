/** The real clock, for the edges; `today` can be fixed. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Time, injected wherever it matters. */
export interface RealClock {
  now(): number;
  today(): string;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's clock. `today` pins the UTC day that judging assumes. */
export function realClock(today?: string): RealClock {
  return {
    now: () => performance.now(),
    today: () => today ?? new Date().toISOString().slice(0, 10),
    sleep: (milliseconds, signal) =>
      sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {}),
  };
}
