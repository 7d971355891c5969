/** Time as everything here takes it, so that tests can bring their own; and the limits on waiting. */
import type { Day, Instant } from './days.ts';

/** Time, injected wherever it matters. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean something. */
  now(): number;
  /** The calendar's time. */
  instant(): Instant;
  /** The UTC day to judge by; settings may pin it. */
  today(): Day;
  /** A pause: resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** The end of a time limit: the same, but where tests skip pauses, work still has its time. */
  limit(milliseconds: number, ended: AbortSignal): Promise<void>;
}

/**
 * What some work gives when it ends within so many milliseconds, and else what `otherwise` gives, or throws. The work itself goes
 * on; what becomes of it later is nobody's trouble.
 */
export async function within<T, L>(
  clock: Pick<Clock, 'limit'>,
  milliseconds: number,
  work: Promise<T>,
  otherwise: () => L | Promise<L>,
): Promise<T | L> {
  const ended = new AbortController();
  const late = clock
    .limit(milliseconds, ended.signal)
    .then((): T | L | Promise<T | L> => (ended.signal.aborted ? work : otherwise()));
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
  }
}

/**
 * The same for work that can be called off: its signal aborts once the time is up, or when `caller` aborts. What the work throws
 * because `caller` aborted is thrown on; what it throws because the time is up is not.
 */
export function abortAfter<T, L>(
  clock: Pick<Clock, 'limit'>,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  otherwise: () => L | Promise<L>,
  caller?: AbortSignal,
): Promise<T | L> {
  const late = new AbortController();
  const signal = caller === undefined ? late.signal : AbortSignal.any([caller, late.signal]);
  return within(clock, milliseconds, work(signal), () => {
    late.abort();
    return otherwise();
  });
}

/** What lets an `LRUCache` measure the age of what it keeps by a clock. It takes the instant 0 for none, and would else round ages. */
export function agesBy(clock: Pick<Clock, 'now'>) {
  return { perf: { now: () => 1 + clock.now() }, ttlResolution: 0 };
}
