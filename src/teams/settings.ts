/** The bot's registration, checked before anything listens. */

/** How the bot proves to Teams who it is. */
export type BotCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'federated'; readonly managedIdentityClientId: string }
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
  /** Client id of the managed identity of a federated credential, for SingleTenant without a secret. */
  readonly federatedClientId?: string | undefined;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The registration that the settings describe; `undefined` without an app id. Throws an `Error` with one sentence for the
 * administrator. New multi-tenant bots are refused by Azure, and would answer strangers (reference teams 1.2).
 */
export function botAppOf(settings: BotAppSettings): BotApp | undefined {
  const appId = given(settings.appId);
  if (appId === undefined) return undefined;
  if (!guid.test(appId)) throw new Error('The app id of the bot is not a GUID.');
  const type = (given(settings.appType) ?? 'SingleTenant').toLowerCase();
  if (type === 'multitenant') {
    throw new Error('A MultiTenant bot is not supported: register it as SingleTenant or UserAssignedMSI.');
  }
  if (type !== 'singletenant' && type !== 'userassignedmsi') {
    throw new Error('The app type of the bot must be SingleTenant or UserAssignedMSI.');
  }
  const tenantId = given(settings.tenantId);
  if (tenantId === undefined || !guid.test(tenantId)) {
    throw new Error('The tenant id of the bot is missing or not a GUID: without it nobody could be turned away.');
  }
  return { appId, tenantId, credential: credentialOf(type, settings) };
}

function credentialOf(type: 'singletenant' | 'userassignedmsi', settings: BotAppSettings): BotCredential {
  const secret = given(settings.appPassword);
  const federated = given(settings.federatedClientId);
  if (type === 'userassignedmsi') {
    if (secret === undefined && federated === undefined) return { kind: 'managed-identity' };
    throw new Error('A UserAssignedMSI bot has neither a secret nor a federated credential: remove them.');
  }
  if (secret !== undefined && federated !== undefined) {
    throw new Error('A SingleTenant bot has either a secret or a federated credential: remove one of them.');
  }
  if (secret !== undefined) return { kind: 'secret', secret };
  if (federated !== undefined) return { kind: 'federated', managedIdentityClientId: federated };
  throw new Error('A SingleTenant bot needs a secret, or the client id of a managed identity as federated credential.');
}

function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}
