/** What people ask in their own chats with the bot is read with their own rights: their token goes along, or they are asked to sign in. */
import type { TurnContext } from 'botbuilder';
import type { ConnectorClient, UserTokenClient } from 'botframework-connector';
import { renderFor } from '../languages/languages.ts';
import { type Delivery, isChatWithBot } from '../model/channel.ts';
import { deliveryOf } from './incoming.ts';
import { attach } from './reply.ts';
import { type SignIns, signInLine } from './sign-in.ts';

/** Tells what turns deliver. */
export interface SignedDeliveries {
  /** What an activity delivers, with the token of its sender where it comes from their own chat with the bot. */
  of(context: TurnContext): Promise<Delivery>;
  /** Asks who has to sign in to do so; tells whether they were. */
  hasToSignIn(context: TurnContext, delivery: Delivery): Promise<boolean>;
}

/** What it stands on. */
interface SignedDeliveriesParts {
  /** Undefined where nobody needs to sign in. */
  readonly signIns?: SignIns | undefined;
  readonly connector: (context: TurnContext) => ConnectorClient;
  readonly userTokens: (context: TurnContext) => UserTokenClient;
}

/** Makes it. */
export function createSignedDeliveries({ signIns, connector, userTokens }: SignedDeliveriesParts): SignedDeliveries {
  return {
    async of(context) {
      const delivery = deliveryOf(context.activity);
      if (signIns === undefined || !isChatWithBot(delivery)) return delivery;
      return { ...delivery, userToken: await signIns.tokenOf(context.activity, userTokens(context)) };
    },

    async hasToSignIn(context, delivery) {
      if (signIns === undefined || !isChatWithBot(delivery) || delivery.userToken !== undefined) return false;
      const { activity } = context;
      const card = await signIns.ask(activity, userTokens(context));
      await attach(connector(context), activity, card, renderFor(signInLine, delivery.locale));
      return true;
    },
  };
}
