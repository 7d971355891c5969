/** How long to wait before the next try. */

const FIRST = 2_000;
const LONGEST = 15 * 60_000;

/**
 * Milliseconds before try `attempt + 1` (`attempt` starts at 1): doubling from two seconds to a quarter of an hour, a random half of
 * it, so that what failed together does not come back together. Never less than the other side asked for.
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: () => number): number {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt - 1, 20));
  const chosen = Math.round(longest / 2 + (longest / 2) * random());
  return Math.max(chosen, retryAfter ?? 0);
}
