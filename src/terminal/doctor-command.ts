/** `npm run doctor`: looks at everything that the bot rests on, and prints the fix for each fault. Changes nothing. */

import { type Config, ConfigError, readConfig } from '../app/config.ts';
import type { Clock } from '../model/clock.ts';
import { commandNamed, readOptions } from './command.ts';
import { type ExamineAzureOptions, examineAzure } from './doctor/azure.ts';
import { type ExamineBotOptions, examineBot } from './doctor/bot.ts';
import { type Diagnosis, diagnosesText, fault, well } from './doctor/diagnosis.ts';
import { examineGroups } from './doctor/groups.ts';
import { examineOwnRights } from './doctor/own-rights.ts';
import { examineTelemetry } from './doctor/telemetry.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

/** How to call it. */
export const DOCTOR_USAGE = 'Usage: npm run -s doctor';

/** What is looked at beside the settings. */
export interface DoctorParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For people: what is looked at, where it is not what is configured. */
  readonly azure: (config: Config) => Promise<Omit<ExamineAzureOptions, 'clock'> & { readonly demo?: string }>;
  readonly storageFault: (config: Config) => Promise<string | undefined>;
  readonly version: string;
  readonly clock: Clock;
  readonly elsewhere?: ExamineBotOptions['elsewhere'] & {
    readonly ingestion?: string;
    readonly graphEndpoint?: string;
    readonly oAuthUrl?: string;
  };
}

/** Microsoft Graph tells of somebody who is not there in the same way whether it may be asked. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Everything that was looked at, faults and what is well. Settings that are wrong hide the rest. */
export async function diagnose(parts: DoctorParts): Promise<readonly Diagnosis[]> {
  const { environment, version, clock, elsewhere } = parts;
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) =>
      fault('Settings', problem, 'Correct it in .env; .env.example explains each.'),
    );
  }
  const { demo, ...azure } = await parts.azure(config);
  const { users, groups } = config.access.allowed;
  const somebody = config.decisions.administrators[0] ?? users[0] ?? NOBODY;
  const { connection } = azure;
  const [read, bot, named, own, storage, telemetry] = await Promise.all([
    examineAzure({ ...azure, clock }),
    examineBot({ bot: config.bot, cloud: config.azure.cloud, environment, version, ...(elsewhere && { elsewhere }) }),
    examineGroups({ groups, somebody, connection, graphEndpoint: elsewhere?.graphEndpoint }),
    examineOwnRights({
      ownRights: config.ownRights,
      bot: config.bot,
      connection: { ...connection, cloud: config.azure.cloud },
      signIn: elsewhere?.signIn,
      oAuthUrl: elsewhere?.oAuthUrl,
    }),
    examineStorage(config, parts.storageFault),
    examineTelemetry({ settings: config.telemetry, connection, ingestion: elsewhere?.ingestion }),
  ]);
  return [well('Settings', demo ?? 'Each is understood.'), ...read, ...bot, ...named, ...own, storage, telemetry];
}

async function examineStorage(config: Config, look: DoctorParts['storageFault']): Promise<Diagnosis> {
  const why = await look(config);
  const isServer = config.store.databaseUrl !== undefined;
  if (why === undefined) {
    return well(
      'Database',
      isServer ? 'It can be used.' : 'None is set: the data folder can be used, for one replica.',
    );
  }
  return fault(
    'Database',
    why,
    isServer
      ? 'Correct DATABASE_URL, or the server: it must let the bot in over the network, as a role that may create schemas:\ngrant create on database readiness to "ROLE";'
      : 'Give DATA_FOLDER a folder that the bot may write, or set DATABASE_URL.',
  );
}

/** Runs it; 0 when all is well, 1 for any fault. */
export async function doctorCommand(words: readonly string[], parts: DoctorParts, output: Output): Promise<number> {
  readOptions(
    commandNamed('npm run -s doctor --', 'Looks at everything that the bot rests on, and prints each fix.'),
    words,
  );
  const diagnoses = await diagnose(parts);
  output.out(diagnosesText(diagnoses));
  const faults = diagnoses.filter(({ ok }) => !ok).length;
  output.out(faults === 0 ? '\nAll is well.\n' : `\n${faults} ${faults === 1 ? 'fault' : 'faults'}.\n`);
  return faults === 0 ? EXIT.ready : EXIT.unmet;
}
