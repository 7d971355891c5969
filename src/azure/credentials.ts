/** In whose name Azure is read: an Azure credential from settings, and a description of it for people. */
import type { TokenCredential } from '@azure/core-auth';
import {
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  OnBehalfOfCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { say, type Text } from '../model/text.ts';

/** What decides the credential. Nothing set: `DefaultAzureCredential`, as on a developer's machine. */
export interface CredentialSettings {
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  /** With `tenantId` and `clientId`: an app registration with a secret. */
  readonly clientSecret?: string | undefined;
  /** Path of the token that Kubernetes or a pipeline projects: workload identity. */
  readonly federatedTokenFile?: string | undefined;
  /** The managed identity of the host; `clientId` chooses a user-assigned one. */
  readonly managedIdentity?: boolean | undefined;
  /** With `tenantId` and `clientId`: the app in the name of a person, with that person's rights. */
  readonly onBehalfOf?: OnBehalfOf | undefined;
}

/** A person in whose name Azure is read ("Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow"). */
export interface OnBehalfOf {
  /** Their object id in Entra ID. */
  readonly objectId: string;
  readonly name: string;
  /** Their token for the app, as it is now; another one takes its place within hours. */
  readonly userToken: () => string;
  /** What proves that the app is itself, without a secret. */
  readonly assertion: () => Promise<string>;
}

/** How Microsoft Entra ID is reached. */
export interface SignInOptions {
  readonly authorityHost: string;
  /** Set for an authority that the public cloud does not know; otherwise the client asks the public cloud first. */
  readonly disableInstanceDiscovery?: boolean;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string | undefined;
}

/** A credential and its name for people: "client secret of app 11111111…". */
export interface SignIn {
  readonly credential: TokenCredential;
  readonly description: Text;
  /** The same for machines: different for any two identities that can be told apart here. */
  readonly key: string;
}

/** The same in the words of Azure's credentials. */
export function clientOptions({ authorityHost, disableInstanceDiscovery = false, ca }: SignInOptions) {
  return { authorityHost, disableInstanceDiscovery, ...(ca === undefined ? {} : { tlsOptions: { ca } }) };
}

function abbreviated(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}

/**
 * Chooses and makes the credential. Nothing is sent yet.
 * Throws an `Error` with one sentence when a client secret stands alone.
 */
export function createSignIn(settings: CredentialSettings, options: SignInOptions): SignIn {
  const { tenantId, clientId, federatedTokenFile, managedIdentity, onBehalfOf } = settings;
  const key = JSON.stringify([
    options.authorityHost,
    tenantId,
    clientId,
    federatedTokenFile,
    managedIdentity,
    ...(onBehalfOf === undefined ? [] : [onBehalfOf.objectId]),
  ]);
  const chosen =
    ofPerson(settings, options) ??
    ofSecret(settings, options) ??
    ofWorkload(settings, options) ??
    ofHost(settings) ??
    ofEnvironment(settings, options);
  return { key, ...chosen };
}

type Chosen = Omit<SignIn, 'key'>;

function ofPerson({ onBehalfOf, tenantId, clientId }: CredentialSettings, options: SignInOptions): Chosen | undefined {
  if (onBehalfOf === undefined) return undefined;
  if (tenantId === undefined || clientId === undefined) {
    throw new Error('Reading Azure in the name of a person needs the tenant id and the client id of the app.');
  }
  return {
    credential: inTheNameOf(onBehalfOf, { ...clientOptions(options), tenantId, clientId }),
    description: say('{name}, with their own rights', { name: onBehalfOf.name }),
  };
}

function ofSecret(
  { clientSecret, tenantId, clientId }: CredentialSettings,
  options: SignInOptions,
): Chosen | undefined {
  if (clientSecret === undefined) return undefined;
  if (tenantId === undefined || clientId === undefined) {
    throw new Error('A client secret for Azure needs the tenant id and the client id of its app beside it.');
  }
  return {
    credential: new ClientSecretCredential(tenantId, clientId, clientSecret, clientOptions(options)),
    description: say('client secret of app {app}', { app: abbreviated(clientId) }),
  };
}

function ofWorkload(
  { federatedTokenFile, tenantId, clientId }: CredentialSettings,
  options: SignInOptions,
): Chosen | undefined {
  if (federatedTokenFile === undefined) return undefined;
  const credential = new WorkloadIdentityCredential({
    ...clientOptions(options),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(clientId === undefined ? {} : { clientId }),
    tokenFilePath: federatedTokenFile,
  });
  const description =
    clientId === undefined
      ? say('workload identity')
      : say('workload identity of app {app}', { app: abbreviated(clientId) });
  return { credential, description };
}

function ofHost({ managedIdentity, clientId }: CredentialSettings): Chosen | undefined {
  if (managedIdentity !== true) return undefined;
  if (clientId === undefined) {
    return { credential: new ManagedIdentityCredential(), description: say('managed identity') };
  }
  return {
    credential: new ManagedIdentityCredential(clientId),
    description: say('managed identity with client id {client}', { client: abbreviated(clientId) }),
  };
}

function ofEnvironment({ tenantId, clientId }: CredentialSettings, options: SignInOptions): Chosen {
  const credential = new DefaultAzureCredential({
    ...clientOptions(options),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
  });
  return { credential, description: say('the credential of this environment') };
}

interface Registered {
  readonly authorityHost: string;
  readonly disableInstanceDiscovery: boolean;
  readonly tenantId: string;
  readonly clientId: string;
}

/** The SDK's credential holds one token of a person; this one goes on with the next. */
function inTheNameOf({ userToken, assertion }: OnBehalfOf, options: Registered): TokenCredential {
  let current: { readonly token: string; readonly credential: TokenCredential } | undefined;
  return {
    getToken(scopes, request) {
      const token = userToken();
      if (current?.token !== token) {
        const credential = new OnBehalfOfCredential({ ...options, getAssertion: assertion, userAssertionToken: token });
        current = { token, credential };
      }
      return current.credential.getToken(scopes, request);
    },
  };
}
