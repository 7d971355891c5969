/** What administrators said in a chat that may be seen there. */

import { randomUUID } from 'node:crypto';
import type { AzureScope } from '../../model/azure-scope.ts';
import type { Instant } from '../../model/days.ts';
import type { Person } from '../rules/place.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { conversationOf } from './places.ts';
import { instantOf, jsonOf, personIn, textOf } from './row.ts';

/** One scope that is listed for a chat. */
export interface PlaceScope {
  readonly id: string;
  readonly scope: AzureScope;
  readonly by: Person;
  /** ISO instant. */
  readonly at: Instant;
}

/** Keeps lists. A row stays for good, and says who took it back. */
export interface PlaceScopesTable {
  /** What is listed for a chat, oldest first. */
  of(conversationId: string): Promise<readonly PlaceScope[]>;
  /** Adds a scope; with `only` it takes the place of all others. */
  list(conversationId: string, scope: AzureScope, by: Person, now: Instant, only: boolean): Promise<void>;
  /** Takes one back, or all of them. How many there were. */
  withdraw(conversationId: string, id: string | undefined, by: Person, now: Instant): Promise<number>;
}

/** Makes the table's functions. */
export function createPlaceScopes(database: {
  readonly query: Queries['query'];
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}): PlaceScopesTable {
  const withdraw = async (
    queries: Pick<Queries, 'query'>,
    conversationId: string,
    id: string | undefined,
    by: Person,
    now: Instant,
  ) => {
    const rows = await queries.query(
      `update readiness.place_scopes set withdrawn_by = $3::jsonb, withdrawn_at = $4
       where conversation_id = $1 and ($2::text is null or id::text = $2) and withdrawn_at is null returning id`,
      [conversationOf(conversationId), id ?? null, JSON.stringify(by), now],
    );
    return rows.length;
  };

  return {
    async of(conversationId) {
      const rows = await database.query(
        'select * from readiness.place_scopes where conversation_id = $1 and withdrawn_at is null order by at, id',
        [conversationOf(conversationId)],
      );
      return rows.map(scopeOfRow);
    },
    list: (conversationId, scope, by, now, only) =>
      database.transaction(async (queries) => {
        if (only) await withdraw(queries, conversationId, undefined, by, now);
        await queries.query(
          `insert into readiness.place_scopes (id, conversation_id, scope, by, at) values ($1, $2, $3::jsonb, $4::jsonb, $5)
           on conflict (conversation_id, scope) where withdrawn_at is null do nothing`,
          [randomUUID(), conversationOf(conversationId), JSON.stringify(scope), JSON.stringify(by), now],
        );
      }),
    withdraw: (conversationId, id, by, now) => withdraw(database, conversationId, id, by, now),
  };
}

function scopeOfRow(row: DatabaseRow): PlaceScope {
  return {
    id: textOf(row, 'id'),
    scope: jsonOf<AzureScope>(row, 'scope'),
    by: personIn(row, 'by'),
    at: instantOf(row, 'at'),
  };
}
