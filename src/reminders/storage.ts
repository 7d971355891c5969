/** The storage as the ports see it: there, or a rejection that the conversation turns into a polite answer. */
import type { StoreHandle } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** Storage is not open: not yet, not any more, or away. Where that was met tells nobody anything, so a log has the sentence alone. */
class StorageAway extends Error {
  constructor() {
    super('The storage is not open.');
    delete this.stack;
  }
}

/** The open storage. Throws `StorageAway`. */
export function storeOf(handle: Pick<StoreHandle, 'store'>): Store {
  if (handle.store === undefined) throw new StorageAway();
  return handle.store;
}
