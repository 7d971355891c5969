/** With whose eyes a chat is answered, as the conversation asks for it. */
import type { Delivery } from '../model/channel.ts';
import type { ReminderScope } from '../model/reminder.ts';
import type { Sight } from '../readiness/sight.ts';

/** Why somebody who was to sign in is not. */
export type SignInFault =
  /** Teams, or the person, did not hand over a sign-in in time. */
  | 'late'
  /** Nobody has consented that the bot reads Azure in people's names. */
  | 'consent'
  /** Microsoft Entra ID asks the person for more than Teams can hand over: another factor, a managed device. */
  | 'more-needed'
  /** Microsoft Entra ID did not answer, or refused for another reason. */
  | 'refused';

/** What can be seen in answer to a delivery. */
export type Look =
  | { readonly kind: 'seen'; readonly sight: Sight }
  /** The person has to sign in first. */
  | { readonly kind: 'sign-in' }
  /** It could not be looked up what may be seen: then nothing may. */
  | { readonly kind: 'unknown' };

/** What is listed for a conversation, and by whom. */
export interface List {
  /** `file`: by the settings of the bot. `chat`: by administrators, in it. `default`: by nobody, so that what holds everywhere holds. */
  readonly by: 'file' | 'chat' | 'default';
  readonly scopes: readonly ReminderScope[];
}

/** Knows what may be seen where. */
export interface Sights {
  /** What is listed for a conversation; undefined where that could not be looked up. */
  listOf(conversationId: string): Promise<List | undefined>;
  /** What may be seen by everybody who reads the answer. Never rejects. */
  of(delivery: Delivery): Promise<Look>;
  /** What may be seen in another conversation, for what is sent there; undefined where that could not be looked up. */
  ofPlace(conversationId: string): Promise<Sight | undefined>;
}
