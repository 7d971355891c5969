/** Whether a word is one of ours, mistyped. */
import { distance } from 'fastest-levenshtein';

/**
 * How far a typed word is from one of ours: 0 the same, 1 a plain typing slip (one letter wrong, missing or too many,
 * two neighbours swapped; two slips in words of eight letters and more), `undefined` another word. Words under four
 * letters are never corrected: there, every slip makes another word.
 */
export function slips(typed: string, ours: string): 0 | 1 | undefined {
  if (typed === ours) return 0;
  if (ours.length < 4 || typed.length < 4 || Math.abs(typed.length - ours.length) > 2) return undefined;
  if (!/^[a-z]+$/.test(typed)) return undefined;
  if (distance(typed, ours) <= (ours.length >= 8 ? 2 : 1)) return 1;
  return swapped(typed, ours) ? 1 : undefined;
}

function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
