/** Single sign-on of Teams: whom the token service knows already, and the card that asks everybody else to sign in ("Add single sign-on to your bot"). */
import { type Activity, type Attachment, CardFactory, type InvokeResponse } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { LRUCache } from 'lru-cache';
import { renderFor } from '../languages/languages.ts';
import { faultFields } from '../model/fault-fields.ts';
import { text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { say, type Text } from '../model/text.ts';
import { deliveryOf } from './incoming.ts';

/** The invokes by which Teams brings a sign-in: silently by the client, with a code after a dialog, and that it came to nothing. */
const TOKEN_EXCHANGE = 'signin/tokenExchange';
const VERIFY_STATE = 'signin/verifyState';
const FAILURE = 'signin/failure';
export const SIGN_IN_INVOKES: ReadonlySet<string> = new Set([TOKEN_EXCHANGE, VERIFY_STATE, FAILURE]);

/** Signs people in for one connection of the Azure Bot. */
export interface SignIns {
  /** The token that the service keeps of who sent an activity; undefined where there is none, or the service is away. */
  tokenOf(activity: Activity, client: UserTokenClient): Promise<string | undefined>;
  /** The card that asks somebody to sign in. Keeps what they asked until they have. */
  ask(activity: Activity, client: UserTokenClient): Promise<Attachment>;
  /** Takes one of the invokes: what it is answered with, and what was asked before, which can be answered now. */
  take(activity: Activity, client: UserTokenClient): Promise<SignedIn>;
}

/** What came of a sign-in. */
interface SignedIn {
  readonly response: InvokeResponse;
  /** What its person has to be told, since Teams shows nothing. */
  readonly line?: Text | undefined;
  readonly userToken?: string | undefined;
  /** The message that waited for it. */
  readonly asked?: Activity | undefined;
}

/** How many messages wait for a sign-in at most, and for how many milliseconds each; and how many sign-ins are remembered. */
const WAITING = { max: 1_000, ttl: 10 * 60_000 };

/** What somebody signs in for. */
export const signInLine = say('Sign in, and I look with your own rights in Azure.');

const signedInLine = say('You are signed in. Ask me again, or press the button again.');

/** Makes it for the connection of that name. */
export function createSignIns(connection: string, log: Log): SignIns {
  const waiting = new LRUCache<string, Activity>(WAITING);
  const taken = new LRUCache<string, true>(WAITING);
  const keyOf = ({ from, conversation }: Activity) => JSON.stringify([conversation.id, from.id]);

  return {
    async tokenOf({ id, from, channelId }, client) {
      try {
        return tokenIn(await client.getUserToken(from.id, connection, channelId, ''));
      } catch (error) {
        log.warn('the token service did not answer', { activityId: id, ...faultFields(error) });
        return undefined;
      }
    },

    async ask(activity, client) {
      if (text(activity, 'text') !== undefined) waiting.set(keyOf(activity), activity);
      const { signInLink, tokenExchangeResource, tokenPostResource } = await client.getSignInResource(
        connection,
        activity,
        '',
      );
      const { locale } = deliveryOf(activity);
      return CardFactory.oauthCard(
        connection,
        renderFor(say('Sign in'), locale),
        renderFor(signInLine, locale),
        signInLink,
        tokenExchangeResource,
        tokenPostResource,
      );
    },

    async take(activity, client) {
      if (activity.name === FAILURE) return failed(activity);
      const userToken = await exchanged(activity, client);
      if (userToken === undefined) return { response: refusedResponse(activity) };
      const key = keyOf(activity);
      const asked = waiting.get(key);
      waiting.delete(key);
      const isNews = isFirst(activity);
      // A button pressed, or a question that another replica keeps, is not answered by this.
      const line = asked === undefined && isNews ? signedInLine : undefined;
      return { response: { status: 200, body: {} }, userToken, asked, line };
    },
  };

  /** Every client that somebody has open brings the same sign-in. */
  function isFirst(activity: Activity): boolean {
    const { value } = activity;
    const key = JSON.stringify([keyOf(activity), text(value, 'id') ?? text(value, 'state')]);
    const wasTaken = taken.has(key);
    taken.set(key, true);
    return !wasTaken;
  }

  /** What the client of Teams could not do ("SSO troubleshooting"); most of it shows nothing to who signs in. */
  function failed({ id, value }: Activity): SignedIn {
    const told = text(value, 'code') ?? '';
    const code = /^[a-z]{1,40}$/i.test(told) ? told : 'unknown';
    log.warn('Teams did not sign somebody in', { activityId: id, code });
    const line = say(
      'Teams could not sign you in ({code}). Use the button of the card above; where that fails too, the administrator of this bot finds the cause with its doctor.',
      { code },
    );
    return { response: { status: 200, body: {} }, line };
  }

  async function exchanged(
    { id, name, from, channelId, value }: Activity,
    client: UserTokenClient,
  ): Promise<string | undefined> {
    try {
      if (name === VERIFY_STATE) {
        const code = text(value, 'state');
        return code === undefined
          ? undefined
          : tokenIn(await client.getUserToken(from.id, connection, channelId, code));
      }
      const token = text(value, 'token');
      // Teams asks every bot of an app that way; another connection is another's sign-in.
      if (token === undefined || text(value, 'connectionName') !== connection) return undefined;
      return tokenIn(await client.exchangeToken(from.id, connection, channelId, { token }));
    } catch (error) {
      // Without consent the service takes no token; Teams then shows the button of the card.
      log.warn('a sign-in was not taken', { activityId: id, ...faultFields(error) });
      return undefined;
    }
  }

  function refusedResponse({ name, value }: Activity): InvokeResponse {
    if (name === VERIFY_STATE) return { status: 412, body: {} };
    const failureDetail = 'The token could not be exchanged.';
    return { status: 412, body: { id: text(value, 'id') ?? null, connectionName: connection, failureDetail } };
  }
}

/** The service answers with an empty body where it has no token. */
function tokenIn(response: unknown): string | undefined {
  const token = text(response, 'token');
  return token === '' ? undefined : token;
}
