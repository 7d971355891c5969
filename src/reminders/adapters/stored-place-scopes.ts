/** What may be seen in which chat, kept in the storage: said there by administrators, and by nobody else. */

import { LRUCache } from 'lru-cache';
import type { Asker } from '../../model/channel.ts';
import type { Clock } from '../../model/clock.ts';
import { same } from '../../model/json.ts';
import type { PlaceScopes } from '../ports/place-scopes-port.ts';
import { personOf } from '../rules/place.ts';
import type { PlaceScope } from '../store/place-scopes.ts';
import { conversationOf } from '../store/places.ts';
import { readStore, type StoreSource, storeOf } from './store-source.ts';

/** What keeping lists stands on. */
export interface PlaceScopeParts {
  readonly handle: StoreSource;
  /** Object ids of people in Entra ID. */
  readonly administrators: readonly string[];
  readonly clock: Pick<Clock, 'instant'>;
}

/** Chats whose list is remembered at most; the oldest is forgotten first. */
const MOST_REMEMBERED = 10_000;

/** Makes the port. Nobody can change a list while the storage is away, so that what it said last holds until it is back. */
export function createStoredPlaceScopes({ handle, administrators, clock }: PlaceScopeParts): PlaceScopes {
  const remembered = new LRUCache<string, readonly PlaceScope[]>({ max: MOST_REMEMBERED });

  const read = async (conversationId: string): Promise<readonly PlaceScope[]> => {
    try {
      const scopes = await readStore(handle, [], ({ placeScopes }) => placeScopes.of(conversationId));
      remembered.set(conversationId, scopes);
      return scopes;
    } catch (error) {
      const known = remembered.get(conversationId);
      if (known === undefined) throw error;
      return known;
    }
  };

  const mayList = ({ objectId }: Asker) => objectId !== undefined && administrators.some((one) => same(one, objectId));

  return {
    mayList,
    async of(conversationId) {
      const scopes = await read(conversationOf(conversationId));
      return scopes.map(({ id, scope, by, at }) => ({ id, scope, by: by.name, at }));
    },
    async list({ scope, only, by, address }) {
      if (!mayList(by)) return false;
      await (await storeOf(handle)).placeScopes.list(
        address.conversationId,
        scope,
        personOf(by),
        clock.instant(),
        only,
      );
      return true;
    },
    async withdraw({ id, by, address }) {
      if (!mayList(by)) return false;
      await (await storeOf(handle)).placeScopes.withdraw(address.conversationId, id, personOf(by), clock.instant());
      return true;
    },
  };
}
