/** The clock of tests: it moves only by hand. */
import { realClock } from '../../src/app/real-clock.ts';
import type { Clock } from '../../src/model/clock.ts';
import { dayAt, type Instant, later } from '../../src/model/days.ts';

export interface HandClock extends Clock {
  /** Moves time on by so many milliseconds; whoever waited for that goes on. */
  pass(milliseconds: number): Promise<void>;
  /** How long each pause was that took no time. */
  readonly skipped: readonly number[];
}

export interface HandClockOptions {
  /** What time it is at first. */
  readonly start?: Instant;
  /** Whether a pause takes no time, and moves the clock instead. Limits last until `pass` all the same. */
  readonly skipsPauses?: boolean;
}

export function handClock({
  start = '2026-11-22T10:00:00.000Z',
  skipsPauses = false,
}: HandClockOptions = {}): HandClock {
  let passed = 0;
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  const skipped: number[] = [];
  const instant = () => later(start, passed);
  const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const one = { until: passed + milliseconds, wake: resolve };
    waiting.add(one);
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve());
    return promise.finally(() => waiting.delete(one));
  };
  const skip = async (milliseconds: number): Promise<void> => {
    skipped.push(milliseconds);
    passed += milliseconds;
  };
  return {
    skipped,
    now: () => passed,
    instant,
    today: () => dayAt(instant()),
    sleep: skipsPauses ? skip : wait,
    limit: wait,
    async pass(milliseconds) {
      passed += milliseconds;
      for (const { until, wake } of waiting) if (until <= passed) wake();
      await settle(20);
    },
  };
}

/** For work over real connections: pauses take no time, but limits and the calendar are the machine's. */
export function pauselessClock(): Clock {
  const { instant, today, limit } = realClock();
  return { ...handClock({ skipsPauses: true }), instant, today, limit };
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(turns = 100): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
