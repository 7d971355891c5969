/** What is worked out from Azure's answers, worked out again only where one of those answers is another. */
import { type Estate, estateBy, type Read } from './estate.ts';

/** A question that was asked, to be asked again, and what came. */
interface Asked {
  readonly again: (estate: Estate) => Read<unknown>;
  readonly answer: Read<unknown>;
}

function isSame(a: Read<unknown>, b: Read<unknown>): boolean {
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

/** What was found last. */
interface Last<T> {
  readonly asked: readonly Asked[];
  readonly found: T;
  /** The answers among which it held last and will for good, since every one of them had come; undefined while some had not. */
  answers: object | undefined;
}

/** Whether an answer is one that another may follow, once more is read. */
function mayChange({ answer }: Asked): boolean {
  return !answer.ok && (answer.reason === 'PENDING' || answer.reason === 'READ_LIMIT');
}

/** The answers of an estate, where those that something rests on stay as they are. */
function lasting({ answers }: Estate, asked: readonly Asked[]): object | undefined {
  return answers === undefined || asked.some(mayChange) ? undefined : answers;
}

/** Among the same answers nothing changes that had come; elsewhere each is asked for again. */
function holds(last: Last<unknown>, estate: Estate): boolean {
  if (last.answers !== undefined && last.answers === estate.answers) return true;
  if (!last.asked.every(({ again, answer }) => isSame(again(estate), answer))) return false;
  last.answers = lasting(estate, last.asked);
  return true;
}

/**
 * The same function with a memory beyond one estate: while an assessment collects, most of what is found in one round holds in
 * the next. In an estate of other answers, and in one that notes what is asked, every answer that it rests on is asked for again.
 * `find` must be pure and ask nothing but the estate it is given; what it throws is not remembered.
 */
export function perAnswers<K extends object, T>(find: (of: K, estate: Estate) => T): (of: K, estate: Estate) => T {
  const last = new WeakMap<K, Last<T>>();
  return (of, estate) => {
    const before = last.get(of);
    if (before !== undefined && holds(before, estate)) return before.found;
    const asked: Asked[] = [];
    const found = find(of, noted(estate, asked));
    last.set(of, { asked, found, answers: lasting(estate, asked) });
    return found;
  };
}
