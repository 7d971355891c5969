/** The demo's bot, on loopback and in this process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawCards } from '../../../cards/draw-cards.ts';
import { createConversation } from '../../conversation/conversation.ts';
import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import { keepWarm } from '../../readiness/keep-warm.ts';
import { startReminding } from '../../reminders/start-reminding.ts';
import type { SimulatedAddress, SimulatorThread } from '../../simulator/thread.ts';
import { startTeamsBot } from '../../teams/start.ts';
import { createTeamsTransport } from '../../teams/transport.ts';
import { createMeters, type Meters } from '../../telemetry/meters.ts';
import { createVisibilityRules } from '../access/visibility.ts';
import type { Config } from '../config.ts';
import { assessorOverSimulator } from '../connected-assessor.ts';
import { realClock } from '../real-clock.ts';
import { type StoppablePart, stopAll } from '../stopping.ts';
import { measure, ratedOf, watchOf } from '../watching.ts';
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
  /** To be called once everything else runs: opens the storage soon, which would take the processor away from it, and scans. */
  settled(): void;
  /** What it is made of, in the order in which it ends. */
  readonly parts: readonly StoppablePart[];
}

/** How long the first question has the processor before the storage takes its part, in milliseconds. */
const FIRST_QUESTION_MS = 2_000;
/** How long a part may take to end, in milliseconds. */
const PART_LIMIT = 12_000;

/** Starts it; on a failure everything that was started is stopped again. */
export async function startDemoBot(
  config: Config,
  log: Log,
  azure: DemoAzure,
  options: DemoBotOptions,
): Promise<DemoBot> {
  const { clock = realClock(), meters = createMeters() } = options;
  const parts: StoppablePart[] = [];
  const started = (name: string, stop: () => Promise<void>) => parts.unshift({ name, stop, limit: PART_LIMIT });
  try {
    const connected = assessorOverSimulator(await azure.address, 'Northwind', {
      config,
      declarations: (instanceId) => reminding.declarations(instanceId),
      clock,
      observe: meters.exchange,
    });
    const folder = mkdtempSync(path.join(tmpdir(), 'apim-readiness-demo-'));
    started('its folder', async () => rmSync(folder, { recursive: true, force: true }));
    const { cloud } = config.azure;
    // The storage opens only when all else is there: it would take the processor away from it.
    const isUp = Promise.withResolvers<void>();
    const reminding = startReminding({
      ...connected,
      limitOf: (place) => visibilityRules.limitOf(place),
      decisions: config.decisions,
      changeAuthors: config.changeAuthors,
      changesEvery: config.changesEvery,
      settings: { ...config.store, databaseUrl: undefined, dataFolder: path.join(folder, 'data') },
      transport: createTeamsTransport({ clock }),
      draw: drawCards({ cloud, tenantId: undefined }),
      clock,
      log,
      onDelivery: meters.delivered,
      // A demo is for trying out anyway.
      announce: () => {},
      after: isUp.promise,
    });
    started('its reminders', () => reminding.stop());
    const visibilityRules = createVisibilityRules({
      bot: meters.watched(connected.assessor),
      file: config.scopes,
      listed: reminding.ports.placeScopes,
      log,
    });
    const conversation = createConversation({
      ...connected,
      ...reminding.ports,
      visibilityRules,
      assessor: meters.watched(connected.assessor),
      watch: watchOf(meters, reminding.audit),
      changeAuthors: config.changeAuthors,
      cloud,
      clock,
      log,
    });
    const bot = await startTeamsBot({
      ...reminding.listeners,
      rated: ratedOf(meters, reminding.audit),
      port: config.port,
      conversation,
      clock,
      log,
    });
    measure(meters, bot, connected);
    started('answers that are on their way', () => bot.stop());
    const seeded = reminding.opened
      .then(() => seedHistory('apim-prod', config, azure.thread, reminding.ports.history, clock.instant()))
      .catch((error: unknown) => log.warn('the demo remembers nothing', { error: String(error) }));
    const settled = () => {
      const opening = setTimeout(isUp.resolve, FIRST_QUESTION_MS);
      started('the opening of its storage', async () => clearTimeout(opening));
      const warm = keepWarm({
        assessor: connected.assessor,
        log,
        clock,
      });
      started('the scan in the background', async () => warm.stop());
    };
    return { port: bot.port, seeded, scanNow: reminding.scanNow, settled, parts };
  } catch (error) {
    await stopAll(parts);
    throw error;
  }
}
