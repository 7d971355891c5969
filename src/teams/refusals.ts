/** Counts what was refused, and tells the log of it without letting anybody fill it. */
import type { Log, LogFields } from '../model/log.ts';

/** What was refused. */
export interface Refusals {
  /** One more. `why` is a constant. */
  add(why: string, fields?: LogFields): void;
  /** How many so far, by reason. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Lines in one stretch; what is refused beyond them is told as one number at its end. */
const LINES = 20;
const STRETCH = 60_000;

/** Starts counting. */
export function createRefusals(log: Log): Refusals {
  const counts = new Map<string, number>();
  let inStretch = 0;

  const endStretch = () => {
    if (inStretch > LINES) log.warn('more was refused', { more: inStretch - LINES });
    inStretch = 0;
  };

  return {
    counts,
    add(why, fields = {}) {
      counts.set(why, (counts.get(why) ?? 0) + 1);
      if (inStretch === 0) setTimeout(endStretch, STRETCH).unref();
      inStretch += 1;
      if (inStretch <= LINES) log.warn('refused', { why, ...fields });
    },
  };
}
