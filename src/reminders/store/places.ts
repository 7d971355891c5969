/** The address book: every conversation the bot has seen, and whether it can still be reached. */
import type { Instant } from '../../model/days.ts';
import type { Place, PlaceTrouble } from '../rules/place.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { nameUuid } from './name-uuid.ts';
import { instantOf, maybeText, textOf } from './row.ts';

/** What an activity tells about the conversation that it came from. */
export interface Sighting {
  readonly kind: Place['kind'];
  /** Of a channel or one of its threads. */
  readonly conversationId: string;
  readonly tenantId: string | undefined;
  readonly serviceUrl: string;
  readonly teamId?: string | undefined;
  readonly teamName?: string | undefined;
  readonly channelName?: string | undefined;
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** Keeps places. */
export interface Places {
  /**
   * A sign of life: adds the place or brings it up to date; what the sighting does not say stays as it was. A place that could
   * not be reached is tried again from now on, and what never arrived there is prepared anew.
   */
  seen(sighting: Sighting, now: Instant): Promise<Place>;
  byId(id: string): Promise<Place | undefined>;
  /** The place of a conversation or of one of its threads. */
  byConversation(conversationId: string): Promise<Place | undefined>;
  all(): Promise<readonly Place[]>;
  /** A message was refused there. What waits for this place stops waiting. */
  unreachable(id: string, why: PlaceTrouble, now: Instant): Promise<void>;
  /** The bot is gone from a conversation, or the conversation is: everything that was set up there goes too. */
  removed(conversationId: string, why: PlaceTrouble, now: Instant): Promise<void>;
  /** The bot is gone from a team: as `removed`, for every channel of it. */
  teamRemoved(teamId: string, why: PlaceTrouble, now: Instant): Promise<void>;
  teamRenamed(teamId: string, name: string): Promise<void>;
  channelRenamed(conversationId: string, name: string): Promise<void>;
}

/** The conversation without the thread in it. */
export function conversationOf(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** Makes the table's functions. */
export function createPlaces(database: {
  readonly query: Queries['query'];
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}): Places {
  const one = async (condition: string, value: string) => {
    const [row] = await database.query(`select * from readiness.places where ${condition} = $1`, [value]);
    return row === undefined ? undefined : placeOf(row);
  };
  const remove = (condition: string, value: string, why: PlaceTrouble, now: Instant) =>
    database.transaction(async (queries) => {
      const rows = await queries.query(
        `update readiness.places set state = 'removed', why = $2, since = $3 where ${condition} = $1 returning id`,
        [value, why, now],
      );
      const ids = rows.map((row) => textOf(row, 'id'));
      await queries.query('delete from readiness.subscriptions where place_id = any($1::uuid[])', [ids]);
      await queries.query('delete from readiness.threads where place_id = any($1::uuid[])', [ids]);
    });

  return {
    seen: (sighting, now) =>
      database.transaction(async (queries) => {
        const conversationId = conversationOf(sighting.conversationId);
        const [before] = await queries.query(
          'select id, state from readiness.places where conversation_id = $1 for update',
          [conversationId],
        );
        if (before !== undefined && textOf(before, 'state') !== 'ok') {
          await queries.query("delete from readiness.deliveries where place_id = $1 and state = 'parked'", [
            textOf(before, 'id'),
          ]);
        }
        const [row] = await queries.query(
          `insert into readiness.places as place
             (id, kind, conversation_id, tenant_id, service_url, team_id, team_name, channel_name, locale, time_zone, since)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (conversation_id) do update set
             kind = excluded.kind,
             tenant_id = coalesce(excluded.tenant_id, place.tenant_id),
             service_url = excluded.service_url,
             team_id = coalesce(excluded.team_id, place.team_id),
             team_name = coalesce(excluded.team_name, place.team_name),
             channel_name = coalesce(excluded.channel_name, place.channel_name),
             locale = coalesce(excluded.locale, place.locale),
             time_zone = coalesce(excluded.time_zone, place.time_zone),
             since = case when place.state = 'ok' then place.since else excluded.since end,
             state = 'ok',
             why = null
           returning *`,
          [
            nameUuid('place', conversationId),
            sighting.kind,
            conversationId,
            sighting.tenantId ?? null,
            sighting.serviceUrl,
            sighting.teamId ?? null,
            sighting.teamName ?? null,
            sighting.channelName ?? null,
            sighting.locale ?? null,
            sighting.timeZone ?? null,
            now,
          ],
        );
        if (row === undefined) throw new Error('The place was not written.');
        return placeOf(row);
      }),
    byId: (id) => one('id', id),
    byConversation: (conversationId) => one('conversation_id', conversationOf(conversationId)),
    async all() {
      return (await database.query('select * from readiness.places order by conversation_id')).map(placeOf);
    },
    unreachable: (id, why, now) =>
      database.transaction(async (queries) => {
        await queries.query(
          "update readiness.places set state = 'unreachable', why = $2, since = $3 where id = $1 and state = 'ok'",
          [id, why, now],
        );
        await queries.query("update readiness.deliveries set state = 'parked' where place_id = $1 and state = 'due'", [
          id,
        ]);
      }),
    removed: (conversationId, why, now) => remove('conversation_id', conversationOf(conversationId), why, now),
    teamRemoved: (teamId, why, now) => remove('team_id', teamId, why, now),
    async teamRenamed(teamId, name) {
      await database.query('update readiness.places set team_name = $2 where team_id = $1', [teamId, name]);
    },
    async channelRenamed(conversationId, name) {
      await database.query('update readiness.places set channel_name = $2 where conversation_id = $1', [
        conversationOf(conversationId),
        name,
      ]);
    },
  };
}

/** Reads a row of the table. */
export function placeOf(row: DatabaseRow): Place {
  return {
    id: textOf(row, 'id'),
    kind: textOf(row, 'kind') as Place['kind'],
    conversationId: textOf(row, 'conversation_id'),
    tenantId: maybeText(row, 'tenant_id'),
    serviceUrl: textOf(row, 'service_url'),
    teamId: maybeText(row, 'team_id'),
    teamName: maybeText(row, 'team_name'),
    channelName: maybeText(row, 'channel_name'),
    locale: maybeText(row, 'locale'),
    timeZone: maybeText(row, 'time_zone'),
    state: textOf(row, 'state') as Place['state'],
    why: maybeText(row, 'why') as PlaceTrouble | undefined,
    since: instantOf(row, 'since'),
  };
}
