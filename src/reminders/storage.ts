/** The storage as the ports see it: there, or a rejection that the conversation turns into a polite answer. */
import type { StoreHandle } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** Storage is not open: not yet, not any more, or away. */
class StorageAway extends Error {}

/** The open storage. Throws `StorageAway`. */
export function storeOf(handle: Pick<StoreHandle, 'store'>): Store {
  if (handle.store === undefined) throw new StorageAway('The storage is not open.');
  return handle.store;
}
