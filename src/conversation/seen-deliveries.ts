/** Telling a repeated delivery from a new one, with a memory that neither grows nor lasts. */
import { LRUCache } from 'lru-cache';

/** Remembers keys for a while. */
export interface SeenDeliveries {
  /** True the first time that a key is seen, false again and again while it is remembered. */
  isFirst(key: string): boolean;
}

/** What the memory may hold. */
export interface SeenLimits {
  /** How long a key is remembered, in milliseconds. */
  readonly keep: number;
  /** How many keys at most; the oldest is forgotten first. */
  readonly most: number;
}

/**
 * Makes a memory. Teams delivers again within a minute or so when an answer takes long; an hour is
 * far more, and ten thousand keys are about two megabytes.
 */
export function createSeenDeliveries(
  now: () => number,
  { keep, most }: SeenLimits = { keep: 60 * 60 * 1000, most: 10_000 },
): SeenDeliveries {
  const seen = new LRUCache<string, number>({ max: most });
  return {
    isFirst(key) {
      const at = seen.peek(key);
      if (at !== undefined && now() - at < keep) return false;
      seen.set(key, now());
      return true;
    },
  };
}
