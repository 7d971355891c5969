/** Limits on how often something may happen, for each of many: a stock that is used up, and fills again with time. */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../model/clock.ts';

/** How much each may have. */
export interface BucketLimits {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Stocks by name. */
export interface Buckets {
  /** Takes one; false when there is none left. */
  take(name: string): boolean;
}

/** How many names are kept; the one that was used longest ago is forgotten first, and begins anew. */
const MOST_NAMES = 10_000;

/** Starts with full stocks. */
export function createBuckets(clock: Pick<Clock, 'now'>, { atOnce, perSecond }: BucketLimits): Buckets {
  const kept = new LRUCache<string, { readonly left: number; readonly at: number }>({ max: MOST_NAMES });
  return {
    take(name) {
      const { left, at } = kept.get(name) ?? { left: atOnce, at: clock.now() };
      const filled = Math.min(atOnce, left + ((clock.now() - at) / 1_000) * perSecond);
      kept.set(name, { left: filled < 1 ? filled : filled - 1, at: clock.now() });
      return filled >= 1;
    },
  };
}
