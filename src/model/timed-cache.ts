/** Keeping things for a while, by the bot's own clock. */
import { LRUCache } from 'lru-cache';
import { agesBy } from './clock.ts';

/** How long, and how much. */
export interface CacheLimits {
  /** How long something is kept, in milliseconds. */
  readonly keep: number;
  /** How many things at most; the one that was kept or got longest ago goes first. */
  readonly most: number;
}

/** Makes an empty cache. `now`: milliseconds that never go back. */
export function timedCache<Value extends object | number>(
  now: () => number,
  { keep, most }: CacheLimits,
): LRUCache<string, Value> {
  return new LRUCache<string, Value>({ max: most, ttl: keep, ...agesBy({ now }) });
}
