/** A lane for requests that share a limit: so many at once, at such a pace, first come first served. */
import type { Clock } from './clock.ts';
import type { Pace } from './pacing.ts';

/** Runs tasks within the limit. */
export interface Lane {
  /** Waits for a place and for the pace, then runs. Rejects with the signal's reason when aborted while waiting. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Makes a lane of `width` places. Without a pace only the number at once is limited. */
export function createLane(width: number, clock: Clock, pace?: Pace): Lane {
  let running = 0;
  const queue: (() => void)[] = [];
  const leave = () => {
    running -= 1;
    queue.shift()?.();
  };
  const enter = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        running += 1;
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(signal?.reason);
      };
      if (running < width) {
        go();
        return;
      }
      queue.push(go);
      signal?.addEventListener('abort', stop, { once: true });
    });
  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      await enter(signal);
      try {
        if (pace === undefined) return await task();
        for (let wait = pace.take(clock.now()); wait > 0; wait = pace.take(clock.now())) {
          await clock.sleep(wait, signal);
        }
        try {
          return await task();
        } finally {
          pace.done();
        }
      } finally {
        leave();
      }
    },
  };
}
