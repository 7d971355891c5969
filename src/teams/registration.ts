/** Whether Azure Bot Service knows the bot: it gets a token for it, the keys of the channel are there, and its endpoint turns strangers away. */

import type { TokenExchangeState } from 'botbuilder';
import { AppCredentials } from 'botframework-connector';
import { text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import { credentialsOf } from './adapter.ts';
import { channelOf } from './channel.ts';
import { type BotAppSettings, botAppOf, signInResource } from './settings.ts';

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Signs in as the bot, and gives its token; undefined without an app id. Throws what the credential throws. */
export async function signInAsBot(settings: BotAppSettings, cloud: Cloud): Promise<string | undefined> {
  const app = botAppOf(settings);
  if (app === undefined) return undefined;
  const channel = channelOf(cloud);
  const address = `${channel.loginUrlPrefix}${app.tenantId}`;
  const made = await credentialsOf(app, channel).createCredentials(app.appId, channel.scope, address, true);
  return made instanceof AppCredentials ? made.getToken(true) : undefined;
}

/** Whether the keys that sign the channel's tokens can be fetched. */
export async function channelIsThere(cloud: Cloud, address = channelOf(cloud).openIdMetadataUrl): Promise<boolean> {
  return (await statusOf(address)) === 200;
}

/** What is wrong with the bot's public address; undefined for one that answers as it should. */
export type EndpointFault = 'away' | 'another' | 'open';

/** Looks from outside: the bot must be there, and turn away whoever has no token. `address` is that of the host, https. */
export async function endpointFault(address: string): Promise<EndpointFault | undefined> {
  const alive = await statusOf(new URL('/healthz', address).href);
  if (alive === undefined) return 'away';
  if (alive !== 200) return 'another';
  const stranger = await statusOf(new URL('/api/messages', address).href, 'POST');
  return stranger === 401 ? undefined : stranger === undefined || stranger === 404 ? 'another' : 'open';
}

/** What is wrong with an OAuth connection; undefined for one by which Teams can sign people in silently. */
export type ConnectionFault = 'away' | 'refused' | 'missing' | 'no-exchange' | 'another-app';

/** Asks the token service for a sign-in of that bot by that connection, which nobody follows. `oAuthUrl` is where the service is. */
export async function connectionFault(
  appId: string,
  token: string,
  connection: string,
  oAuthUrl: string,
): Promise<ConnectionFault | undefined> {
  const address = new URL('/api/botsignin/GetSignInResource', oAuthUrl);
  const state = JSON.stringify(nobodysSignIn(appId, connection));
  address.searchParams.set('state', Buffer.from(state).toString('base64'));
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 401 || answer.status === 403) return 'refused';
    if (answer.status === 400 || answer.status === 404) return 'missing';
    if (!answer.ok) return 'away';
    const uri = text(await answer.json(), 'tokenExchangeResource', 'uri');
    if (uri === undefined) return 'no-exchange';
    return uri === signInResource(appId) ? undefined : 'another-app';
  } catch {
    return 'away';
  }
}

/** The token service wants to know who signs in where. */
function nobodysSignIn(msAppId: string, connectionName: string): Omit<TokenExchangeState, 'relatesTo'> {
  const conversation = {
    activityId: 'doctor',
    channelId: 'msteams',
    serviceUrl: '',
    user: { id: '29:doctor', name: 'doctor' },
    bot: { id: `28:${msAppId}`, name: 'bot' },
    conversation: { id: 'a:doctor', conversationType: 'personal', isGroup: false, name: '' },
  };
  return { connectionName, msAppId, conversation };
}

async function statusOf(address: string, method = 'GET'): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const { status } = await fetch(address, {
      method,
      signal,
      redirect: 'manual',
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    return status;
  } catch {
    return undefined;
  }
}
