/** The way back into a Teams conversation, over the connector alone: it works during the turn and long after. */

import { type Activity, ActivityTypes, type Attachment } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Reply } from '../conversation/ports/channel-port.ts';
import type { MessageHandle, Outgoing } from '../model/channel.ts';
import { cardFor } from './client.ts';
import { FEEDBACK_LOOP } from './feedback.ts';
import { sendFailed } from './send-failed.ts';

/** A reply that also says when its first message is out, which is when a delivery may be acknowledged. */
export interface TeamsReply extends Reply {
  /** Resolves with the first message that was sent, or with nothing where the card stays. Never rejects; may never settle. */
  readonly first: Promise<Outgoing | undefined>;
  /** To be called when the answer is complete: shows everybody what only the one who asked has seen so far. */
  complete(): Promise<void>;
}

/** Answers with new messages in the conversation of an activity. */
export function replyWithMessages(connector: ConnectorClient, asked: Activity): TeamsReply {
  const { first, sent } = firstOf();
  return {
    first,
    async send(message) {
      const handle = await post(connector, asked, message);
      sent(message);
      return handle;
    },
    update: (handle, message) => put(connector, asked, handle.id, message),
    typing: () => typing(connector, asked),
    complete: () => Promise.resolve(),
  };
}

/**
 * Answers on the card that a button of an activity stands on: every message replaces it. Where the activity does not say
 * which message that is, the answer becomes a message of its own.
 */
export function replyOnCard(connector: ConnectorClient, asked: Activity): TeamsReply {
  const { first, sent } = firstOf();
  return {
    first,
    card: {
      stays: () => {
        void typing(connector, asked);
        sent(undefined);
      },
      below: async (message) => {
        await post(connector, asked, message);
        sent(undefined);
      },
    },
    async send(message) {
      const handle = await replace(connector, asked, message);
      sent(message);
      return handle;
    },
    update: (handle, message) => put(connector, asked, handle.id, message),
    typing: () => typing(connector, asked),
    complete: () => Promise.resolve(),
  };
}

/**
 * Answers an Action.Execute: the first message is the answer to the invoke itself, later ones replace the card for
 * everybody. Nothing is replaced before `answered`, or the answer to the invoke would overwrite it.
 */
export function replyToExecute(connector: ConnectorClient, asked: Activity, answered: Promise<void>): TeamsReply {
  const { first, sent } = firstOf();
  const card: MessageHandle | undefined = asked.replyToId === undefined ? undefined : { id: asked.replyToId };
  let onlyInvoker: Outgoing | undefined;
  let isAnswered = false;

  async function show(message: Outgoing): Promise<void> {
    onlyInvoker = undefined;
    await answered;
    if (card === undefined) await post(connector, asked, message);
    else await put(connector, asked, card.id, message);
  }

  return {
    first,
    card: {
      stays() {
        isAnswered = true;
        sent(undefined);
      },
      async below(message) {
        isAnswered = true;
        sent(undefined);
        await answered;
        await post(connector, asked, message);
      },
    },
    async send(message) {
      if (isAnswered || onlyInvoker !== undefined) await show(message);
      else onlyInvoker = message;
      sent(message);
      return card ?? { id: '' };
    },
    update: (_, message) => show(message),
    typing: () => Promise.resolve(),
    async complete() {
      if (card !== undefined && onlyInvoker !== undefined) await show(onlyInvoker);
    },
  };
}

/** Posts an attachment as a message of its own. Throws `SendFailed`. */
export async function attach(
  connector: ConnectorClient,
  asked: Activity,
  attachment: Attachment,
  summary: string,
): Promise<void> {
  const message = { ...addressed(asked), type: ActivityTypes.Message, summary, attachments: [attachment] };
  await failing(() => connector.conversations.sendToConversation(asked.conversation.id, message));
}

function firstOf(): {
  readonly first: Promise<Outgoing | undefined>;
  readonly sent: (message: Outgoing | undefined) => void;
} {
  const { promise, resolve } = Promise.withResolvers<Outgoing | undefined>();
  return { first: promise, sent: resolve };
}

async function post(connector: ConnectorClient, asked: Activity, message: Outgoing): Promise<MessageHandle> {
  return failing(async () => {
    const sent = await connector.conversations.sendToConversation(asked.conversation.id, activityOf(asked, message));
    return { id: sent.id };
  });
}

async function put(connector: ConnectorClient, asked: Activity, id: string, message: Outgoing): Promise<void> {
  await failing(() => connector.conversations.updateActivity(asked.conversation.id, id, activityOf(asked, message)));
}

async function replace(connector: ConnectorClient, asked: Activity, message: Outgoing): Promise<MessageHandle> {
  if (asked.replyToId === undefined) return post(connector, asked, message);
  await put(connector, asked, asked.replyToId, message);
  return { id: asked.replyToId };
}

async function typing(connector: ConnectorClient, asked: Activity): Promise<void> {
  const activity = { ...addressed(asked), type: ActivityTypes.Typing };
  await connector.conversations.sendToConversation(asked.conversation.id, activity).catch(() => undefined);
}

/** The card alone where there is one: Teams would show its text above it, and say everything twice. */
function activityOf(asked: Activity, { text, summary, card }: Outgoing): Partial<Activity> {
  const message = { ...addressed(asked), type: ActivityTypes.Message, summary, textFormat: 'plain' };
  if (card === undefined) return { ...message, text };
  const content = cardFor(asked, card);
  const attachment: Attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content };
  return { ...message, attachments: [attachment], channelData: FEEDBACK_LOOP };
}

function addressed(asked: Activity): Partial<Activity> {
  const { channelId, serviceUrl, conversation, from, recipient } = asked;
  return { channelId, serviceUrl, conversation, from: recipient, recipient: from };
}

async function failing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw sendFailed(error);
  }
}
