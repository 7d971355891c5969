/** Where things are kept, and for how long. */

/** The settings of the storage (`.env.example` documents each). */
export interface StoreSettings {
  /** `postgres://…`; without it the embedded database is used. Holds a password: never logged. */
  readonly databaseUrl: string | undefined;
  /** Folder of the embedded database. */
  readonly dataFolder: string;
  /** How many days assessments and deliveries are kept. */
  readonly snapshotDays: number;
}

/** The storage as it is without any setting. */
export const defaultStoreSettings: StoreSettings = {
  databaseUrl: undefined,
  dataFolder: './data',
  snapshotDays: 400,
};

/** Reads the settings `DATABASE_URL`, `DATA_FOLDER` and `SNAPSHOT_DAYS`; what is wrong is added to `problems`, never a value. */
export function storeSettingsOf(
  value: (name: 'DATABASE_URL' | 'DATA_FOLDER' | 'SNAPSHOT_DAYS') => string | undefined,
  problems: string[],
): StoreSettings {
  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl !== undefined && !isServer(databaseUrl)) {
    problems.push('DATABASE_URL must be the address of a PostgreSQL server, such as postgres://user@host/database.');
  }
  const days = value('SNAPSHOT_DAYS');
  const snapshotDays =
    days === undefined ? defaultStoreSettings.snapshotDays : /^\d{1,5}$/.test(days) ? Number(days) : 0;
  if (snapshotDays < 1) problems.push('SNAPSHOT_DAYS must be a number of days, 1 or more.');
  return { databaseUrl, dataFolder: value('DATA_FOLDER') ?? defaultStoreSettings.dataFolder, snapshotDays };
}

function isServer(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url);
}
