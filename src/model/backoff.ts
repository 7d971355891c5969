/** How long to wait before something is tried again. */

/**
 * Milliseconds after so many failures (1 or more): doubling from `first` to `longest`, and half of it by chance, so that what failed
 * together does not come back together. `random` is from 0 up to 1; 1 leaves nothing to chance.
 */
export function backoff(first: number, longest: number, failures: number, random: number): number {
  return Math.min(longest, first * 2 ** Math.min(failures - 1, 20)) * (0.5 + random / 2);
}
