/** What was so before, from the storage. */

import type { Clock } from '../../model/clock.ts';
import { addDays, dayAt } from '../../model/days.ts';
import type { History } from '../../readiness/history.ts';
import type { SummaryMemory } from '../ports/summary-port.ts';
import { lastSummary } from '../rules/due-summaries.ts';
import { TREND_DAYS } from '../rules/summary-message.ts';
import { readStore, type StoreSource, storeOf } from './store-source.ts';

/** Kept assessments. Every method waits for a storage that is still being opened, and rejects while it is away. */
export function createStoredHistory(handle: StoreSource): History {
  return {
    latestBefore: (instanceId, day) =>
      readStore(handle, [], ({ snapshots }) => snapshots.latestBefore(instanceId, day)),
    unmetSince: (instanceId) => readStore(handle, [], ({ snapshots }) => snapshots.unmetSince(instanceId)),
    keep: async (snapshots) => (await storeOf(handle)).snapshots.keep(snapshots),
  };
}

/** What a summary on demand compares with. Rejects while storage is away. */
export function createStoredSummaryMemory(handle: StoreSource, clock: Clock): SummaryMemory {
  return {
    async past({ address, instances, retirement, subscription }) {
      const store = await storeOf(handle);
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
