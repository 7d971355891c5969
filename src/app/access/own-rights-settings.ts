/** The settings of `ACCESS=user`: how people sign in, so that Azure is read with their own rights. */
import type { SettingsReader } from '../settings-reader.ts';

/** How people sign in, so that Azure is read with their rights. */
export interface OwnRightsConfig {
  /** The OAuth connection of the Azure Bot. */
  readonly oauthConnection: string;
  readonly tenantId: string;
  /** The app of the bot, in whose favour people consent. */
  readonly clientId: string;
  /** Proves that app to be itself: the one or the other. */
  readonly federatedTokenFile: string | undefined;
  readonly managedIdentityClientId: string | undefined;
}

/** Nobody's rights can be read with unless all of it is there. */
export function ownRightsSettings(read: SettingsReader, problems: string[]): OwnRightsConfig | undefined {
  const connection = read.value('OAUTH_CONNECTION');
  if (read.oneOf('ACCESS', ['bot', 'user'] as const, 'bot') === 'bot') {
    if (connection !== undefined)
      problems.push('OAUTH_CONNECTION is used with ACCESS=user alone: set that, or remove it.');
    return undefined;
  }
  const clientId = read.value('MicrosoftAppId');
  const tenantId = read.value('MicrosoftAppTenantId');
  const managedIdentityClientId = read.value('MicrosoftAppFederatedClientId');
  const federatedTokenFile = read.value('AZURE_FEDERATED_TOKEN_FILE');
  if (connection === undefined)
    problems.push('ACCESS=user needs OAUTH_CONNECTION, the name of the OAuth connection of the Azure Bot.');
  if (clientId === undefined || tenantId === undefined)
    problems.push('ACCESS=user needs MicrosoftAppId and MicrosoftAppTenantId: people sign in to that app.');
  if (managedIdentityClientId === undefined && federatedTokenFile === undefined)
    problems.push(
      'ACCESS=user needs MicrosoftAppFederatedClientId (or AZURE_FEDERATED_TOKEN_FILE): the app of the bot proves itself without a secret.',
    );
  if (connection === undefined || clientId === undefined || tenantId === undefined) return undefined;
  return { oauthConnection: connection, tenantId, clientId, federatedTokenFile, managedIdentityClientId };
}
