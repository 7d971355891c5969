/** What people chose, from the storage. */
import { isFixFormat } from '../model/fix-format.ts';
import type { Preferences } from './ports/preferences-port.ts';
import { storeBehind } from './storage.ts';
import type { StoreDoor } from './store/open-store.ts';

/** Kept choices. Every method rejects while storage is away. */
export function createPreferences(door: Pick<StoreDoor, 'store'>): Preferences {
  return {
    async fixFormat(person) {
      const format = await storeBehind(door).preferences.fixFormat(person);
      return isFixFormat(format) ? format : undefined;
    },
    chooseFixFormat: async (person, format) => storeBehind(door).preferences.chooseFixFormat(person, format),
  };
}
