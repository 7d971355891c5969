/** Ends what a process is made of, in order and in time: no connection, database or server holds it back for ever. */

import { within } from '../model/clock.ts';
import { realClock } from './real-clock.ts';

/** A part that runs and can be ended. */
export interface Part {
  /** For people: what is given up when it does not end in time. */
  readonly name: string;
  readonly stop: () => Promise<void>;
  /** How long it may take to end, in milliseconds. */
  readonly limit: number;
}

/** Ends the parts one after the other, and returns the names of those that failed to, or did not within their limit. */
export async function stopAll(parts: readonly Part[]): Promise<readonly string[]> {
  const givenUp: string[] = [];
  for (const part of parts) if (!(await endsInTime(part))) givenUp.push(part.name);
  return givenUp;
}

function endsInTime({ stop, limit }: Part): Promise<boolean> {
  const ended = stop().then(
    () => true,
    () => false,
  );
  return within(realClock(), limit, ended, () => false);
}
