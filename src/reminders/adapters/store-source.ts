/** The storage as the ports see it: there, or a rejection that the conversation turns into a polite answer. */
import type { Store } from '../store/store.ts';

/** Storage is not open: not yet, not any more, or away. Where that was met tells nobody anything, so a log has the sentence alone. */
class StorageAway extends Error {
  constructor() {
    super('The storage is not open.');
    delete this.stack;
  }
}

/** Where the storage is got from. */
export interface StoreSource {
  /** Undefined while it is not open. */
  readonly store: Store | undefined;
  /** Resolves when the first try to open it has ended, in either way, or has taken too long. Without it nobody waits. */
  readonly firstTry?: Promise<void>;
  /** Whether it is only now being made, so that nothing can be in it yet. */
  readonly isBeingMade?: boolean;
}

/** The open storage; who asks while a bot starts waits for its first try to open it. Rejects with `StorageAway`. */
export async function storeOf(source: StoreSource): Promise<Store> {
  if (source.store === undefined) await source.firstTry;
  if (source.store === undefined) throw new StorageAway();
  return source.store;
}

/** What is kept in the storage, or `nothing` while it is only being made: nobody waits for an empty storage. Rejects as `storeOf`. */
export async function readStore<T>(source: StoreSource, nothing: T, read: (store: Store) => Promise<T>): Promise<T> {
  if (source.store === undefined && source.isBeingMade === true) return nothing;
  return read(await storeOf(source));
}
