/** What people chose, from the storage. */
import { isFixFormat } from '../../model/fix-format.ts';
import type { Preferences } from '../ports/preferences-port.ts';
import { readStore, type StoreSource, storeOf } from './store-source.ts';

/** Kept choices. Every method waits for a storage that is still being opened, and rejects while it is away. */
export function createStoredPreferences(handle: StoreSource): Preferences {
  return {
    async fixFormat(person) {
      const format = await readStore(handle, undefined, ({ preferences }) => preferences.fixFormat(person));
      return isFixFormat(format) ? format : undefined;
    },
    chooseFixFormat: async (person, format) => (await storeOf(handle)).preferences.chooseFixFormat(person, format),
  };
}
