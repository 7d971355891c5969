/** Starts and stops the bot in Teams. */

import type { AddressInfo } from 'node:net';
import { type Activity, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Conversation } from '../conversation/conversation.ts';
import { renderFor } from '../languages/languages.ts';
import { type Clock, within } from '../model/clock.ts';
import { faultFields } from '../model/fault-fields.ts';
import type { Log } from '../model/log.ts';
import type { Cloud } from '../model/requirement.ts';
import type { Feedback } from '../model/usage.ts';
import { inActivity } from '../telemetry/activity.ts';
import { createAdapter } from './adapter.ts';
import { troubleLine } from './answer-delivery.ts';
import { type AllowLists, type AskLimits, createAuthorization } from './authorization.ts';
import type { BucketLimits } from './buckets.ts';
import { createCallers } from './callers.ts';
import { type Channel, type ChannelAuthority, channelOf } from './channel.ts';
import { FEEDBACK_INVOKE } from './feedback.ts';
import { ReadinessHandler } from './handler.ts';
import { deliveryOf } from './incoming.ts';
import { createInsertedAnswers, type InsertedLimits } from './inserted-card.ts';
import { invokeLine } from './invoke-answer.ts';
import type { PlaceListeners } from './presence.ts';
import { createRefusals } from './refusals.ts';
import { createServer, type ServerLimits } from './server.ts';
import { type BotAppSettings, botAppOf } from './settings.ts';
import { createSignIns, SIGN_IN_INVOKES } from './sign-in.ts';
import { type KeyPatience, sharedSigningKeys } from './signing-keys.ts';
import { createTokenCheck } from './token-check.ts';
import { isLoopback, type Trust } from './trust.ts';

/** What the bot needs to run. */
export interface TeamsBotOptions extends BotAppSettings, PlaceListeners {
  /** Port to listen on; 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on. Without an app id it must be loopback, and is by default; else every address is. */
  readonly host?: string | undefined;
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly log: Log;
  /** Hears what people think of answers. Nothing it does is waited for; it does not throw. */
  readonly rated?: ((feedback: Feedback) => void) | undefined;
  /** What the bot answers without at the moment, as constants for whoever watches it. */
  readonly without?: (() => readonly string[]) | undefined;
  /** How long buttons of cards in people's own messages wait; what fits Teams by default. */
  readonly inserted?: InsertedLimits | undefined;
  /** The Azure cloud that the bot is registered in; the public one by default. */
  readonly cloud?: Cloud | undefined;
  /** Tenants that are answered beside the bot's own. */
  readonly tenants?: readonly string[] | undefined;
  /** The people and teams that are answered; everybody of the tenants by default. */
  readonly allowed?: AllowLists | undefined;
  /** How much people may ask; more than anybody types by default. */
  readonly askLimits?: AskLimits | undefined;
  /** Hosts that the bot may be told to call; those of Teams in its cloud by default. Loopback counts only where it is named. */
  readonly serviceHosts?: readonly string[] | undefined;
  /** Hosts that files may be put on; those of SharePoint in its cloud by default. Loopback counts only where it is named. */
  readonly fileHosts?: readonly string[] | undefined;
  /** Who signs the tokens of Teams; the bot's cloud by default. */
  readonly channel?: (ChannelAuthority & Partial<Pick<Channel, 'oAuthUrl'>>) | undefined;
  /** The OAuth connection of the Azure Bot by which people sign in to their own chat with the bot; without it nobody does. */
  readonly oauthConnection?: string | undefined;
  /** Where the bot's own tokens come from, instead of Entra ID. */
  readonly credentials?: ServiceClientCredentialsFactory | undefined;
  /** What callers may take up before they have proven anything; each by default what fits Teams. */
  readonly serverLimits?: ServerLimits | undefined;
  readonly callerLimits?: BucketLimits | undefined;
  readonly keyPatience?: KeyPatience | undefined;
}

/** A running bot. */
export interface TeamsBot {
  readonly port: number;
  /** How many requests were refused so far, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** How many answers are on their way. */
  readonly underWay: number;
  /** Stops listening, and waits some seconds for answers that are on their way. */
  stop(): Promise<void>;
}

/** How long `stop` waits for answers that are on their way, in milliseconds. */
const GRACE_MILLISECONDS = 5_000;

/**
 * Starts the bot. Throws an `Error` with one sentence for settings that are wrong or not safe: without an app id
 * botbuilder checks no token at all, so nothing but this machine may then reach it.
 */
