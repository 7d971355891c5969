/** Where things are kept, and for how long. */

/** How long it is kept who asked about what, and what of feedback. */
export interface AuditSettings {
  /** Days; 0: nothing is kept. */
  readonly auditDays: number;
  /** Whether the words of feedback are kept, beside the thumb. */
  readonly feedbackText: boolean;
}

/** The settings of the storage (`.env.example` documents each). */
export interface StoreSettings extends AuditSettings {
  /** `postgres://…`; without it the embedded database is used. May hold a password: never logged. */
  readonly databaseUrl: string | undefined;
  /** Whether a token of Microsoft Entra ID signs in to the server, instead of the password in its address. */
  readonly databaseAuth: 'password' | 'entra';
  /** Folder of the embedded database. */
  readonly dataFolder: string;
  /** How many days assessments and deliveries are kept. */
  readonly snapshotDays: number;
}

/** The storage as it is without any setting. */
export const defaultStoreSettings: StoreSettings = {
  databaseUrl: undefined,
  databaseAuth: 'password',
  dataFolder: './data',
  snapshotDays: 400,
  auditDays: 90,
  feedbackText: false,
};

/** The settings of the storage, by name. */
type StoreSetting = 'DATABASE_URL' | 'DATABASE_AUTH' | 'DATA_FOLDER' | 'SNAPSHOT_DAYS' | 'AUDIT_DAYS' | 'FEEDBACK_TEXT';

/** Reads the settings of the storage; what is wrong is added to `problems`, never a value. */
export function storeSettingsOf(value: (name: StoreSetting) => string | undefined, problems: string[]): StoreSettings {
  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl !== undefined && !isServer(databaseUrl)) {
    problems.push('DATABASE_URL must be the address of a PostgreSQL server, such as postgres://user@host/database.');
  }
  const auth = value('DATABASE_AUTH')?.toLowerCase() ?? defaultStoreSettings.databaseAuth;
  if (auth !== 'password' && auth !== 'entra') problems.push('DATABASE_AUTH must be one of: password, entra.');
  const databaseAuth = auth === 'entra' ? auth : 'password';
  if (databaseAuth === 'entra') problems.push(...tokenProblems(databaseUrl));
  const snapshotDays = daysOf(value('SNAPSHOT_DAYS'), defaultStoreSettings.snapshotDays);
  const auditDays = daysOf(value('AUDIT_DAYS'), defaultStoreSettings.auditDays);
  if (auditDays < 0) problems.push('AUDIT_DAYS must be a number of days; 0 keeps no audit trail.');
  const texts = value('FEEDBACK_TEXT')?.toLowerCase() ?? 'drop';
  if (texts !== 'drop' && texts !== 'keep') problems.push('FEEDBACK_TEXT must be one of: drop, keep.');
  if (snapshotDays < 1) problems.push('SNAPSHOT_DAYS must be a number of days, 1 or more.');
  return {
    databaseUrl,
    databaseAuth,
    dataFolder: value('DATA_FOLDER') ?? defaultStoreSettings.dataFolder,
    snapshotDays,
    auditDays,
    feedbackText: texts === 'keep',
  };
}

/** Days as they were written; -1 for what are none. */
function daysOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return /^\d{1,5}$/.test(text) ? Number(text) : -1;
}

function isServer(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url);
}

/** A token opens more doors than this one: it goes to nobody but the server that it is for. */
function tokenProblems(url: string | undefined): readonly string[] {
  if (url === undefined) return ['DATABASE_AUTH=entra needs DATABASE_URL, the address of the server.'];
  if (!isServer(url)) return [];
  const { username, password, hostname, searchParams } = new URL(url);
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  return [
    ...(username === '' ? ['DATABASE_AUTH=entra needs the name of the identity as the user in DATABASE_URL.'] : []),
    ...(password === '' ? [] : ['DATABASE_AUTH=entra takes no password: remove it from DATABASE_URL.']),
    ...(isHere || searchParams.get('sslmode') === 'verify-full'
      ? []
      : ['DATABASE_AUTH=entra sends a token: DATABASE_URL must end in ?sslmode=verify-full.']),
  ];
}
