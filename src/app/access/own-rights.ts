/** What each person may read in Azure, with clients, an assessor and everything kept of answers for that person alone. */
import { LRUCache } from 'lru-cache';
import type { OnBehalfOf } from '../../azure/credentials.ts';
import type { NoVisibility } from '../../conversation/ports/visibility-port.ts';
import type { Delivery } from '../../model/channel.ts';
import { faultFields } from '../../model/fault-fields.ts';
import { same, text } from '../../model/json.ts';
import type { Log } from '../../model/log.ts';
import { claimsOf } from '../../model/token-claims.ts';
import type { Assessor } from '../../readiness/assessor.ts';
import type { Visibility } from '../../readiness/visibility.ts';

/** What it stands on. */
interface OwnRightsParts {
  /** Reads with one person's rights; nothing is sent before it is asked. */
  readonly readerFor: (person: Omit<OnBehalfOf, 'assertion'>) => PersonalReader;
  readonly log: Log;
}

/** One person's way to Azure. */
interface PersonalReader {
  readonly assessor: Assessor;
  /** Rejects where Entra ID gives no token in the person's name. */
  readonly signIn: () => Promise<void>;
}

/** People whose readers are kept at most, and for how many milliseconds after they last asked; the next question makes a new one. */
const KEPT = { max: 100, ttl: 60 * 60_000, updateAgeOnGet: true };

/** Tells what the person who sent something may see, or why that is nothing. */
export type OwnRights = (delivery: Delivery) => Promise<Visibility | NoVisibility>;

/** Makes what tells it. Whoever asks is told apart by object id and tenant, never by a name or an address. */
export function createOwnRights({ readerFor, log }: OwnRightsParts): OwnRights {
  const people = new LRUCache<
    string,
    { userToken: string; readonly reader: PersonalReader; readonly visibility: Visibility }
  >(KEPT);

  return async ({ userToken, asker, address, activityId }) => {
    if (userToken === undefined) return 'signed-out';
    // Entra ID checks the token before it gives one for Azure in return.
    const claims = claimsOf(userToken);
    const objectId = text(claims, 'oid');
    const isTheirs =
      objectId !== undefined && same(objectId, asker.objectId) && same(text(claims, 'tid'), address.tenantId);
    if (!isTheirs) {
      log.warn('a token is not that of the asker', { activityId });
      return 'refused';
    }
    const key = `${address.tenantId} ${objectId}`.toLowerCase();
    const person = people.get(key) ?? newcomer(key, objectId, asker.name ?? text(claims, 'name') ?? '', userToken);
    person.userToken = userToken;
    try {
      await person.reader.signIn();
      return person.visibility;
    } catch (error) {
      log.warn('Entra ID gives no token in the name of the asker', { activityId, ...faultFields(error) });
      return 'refused';
    }
  };

  function newcomer(key: string, objectId: string, name: string, userToken: string) {
    const holder = { userToken };
    const reader = readerFor({ objectId, name, userToken: () => holder.userToken });
    const person = Object.assign(holder, { reader, visibility: { assessor: reader.assessor, kind: 'own' } as const });
    people.set(key, person);
    return person;
  }
}
