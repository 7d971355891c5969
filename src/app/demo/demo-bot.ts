/** The demo's bot, on loopback and in this process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import type { SimulatedAddress, SimulatorThread } from '../../simulator/thread.ts';
import { createMeters, type Meters } from '../../telemetry/meters.ts';
import { assembleBot } from '../assemble-bot.ts';
import type { Config } from '../config.ts';
import { assessorOverSimulator } from '../connected-assessor.ts';
import { realClock } from '../real-clock.ts';
import { type StoppablePart, stopAll } from '../stopping.ts';
import { seedHistory } from './seed-history.ts';

/** What the bot of the demo reads. */
export interface DemoAzure {
  readonly thread: SimulatorThread;
  /** Where its estate is served; it may still be starting. */
  readonly address: Promise<SimulatedAddress>;
}

/** How the bot of the demo is started. */
export interface DemoBotOptions {
  /** What is counted, and where. */
  readonly meters?: Meters;
  /** What day it is; this machine's clock without it. */
  readonly clock?: Clock;
}

/** A running bot of the demo. */
export interface DemoBot {
  readonly port: number;
  /** Resolves once the demo remembers how things stood before. Nothing is stored before `settled` is called. */
  readonly seeded: Promise<void>;
  /** Looks now for reminders that are due. Rejects until the storage is open, some seconds after the start. */
  scanNow(): Promise<void>;
  /**
   * To be called once everything else runs: opens the storage soon, which would take the processor away from it, and scans. Gives what
   * that is made of, which ends before the rest.
   */
  settled(): readonly StoppablePart[];
  /** What it is made of, in the order in which it ends. */
  readonly parts: readonly StoppablePart[];
}

/** How long the first question has the processor before the storage takes its part, in milliseconds. */
const FIRST_QUESTION_MS = 2_000;
/** How long what only the demo has may take to end, in milliseconds. */
const PART_LIMIT = 2_000;

/** Starts it; on a failure everything that was started is stopped again. */
export async function startDemoBot(
  config: Config,
  log: Log,
  azure: DemoAzure,
  options: DemoBotOptions,
): Promise<DemoBot> {
  const { clock = realClock(), meters = createMeters() } = options;
  const address = await azure.address;
  const home = mkdtempSync(path.join(tmpdir(), 'apim-readiness-demo-'));
  const folder: StoppablePart = {
    name: 'its folder',
    stop: async () => rmSync(home, { recursive: true, force: true }),
    limit: PART_LIMIT,
  };
  // The storage opens only when all else is there: it would take the processor away from it.
  const isUp = Promise.withResolvers<void>();
  const bot = await assembleBot({
    config,
    estate: (declarations) =>
      assessorOverSimulator(address, 'Northwind', { config, clock, declarations, observe: meters.exchange }),
    storage: {
      settings: { ...config.store, databaseUrl: undefined, dataFolder: path.join(home, 'data') },
      // A demo is for trying out anyway.
      announce: () => {},
      after: isUp.promise,
    },
    meters,
    clock,
    log,
  }).catch(async (error: unknown) => {
    await stopAll([folder]);
    throw error;
  });
  const { opened, ports, scanNow } = bot.reminding;
  const seeded = opened
    .then(() => seedHistory('apim-prod', config, azure.thread, ports.history, clock.instant()))
    .catch((error: unknown) => log.warn('the demo remembers nothing', { error: String(error) }));
  const settled = () => {
    const opening = setTimeout(isUp.resolve, FIRST_QUESTION_MS);
    const stop = async () => clearTimeout(opening);
    return [bot.scan(), { name: 'the opening of its storage', stop, limit: PART_LIMIT }];
  };
  return { port: bot.port, seeded, scanNow, settled, parts: [...bot.parts, folder] };
}
