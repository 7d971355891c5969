/** The only reader of the environment. Everything that is wrong is named at once, one sentence each. */
import { isIP } from 'node:net';
import { isGuid } from '../model/guid.ts';
import type { Cloud, Settings } from '../model/requirement.ts';
import type { ChangeAuthors } from '../model/resource-change.ts';
import { type DecisionSettings, defaultDecisionSettings } from '../reminders/rules/authority.ts';
import { type StoreSettings, storeSettingsOf } from '../reminders/store/settings.ts';
import { type BotAppSettings, botAppProblems } from '../teams/settings.ts';
import { type TelemetrySettings, telemetrySettingsOf } from '../telemetry/settings.ts';
import { type OwnRightsConfig, ownRightsSettings } from './access/own-rights-settings.ts';
import { type ScopeFile, scopeFileAt } from './access/scope-file.ts';
import { type InterpreterConfig, interpreterSettings } from './interpreter/settings.ts';
import { type Environment, isReadable, type SettingsReader, settingsReader } from './settings-reader.ts';

/** What is wrong with the settings, for people. Never holds a value of a secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** How the bot signs in to Azure. */
export interface AzureConfig {
  readonly cloud: Cloud;
  readonly tenantId: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly federatedTokenFile: string | undefined;
  /** What share of Azure's limits reads may use that nobody waits for, from 0 up to 1; 0: nothing is read in the background. */
  readonly backgroundShare: number;
}

/** Whom an administrator has named; whoever is on one of the lists is answered. */
interface AllowedConfig {
  readonly users: readonly string[];
  readonly teams: readonly string[];
  /** Object ids of groups in Entra ID. */
  readonly groups: readonly string[];
}

/** All settings. `bot` is undefined without an app id: then only loopback is served. */
export interface Config {
  readonly azure: AzureConfig;
  readonly bot: BotAppSettings | undefined;
  /** Whom the bot answers, beside everybody of its own tenant. */
  readonly access: { readonly tenants: readonly string[]; readonly allowed: AllowedConfig };
  /** Whose rights answers are read with in people's own chats with the bot; undefined: the bot's. */
  readonly ownRights: OwnRightsConfig | undefined;
  /** What may be seen where, from the file that `SCOPES_FILE` names. */
  readonly scopes: ScopeFile | undefined;
  /** A model that reads what the words alone do not tell; none by default. */
  readonly interpreter: InterpreterConfig | undefined;
  readonly settings: Settings;
  /** Whether an answer that is shared into a channel leads on to its evidence there. */
  readonly shareDetails: boolean;
  /** Where the names of people who changed something in Azure are shown. */
  readonly changeAuthors: ChangeAuthors;
  /** Minutes between two looks for changes to what watched instances rest on; 0 for none. */
  readonly changesEvery: number;
  readonly store: StoreSettings;
  /** Where traces and metrics go; nowhere by default. */
  readonly telemetry: TelemetrySettings | undefined;
  /** Who may waive and declare, and for how long. */
  readonly decisions: DecisionSettings;
  readonly port: number;
  readonly playgroundPort: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Whether neither Azure nor the bot is configured, so that `npm start` shows the demo. */
  readonly demo: boolean;
}

/** A team's id in Teams is that of its General channel. */
const isTeam = (text: string) => isGuid(text) || /^19:[^@\s]+@thread\.(?:tacv2|skype)$/i.test(text);
const AZURE_SETTINGS = [
  'AZURE_CLOUD',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_SIGN_IN',
];
const BOT_SETTINGS = [
  'MicrosoftAppId',
  'MicrosoftAppType',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'MicrosoftAppFederatedClientId',
  'MicrosoftAppCertificateFile',
];

