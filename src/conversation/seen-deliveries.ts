/** Telling a repeated delivery from a new one, with a memory that neither grows nor lasts. */
import { type CacheLimits, timedCache } from '../model/timed-cache.ts';

/** Remembers keys for a while. */
export interface SeenDeliveries {
  /** True the first time that a key is seen, false again and again while it is remembered. */
  isFirst(key: string): boolean;
}

/**
 * Makes a memory. Teams delivers again within a minute or so when an answer takes long; an hour is
 * far more, and ten thousand keys are about two megabytes.
 */
export function createSeenDeliveries(
  now: () => number,
  limits: CacheLimits = { keep: 60 * 60 * 1000, most: 10_000 },
): SeenDeliveries {
  const seen = timedCache<number>(now, limits);
  return {
    isFirst(key) {
      if (seen.peek(key) !== undefined) return false;
      seen.set(key, now());
      return true;
    },
  };
}
