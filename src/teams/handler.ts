/** Connects Teams to the conversation: which activity is which question, and when a delivery is acknowledged. */
import {
  type Activity,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  type AppBasedLinkQuery,
  type InvokeResponse,
  type MessagingExtensionQuery,
  type MessagingExtensionResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import type { ConnectorClient, UserTokenClient } from 'botframework-connector';
import { lateCard } from '../../cards/instance-card.ts';
import { isAnsweredBelow, readAction } from '../conversation/buttons/read-action.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Pressed } from '../conversation/ports/channel-port.ts';
import { type Delivery, isChatWithBot } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { at, isObject, text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { say } from '../model/text.ts';
import type { Feedback } from '../model/usage.ts';
import { type AnswerDelivery, createAnswerDelivery } from './answer-delivery.ts';
import { type Authorization, type Permission, refusalLine } from './authorization.ts';
import { cardFor } from './client.ts';
import { createMessageExtension, type MessageExtension } from './extension.ts';
import { FEEDBACK_INVOKE, feedbackOf } from './feedback.ts';
import { handOver, offeringFiles, takeBackOffer } from './file-handover.ts';
import { consentOf } from './files.ts';
import { deliveryOf, incomingOf } from './incoming.ts';
import { type InsertedAnswers, insertedCard, isInserted } from './inserted-card.ts';
import { invokeCard, invokeLine } from './invoke-answer.ts';
import { createPlaceNews, type PlaceListeners, type PlaceNews } from './presence.ts';
import { replyOnCard, replyToExecute, replyWithMessages, type TeamsReply } from './reply.ts';
import { SIGN_IN_INVOKES, type SignIns } from './sign-in.ts';
import { createSignedDeliveries, type SignedDeliveries } from './signed-deliveries.ts';
import type { Trust } from './trust.ts';

/** What the handler connects. */
export interface HandlerParts extends PlaceListeners {
  readonly conversation: Conversation;
  readonly authorization: Authorization;
  readonly inserted: InsertedAnswers;
  /** Hears what people think of answers. */
  readonly rated?: ((feedback: Feedback) => void) | undefined;
  readonly connector: (context: TurnContext) => ConnectorClient;
  readonly userTokens: (context: TurnContext) => UserTokenClient;
  /** Signs people in to their own chat with the bot; undefined where nobody needs to. */
  readonly signIns?: SignIns | undefined;
  /** Where files may be put; undefined where none can be handed over. */
  readonly files?: Trust | undefined;
  /** When the HTTP answer of a turn is out. */
  readonly answered: (context: TurnContext) => Promise<void>;
  /** Takes over work that goes on after its delivery was acknowledged. It never rejects. */
  readonly goOn: (work: Promise<void>) => void;
  readonly clock: Pick<Clock, 'limit'>;
  readonly log: Log;
}

const CARD_ACTION = 'adaptiveCard/action';
/**
 * Handles activities that were let in. A delivery is acknowledged as soon as its first reply is out, because Teams
 * delivers again what takes long; the answer goes on behind it.
 */
export class ReadinessHandler extends TeamsActivityHandler {
  readonly #parts: HandlerParts;
  readonly #out: AnswerDelivery;
  readonly #deliveries: SignedDeliveries;
  readonly #news: PlaceNews;
  readonly #extension: MessageExtension;

  constructor(parts: HandlerParts) {
    super();
    this.#parts = parts;
    this.#out = createAnswerDelivery(parts);
    this.#deliveries = createSignedDeliveries(parts);
    this.#news = createPlaceNews(parts, parts);
    this.#extension = createMessageExtension({ ...parts, instanceSearch: parts.conversation.instanceSearch });
    this.onMessage(async (context, next) => {
      await this.#message(context);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      // The base class counts an update of the app among the installs.
      if (context.activity.action === 'add') await this.#welcome(context);
      await next();
    });
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { activity } = context;
    const { signIns } = this.#parts;
    if (signIns !== undefined && activity.name !== undefined && SIGN_IN_INVOKES.has(activity.name))
      return this.#signIn(context, signIns);
    // The base class takes it for granted that a button carries an action.
    if (activity.name === CARD_ACTION && !isObject(at(activity.value, 'action')))
      return { status: 200, body: invokeLine(say('I do not know this button any more'), deliveryOf(activity).locale) };
    if (activity.name !== FEEDBACK_INVOKE) return super.onInvokeActivity(context);
    const { authorization, connector, rated } = this.#parts;
    const permission = await authorization.permissionOf(activity, connector(context), 'search');
    const feedback = permission.kind === 'allowed' ? feedbackOf(activity) : undefined;
    if (feedback !== undefined) rated?.(feedback);
    // Teams shows people an error for anything else.
    return { status: 200, body: {} };
  }

  /** Takes a sign-in, and goes on to what waited for it. */
  async #signIn(context: TurnContext, signIns: SignIns): Promise<InvokeResponse> {
    const { activity } = context;
    const { authorization, connector, userTokens } = this.#parts;
    if (!isChatWithBot(deliveryOf(activity))) return { status: 412, body: {} };
    const permission = await authorization.permissionOf(activity, connector(context), 'search');
    if (permission.kind !== 'allowed') return { status: 412, body: {} };
    const { response, line, userToken, asked } = await signIns.take(activity, userTokens(context));
    if (line !== undefined) void this.#out.tellLine(context, line);
    if (userToken !== undefined && asked !== undefined)
      void this.#answer(context, asked, { ...deliveryOf(asked), userToken });
    return response;
  }

  /** Runs a turn. Whoever hears about places hears before anything else happens, and is not waited for. */
  override async run(context: TurnContext): Promise<void> {
    this.#news.came(context.activity);
    await super.run(context);
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
    const permission = await this.#parts.authorization.permissionOf(activity, connector, 'press');
    if (permission.kind !== 'allowed') return invokeLine(refusalLine(permission), deliveryOf(activity).locale);
    const data: unknown = action.data;
    const read = readAction(isObject(data) ? { verb: action.verb, ...data } : { verb: action.verb });
    const delivery = await this.#deliveries.of(context);
    const pressed = { ...delivery, action: read, on: activity.replyToId };
    if (isInserted(data)) return this.#answerInserted(pressed);
    this.#news.isAlive(activity);
    if (await this.#deliveries.hasToSignIn(context, delivery))
      return invokeLine(say('Sign in below, then press again.'), delivery.locale);
    if (isAnsweredBelow(read)) {
      const below = this.#withFiles(context, replyWithMessages(connector, activity));
      await this.#out.untilFirst(context, below, this.#parts.conversation.act(pressed, below));
      return invokeLine(say('The answer stands below.'), pressed.locale);
    }
    const reply = this.#withFiles(context, replyToExecute(connector, activity, this.#parts.answered(context)));
    const work = this.#parts.conversation.act(pressed, reply);
    const first = await this.#out.untilFirst(context, reply, work);
    return first?.card === undefined
      ? invokeLine(say('I am on it already.'), pressed.locale)
      : invokeCard(cardFor(activity, first.card));
  }

  /** On a card in somebody's own message, only the answer to the invoke can show anything. */
  async #answerInserted(pressed: Pressed): Promise<AdaptiveCardInvokeResponse> {
    const { inserted, conversation } = this.#parts;
    const { action, locale, timeZone, address, asker } = pressed;
    const key = JSON.stringify([action, locale, timeZone, address.conversationId, asker.id]);
    const answer = await inserted.answer(key, (reply) => conversation.act(pressed, reply));
    if (answer.kind === 'finished') {
      const { message } = answer;
      return message?.card === undefined
        ? invokeLine(say('I am on it already.'), locale)
        : invokeCard(insertedCard(message.card));
    }
    const view = { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC' };
    return invokeCard(insertedCard(lateCard({ action, view }).card));
  }

  protected override handleTeamsMessagingExtensionQuery(
    context: TurnContext,
    query: MessagingExtensionQuery,
  ): Promise<MessagingExtensionResponse> {
    return this.#extension.search(context, () => this.#deliveries.of(context), query);
  }

  protected override handleTeamsAppBasedLinkQuery(
    context: TurnContext,
    query: AppBasedLinkQuery,
  ): Promise<MessagingExtensionResponse> {
    return this.#extension.link(context, () => this.#deliveries.of(context), query);
  }

  /** Teams hands over a bot's files in chats with one person alone. */
  #withFiles(context: TurnContext, reply: TeamsReply): TeamsReply {
    const { files, connector } = this.#parts;
    const isPersonal = deliveryOf(context.activity).kind === 'personal';
    return files === undefined || !isPersonal ? reply : offeringFiles(reply, connector(context), context.activity);
  }

  /** Acknowledged at once: the file is made and put into place behind it. */
  protected override async handleTeamsFileConsent(context: TurnContext, value: unknown): Promise<void> {
    const { activity } = context;
    const { files, authorization, clock, log, conversation } = this.#parts;
    if (files === undefined || deliveryOf(activity).kind !== 'personal') return;
    const connector = this.#parts.connector(context);
    const permission = await authorization.permissionOf(activity, connector, 'press');
    if (permission.kind !== 'allowed') return this.#turnAway(context, permission);
    this.#news.isAlive(activity);
    const delivery = await this.#deliveries.of(context);
    if (await this.#deliveries.hasToSignIn(context, delivery)) return;
    const reply = replyWithMessages(connector, activity);
    const consent = consentOf(value, files);
    if (consent.kind === 'declined') {
      void this.#out.carryOn(context, reply, takeBackOffer(connector, activity));
      return;
    }
    const { data, place } = consent;
    const accepted = { ...delivery, action: readAction(data), on: activity.replyToId };
    const offer = { connector, activity, reply, locale: delivery.locale, place, clock, log };
    const work = conversation.handOver(accepted, reply, (file) => handOver(file, offer));
    void this.#out.carryOn(context, reply, work);
  }

  async #message(context: TurnContext): Promise<void> {
    const { activity } = context;
    const connector = this.#parts.connector(context);
    const asks = isPress(activity) ? 'press' : 'question';
    const permission = await this.#parts.authorization.permissionOf(activity, connector, asks);
    if (permission.kind !== 'allowed') return this.#turnAway(context, permission);
    this.#news.isAlive(activity);
    const delivery = await this.#deliveries.of(context);
    if (!(await this.#deliveries.hasToSignIn(context, delivery))) await this.#answer(context, activity, delivery);
  }

  /** Answers a message, or the button of an old client, by way of the turn that is under way. */
  async #answer(context: TurnContext, activity: Activity, delivery: Delivery): Promise<void> {
    const { conversation } = this.#parts;
    const connector = this.#parts.connector(context);
    if (isPress(activity)) {
      const pressed = { ...delivery, action: readAction(activity.value), on: activity.replyToId };
      const answers = isAnsweredBelow(pressed.action) ? replyWithMessages : replyOnCard;
      const reply = this.#withFiles(context, answers(connector, activity));
      await this.#out.untilFirst(context, reply, conversation.act(pressed, reply));
    } else {
      const reply = this.#withFiles(context, replyWithMessages(connector, activity));
      await this.#out.untilFirst(context, reply, conversation.answer(incomingOf(activity, delivery), reply));
    }
  }

  /** Somebody of ours is told why there is no answer. A stranger hears nothing where others read along. */
  async #turnAway(context: TurnContext, permission: Permission): Promise<void> {
    if (permission.kind !== 'refused' || !permission.isNews) return;
    await this.#out.tellLine(context, permission.why);
  }

  async #welcome(context: TurnContext): Promise<void> {
    const { activity } = context;
    const reply = replyWithMessages(this.#parts.connector(context), activity);
    const arrival = deliveryOf(activity);
    // The activities that tell one install of a team may name different channels of it.
    const conversationId = text(activity, 'channelData', 'team', 'id') ?? arrival.address.conversationId;
    const once = { ...arrival, address: { ...arrival.address, conversationId } };
    void this.#out.carryOn(context, reply, this.#parts.conversation.welcome(once, reply));
  }
}

/** Whether a message is the button of an old client. */
function isPress(activity: Activity): boolean {
  return isObject(activity.value) && text(activity, 'text') === undefined;
}
