/** A queue for requests that share a limit: so many at once, at such a rate, the most urgent first, then first come first served. */

import type { Clock } from '../model/clock.ts';
import { goesBefore, type Priority } from '../model/priority.ts';
import type { RateLimit } from './rate-limit.ts';

/** How one request waits. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
  /** Asked anew whenever a place is free, so that what waits can become more urgent. Default `question`. */
  readonly priority?: (() => Priority) | undefined;
}

/** Runs tasks within the limits. */
export interface RequestQueue {
  /** Waits for its turn, then runs. Rejects with the signal's reason when aborted while waiting. */
  run<T>(task: () => Promise<T>, waiting?: Waiting): Promise<T>;
  /** How many tasks wait for their turn. */
  readonly length: number;
}

/** What a queue keeps. */
export interface QueueLimits {
  /** Tasks at once. */
  readonly width: number;
  readonly clock: Clock;
  /** The rate; without it only the number at once is limited. */
  readonly rate?: RateLimit;
  /** A further rate for what nobody waits for, so that it leaves room for people. */
  readonly background?: RateLimit | undefined;
}

interface QueuedTask {
  readonly priority: () => Priority;
  /** Starts the task, under the rates that admitted it. */
  start(rates: readonly RateLimit[]): void;
}

/** Makes a queue. */
export function createRequestQueue({ width, clock, rate, background }: QueueLimits): RequestQueue {
  const queue = new Set<QueuedTask>();
  let running = 0;
  /** When it looks again by itself; infinite while nothing has to wait for a rate. */
  let wakesAt = Number.POSITIVE_INFINITY;

  const first = (): QueuedTask | undefined => {
    let best: QueuedTask | undefined;
    let priority: Priority | undefined;
    for (const entry of queue) {
      const own = entry.priority();
      if (priority !== undefined && !goesBefore(own, priority)) continue;
      best = entry;
      priority = own;
      if (own === 'question') break;
    }
    return best;
  };

  const wakeIn = (milliseconds: number) => {
    const at = clock.now() + milliseconds;
    if (at >= wakesAt) return;
    wakesAt = at;
    void clock.sleep(milliseconds).then(() => {
      if (wakesAt === at) wakesAt = Number.POSITIVE_INFINITY;
      pump();
    });
  };

  const pump = () => {
    while (running < width) {
      const entry = first();
      if (entry === undefined) return;
      const rates = [rate, entry.priority() === 'background' ? background : undefined].filter(
        (one) => one !== undefined,
      );
      const now = clock.now();
      const wait = Math.max(0, ...rates.map((one) => one.wait(now)));
      if (wait > 0) {
        wakeIn(wait);
        return;
      }
      for (const one of rates) one.take(now);
      queue.delete(entry);
      running += 1;
      entry.start(rates);
    }
  };

  const enter = ({ signal, priority = () => 'question' }: Waiting) =>
    new Promise<readonly RateLimit[]>((resolve, reject) => {
      const entry: QueuedTask = {
        priority,
        start(rates) {
          signal?.removeEventListener('abort', stop);
          resolve(rates);
        },
      };
      const stop = () => {
        queue.delete(entry);
        reject(signal?.reason);
      };
      queue.add(entry);
      signal?.addEventListener('abort', stop, { once: true });
      pump();
    });

  return {
    get length() {
      return queue.size;
    },
    async run(task, waiting = {}) {
      waiting.signal?.throwIfAborted();
      const rates = await enter(waiting);
      try {
        return await task();
      } finally {
        for (const one of rates) one.done(clock.now());
        running -= 1;
        pump();
      }
    },
  };
}
