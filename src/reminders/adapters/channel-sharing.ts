/** Bringing answers into channels that the storage knows, for people whom Teams says are members there. */
import { type Asker, SendFailed, sendFault } from '../../model/channel.ts';
import { type Clock, within } from '../../model/clock.ts';
import { same } from '../../model/json.ts';
import type { Log } from '../../model/log.ts';
import type { Sharing } from '../ports/sharing-port.ts';
import type { Roster, Transport } from '../ports/transport-port.ts';
import type { Place } from '../rules/place.ts';
import { type StoreSource, storeOf } from './store-source.ts';

/** What sharing stands on. */
export interface SharingParts {
  readonly handle: StoreSource;
  readonly transport: Pick<Transport, 'post'> & Roster;
  readonly clock: Pick<Clock, 'limit'>;
  readonly log: Log;
}

/** How many channels are asked whether somebody is a member: far below the 50 requests a second. */
const MOST_ASKED = 20;
/** When a channel that has not answered is left out, in milliseconds: somebody is waiting. */
const ANSWER_LIMIT = 3_000;

/** Makes the port. While storage is away there are no places, and nothing is posted. */
export function createChannelSharing({ handle, transport, clock, log }: SharingParts): Sharing {
  const channels = async () =>
    (await (await storeOf(handle)).places.all()).filter(({ kind, state }) => kind === 'channel' && state === 'ok');

  /** Rejects with `SendFailed` when Teams does not say. */
  async function isMember(place: Place, { id }: Asker): Promise<boolean> {
    return await within(clock, ANSWER_LIMIT, transport.isMember(place, id), () => {
      throw new SendFailed('unavailable');
    });
  }

  return {
    async places(asker, { address: { tenantId } }) {
      const known = await channels().catch((error: unknown) => {
        log.warn('the channels to share to were not read', { failure: sendFault(error) });
        return [];
      });
      const candidates = known.filter((place) => same(place.tenantId, tenantId)).toSorted(latestFirst);
      const own = await Promise.all(
        candidates.slice(0, MOST_ASKED).map(async (place) => {
          try {
            return (await isMember(place, asker)) ? [{ id: place.id, name: channelName(place) }] : [];
          } catch (error) {
            log.info('a channel to share to did not say who its members are', {
              place: place.id,
              failure: sendFault(error),
            });
            return [];
          }
        }),
      );
      return own.flat().toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
    },
    conversationOf: async (place) => (await channels()).find(({ id }) => id === place)?.conversationId,
    async post(place, message, asker) {
      try {
        // The button may be old or made up: nothing in it proves that whoever pressed it belongs there.
        const chosen = (await channels()).find(({ id }) => id === place);
        if (chosen === undefined || !(await isMember(chosen, asker))) throw new SendFailed('gone');
        await transport.post(chosen, message);
        return { id: chosen.id, name: channelName(chosen) };
      } catch (error) {
        throw error instanceof SendFailed ? error : new SendFailed('unavailable', { cause: error });
      }
    },
  };
}

/** Where there are more channels than are asked, those that the bot came to last are the likelier ones. */
function latestFirst(a: Place, b: Place): number {
  if (a.since === b.since) return a.conversationId < b.conversationId ? -1 : 1;
  return a.since > b.since ? -1 : 1;
}

/** Teams does not tell the name of a general channel: there the name of its team says it. */
function channelName({ teamName, channelName: name, conversationId }: Place): string {
  const names = [teamName, name].filter((known) => known !== undefined);
  return names.length === 0 ? conversationId : names.join(' > ');
}
