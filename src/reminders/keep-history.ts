/** What was so before, from the storage. */

import type { Clock } from '../model/clock.ts';
import { addDays, dayAt } from '../model/days.ts';
import type { History } from '../readiness/history.ts';
import type { SummaryMemory } from './ports/summary-port.ts';
import { lastSummary } from './rules/due-summaries.ts';
import { storeOf } from './storage.ts';
import type { StoreHandle } from './store/open-store.ts';

/** Days that the trend of a summary shows. */
const TREND_DAYS = 30;

/** Kept assessments. Every method rejects while storage is away. */
export function createHistory(handle: Pick<StoreHandle, 'store'>): History {
  return {
    latestBefore: async (instanceId, day) => storeOf(handle).snapshots.latestBefore(instanceId, day),
    unmetSince: async (instanceId) => storeOf(handle).snapshots.unmetSince(instanceId),
    keep: async (snapshots) => storeOf(handle).snapshots.keep(snapshots),
  };
}

/** What a summary on demand compares with. Rejects while storage is away. */
export function createSummaryMemory(handle: Pick<StoreHandle, 'store'>, clock: Clock): SummaryMemory {
  return {
    async past({ address, instances, retirement, subscription }) {
      const store = storeOf(handle);
      const since = addDays(dayAt(clock.instant()), -TREND_DAYS);
      const place = await store.places.byConversation(address.conversationId);
      const own = place === undefined ? [] : await store.subscriptions.at(place.id);
      const isOwn = own.some(({ id }) => id === subscription);
      const prepared = isOwn ? await store.deliveries.prepared() : [];
      const at = subscription === undefined ? undefined : lastSummary(prepared, subscription)?.at;
      const then = at === undefined ? [] : await store.snapshots.at(at);
      const snapshots = then.filter((snapshot) => snapshot.retirement === retirement);
      return {
        waivers: await store.decisions.waivers(instances),
        trend: await store.snapshots.trend(instances, retirement, since),
        before: at === undefined ? undefined : { at, snapshots },
      };
    },
  };
}
