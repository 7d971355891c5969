/** What proves to Entra ID that an app is itself, without a secret: a token that a managed identity or the host of the bot gives. */
import { readFile } from 'node:fs/promises';
import { ClientAssertionCredential, ManagedIdentityCredential } from '@azure/identity';
import type { Cloud } from '../model/requirement.ts';
import { cloudAddresses } from './clouds.ts';
import { clientOptions, type SignInOptions } from './credentials.ts';

/** Where the proof comes from; the file where both are there. */
export interface AppAssertionSettings {
  /** Path of the token that Kubernetes projects. */
  readonly federatedTokenFile?: string | undefined;
  /** A managed identity that the app trusts. */
  readonly managedIdentityClientId?: string | undefined;
}

/** Makes what gives the proof that holds now. Nothing is read yet; the promise rejects where there is none. */
export function appAssertion(
  { federatedTokenFile, managedIdentityClientId }: AppAssertionSettings,
  cloud: Cloud,
): () => Promise<string> {
  // The host replaces the file's token before it ends.
  if (federatedTokenFile !== undefined) return async () => (await readFile(federatedTokenFile, 'utf8')).trim();
  const identity =
    managedIdentityClientId === undefined
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential(managedIdentityClientId);
  return async () => (await identity.getToken(cloudAddresses(cloud).tokenExchangeScope)).token;
}

/** Signs in as an app that proves itself so. Rejects with what Entra ID, or the source of the proof, says. */
export async function signInByAssertion(
  app: { readonly tenantId: string; readonly clientId: string },
  assertion: () => Promise<string>,
  cloud: Cloud,
  options: SignInOptions,
): Promise<void> {
  const credential = new ClientAssertionCredential(app.tenantId, app.clientId, assertion, clientOptions(options));
  await credential.getToken(cloudAddresses(cloud).scope);
}
