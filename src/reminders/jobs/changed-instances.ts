/**
 * Which watched instances have to be looked at anew because what they rest on was changed (docs/rules.md#changes). Nothing is kept of
 * what was seen: an instance that was assessed well after a change knows it.
 */

import { type ArmKey, idKey } from '../../model/arm.ts';
import type { Clock } from '../../model/clock.ts';
import type { Instant } from '../../model/days.ts';
import { later, millisecondsUntil } from '../../model/days.ts';
import type { Log } from '../../model/log.ts';
import type { ResourceChange } from '../../model/resource-change.ts';
import { type ChangeLog, changesTo } from '../../readiness/change-log.ts';
import type { Store } from '../store/store.ts';

/** What looking stands on. */
export interface WatchParts {
  readonly store: Pick<Store, 'watchedResources' | 'snapshots'>;
  readonly changeLog: Pick<ChangeLog, 'after'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** How far the first look goes back, milliseconds: older assessments are made anew anyway. */
  readonly reach: number;
}

/** Azure shows a change, and what it has changed, within five minutes ("Get resource changes"); twice that to be sure. Milliseconds. */
const SHOWN_WITHIN = 10 * 60_000;
/** A look may come so much earlier than it is due: the scan has a clock of its own. */
const EARLY = 60_000;

/** Makes the look: of some instances, those that were changed underneath since they were assessed. Never rejects for Azure. */
export function createChangeWatch(parts: WatchParts): (watched: ReadonlySet<ArmKey>) => Promise<ReadonlySet<ArmKey>> {
  const { store, changeLog, clock, log, every, reach } = parts;
  let lookedAt: Instant | undefined;
  let isTold = false;

  /** What was changed since the last look; nothing where it is not yet time for another, or Azure does not tell. */
  const look = async (now: Instant): Promise<readonly ResourceChange[]> => {
    if (lookedAt !== undefined && millisecondsUntil(now, lookedAt) < every - EARLY) return [];
    const read = await changeLog.after(later(lookedAt ?? now, -(lookedAt === undefined ? reach : SHOWN_WITHIN)));
    if (read.ok) lookedAt = now;
    else if (!isTold)
      log.warn('Azure does not show what was changed; instances are read on their timetable', { ...read });
    isTold = !read.ok;
    return read.ok ? read.value : [];
  };

  return async (watched) => {
    if (watched.size === 0) return new Set();
    const changes = await look(clock.instant());
    if (changes.length === 0) return new Set();
    const [watchedResources, assessed] = await Promise.all([store.watchedResources.all(), assessedAt(store)]);
    const isTouched = (id: ArmKey) => {
      const at = assessed.get(id);
      return at !== undefined && isNewer(changesTo(watchedResources.get(id) ?? [], changes), at);
    };
    const touched = [...watched].filter(isTouched);
    if (touched.length > 0) log.info('what instances rest on was changed', { instances: touched.length });
    return new Set(touched);
  };
}

/** Whether the latest of some changes (newest first) may not have been in an assessment. */
function isNewer([latest]: readonly ResourceChange[], assessed: Instant): boolean {
  return latest !== undefined && latest.at > later(assessed, -SHOWN_WITHIN);
}

/** When each instance was assessed last, the oldest of its retirements. */
async function assessedAt({ snapshots }: WatchParts['store']): Promise<ReadonlyMap<ArmKey, Instant>> {
  const found = new Map<ArmKey, Instant>();
  for (const { instanceId, latest } of await snapshots.provenStates()) {
    const key = idKey(instanceId);
    const known = found.get(key);
    if (known === undefined || latest.checkedAt < known) found.set(key, latest.checkedAt);
  }
  return found;
}
