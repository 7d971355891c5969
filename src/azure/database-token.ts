/** A token of Microsoft Entra ID in place of the database's password ("Microsoft Entra authentication with Azure Database for PostgreSQL"). */
import type { Cloud } from '../model/requirement.ts';
import { cloudAddresses } from './clouds.ts';
import { type CredentialSettings, createSignIn, type SignInOptions } from './credentials.ts';

/** Makes what gives a token that holds now. Nothing is sent yet; the credential keeps a token until it nears its end. */
export function databaseToken(
  settings: CredentialSettings,
  cloud: Cloud,
  options?: SignInOptions,
): () => Promise<string> {
  const { authorityHost, databaseScope } = cloudAddresses(cloud);
  const { credential } = createSignIn(settings, options ?? { authorityHost });
  return async () => {
    const token = await credential.getToken(databaseScope);
    if (token === null) throw new Error('The credential gave no token.');
    return token.token;
  };
}
