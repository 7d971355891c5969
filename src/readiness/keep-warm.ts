/**
 * Reads the fleet in the background, so that lists, search results, links and summaries know how each instance stands. Azure's
 * limits are left to people: a background read goes last, and within its share of the quota.
 */

import type { Clock } from '../model/clock.ts';
import { millisecondsUntil } from '../model/days.ts';
import { faultName } from '../model/fault-fields.ts';
import type { Log } from '../model/log.ts';
import type { Assessor } from './assessor.ts';
import { assessFleet } from './fleet.ts';

/** What it stands on. */
export interface KeepWarmParts {
  readonly assessor: Assessor;
  readonly log: Log;
  readonly clock: Pick<Clock, 'instant' | 'sleep'>;
  readonly times?: WarmTimes;
}

/** All in milliseconds. */
export interface WarmTimes {
  /** Pause before the first round: who asks right after the start shall not wait behind it. */
  readonly delay: number;
  /** Pause between two rounds. */
  readonly pause: number;
  /** A verdict older than this is read again. */
  readonly fresh: number;
}

const TIMES: WarmTimes = { delay: 30_000, pause: 10 * 60_000, fresh: 60 * 60_000 };

/** A scan that runs. */
export interface KeptWarm {
  /** Begins nothing more. */
  stop(): void;
}

/** Starts it. A round that fails is logged and tried again after the pause. */
export function keepWarm({ assessor, log, clock, times = TIMES }: KeepWarmParts): KeptWarm {
  const stopped = new AbortController();
  const { signal } = stopped;

  const round = async () => {
    const instances = await assessor.instances(signal);
    const old = instances.filter((instance) => {
      const known = assessor.known(instance);
      return known === undefined || millisecondsUntil(clock.instant(), known.checkedAt) > times.fresh;
    });
    await assessFleet(old, assessor, { priority: 'background', signal });
    if (old.length > 0)
      log.info('the fleet was read in the background', { read: old.length, instances: instances.length });
  };

  const run = async () => {
    await clock.sleep(times.delay, signal);
    while (!signal.aborted) {
      await round().catch((error: unknown) => {
        if (!signal.aborted) log.warn('the fleet was not read', { error: faultName(error) });
      });
      await clock.sleep(times.pause, signal);
    }
  };

  void run();
  return { stop: () => stopped.abort(new Error('The scan was stopped.')) };
}
