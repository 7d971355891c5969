/** Time and chance for everything that waits here, so that tests can bring their own. */

/** A clock in milliseconds from any fixed point. */
export interface Clock {
  now(): number;
  /** The calendar's time: only for dates that Azure names. */
  date(): Date;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return {
    now: () => performance.now(),
    date: () => new Date(),
    random: () => Math.random(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, milliseconds);
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
