/** What may be seen in a chat, as administrators say it there. */

import type { AzureScope } from '../../model/azure-scope.ts';
import type { Address, Asker } from '../../model/channel.ts';
import type { Instant } from '../../model/days.ts';
import type { Place } from '../rules/place.ts';

/** What may be seen in a place: its scopes, or undefined for everything. */
export type LimitOf = (place: Pick<Place, 'kind' | 'conversationId'>) => Promise<readonly AzureScope[] | undefined>;

/** One scope that is listed for a chat. */
export interface ListedScope {
  readonly id: string;
  readonly scope: AzureScope;
  /** Who listed it, for people; undefined where the channel named nobody. */
  readonly by: string | undefined;
  /** ISO instant. */
  readonly at: Instant;
}

/** Keeps lists. Every method rejects while the storage is away. */
export interface PlaceScopes {
  /** Whether somebody may say what may be seen. */
  mayList(by: Asker): boolean;
  /** What is listed for a chat; nothing where nobody listed anything. */
  of(conversationId: string): Promise<readonly ListedScope[]>;
  /** Adds a scope, or with `only` puts it in the place of all others; false for somebody who may not. */
  list(order: {
    readonly scope: AzureScope;
    readonly only: boolean;
    readonly by: Asker;
    readonly address: Address;
  }): Promise<boolean>;
  /** Takes back one scope (by its id), or all of this chat; false for somebody who may not. */
  withdraw(order: {
    readonly id?: string | undefined;
    readonly by: Asker;
    readonly address: Address;
  }): Promise<boolean>;
}
