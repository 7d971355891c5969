/** What is worked out from Azure's answers, worked out again only where one of those answers is another. */
import { type Estate, estateBy, type Read } from './estate.ts';

/** A question that was asked, to be asked again, and what came. */
interface Asked {
  readonly again: (estate: Estate) => Read<unknown>;
  readonly answer: Read<unknown>;
}

function isSame(a: Read<unknown>, b: Read<unknown>): boolean {
  if (a === b) return true;
  if (a.ok) return b.ok && a.value === b.value && a.older === b.older;
  return !b.ok && a.reason === b.reason && a.detail === b.detail;
}

/** The estate, with everything that is asked of it noted. */
function noted(estate: Estate, asked: Asked[]): Estate {
  const ask = <T>(again: (of: Estate) => Read<T>): Read<T> => {
    const answer = again(estate);
    asked.push({ again, answer });
    return answer;
  };
  return estateBy(ask, ask, estate.prefetch);
}

/** What was found last, and the last estate in which that held. */
interface Last<T> {
  readonly asked: readonly Asked[];
  readonly found: T;
  estate: Estate;
}

/** Within one estate answers do not change; in another every one is asked for again. */
function holds(last: Last<unknown>, estate: Estate): boolean {
  if (last.estate === estate) return true;
  if (!last.asked.every(({ again, answer }) => isSame(again(estate), answer))) return false;
  last.estate = estate;
  return true;
}

/**
 * The same function with a memory beyond one estate: while an assessment collects, most of what is found in one round holds in
 * the next. Every answer that it rests on is asked for again, so an estate that notes what is asked misses nothing.
 * `find` must be pure and ask nothing but the estate it is given; what it throws is not remembered.
 */
export function perAnswers<K extends object, T>(find: (of: K, estate: Estate) => T): (of: K, estate: Estate) => T {
  const last = new WeakMap<K, Last<T>>();
  return (of, estate) => {
    const before = last.get(of);
    if (before !== undefined && holds(before, estate)) return before.found;
    const asked: Asked[] = [];
    const found = find(of, noted(estate, asked));
    last.set(of, { asked, found, estate });
    return found;
  };
}
