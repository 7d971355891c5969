/** Why Microsoft Entra ID gave no token, and what puts it right ("Microsoft Entra authentication and authorization error codes"). */
import { type Diagnosis, fault } from './diagnosis.ts';

/** For people: what was seen, without a value of any setting, and the fix. */
export interface SignInFault {
  readonly seen: string;
  readonly fix: string;
}

/** The settings that a sign-in rests on, by name. */
export interface SignInSettings {
  readonly tenant: string;
  readonly app: string;
  readonly secret: string;
}

/** Those of the identity that reads Azure. */
export const AZURE_SIGN_IN: SignInSettings = {
  tenant: 'AZURE_TENANT_ID',
  app: 'AZURE_CLIENT_ID',
  secret: 'AZURE_CLIENT_SECRET',
};

const BY_CODE: Readonly<Record<string, (names: SignInSettings) => string>> = {
  AADSTS90002: ({ tenant }) => `There is no such tenant: put the tenant id of the directory into ${tenant}.`,
  AADSTS700016: ({ tenant, app }) =>
    `The tenant has no such app: put the application (client) id of the registration into ${app}, and its tenant into ${tenant}.`,
  AADSTS7000215: ({ secret }) => `The secret is wrong: put the value of a client secret, not its id, into ${secret}.`,
  AADSTS7000222: ({ secret }) =>
    `The secret has expired: make another one (Certificates & secrets) and put it into ${secret}, or use a managed identity.`,
  AADSTS700027: () => 'The certificate is not that of the app: upload its public part to the registration.',
  AADSTS70021: ({ app }) =>
    `No federated credential fits: on the app of ${app} add one with the issuer and the subject of the token (Certificates & secrets, Federated credentials).`,
  AADSTS700213: ({ app }) =>
    `No federated credential has this subject: on the app of ${app} correct the subject of the credential.`,
  AADSTS7002137: ({ app }) =>
    `No federated credential has this subject: on the app of ${app} correct the subject of the credential.`,
  AADSTS53003: () => 'A Conditional Access policy for workload identities blocks it: exclude the app or its location.',
};

const BY_NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host is not known here',
  EAI_AGAIN: 'its host could not be looked up',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was broken',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
};

/** What the doctor says of a sign-in that failed. */
export function signInDiagnosis(of: string, error: unknown, names: SignInSettings): Diagnosis {
  const { seen, fix } = signInFault(error, names);
  return fault(of, seen, fix);
}

/** Reads whatever a credential threw. Never repeats its message, which may hold ids and secrets. */
export function signInFault(error: unknown, names: SignInSettings): SignInFault {
  const words = wordsOf(error);
  const code = /\bAADSTS\d+\b/.exec(words)?.[0];
  if (code !== undefined) {
    const fix =
      BY_CODE[code] ?? (() => `Look the code up: https://login.microsoftonline.com/error?code=${code.slice(6)}`);
    return { seen: `Microsoft Entra ID refused the sign-in (${code}).`, fix: fix(names) };
  }
  const noIdentity = {
    seen: 'There is no identity here that could sign in.',
    fix: `On Azure, assign a managed identity and put its client id into ${names.app}. Elsewhere run \`az login\`, or set ${names.tenant} and ${names.app} with ${names.secret}.`,
  };
  // Every way was tried; some of them look for an address that is there on Azure alone.
  if (error instanceof Error && error.name === 'AggregateAuthenticationError') return noIdentity;
  const network = Object.keys(BY_NETWORK).find((name) => words.includes(name));
  if (network !== undefined) {
    return {
      seen: `Microsoft Entra ID was not reached: ${BY_NETWORK[network]} (${network}).`,
      fix: 'Let the bot out to port 443 of the sign-in host of its cloud (AZURE_CLOUD), or set HTTPS_PROXY.',
    };
  }
  // All that the client says where the sign-in host, or the tenant's own page there, could not be had.
  if (/\b(?:endpoints_resolution_error|network_error)\b/.test(words)) {
    return {
      seen: 'Microsoft Entra ID was not reached, or has no such tenant.',
      fix: `Correct the tenant id in ${names.tenant}; let the bot out to port 443 of the sign-in host of its cloud (AZURE_CLOUD), or set HTTPS_PROXY.`,
    };
  }
  if (/SELF_SIGNED|UNABLE_TO_|self.signed certificate|unable to (?:get|verify)/i.test(words)) {
    return {
      seen: 'The certificate of the sign-in host is not trusted here.',
      fix: 'Name the authority of your proxy in NODE_EXTRA_CA_CERTS (a PEM file).',
    };
  }
  if (words.includes('CredentialUnavailableError')) return noIdentity;
  return {
    seen: 'The sign-in failed for a reason that is not known here.',
    fix: `Compare ${names.tenant}, ${names.app} and ${names.secret} with the registration; the sign-in logs of the app in Microsoft Entra ID tell more.`,
  };
}

/** Names, codes and messages of an error and of all that caused it. */
function wordsOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return '';
  const { code, errors, cause } = error as Error & { readonly code?: unknown; readonly errors?: unknown };
  const within = [cause, ...(Array.isArray(errors) ? errors : [])].map((inner) => wordsOf(inner, depth + 1));
  return [error.name, String(code ?? ''), error.message, ...within].join(' ');
}
