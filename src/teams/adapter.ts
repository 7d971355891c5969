/** botbuilder's adapter, with authentication and the turn as two steps, so that each fails in its own way. */
import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  type ConnectorClient,
  FederatedServiceClientCredentialsFactory,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { BotApp } from './settings.ts';

/** Who speaks for Teams: who signs its tokens, and with which keys. */
export interface ChannelAuthority {
  readonly issuer: string;
  readonly openIdMetadataUrl: string;
}

/** The Bot Connector of the public cloud. */
export const publicChannel: ChannelAuthority = {
  issuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
  openIdMetadataUrl: AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
};

/** What the adapter stands on. */
export interface AdapterOptions {
  readonly app: BotApp | undefined;
  readonly channel: ChannelAuthority;
  /** Where the bot's own tokens come from, instead of Entra ID. */
  readonly credentials?: ServiceClientCredentialsFactory | undefined;
}

/** Authenticates an activity, then runs a turn for it. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;

  constructor(authentication: BotFrameworkAuthentication) {
    super(authentication);
    this.#authentication = authentication;
  }

  /** botbuilder's own check of a token against its activity. Throws for one that is not right. */
  authenticate(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    return this.#authentication.authenticateRequest(activity, authorization);
  }

  /** Runs a turn for an authenticated activity; the answer is there for an invoke only. */
  turn(
    authenticated: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authenticated, activity, logic);
  }

  /** The way to the connector. It outlives the turn, whose context does not. */
  connector(context: TurnContext): ConnectorClient {
    const client = context.turnState.get<ConnectorClient>(this.ConnectorClientKey);
    if (client === undefined) throw new Error('The turn has no connector.');
    return client;
  }
}

/** Makes the adapter. Without an app, botbuilder checks nothing: the server must then be out of reach (reference teams 6.1). */
export function createAdapter({ app, channel, credentials }: AdapterOptions): TeamsAdapter {
  const authentication = BotFrameworkAuthenticationFactory.create(
    '',
    true,
    AuthenticationConstants.ToChannelFromBotLoginUrl,
    AuthenticationConstants.ToChannelFromBotOAuthScope,
    channel.issuer,
    AuthenticationConstants.OAuthUrl,
    channel.openIdMetadataUrl,
    AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
    '',
    credentials ?? credentialsOf(app),
    new AuthenticationConfiguration(),
  );
  return new TeamsAdapter(authentication);
}

function credentialsOf(app: BotApp | undefined): ServiceClientCredentialsFactory {
  if (app === undefined) return new PasswordServiceClientCredentialFactory('', '', '');
  const { appId, tenantId, credential } = app;
  if (credential.kind === 'secret')
    return new PasswordServiceClientCredentialFactory(appId, credential.secret, tenantId);
  if (credential.kind === 'federated') {
    return new FederatedServiceClientCredentialsFactory(appId, credential.managedIdentityClientId, tenantId);
  }
  return new ManagedIdentityServiceClientCredentialsFactory(appId, new JwtTokenProviderFactory());
}
