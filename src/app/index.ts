/** `npm start`: the bot; without Azure and bot settings the demo. Nothing else starts anything. */

import { env, exit, stderr, stdout } from 'node:process';
import { drawCards } from '../../cards/drawing.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createConversation } from '../conversation/converse.ts';
import type { Log } from '../model/log.ts';
import { realClock } from '../readiness/clock.ts';
import { keepWarm } from '../readiness/keep-warm.ts';
import { realWallClock } from '../reminders/delivery/wall-clock.ts';
import { startReminding } from '../reminders/start-reminding.ts';
import { dataFolderFault } from '../reminders/store/data-folder.ts';
import { MissingPart } from '../simulator/missing-part.ts';
import { createTeamsCourier } from '../teams/courier.ts';
import { startTeamsBot } from '../teams/start.ts';
import { createMeters } from '../telemetry/meters.ts';
import { startTelemetry } from '../telemetry/start.ts';
import { createSights } from './access/sights.ts';
import { ConfigError, readConfig } from './config.ts';
import { wireInterpreter } from './interpreter/wire.ts';
import { loadSettings } from './load-settings.ts';
import { createLog } from './log.ts';
import { keepMemorySmall } from './memory.ts';
import { type Part, stopAll } from './stopping.ts';
import { measure, ratedOf, watchOf } from './watching.ts';
import { credentialOf, databaseTokenOf, wireAzure } from './wiring.ts';

interface Running {
  /** What it is made of, in the order in which it ends. */
  readonly parts: readonly Part[];
  readonly log: Log;
  /** Settles when it ends by itself. */
  readonly ended?: Promise<void>;
}

/** The bot ends within 20 seconds, so that a host which waits for 30 before it kills never has to. */
const BOT_LIMIT = 6_000;
const REMINDERS_LIMIT = 12_000;
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
    credential: () => credentialOf(config),
  });
  const meters = createMeters();
  const telling: Part = { name: 'traces and metrics', stop: telemetry.stop, limit: TELEMETRY_LIMIT };
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
  const wired = wireAzure({
    config,
    // Judging begins long after both are there.
    declarations: (instanceId) => reminding.declarations(instanceId),
    observe: (exchange) => {
      log.info('azure read', { ...exchange });
      meters.exchange(exchange);
    },
  });
  const clock = realClock();
  const interpreter = wireInterpreter(config.interpreter, {
    requirements: wired.requirements.map(({ id }) => id),
    today: clock.today,
    azure: config.azure,
  });
  const { cloud, tenantId } = config.azure;
  const reminding = startReminding({
    ...wired,
    limitOf: (place) => sights.limitOf(place),
    settings: config.store,
    databaseToken: databaseTokenOf(config),
    decisions: config.decisions,
    changeAuthors: config.changeAuthors,
    changesEvery: config.changesEvery,
    courier: createTeamsCourier({ ...config.bot, cloud, now: Date.now }),
    draw: drawCards({ cloud, tenantId }),
    clock: realWallClock(),
    log,
    onDelivery: meters.delivered,
    announce: (sentence) => stdout.write(`${sentence}\n`),
  });
  const sights = createSights({
    bot: meters.watched(wired.assessor),
    file: config.scopes,
    listed: reminding.ports.placeScopes,
    log,
  });
  const conversation = createConversation({
    ...wired,
    ...reminding.ports,
    sights,
    assessor: meters.watched(wired.assessor),
    watch: watchOf(meters, reminding.audit),
    shareDetails: config.shareDetails,
    changeAuthors: config.changeAuthors,
    cloud,
    clock,
    log,
    interpreter,
  });
  const reminders: Part = { name: 'reminders and their database', stop: reminding.stop, limit: REMINDERS_LIMIT };
  const options = {
    ...config.bot,
    ...config.access,
    ...reminding.listeners,
    rated: ratedOf(meters, reminding.audit),
    cloud,
    port: config.port,
    without: () => (reminding.isOpen() ? [] : ['reminders']),
    conversation,
    log,
  };
  const bot = await startTeamsBot(options).catch(async (error: unknown) => {
    await stopAll([reminders]);
    throw error;
  });
  measure(meters, bot, wired);
  const warm =
    config.azure.backgroundShare === 0
      ? undefined
      : keepWarm({ assessor: wired.assessor, log, clock: { ...clock, instant: Date.now } });
  stdout.write(
    `Listening on port ${bot.port}${config.bot === undefined ? ' of loopback only: no MicrosoftAppId is set' : ''}.\n`,
  );
  return {
    log,
    parts: [
      { name: 'the scan in the background', stop: async () => warm?.stop(), limit: 500 },
      { name: 'answers that are on their way', stop: bot.stop, limit: BOT_LIMIT },
      reminders,
      telling,
    ],
  };
}

async function main(): Promise<void> {
  keepMemorySmall();
  const { parts, log, ended } = await start();
  let isStopping = false;
  const stop = async () => {
    // Whoever asks twice does not want to wait.
    if (isStopping) exit(EXIT_GAVE_UP);
    isStopping = true;
    const givenUp = await stopAll(parts);
    if (givenUp.length > 0) log.warn('stopped without waiting any longer', { for: givenUp.join(', ') });
    exit(givenUp.length === 0 ? 0 : EXIT_GAVE_UP);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
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