export async function startTeamsBot(options: TeamsBotOptions): Promise<TeamsBot> {
  const { conversation, clock, log } = options;
  const channel = { ...channelOf(options.cloud ?? 'public'), ...options.channel };
  const app = botAppOf(options);
  const host = options.host ?? (app === undefined ? '127.0.0.1' : '0.0.0.0');
  if (app === undefined && !isLoopback(host)) {
    throw new Error(
      'Without an app id the bot checks nobody, so it listens on 127.0.0.1 only: set the app id, or the host.',
    );
  }
  const trust: Trust = {
    tenants: app && [app.tenantId, ...(options.tenants ?? [])],
    serviceHosts: options.serviceHosts ?? channel.serviceHosts,
  };
  const fileHosts = options.fileHosts ?? channel.fileHosts;
  const adapter = createAdapter({ app, channel, credentials: options.credentials });
  const underWay = new Set<Promise<void>>();
  const answers = new WeakMap<Activity, Promise<void>>();
  const goOn = (work: Promise<void>) => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const handler = new ReadinessHandler({
    conversation,
    clock,
    log,
    goOn,
    authorization: createAuthorization({
      trust,
      lists: options.allowed ?? { users: [], teams: [] },
      log,
      clock,
      limits: options.askLimits,
    }),
    inserted: createInsertedAnswers(clock, goOn, options.inserted),
    presence: options.presence,
    alive: options.alive,
    rated: options.rated,
    connector: (context) => adapter.connector(context),
    userTokens: (context) => adapter.userTokens(context),
    signIns: options.oauthConnection === undefined ? undefined : createSignIns(options.oauthConnection, log),
    // Without a registration this is the playground, which knows no files.
    files: app === undefined || fileHosts.length === 0 ? undefined : { ...trust, serviceHosts: fileHosts },
    answered: (context) => answers.get(context.activity) ?? Promise.resolve(),
  });

  async function logic(context: TurnContext): Promise<void> {
    try {
      await handler.run(context);
    } catch (error) {
      log.error('the turn failed', { activityId: context.activity.id, ...faultFields(error) });
      await tell(context);
    }
  }

  const keys = sharedSigningKeys(channel.openIdMetadataUrl, clock, options.keyPatience);
  const refusals = createRefusals(log);
  let isStopping = false;
  const server = createServer({
    adapter,
    trust,
    check: app && createTokenCheck({ issuer: channel.issuer, appId: app.appId, keys, clock }),
    callers: createCallers(clock, options.callerLimits),
    refusals,
    readiness: () => ({
      missing: [
        ...(isStopping ? ['stopping'] : []),
        ...(app !== undefined && keys.areAway ? ['keys of the channel'] : []),
      ],
      without: options.without?.() ?? [],
    }),
    log,
    limits: options.serverLimits,
    async turn(authenticated, activity, answered): Promise<InvokeResponse | undefined> {
      answers.set(activity, answered);
      const current = { activityId: activity.id ?? '', asker: activity.from?.name };
      return inActivity(current, kindOf(activity), () =>
        adapter.turn(authenticated, activity, logic).catch((error: unknown) => {
          log.error('the turn did not begin', faultFields(error));
          return { status: 500 };
        }),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  log.info('listening', { host, port, registered: app !== undefined });
  return {
    port,
    refused: refusals.counts,
    get underWay() {
      return underWay.size;
    },
    async stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await within(clock, GRACE_MILLISECONDS, Promise.all(underWay), () => undefined);
      server.server.closeAllConnections();
      await closed;
    },
  };
}

/** What an activity is, as one of a few words: names of invokes come from outside. */
function kindOf({ type, name }: Activity): string {
  if (type !== ActivityTypes.Invoke) return KINDS.has(type) ? type : 'other';
  return `invoke ${name !== undefined && INVOKES.has(name) ? name : 'other'}`;
}

const KINDS: ReadonlySet<string> = new Set([
  ActivityTypes.Message,
  ActivityTypes.ConversationUpdate,
  ActivityTypes.InstallationUpdate,
  ActivityTypes.MessageReaction,
]);
const INVOKES: ReadonlySet<string> = new Set([
  'adaptiveCard/action',
  'composeExtension/query',
  'composeExtension/queryLink',
  'fileConsent/invoke',
  ...SIGN_IN_INVOKES,
  FEEDBACK_INVOKE,
]);

/** Tells a person that the turn broke. Where even that does not work, the log has it already. */
async function tell(context: TurnContext): Promise<void> {
  const line = troubleLine(context.activity);
  const { locale } = deliveryOf(context.activity);
  const words = renderFor(line, locale);
  const reply =
    context.activity.type === ActivityTypes.Invoke
      ? { type: ActivityTypes.InvokeResponse, value: { status: 200, body: invokeLine(line, locale) } }
      : { type: ActivityTypes.Message, text: words, textFormat: 'plain', summary: words };
  await context.sendActivity(reply).catch(() => undefined);
}
