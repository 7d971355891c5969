/** Brings messages into Teams without being asked: proactive messages through botbuilder. */

import { type Activity, ActivityTypes, type Attachment, type ConversationReference } from 'botbuilder';
import type { ConnectorClient, ServiceClientCredentialsFactory } from 'botframework-connector';
import { type Outgoing, SendFailed } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { at, same, text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import type { Posted, Roster, Transport } from '../reminders/ports/transport-port.ts';
import type { Place } from '../reminders/rules/place.ts';
import { createAdapter } from './adapter.ts';
import { type ChannelAuthority, channelOf } from './channel.ts';
import { sendFailed } from './send-failed.ts';
import { type BotAppSettings, botAppOf } from './settings.ts';
import { mayCall, type Trust } from './trust.ts';

/** Who speaks, and to whom it may. */
export interface TeamsTransportOptions extends BotAppSettings {
  /** The Azure cloud that the bot is registered in; the public one by default. */
  readonly cloud?: Cloud | undefined;
  /** Hosts that messages may go to; those of Teams in its cloud by default. Loopback counts only where it is named. */
  readonly serviceHosts?: readonly string[] | undefined;
  /** Who signs the tokens of Teams; the bot's cloud by default. */
  readonly channel?: ChannelAuthority | undefined;
  /** Where the bot's own tokens come from, instead of Entra ID. */
  readonly credentials?: ServiceClientCredentialsFactory | undefined;
  /** For `Retry-After` as a date. */
  readonly clock: Pick<Clock, 'instant'>;
}

/** When a request is called off, in milliseconds: before the sender gives it up. */
const REQUEST_LIMIT = 25_000;
/** The same for a question that somebody waits for. */
const MEMBER_LIMIT = 3_000;

/** Makes the transport. Its adapter is its own; it listens to nothing. Throws an `Error` with one sentence for wrong settings. */
export function createTeamsTransport(options: TeamsTransportOptions): Transport & Roster {
  const app = botAppOf(options);
  const { credentials, clock } = options;
  const channel = { ...channelOf(options.cloud ?? 'public'), ...options.channel };
  const trust: Trust = { tenants: app && [app.tenantId], serviceHosts: options.serviceHosts ?? channel.serviceHosts };
  const adapter = createAdapter({ app, channel, credentials });
  const appId = app?.appId ?? '';

  /**
   * Calls the connector of a place. botbuilder reports an error in the callback as success where the adapter has an error handler,
   * so errors are carried out of it by hand.
   */
  async function call<T>(place: Place, work: (connector: ConnectorClient) => Promise<T>): Promise<T> {
    if (!mayCall(place.serviceUrl, trust)) throw new SendFailed('refused');
    let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
    try {
      await adapter.continueConversationAsync(appId, referenceTo(place, appId), async (context) => {
        try {
          const connector = adapter.connector(context);
          withoutRetries(connector);
          outcome = { value: await work(connector) };
        } catch (error) {
          outcome = { error };
        }
      });
    } catch (error) {
      outcome = { error };
    }
    if (outcome === undefined) throw new SendFailed('unavailable');
    if ('error' in outcome) throw sendFailed(outcome.error, clock);
    return outcome.value;
  }

  const limit = { timeout: REQUEST_LIMIT };

  return {
    post: (place, message) =>
      call(place, async ({ conversations }): Promise<Posted> => {
        if (place.kind !== 'channel') {
          const sent = await conversations.sendToConversation(place.conversationId, activityOf(message), limit);
          return { conversationId: place.conversationId, messageId: sent.id };
        }
        const tenantId = place.tenantId ?? '';
        const created = await conversations.createConversation(
          {
            isGroup: true,
            tenantId,
            bot: { id: botId(appId), name: '' },
            activity: activityOf(message) as Activity,
            channelData: { channel: { id: place.conversationId }, tenant: { id: tenantId } },
          },
          limit,
        );
        return { conversationId: created.id, messageId: created.activityId ?? rootOf(created.id) };
      }),
    reply: (place, thread, message) =>
      call(place, async ({ conversations }): Promise<Posted> => {
        const sent = await conversations.sendToConversation(thread.conversationId, activityOf(message), limit);
        return { conversationId: thread.conversationId, messageId: sent.id };
      }),
    update: (place, { conversationId, messageId }, message) =>
      call(place, async ({ conversations }) => {
        await conversations.updateActivity(conversationId, messageId, activityOf(message), limit);
      }),
    async isMember(place, personId) {
      // Without an id the same address lists all members.
      if (personId === '') return false;
      try {
        const member = await call(place, ({ conversations }) =>
          conversations.getConversationMember(place.conversationId, personId, { timeout: MEMBER_LIMIT }),
        );
        // Shared channels have members of other tenants.
        return same(text(at(member), 'tenantId'), place.tenantId);
      } catch (error) {
        if (error instanceof SendFailed && error.failure === 'gone') return false;
        throw error;
      }
    },
  };
}

/**
 * Its own retries would hide a 429 for minutes, and repeat a 502 that may have arrived; the outbox keeps track of both instead.
 * botbuilder has a setting for that only where the adapter is made, which is shared; so the pipeline of this one call is changed.
 */
function withoutRetries(connector: ConnectorClient): void {
  const { client } = connector as unknown as {
    readonly client?: { readonly pipeline?: { removePolicy(policy: { readonly name: string }): unknown } };
  };
  client?.pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
}

function referenceTo(place: Place, appId: string): Partial<ConversationReference> {
  const { conversationId, tenantId, kind, serviceUrl } = place;
  return {
    channelId: 'msteams',
    serviceUrl,
    bot: { id: botId(appId), name: '' },
    conversation: {
      id: conversationId,
      isGroup: kind !== 'personal',
      conversationType: kind,
      name: '',
      ...(tenantId === undefined ? {} : { tenantId }),
    },
  };
}

function botId(appId: string): string {
  return `28:${appId}`;
}

/** A thread is named after its first message: `19:…@thread.tacv2;messageid=1700000000000`. */
function rootOf(conversationId: string): string {
  return /;messageid=(.+)$/.exec(conversationId)?.[1] ?? '';
}

/** The card alone where there is one: Teams would show its text above it, and say everything twice. */
function activityOf({ text: words, summary, card }: Outgoing): Partial<Activity> {
  const message = { type: ActivityTypes.Message, summary, textFormat: 'plain' };
  if (card === undefined) return { ...message, text: words };
  const attachment: Attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  return { ...message, attachments: [attachment] };
}
