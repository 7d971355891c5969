/** What may be seen in a chat, as the conversation asks for it. */

import type { AzureScope } from '../../model/azure-scope.ts';
import type { Delivery } from '../../model/channel.ts';
import type { Visibility } from '../../readiness/visibility.ts';

/** What is listed for a conversation, and by whom. */
export interface VisibilityList {
  /**
   * `file`: by the settings of the bot. `chat`: by administrators, in it. `default`: by nobody, so that what holds everywhere holds.
   * `rights`: nothing is listed here, because it shows what the asker may read in Azure.
   */
  readonly by: 'file' | 'chat' | 'default' | 'rights';
  readonly scopes: readonly AzureScope[];
}

/**
 * Why nothing may be seen. `list-unknown`: what is listed could not be looked up. `signed-out`: the asker has not signed in.
 * `refused`: Entra ID lets the bot read nothing in the asker's name.
 */
export type NoVisibility = 'list-unknown' | 'signed-out' | 'refused';

/** Knows what may be seen where. */
export interface VisibilityRules {
  /** What may be seen in answer to a delivery. */
  of(delivery: Delivery): Promise<Visibility | NoVisibility>;
  /** What is listed for a conversation; undefined where that could not be looked up. */
  listOf(conversationId: string): Promise<VisibilityList | undefined>;
  /** What may be seen by everybody who reads along in a conversation; undefined where that could not be looked up: then nothing may. */
  ofPlace(conversationId: string): Promise<Visibility | undefined>;
}
