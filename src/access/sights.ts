/** Who sees what: the bot's identity limited to what is listed for a chat, or in a 1:1 chat the person who asks. */
import { LRUCache } from 'lru-cache';
import { scopeCode } from '../../cards/scope-code.ts';
import type { List, Look, Sights } from '../conversation/sights-port.ts';
import type { Asker, Delivery } from '../model/channel.ts';
import type { Log } from '../model/log.ts';
import type { ReminderScope } from '../model/reminder.ts';
import type { Assessor } from '../readiness/assessor.ts';
import { limitedTo, type Sight } from '../readiness/sight.ts';
import type { LimitOf, PlaceScopes } from '../reminders/ports/place-scopes-port.ts';
import { covers } from '../reminders/rules/subscription.ts';
import type { ScopeFile } from './scope-file.ts';

/** In whose name 1:1 chats are answered: the bot's, or that of the person who asks. Where others read along it is the bot's. */
export type Access = 'bot' | 'user';

/** What seeing stands on. */
export interface SightParts {
  /** Reads with the bot's identity. */
  readonly bot: Assessor;
  readonly access: Access;
  readonly file?: ScopeFile | undefined;
  /** What administrators list in chats. */
  readonly listed?: Pick<PlaceScopes, 'of'> | undefined;
  /** Reads with a person's own rights; undefined for somebody who has not signed in. */
  readonly ofPerson?: ((asker: Asker) => Assessor | undefined) | undefined;
  readonly log: Log;
}

/** Who sees what, for answers and for what is sent without a question. */
export interface AllSights extends Sights {
  readonly limitOf: LimitOf;
}

/** Lists whose sights are kept at most; another one is made anew. */
const MOST_LISTS = 200;
const nothing: readonly ReminderScope[] = [];

/** Makes the knowledge of who sees what. */
export function createSights({ bot, access, file, listed, ofPerson, log }: SightParts): AllSights {
  const whole: Sight = { assessor: bot, kind: 'whole' };
  const limited = new LRUCache<string, Sight>({ max: MOST_LISTS });
  const otherwise: readonly ReminderScope[] = file?.otherwise ?? (access === 'bot' ? [{ kind: 'all' }] : nothing);

  /** The same list is the same sight, so that what is kept for one is found again. */
  const sightOf = (scopes: readonly ReminderScope[]): Sight => {
    if (scopes.some(({ kind }) => kind === 'all')) return whole;
    const key = scopes.map(scopeCode).toSorted().join('\n');
    const known = limited.get(key);
    if (known !== undefined) return known;
    const shows = (instance: Parameters<typeof covers>[1]) => scopes.some((scope) => covers(scope, instance));
    const made: Sight = { assessor: limitedTo(bot, shows), kind: 'listed' };
    limited.set(key, made);
    return made;
  };

  const listOf = async (conversationId: string): Promise<List | undefined> => {
    const [id = ''] = conversationId.split(';');
    const filed = file?.chats.get(id);
    if (filed !== undefined) return { by: 'file', scopes: filed };
    // Nobody can list anything where the bot is alone with one person.
    if (listed === undefined || isChatOfOne(id)) return { by: 'default', scopes: otherwise };
    try {
      const scopes = (await listed.of(id)).map(({ scope }) => scope);
      return scopes.length === 0 ? { by: 'default', scopes: otherwise } : { by: 'chat', scopes };
    } catch (error) {
      log.warn('what a chat may see is not known', { error: error instanceof Error ? error.name : 'unknown' });
      return undefined;
    }
  };

  const ofPlace = async (conversationId: string): Promise<Sight | undefined> => {
    const list = await listOf(conversationId);
    return list === undefined ? undefined : sightOf(list.scopes);
  };

  return {
    listOf,
    ofPlace,
    async of(delivery): Promise<Look> {
      if (access === 'user' && isAloneWithBot(delivery)) {
        const assessor = ofPerson?.(delivery.asker);
        return assessor === undefined ? { kind: 'sign-in' } : { kind: 'seen', sight: { assessor, kind: 'own' } };
      }
      const sight = await ofPlace(delivery.address.conversationId);
      return sight === undefined ? { kind: 'unknown' } : { kind: 'seen', sight };
    },
    async limitOf({ kind, conversationId }) {
      // Nobody is signed in when a reminder is due, and the bot's eyes are not that person's.
      if (access === 'user' && kind === 'personal') return nothing;
      const list = await listOf(conversationId);
      if (list === undefined) return nothing;
      return list.scopes.some((scope) => scope.kind === 'all') ? undefined : list.scopes;
    },
  };
}

/** Whether nobody but the person who asks reads the answer. Two people among themselves also count as `personal`. */
function isAloneWithBot({ kind, address }: Pick<Delivery, 'kind' | 'address'>): boolean {
  return kind === 'personal' && isChatOfOne(address.conversationId);
}

/** By their ids: chats of several people, and channels, begin in their own way. */
function isChatOfOne(conversationId: string): boolean {
  return !conversationId.startsWith('19:');
}
