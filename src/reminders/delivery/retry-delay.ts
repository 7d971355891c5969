/** How long to wait before the next try. */

const LONGEST = 15 * 60_000;

/**
 * Milliseconds to wait after so many failures (1 or more): doubling from `first` to a quarter of an hour, half of it by chance, so
 * that what failed together does not come back together. Never less than the other side asked for.
 */
export function retryDelay(
  first: number,
  failures: number,
  retryAfter: number | undefined,
  random: () => number,
): number {
  const longest = Math.min(LONGEST, first * 2 ** Math.min(failures - 1, 20));
  const chosen = Math.round(longest / 2 + (longest / 2) * random());
  return Math.max(chosen, retryAfter ?? 0);
}
