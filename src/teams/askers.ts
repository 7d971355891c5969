/** Who asks, and whether they belong to the tenant that is answered. Conversations are shared with other tenants. */
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { faultFields } from '../conversation/fault.ts';
import { at, text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { type Gate, sameTenant } from './gate.ts';

/** Knows who may ask. */
export interface Askers {
  /**
   * Whether the asker of an activity that passed the gate belongs to the tenant that is answered. Their conversation says
   * ours also where it is shared (reference teams 5 and 6.1), so who is not proven to be ours is not answered.
   */
  mayAsk(activity: Activity, connector: ConnectorClient): Promise<boolean>;
}

/** What is asked of Teams to find out. */
export interface AskersParts {
  readonly gate: Gate;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** For how long a proof holds, in milliseconds, and how many are kept; the oldest is forgotten first. */
const proofHolds = 60 * 60_000;
const mostProofs = 10_000;

/** Makes the knowledge of who may ask. It remembers proofs, and never that there was none. */
export function createAskers({ gate, log, now }: AskersParts): Askers {
  const proven = new Map<string, number>();

  return {
    async mayAsk(activity, connector) {
      if (gate.tenantId === undefined || text(activity, 'from', 'tenantId') !== undefined) return true;
      if (isChatWithBot(activity)) return true;
      const asker = text(activity, 'from', 'id');
      if (asker === undefined) return false;
      const since = proven.get(asker);
      if (since !== undefined && now() - since < proofHolds) return true;
      try {
        if (sameTenant(await tenantOf(activity, connector, gate.tenantId), gate.tenantId)) {
          remember(asker);
          return true;
        }
        log.warn('turned away', { activityId: activity.id, why: 'asker of another tenant' });
      } catch (error) {
        log.warn('turned away', { activityId: activity.id, why: 'tenant of the asker unknown', ...faultFields(error) });
      }
      return false;
    },
  };

  function remember(asker: string): void {
    proven.delete(asker);
    const [oldest] = proven.size >= mostProofs ? proven.keys() : [];
    if (oldest !== undefined) proven.delete(oldest);
    proven.set(asker, now());
  }
}

/** A chat of one person with the bot. Two people among themselves also count as `personal`, under an id as groups have. */
function isChatWithBot(activity: Activity): boolean {
  const type = text(activity, 'conversation', 'conversationType');
  return type !== 'channel' && type !== 'groupChat' && !activity.conversation.id.startsWith('19:');
}

async function tenantOf(activity: Activity, connector: ConnectorClient, tenantId: string): Promise<string | undefined> {
  const [conversationId = ''] = activity.conversation.id.split(';');
  try {
    return await tenantIn(conversationId, activity.from.id, connector);
  } catch (error) {
    if (at(error, 'statusCode') !== 403) throw error;
  }
  // The bot is not in this conversation: a search or an inserted card brought the question. Teams opens a chat of the bot
  // only with somebody of the tenant who has the app, and sends nothing there by that.
  const chat = await connector.conversations.createConversation({
    isGroup: false,
    bot: activity.recipient,
    members: [{ id: activity.from.id, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  } as Parameters<ConnectorClient['conversations']['createConversation']>[0]);
  return tenantIn(chat.id, activity.from.id, connector);
}

async function tenantIn(conversationId: string, id: string, connector: ConnectorClient): Promise<string | undefined> {
  return text(at(await connector.conversations.getConversationMember(conversationId, id)), 'tenantId');
}
