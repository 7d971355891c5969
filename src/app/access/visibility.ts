/** What may be seen in each chat: what the bot's identity sees, limited to what a file or administrators list. */

import { LRUCache } from 'lru-cache';
import type { VisibilityList, VisibilityRules } from '../../conversation/ports/visibility-port.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import { isChatWithBot } from '../../model/channel.ts';
import { faultName } from '../../model/fault-fields.ts';
import type { Log } from '../../model/log.ts';
import { scopeCode } from '../../model/scope-code.ts';
import type { Assessor } from '../../readiness/assessor.ts';
import { limitedTo, type Visibility } from '../../readiness/visibility.ts';
import type { LimitOf, PlaceScopes } from '../../reminders/ports/place-scopes-port.ts';
import { covers } from '../../reminders/rules/subscription.ts';
import type { OwnRights } from './own-rights.ts';
import type { ScopeFile } from './scope-file.ts';

/** What seeing stands on. */
interface VisibilityParts {
  /** Reads with the bot's identity. */
  readonly bot: Assessor;
  readonly file?: ScopeFile | undefined;
  /** What administrators list in chats. */
  readonly listed: Pick<PlaceScopes, 'of'>;
  /** What a person may read in Azure; without it everybody sees with the bot's identity. */
  readonly own?: OwnRights | undefined;
  readonly log: Log;
}

/** Who sees what, for answers and for what is sent without a question. */
interface AllVisibilityRules extends VisibilityRules {
  readonly limitOf: LimitOf;
}

/** Lists of which the visibility is kept at most; another one is made anew. */
const MOST_LISTS = 200;
const EVERYTHING: readonly AzureScope[] = [{ kind: 'all' }];

/** Makes the knowledge of who sees what. */
export function createVisibilityRules({ bot, file, listed, own, log }: VisibilityParts): AllVisibilityRules {
  const whole: Visibility = { assessor: bot, kind: 'whole' };
  const limited = new LRUCache<string, Visibility>({ max: MOST_LISTS });
  // Where people see what they may themselves, nobody may see more in a channel because nobody listed anything for it.
  const otherwise = file?.otherwise ?? (own === undefined ? EVERYTHING : []);

  /** The same list is the same object, so that what is kept for one is found again. */
  const visibilityOf = (scopes: readonly AzureScope[]): Visibility => {
    if (scopes.some(({ kind }) => kind === 'all')) return whole;
    const key = scopes.map(scopeCode).toSorted().join('\n');
    const known = limited.get(key);
    if (known !== undefined) return known;
    const shows = (instance: Parameters<typeof covers>[1]) => scopes.some((scope) => covers(scope, instance));
    const made: Visibility = { assessor: limitedTo(bot, shows), kind: 'listed' };
    limited.set(key, made);
    return made;
  };

  const listOf = async (conversationId: string): Promise<VisibilityList | undefined> => {
    const [id = ''] = conversationId.split(';');
    const filed = file?.chats.get(id);
    if (filed !== undefined) return { by: 'file', scopes: filed };
    // Ids of channels and of chats of several people begin so. Nobody lists anything where the bot is alone with one person.
    if (!id.startsWith('19:'))
      return own === undefined ? { by: 'default', scopes: otherwise } : { by: 'rights', scopes: [] };
    try {
      const scopes = (await listed.of(id)).map(({ scope }) => scope);
      return scopes.length === 0 ? { by: 'default', scopes: otherwise } : { by: 'chat', scopes };
    } catch (error) {
      log.warn('what a chat may see is not known', { error: faultName(error) });
      return undefined;
    }
  };

  const ofPlace = async (conversationId: string): Promise<Visibility | undefined> => {
    const list = await listOf(conversationId);
    return list === undefined ? undefined : visibilityOf(list.scopes);
  };

  return {
    listOf,
    ofPlace,
    async of(delivery) {
      if (own !== undefined && isChatWithBot(delivery)) return own(delivery);
      return (await ofPlace(delivery.address.conversationId)) ?? 'list-unknown';
    },
    async limitOf({ conversationId }) {
      const list = await listOf(conversationId);
      if (list === undefined) return [];
      return list.scopes.some(({ kind }) => kind === 'all') ? undefined : list.scopes;
    },
  };
}
