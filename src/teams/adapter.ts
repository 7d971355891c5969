/** botbuilder's adapter, with authentication and the turn as two steps, so that each fails in its own way. */
import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AppCredentials,
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  CertificateServiceClientCredentialsFactory,
  type ConnectorClient,
  FederatedServiceClientCredentialsFactory,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Channel } from './channel.ts';
import type { BotApp } from './settings.ts';

/** What the adapter stands on. */
export interface AdapterOptions {
  readonly app: BotApp | undefined;
  readonly channel: Channel;
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

  /** The way to the token service. It outlives the turn too. */
  userTokens(context: TurnContext): UserTokenClient {
    const client = context.turnState.get<UserTokenClient>(this.UserTokenClientKey);
    if (client === undefined) throw new Error('The turn has no token service.');
    return client;
  }
}

/** Makes the adapter. Without an app, botbuilder checks nothing: the server must then be out of reach. */
export function createAdapter({ app, channel, credentials }: AdapterOptions): TeamsAdapter {
  const authentication = BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${channel.loginUrlPrefix}${app?.tenantId ?? 'botframework.com'}`,
    channel.scope,
    channel.issuer,
    channel.oAuthUrl,
    channel.openIdMetadataUrl,
    AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
    '',
    credentials ?? credentialsOf(app, channel),
    new AuthenticationConfiguration(),
  );
  return new TeamsAdapter(authentication);
}

/** What the bot signs in with, at its own tenant in the cloud of its channel. Nothing is sent yet. */
export function credentialsOf(app: BotApp | undefined, { loginUrlPrefix }: Channel): ServiceClientCredentialsFactory {
  if (app === undefined) return new PasswordServiceClientCredentialFactory('', '', '');
  const { appId, tenantId, credential } = app;
  switch (credential.kind) {
    case 'secret':
      return new PasswordServiceClientCredentialFactory(appId, credential.secret, tenantId);
    case 'federated':
      return signingInAt(
        `${loginUrlPrefix}${tenantId}`,
        new FederatedServiceClientCredentialsFactory(appId, credential.managedIdentityClientId, tenantId),
      );
    case 'certificate':
      return signingInAt(
        `${loginUrlPrefix}${tenantId}`,
        new CertificateServiceClientCredentialsFactory(
          appId,
          credential.thumbprint,
          credential.privateKey,
          tenantId,
          credential.certificate,
        ),
      );
    case 'managed-identity':
      return new ManagedIdentityServiceClientCredentialsFactory(appId, new JwtTokenProviderFactory());
  }
}

/** botbuilder makes these two credentials for the public cloud, whatever address it is given. */
function signingInAt(address: string, factory: ServiceClientCredentialsFactory): ServiceClientCredentialsFactory {
  const create = factory.createCredentials.bind(factory);
  factory.createCredentials = async (...order) => {
    const made = await create(...order);
    if (made instanceof AppCredentials) made.oAuthEndpoint = address;
    return made;
  };
  return factory;
}
