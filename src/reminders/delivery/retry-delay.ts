/** How long to wait before the next try. */
import { backoff } from '../../model/backoff.ts';

const LONGEST = 15 * 60_000;

/**
 * Milliseconds to wait after so many failures (1 or more): doubling from `first` to a quarter of an hour. Never less than the other
 * side asked for.
 */
export function retryDelay(
  first: number,
  failures: number,
  retryAfter: number | undefined,
  random: () => number,
): number {
  return Math.max(Math.round(backoff(first, LONGEST, failures, random())), retryAfter ?? 0);
}
