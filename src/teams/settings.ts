/** The bot's registration, checked before anything listens. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isGuid } from '../model/guid.ts';

/** How the bot proves to Teams who it is. */
export type BotCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'federated'; readonly managedIdentityClientId: string }
  | {
      readonly kind: 'certificate';
      /** SHA-1 of the certificate, in hexadecimal, as Entra ID shows it. */
      readonly thumbprint: string;
      /** PEM. */
      readonly privateKey: string;
      readonly certificate: string;
    }
  | { readonly kind: 'managed-identity' };

/** A registered bot: who it is, and whom it answers. */
export interface BotApp {
  readonly appId: string;
  /** The only tenant that is answered. */
  readonly tenantId: string;
  readonly credential: BotCredential;
}

/** The settings of a registration, as an administrator wrote them (`.env.example` documents each). */
export interface BotAppSettings {
  /** Without it the bot is not registered: it then listens on loopback only. */
  readonly appId?: string | undefined;
  /** `SingleTenant` (the default) or `UserAssignedMSI`, any case. */
  readonly appType?: string | undefined;
  readonly tenantId?: string | undefined;
  /** A client secret, for SingleTenant. */
  readonly appPassword?: string | undefined;
  /** A PEM file with a certificate and its private key, for SingleTenant without a secret. */
  readonly certificateFile?: string | undefined;
  /** Client id of the managed identity of a federated credential, for SingleTenant without a secret. */
  readonly federatedClientId?: string | undefined;
}

/**
 * Everything that is wrong with the settings, one sentence each, never with a value; nothing without an app id. New multi-tenant
 * bots are refused by Azure, and would answer strangers.
 */
export function botAppProblems(settings: BotAppSettings): readonly string[] {
  const { appId, tenantId, appPassword: secret, federatedClientId: federated, certificateFile } = givenOf(settings);
  if (appId === undefined) return [];
  const credentials = [
    ...(secret === undefined ? [] : ['MicrosoftAppPassword']),
    ...(federated === undefined ? [] : ['MicrosoftAppFederatedClientId']),
    ...(certificateFile === undefined ? [] : ['MicrosoftAppCertificateFile']),
  ];
  const type = typeOf(settings);
  const isManaged = type === 'userassignedmsi';
  const isSingle = type === 'singletenant';
  const wrong: readonly (readonly [boolean, string])[] = [
    [!isGuid(appId), 'MicrosoftAppId, the app id of the bot, is not a GUID.'],
    [
      type === 'multitenant',
      'MicrosoftAppType must not be MultiTenant: register the bot as SingleTenant or UserAssignedMSI.',
    ],
    [
      !['singletenant', 'userassignedmsi', 'multitenant'].includes(type),
      'MicrosoftAppType, the app type of the bot, must be SingleTenant or UserAssignedMSI.',
    ],
    [
      tenantId === undefined || !isGuid(tenantId),
      'MicrosoftAppTenantId, the tenant id of the bot, is missing or not a GUID: without it nobody could be turned away.',
    ],
    [
      federated !== undefined && !isGuid(federated),
      'MicrosoftAppFederatedClientId, the client id of a managed identity, is not a GUID.',
    ],
    [
      isManaged && credentials.length > 0,
      `A UserAssignedMSI bot needs neither a secret nor another credential: remove ${credentials.join(' and ')}.`,
    ],
    [
      isSingle && credentials.length > 1,
      `A SingleTenant bot has either a secret or one other credential: remove all but one of ${credentials.join(', ')}.`,
    ],
    [
      isSingle && credentials.length === 0,
      'A SingleTenant bot needs a secret in MicrosoftAppPassword, or better in MicrosoftAppFederatedClientId the client id of a managed identity, or in MicrosoftAppCertificateFile a certificate.',
    ],
    [
      certificateFile !== undefined && readCertificate(certificateFile) === undefined,
      'MicrosoftAppCertificateFile must name a PEM file with a certificate that is valid today, and with its private key.',
    ],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, sentence]) => sentence);
}

/** The registration that the settings describe; `undefined` without an app id. Throws an `Error` with all that is wrong. */
export function botAppOf(settings: BotAppSettings): BotApp | undefined {
  const problems = botAppProblems(settings);
  if (problems.length > 0) throw new Error(problems.join(' '));
  const { appId, tenantId = '' } = givenOf(settings);
  return appId === undefined ? undefined : { appId, tenantId, credential: credentialOf(settings) };
}

/** The application id URI that Teams asks people's tokens for ("Add code to enable SSO in your bot app"); app registration, OAuth connection and manifest name the same. */
export function signInResource(appId: string): string {
  return `api://botid-${appId}`;
}

/** Of settings without a problem. */
function credentialOf(settings: BotAppSettings): BotCredential {
  const { appPassword: secret, federatedClientId, certificateFile } = givenOf(settings);
  if (secret !== undefined) return { kind: 'secret', secret };
  if (federatedClientId !== undefined) return { kind: 'federated', managedIdentityClientId: federatedClientId };
  const certificate = certificateFile === undefined ? undefined : readCertificate(certificateFile);
  return certificate === undefined ? { kind: 'managed-identity' } : { kind: 'certificate', ...certificate };
}

/** The certificate and the key of a file; undefined for one that proves nothing: unreadable, of another key, or not valid now. */
function readCertificate(file: string) {
  try {
    const pem = readFileSync(file, 'utf8');
    const certificate = new X509Certificate(pem);
    const key = createPrivateKey(pem);
    const now = Date.now();
    const isValid = now >= certificate.validFromDate.getTime() && now <= certificate.validToDate.getTime();
    if (!isValid || !certificate.checkPrivateKey(key)) return undefined;
    return {
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificate: certificate.toString(),
    };
  } catch {
    return undefined;
  }
}

function typeOf(settings: BotAppSettings): string {
  return (given(settings.appType) ?? 'SingleTenant').toLowerCase();
}

function givenOf(settings: BotAppSettings): Omit<BotAppSettings, 'appType'> {
  return {
    appId: given(settings.appId),
    tenantId: given(settings.tenantId),
    appPassword: given(settings.appPassword),
    federatedClientId: given(settings.federatedClientId),
    certificateFile: given(settings.certificateFile),
  };
}

function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}
