/** What people chose, from the storage. */
import { isFixFormat } from '../model/fix-format.ts';
import type { Preferences } from './ports/preferences-port.ts';
import { storeOf } from './storage.ts';
import type { StoreHandle } from './store/open-store.ts';

/** Kept choices. Every method rejects while storage is away. */
export function createPreferences(handle: Pick<StoreHandle, 'store'>): Preferences {
  return {
    async fixFormat(person) {
      const format = await storeOf(handle).preferences.fixFormat(person);
      return isFixFormat(format) ? format : undefined;
    },
    chooseFixFormat: async (person, format) => storeOf(handle).preferences.chooseFixFormat(person, format),
  };
}
