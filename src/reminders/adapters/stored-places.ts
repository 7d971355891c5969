/** Keeps the address book up to date with what Teams tells. What is lost while storage is away comes with the next sign of life. */

import type { Presence, SignOfLife } from '../../model/channel.ts';
import type { Clock } from '../../model/clock.ts';
import type { Instant } from '../../model/days.ts';
import type { Log } from '../../model/log.ts';
import { isZone } from '../rules/schedule.ts';
import type { StoreHandle } from '../store/open-store.ts';
import type { Sighting } from '../store/places.ts';
import type { Store } from '../store/store.ts';

/** Hears about places. Never rejects for want of storage. */
export interface StoredPlaces {
  presence(event: Presence): Promise<void>;
  alive(sign: SignOfLife): Promise<void>;
}

/** What keeping places stands on. */
export interface PlaceParts {
  readonly handle: Pick<StoreHandle, 'store'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes the listeners. */
export function createStoredPlaces({ handle, clock, log }: PlaceParts): StoredPlaces {
  const withStore = async (news: string, work: (store: Store, now: Instant) => Promise<unknown>) => {
    const { store } = handle;
    if (store === undefined) log.info('news of a place were dropped: the storage is away', { news });
    else await work(store, clock.instant());
  };

  return {
    presence: (event) => withStore(event.kind, (store, now) => change(store, event, now)),
    alive: (sign) => withStore('a sign of life', (store, now) => store.places.seen(sightingOf(sign), now)),
  };
}

async function change({ places }: Store, event: Presence, now: Instant): Promise<unknown> {
  const { kind, scope, teamId, names } = event;
  const { conversationId } = event.address;
  const team = scope === 'team' ? teamId : undefined;
  switch (kind) {
    case 'installed':
      return places.seen(placeOf(event), now);
    case 'restored': {
      if (team === undefined) return places.seen(placeOf(event), now);
      const channels = (await places.all()).filter((place) => place.teamId === team && place.state !== 'ok');
      return Promise.all(channels.map((place) => places.seen(place, now)));
    }
    case 'removed':
    case 'deleted': {
      const why = kind === 'removed' ? 'uninstalled' : 'deleted';
      return team === undefined ? places.removed(conversationId, why, now) : places.teamRemoved(team, why, now);
    }
    case 'renamed': {
      if (names.team !== undefined && teamId !== undefined) await places.teamRenamed(teamId, names.team);
      if (scope === 'channel' && names.channel !== undefined)
        await places.channelRenamed(conversationId, names.channel);
      return undefined;
    }
  }
}

function placeOf({ scope, address, teamId, names }: Presence): Sighting {
  return {
    kind: scope === 'team' ? 'channel' : scope,
    ...address,
    teamId,
    teamName: names.team,
    channelName: names.channel,
  };
}

/** A chat of one person speaks that person's language. Where several are, whoever sets something up decides, not who wrote last. */
function sightingOf({ kind, address, teamId, names, locale, timeZone }: SignOfLife): Sighting {
  return {
    kind,
    ...address,
    teamId,
    teamName: names.team,
    channelName: names.channel,
    ...(kind === 'personal' ? { locale, timeZone: isZone(timeZone) ? timeZone : undefined } : {}),
  };
}
