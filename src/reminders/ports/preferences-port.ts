/** What one person likes, remembered from one question to the next. */
import type { FixFormat } from '../../model/fix-format.ts';

/** Keeps what people chose. `person` is an object id of Entra ID, or the channel's id where there is none. */
export interface Preferences {
  /** The language of fixes that a person chose last. Rejects while the storage is away. */
  fixFormat(person: string): Promise<FixFormat | undefined>;
  /** Remembers it. Rejects while the storage is away. */
  chooseFixFormat(person: string, format: FixFormat): Promise<void>;
}
