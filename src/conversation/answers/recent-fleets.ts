/** The rows of a fleet for as long as somebody turns its pages: the next page is no reason to read Azure again. */

import type { Instant } from '../../model/days.ts';
import type { Text } from '../../model/text.ts';
import { type CacheLimits, timedCache } from '../../model/timed-cache.ts';
import type { FleetRow } from '../../readiness/fleet.ts';

/** A fleet as it was read. */
export interface ReadFleet {
  readonly rows: readonly FleetRow[];
  /** Ids of the instances that do not meet a requirement, or may not, by its id. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  /** When Azure had been read for them. */
  readonly checkedAt: Instant;
  /** In whose name Azure was read, for people. */
  readonly checkedAs: Text | string;
}

/** Keeps fleets for some minutes. */
export interface RecentFleets {
  get(key: string): ReadFleet | undefined;
  put(key: string, fleet: ReadFleet): void;
}

/** Makes the memory. `now` in milliseconds, never going back; the oldest is forgotten first. */
export function createRecentFleets(
  now: () => number,
  limits: CacheLimits = { keep: 5 * 60_000, most: 20 },
): RecentFleets {
  const fleets = timedCache<ReadFleet>(now, limits);
  return {
    get: (key) => fleets.peek(key),
    put: (key, fleet) => void fleets.set(key, fleet),
  };
}