function isRange(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

function botApp(value: (name: string) => string | undefined, problems: string[]): BotAppSettings | undefined {
  const lonely = BOT_SETTINGS.filter((name) => value(name) !== undefined);
  if (value('MicrosoftAppId') === undefined) {
    if (lonely.length > 0) problems.push(`MicrosoftAppId is missing, although ${lonely.join(' and ')} is set.`);
    return undefined;
  }
  const settings = {
    appId: value('MicrosoftAppId'),
    appType: value('MicrosoftAppType'),
    tenantId: value('MicrosoftAppTenantId'),
    appPassword: value('MicrosoftAppPassword'),
    federatedClientId: value('MicrosoftAppFederatedClientId'),
    certificateFile: value('MicrosoftAppCertificateFile'),
  };
  problems.push(...botAppProblems(settings));
  return settings;
}

/** What belongs together for signing in to Azure, and whether the token that is named is there. */
function signInProblems({ tenantId, clientId, clientSecret, federatedTokenFile }: AzureConfig): readonly string[] {
  const isWhole = tenantId !== undefined && clientId !== undefined;
  const problems: string[] = [];
  if (clientSecret !== undefined && federatedTokenFile !== undefined) {
    problems.push('AZURE_CLIENT_SECRET and AZURE_FEDERATED_TOKEN_FILE exclude each other: remove one of them.');
  }
  if (clientSecret !== undefined && !isWhole) {
    problems.push('AZURE_CLIENT_SECRET needs AZURE_CLIENT_ID and AZURE_TENANT_ID beside it.');
  }
  if (federatedTokenFile !== undefined && !isWhole) {
    problems.push('AZURE_FEDERATED_TOKEN_FILE needs AZURE_CLIENT_ID and AZURE_TENANT_ID beside it.');
  }
  if (federatedTokenFile !== undefined && !isReadable(federatedTokenFile)) {
    problems.push(`AZURE_FEDERATED_TOKEN_FILE names ${federatedTokenFile}, which is no file that the bot can read.`);
  }
  return problems;
}

function decisionSettings(read: SettingsReader, problems: string[]): DecisionSettings {
  const administrators = read.list('ADMINISTRATORS', isGuid, 'is no object id (a GUID) of a person');
  const days = read.value('WAIVER_DAYS');
  const waiverDays =
    days === undefined ? defaultDecisionSettings.waiverDays : /^\d{1,4}$/.test(days) ? Number(days) : 0;
  if (waiverDays < 1) problems.push('WAIVER_DAYS must be a number of days, 1 or more.');
  return {
    decidedBy: read.oneOf('WAIVERS_BY', ['subscribers', 'administrators'] as const, defaultDecisionSettings.decidedBy),
    administrators,
    waiverDays,
  };
}

/**
 * Reads all settings, or throws one `ConfigError` that names everything that is wrong. `further` adds what only some commands
 * have to look at.
 */
export function readConfig(
  environment: Environment,
  further: (config: Config) => readonly string[] = () => [],
): Config {
  const problems: string[] = [];
  const read = settingsReader(environment, problems);
  read.oneOf('AZURE_SIGN_IN', ['default'] as const, 'default');
  const config: Config = {
    azure: {
      cloud: read.oneOf('AZURE_CLOUD', ['public', 'us-government', 'china'] as const, 'public'),
      tenantId: read.guid('AZURE_TENANT_ID'),
      clientId: read.guid('AZURE_CLIENT_ID'),
      clientSecret: read.value('AZURE_CLIENT_SECRET'),
      federatedTokenFile: read.value('AZURE_FEDERATED_TOKEN_FILE'),
      backgroundShare: read.percent('BACKGROUND_READS', 50) / 100,
    },
    bot: botApp(read.value, problems),
    access: {
      tenants: read.list('ALLOWED_TENANTS', isGuid, 'is not the id of a tenant'),
      allowed: {
        users: read.list('ALLOWED_USERS', isGuid, 'is not the object id of a person in Entra ID'),
        teams: read.list('ALLOWED_TEAMS', isTeam, 'is neither the id of a group in Entra ID nor that of a team'),
        groups: read.list('ALLOWED_GROUPS', isGuid, 'is not the object id of a group in Entra ID'),
      },
    },
    ownRights: ownRightsSettings(read, problems),
    scopes: scopeFileAt(read.value('SCOPES_FILE'), problems),
    interpreter: interpreterSettings(read.value, problems),
    settings: {
      keyVaultTrustedAccess: read.oneOf('KEY_VAULT_TRUSTED_ACCESS', ['strict', 'accept'] as const, 'strict'),
      keyVaultKnownAddresses: read.list('KEY_VAULT_KNOWN_ADDRESSES', isRange, 'is neither an address nor a CIDR range'),
    },
    shareDetails: read.oneOf('SHARE_DETAILS', ['withhold', 'allow'] as const, 'withhold') === 'allow',
    changeAuthors: read.oneOf('CHANGE_AUTHORS', ['personal', 'everywhere', 'off'] as const, 'personal'),
    changesEvery: read.minutes('CHANGES_EVERY', 5),
    store: storeSettingsOf(read.value, problems),
    telemetry: telemetrySettingsOf(read.value, problems),
    decisions: decisionSettings(read, problems),
    port: read.port('PORT', 3978),
    playgroundPort: read.port('PLAYGROUND_PORT', 56150),
    logLevel: read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error'] as const, 'info'),
    demo: [...AZURE_SETTINGS, ...BOT_SETTINGS].every((name) => read.value(name) === undefined),
  };
  problems.push(...signInProblems(config.azure), ...further(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
