/** What is sent into a place tells only of what may be seen there, whatever was set up. */
import type { LimitOf } from '../ports/place-scopes-port.ts';
import type { Store } from '../store/store.ts';

/** The same store, whose subscriptions know what may be seen in their places. */
export function withLimits(store: Store, limitOf: LimitOf): Store {
  return {
    ...store,
    subscriptions: {
      ...store.subscriptions,
      async live() {
        const [subscriptions, places] = await Promise.all([store.subscriptions.live(), store.places.all()]);
        const own = new Set(subscriptions.map(({ placeId }) => placeId));
        const limits = new Map(
          await Promise.all(
            places.filter(({ id }) => own.has(id)).map(async (place) => [place.id, await limitOf(place)] as const),
          ),
        );
        return subscriptions.map((one) => ({ ...one, limit: limits.get(one.placeId) }));
      },
    },
  };
}
