/** Time as everything here takes it, so that tests can bring their own; and the one limit on waiting. */
import type { Day, Instant } from './days.ts';

/** Time, injected wherever it matters. */
export interface Clock {
  /** Milliseconds that never go back; only differences mean something. */
  now(): number;
  /** The calendar's time. */
  instant(): Instant;
  /** The UTC day to judge by; settings may pin it. */
  today(): Day;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * What some work gives when it ends within so many milliseconds, and else what `otherwise` gives, or throws. The work itself goes
 * on; what becomes of it later is nobody's trouble.
 */
export async function within<T, L>(
  clock: Pick<Clock, 'sleep'>,
  milliseconds: number,
  work: Promise<T>,
  otherwise: () => L | Promise<L>,
): Promise<T | L> {
  const ended = new AbortController();
  const late = clock
    .sleep(milliseconds, ended.signal)
    .then((): T | L | Promise<T | L> => (ended.signal.aborted ? work : otherwise()));
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
  }
}
