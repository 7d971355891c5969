/** Whether Azure Bot Service knows the bot: it gets a token for it, the keys of the channel are there, and its endpoint turns strangers away. */

import { AppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Cloud } from '../model/requirement.ts';
import { credentialsOf } from './adapter.ts';
import { channelOf } from './channel.ts';
import { type BotAppSettings, botAppOf } from './settings.ts';

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Signs in as the bot. Throws what the credential throws. Settings without an app id are never asked. */
export async function signInAsBot(
  settings: BotAppSettings,
  cloud: Cloud,
  credentials?: ServiceClientCredentialsFactory,
): Promise<void> {
  const app = botAppOf(settings);
  if (app === undefined) return;
  const channel = channelOf(cloud);
  const factory = credentials ?? credentialsOf(app, channel);
  const address = `${channel.loginUrlPrefix}${app.tenantId}`;
  const made = await factory.createCredentials(app.appId, channel.scope, address, true);
  if (made instanceof AppCredentials) await made.getToken(true);
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
