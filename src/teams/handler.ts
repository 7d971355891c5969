/** Connects Teams to the conversation: which activity is which question, and when a delivery is acknowledged. */
import {
  type Activity,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { readAction } from '../conversation/card-action.ts';
import type { Conversation } from '../conversation/converse.ts';
import { faultFields } from '../conversation/fault.ts';
import { type Log, SendFailed } from '../conversation/port.ts';
import { at, isObject, text } from '../model/json.ts';
import { render, say, type Text } from '../model/text.ts';
import { type Gate, sameTenant } from './gate.ts';
import { deliveryOf, incomingOf } from './incoming.ts';
import { replyOnCard, replyToExecute, replyWithMessages, type TeamsReply } from './reply.ts';

/** What the handler connects. */
export interface HandlerParts {
  readonly conversation: Conversation;
  readonly gate: Gate;
  readonly connector: (context: TurnContext) => ConnectorClient;
  /** When the HTTP answer of a turn is out. */
  readonly answered: (context: TurnContext) => Promise<void>;
  /** Takes over work that goes on after its delivery was acknowledged. It never rejects. */
  readonly goOn: (work: Promise<void>) => void;
  readonly log: Log;
}

/** The answer to an invoke that shows one line instead of a card. */
export function invokeLine(line: Text): AdaptiveCardInvokeResponse {
  const value = render(line) as unknown as AdaptiveCardInvokeResponse['value'];
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

/**
 * Handles activities that passed the gate. A delivery is acknowledged as soon as its first reply is out, because Teams
 * delivers again what takes long (reference teams 3 and 8.6); the answer goes on behind it.
 */
export class ReadinessHandler extends TeamsActivityHandler {
  readonly #parts: HandlerParts;

  constructor(parts: HandlerParts) {
    super();
    this.#parts = parts;
    this.onMessage(async (context, next) => {
      await this.#message(context);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      await this.#welcome(context);
      await next();
    });
  }

  /** The base class would ask Teams for the profile of everybody who was added. Only the bot itself is of interest. */
  protected override async onTeamsMembersAdded(context: TurnContext): Promise<void> {
    const { membersAdded, recipient } = context.activity;
    if (membersAdded?.some((member) => member.id === recipient.id)) await this.#welcome(context);
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    { action }: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { activity } = context;
    const connector = this.#parts.connector(context);
    if (!(await this.#mayAsk(activity, connector)))
      return invokeLine(say('This bot answers its own organisation only.'));
    const data: unknown = action.data;
    const pressed = readAction(isObject(data) ? { verb: action.verb, ...data } : { verb: action.verb });
    const reply = replyToExecute(connector, activity, this.#parts.answered(context));
    const work = this.#parts.conversation.act({ ...deliveryOf(activity), action: pressed }, reply);
    const first = await this.#untilFirst(context, reply, work);
    if (first?.card === undefined) return invokeLine(say('I am on it already.'));
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: first.card as AdaptiveCardInvokeResponse['value'],
    };
  }

  async #message(context: TurnContext): Promise<void> {
    const { activity } = context;
    const { conversation } = this.#parts;
    const connector = this.#parts.connector(context);
    if (!(await this.#mayAsk(activity, connector))) return;
    if (isObject(activity.value) && text(activity, 'text') === undefined) {
      const reply = replyOnCard(connector, activity);
      const pressed = { ...deliveryOf(activity), action: readAction(activity.value) };
      await this.#untilFirst(context, reply, conversation.act(pressed, reply));
    } else {
      const reply = replyWithMessages(connector, activity);
      await this.#untilFirst(context, reply, conversation.answer(incomingOf(activity), reply));
    }
  }

  async #welcome(context: TurnContext): Promise<void> {
    const { activity } = context;
    const reply = replyWithMessages(this.#parts.connector(context), activity);
    this.#carryOn(context, reply, this.#parts.conversation.welcome(deliveryOf(activity), reply));
  }

  /** Waits for the first reply, or the end where there is none, and lets the rest go on. */
  async #untilFirst(context: TurnContext, reply: TeamsReply, work: Promise<void>) {
    const end = this.#carryOn(context, reply, work);
    return Promise.race([reply.first, end.then(() => undefined)]);
  }

  #carryOn(context: TurnContext, reply: TeamsReply, work: Promise<void>): Promise<void> {
    const { log, goOn } = this.#parts;
    const activityId = context.activity.id;
    const end = work
      .then(() => reply.complete())
      .catch(async (error: unknown) => {
        log.error('the reply was not delivered', { activityId, ...faultFields(error) });
        if (error instanceof SendFailed) return;
        const line = render(troubleLine(context.activity));
        await reply.send({ text: line, summary: line }).catch(() => undefined);
      });
    goOn(end);
    return end;
  }

  /**
   * Whether the asker belongs to the tenant that is answered. Channels and group chats are shared with other tenants, and
   * their conversation then still says ours (reference teams 5 and 6.1); who is not proven to be ours is not answered.
   */
  async #mayAsk(activity: Activity, connector: ConnectorClient): Promise<boolean> {
    const { gate, log } = this.#parts;
    if (gate.tenantId === undefined || text(activity, 'from', 'tenantId') !== undefined) return true;
    if (deliveryOf(activity).kind === 'personal') return true;
    const [conversationId = ''] = activity.conversation.id.split(';');
    try {
      const member = await connector.conversations.getConversationMember(conversationId, activity.from.id);
      if (sameTenant(text(at(member), 'tenantId'), gate.tenantId)) return true;
      log.warn('turned away', { activityId: activity.id, why: 'asker of another tenant' });
    } catch (error) {
      log.warn('turned away', { activityId: activity.id, why: 'tenant of the asker unknown', ...faultFields(error) });
    }
    return false;
  }
}

/** What a person sees when a turn broke: short, with what finds it in the log. */
export function troubleLine(activity: Pick<Activity, 'id'>): Text {
  return say('Something broke on my side. For the log: {id}', { id: activity.id ?? '-' });
}
