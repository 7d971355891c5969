/** What may be seen in a chat, as the conversation asks for it. */
import type { ReminderScope } from '../model/reminder.ts';
import type { Sight } from '../readiness/sight.ts';

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
  /** What may be seen by everybody who reads along in a conversation; undefined where that could not be looked up: then nothing may. */
  ofPlace(conversationId: string): Promise<Sight | undefined>;
}
