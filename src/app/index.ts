/** `npm start`: the bot; without Azure and bot settings the demo. Nothing else starts anything. */

import { env, exit, stderr, stdout } from 'node:process';
import packageJson from '../../package.json' with { type: 'json' };
import type { Log } from '../model/log.ts';
import { dataFolderFault } from '../reminders/store/data-folder.ts';
import { MissingPart } from '../simulator/missing-part.ts';
import { createMeters } from '../telemetry/meters.ts';
import { startTelemetry } from '../telemetry/start.ts';
import { ConfigError, readConfig } from './config.ts';
import { loadSettings } from './load-settings.ts';
import { createLog } from './log.ts';
import { keepMemorySmall } from './memory.ts';
import { type StoppablePart, stopAll, whenShellOfNpmEnds } from './stopping.ts';

interface Running {
  /** What it is made of, in the order in which it ends. */
  readonly parts: readonly StoppablePart[];
  readonly log: Log;
  /** Settles when it ends by itself. */
  readonly ended?: Promise<void>;
}

const TELEMETRY_LIMIT = 1_500;
/** Exit status after something was given up. */
const EXIT_GAVE_UP = 1;

async function start(): Promise<Running> {
  loadSettings();
  const config = readConfig(env, ({ demo, store }) => {
    const fault = demo || store.databaseUrl !== undefined ? undefined : dataFolderFault(store.dataFolder);
    return fault === undefined ? [] : [fault];
  });
  const log = createLog(config.demo && env.LOG_LEVEL === undefined ? 'warn' : config.logLevel);
  const telemetry = await startTelemetry(config.telemetry, {
    version: packageJson.version,
    credential: async () => (await import('./connected-assessor.ts')).credentialOf(config),
  });
  const meters = createMeters();
  const telling: StoppablePart = { name: 'traces and metrics', stop: telemetry.stop, limit: TELEMETRY_LIMIT };
  if (config.demo) {
    // Loaded only here: the demo needs development dependencies that a deployment does without.
    const { QUESTIONS, startDemo } = await import('./demo/start-demo.ts');
    const demo = await startDemo(config, log, { openBrowser: env.CI === undefined, environment: env, meters });
    const questions = QUESTIONS.map((question) => `  ${question}`).join('\n');
    stdout.write(
      `Nothing is configured, so this is the demo: Northwind, a company with 15 instances.\n\nOpen ${demo.address} and ask:\n${questions}\n\nCtrl-C stops all of it.\n`,
    );
    return { ...demo, parts: [...demo.parts, telling], log };
  }
  const { startBot } = await import('./start-bot.ts');
  return { parts: [...(await startBot(config, log, meters)), telling], log };
}

async function main(): Promise<void> {
  const starting = start();
  let isStopping = false;
  const stop = async () => {
    // Whoever asks twice does not want to wait.
    if (isStopping) exit(EXIT_GAVE_UP);
    isStopping = true;
    // Also what has only half started is to end in its order.
    const { parts, log } = await starting;
    const givenUp = await stopAll(parts);
    if (givenUp.length > 0) log.warn('stopped without waiting any longer', { for: givenUp.join(', ') });
    exit(givenUp.length === 0 ? 0 : EXIT_GAVE_UP);
  };
  const onSignal = () => void stop().catch(() => undefined);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  whenShellOfNpmEnds(env, () => {
    if (!isStopping) onSignal();
  });
  const { ended } = await starting;
  keepMemorySmall();
  await ended;
  if (ended !== undefined && !isStopping) await stop();
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigError) stderr.write(`${message}\n`);
  else if (error instanceof MissingPart)
    stderr.write(`Nothing is configured, and the demo cannot start. ${message} Or fill in .env (see .env.example).\n`);
  else stderr.write(`The bot could not start: ${message}\n`);
  exit(1);
});
