/** A running bot beside a connector, and the deliveries of Teams to it. */

import { realClock } from '../../src/app/real-clock.ts';
import type { Log } from '../../src/model/log.ts';
import { startTeamsBot, type TeamsBot, type TeamsBotOptions } from '../../src/teams/start.ts';
import { handClock } from './clock.ts';
import { APP, type Connector, ISSUER, messageActivity, TENANT, type TokenChange } from './connector.ts';
import { type AssessorScript, assessorOf, conversationOf, type ScriptedAssessor } from './conversation.ts';

/** A bot under test. */
export interface TestBot {
  readonly assessor: ScriptedAssessor;
  readonly bot: TeamsBot;
  /** Posts what Teams would post, with its own headers on top. */
  deliver(activity: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** Starts a bot that is not registered; only this machine reaches it. */
export async function openBot(
  log: Log,
  script: AssessorScript = {},
  options: Partial<TeamsBotOptions> = {},
): Promise<TestBot> {
  const assessor = assessorOf(script);
  const conversation = conversationOf(assessor, handClock(), log);
  const bot = await startTeamsBot({ port: 0, conversation, clock: realClock(), log, ...options });
  return {
    assessor,
    bot,
    deliver: (activity, headers = {}) =>
      fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      }),
  };
}

/** Credentials that sign every request with the same token of the bot. */
export const credentials = {
  isValidAppId: async (id: string) => id === APP,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', 'Bearer of-the-bot');
      return request;
    },
  }),
} as unknown as NonNullable<TeamsBotOptions['credentials']>;

/** What registers a bot whose channel is the connector on loopback. */
export function registration(connector: Connector): Partial<TeamsBotOptions> {
  return {
    appId: APP,
    tenantId: TENANT,
    appPassword: 'not used here',
    channel: { issuer: ISSUER, openIdMetadataUrl: connector.openIdMetadataUrl },
    serviceHosts: ['127.0.0.1'],
    credentials,
  };
}

/** The header of a token as the channel signs it, with what is changed about it. */
export function signedBy(connector: Connector, change?: TokenChange): Record<string, string> {
  return { authorization: connector.bearer(change) };
}

/** An invoke as Teams delivers it: no text, a name and a value. */
export function invokeActivity(
  connector: Connector,
  name: string,
  value: unknown,
  change: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ...messageActivity(connector.serviceUrl, { type: 'invoke', id: 'i1', name, value, ...change }),
    text: undefined,
  };
}
