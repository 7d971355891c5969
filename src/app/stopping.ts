/** When a process is to end, and ends what it is made of, in order and in time: no connection, database or server holds it back for ever. */

import { within } from '../model/clock.ts';
import { realClock } from './real-clock.ts';

/** A part that runs and can be ended. */
export interface StoppablePart {
  /** For people: what is given up when it does not end in time. */
  readonly name: string;
  readonly stop: () => Promise<void>;
  /** How long it may take to end, in milliseconds. */
  readonly limit: number;
}

/** Ends the parts one after the other, and returns the names of those that failed to, or did not within their limit. */
export async function stopAll(parts: readonly StoppablePart[]): Promise<readonly string[]> {
  const givenUp: string[] = [];
  for (const part of parts) if (!(await endsInTime(part))) givenUp.push(part.name);
  return givenUp;
}

function endsInTime({ stop, limit }: StoppablePart): Promise<boolean> {
  const ended = stop().then(
    () => true,
    () => false,
  );
  return within(realClock(), limit, ended, () => false);
}

const LOOK_MS = 500;

/**
 * npm passes SIGTERM on to the shell of its script alone, and some shells end of it without a word to what they run. Calls back once
 * that shell has ended. Does nothing where npm did not start the process: whoever else started it may leave it behind on purpose.
 */
export function whenShellOfNpmEnds(environment: NodeJS.ProcessEnv, ended: () => void): void {
  if (environment.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    ended();
  }, LOOK_MS);
  timer.unref();
}
