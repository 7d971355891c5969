/** Who speaks for Teams in each Azure cloud, and where the bot may answer. */
import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import type { Cloud } from '../model/requirement.ts';

/** Who signs the tokens of Teams, and with which keys. */
export interface ChannelAuthority {
  readonly issuer: string;
  readonly openIdMetadataUrl: string;
}

/** The Bot Connector of a cloud. */
export interface Channel extends ChannelAuthority {
  /** Where the bot signs in; the id of its tenant follows. */
  readonly loginUrlPrefix: string;
  /** For whom the bot's own tokens are issued. */
  readonly scope: string;
  /** The token service of the cloud. */
  readonly oAuthUrl: string;
  /**
   * Host names, each with everything below it, that the bot may be told to call: what Microsoft documents of the connector of Teams
   * ("Send proactive messages") and of Bot Framework. The bot's token goes nowhere else.
   */
  readonly serviceHosts: readonly string[];
  /**
   * Host names, each with everything below it, that files are put on. None where bots hand over no files: GCC High, DoD and
   * 21Vianet ("Send and receive files using bot").
   */
  readonly fileHosts: readonly string[];
}

const channels: Readonly<Record<Cloud, Channel>> = {
  public: {
    issuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
    openIdMetadataUrl: AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
    loginUrlPrefix: AuthenticationConstants.ToChannelFromBotLoginUrlPrefix,
    scope: AuthenticationConstants.ToChannelFromBotOAuthScope,
    oAuthUrl: AuthenticationConstants.OAuthUrl,
    serviceHosts: ['smba.trafficmanager.net', 'teams.microsoft.com', 'botframework.com'],
    fileHosts: ['sharepoint.com'],
  },
  'us-government': {
    issuer: GovernmentConstants.ToBotFromChannelTokenIssuer,
    openIdMetadataUrl: GovernmentConstants.ToBotFromChannelOpenIdMetadataUrl,
    loginUrlPrefix: GovernmentConstants.ToChannelFromBotLoginUrlPrefix,
    scope: GovernmentConstants.ToChannelFromBotOAuthScope,
    oAuthUrl: GovernmentConstants.OAuthUrl,
    serviceHosts: ['teams.microsoft.us', 'botframework.us', 'botframework.azure.us'],
    fileHosts: [],
  },
  // "Deploy a bot to Azure operated by 21Vianet": botbuilder has no constants for it.
  china: {
    issuer: 'https://api.botframework.azure.cn',
    openIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    loginUrlPrefix: 'https://login.partner.microsoftonline.cn/',
    scope: 'https://api.botframework.azure.cn',
    oAuthUrl: 'https://token.botframework.azure.cn/',
    serviceHosts: ['botframework.azure.cn', 'teams.microsoftonline.cn'],
    fileHosts: [],
  },
};

/** The channel of a cloud. */
export function channelOf(cloud: Cloud): Channel {
  return channels[cloud];
}
