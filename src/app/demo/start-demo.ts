/** The demo: simulated Azure, bot and playground, on loopback and in one process tree. */
import { sampleEstate } from '../../demo/sample-estate/index.ts';
import { dayAt } from '../../model/days.ts';
import type { Log } from '../../model/log.ts';
import { startSimulatorThread } from '../../simulator/thread.ts';
import type { Config } from '../config.ts';
import { realClock } from '../real-clock.ts';
import { stopAll } from '../stopping.ts';
import type { DemoBot, DemoBotOptions } from './demo-bot.ts';
import { type Playground, startPlayground } from './playground.ts';

/** A running demo. */
export interface Demo extends Pick<DemoBot, 'seeded' | 'scanNow' | 'parts'> {
  /** The address to open. */
  readonly address: string;
  /** Settles when the playground ends by itself. */
  readonly ended: Promise<void>;
}

/** Three questions that show what there is to see. */
export const QUESTIONS = [
  'is apim-prod ready for March 2026?',
  'is apim-orders ready?',
  'which instances are there?',
] as const;

/** How the demo is started. */
export interface DemoOptions extends DemoBotOptions {
  readonly openBrowser: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How long the playground may take to end, and the simulated Azure, in milliseconds. */
const PLAYGROUND_LIMIT = 5_000;
const AZURE_LIMIT = 2_000;

/**
 * Starts all of it; on a failure everything that was started is stopped again. The simulated Azure starts first, in its own
 * thread, while the bot still loads. Where the bot's port is known before, the playground starts beside both; not where it opens
 * the browser, since its page greets the bot at once.
 */
export async function startDemo(config: Config, log: Log, options: DemoOptions): Promise<Demo> {
  const { openBrowser, environment, clock = realClock() } = options;
  const thread = startSimulatorThread();
  const address = thread.serve(JSON.stringify(sampleEstate(dayAt(clock.instant()))), 'Northwind');
  const open = (port: number) =>
    startPlayground({
      botAddress: `http://127.0.0.1:${port}/api/messages`,
      port: config.playgroundPort,
      openBrowser,
      environment,
    });
  const early = config.port === 0 || openBrowser ? undefined : open(config.port);
  const load = async () =>
    (await import('./demo-bot.ts')).startDemoBot(config, log, { thread, address }, { ...options, clock });
  const [bot, playground] = await both(load(), early, open).catch(async (error: unknown) => {
    await thread.stop();
    throw error;
  });
  const parts = [
    { name: 'the playground', stop: playground.stop, limit: PLAYGROUND_LIMIT },
    ...bot.settled(),
    ...bot.parts,
    { name: 'the simulated Azure', stop: thread.stop, limit: AZURE_LIMIT },
  ];
  const { seeded, scanNow } = bot;
  return { address: playground.address, ended: playground.ended, seeded, scanNow, parts };
}

/** Both, or neither: what has started is stopped again where the other does not. */
async function both(
  starting: Promise<DemoBot>,
  early: Promise<Playground> | undefined,
  open: (port: number) => Promise<Playground>,
): Promise<readonly [DemoBot, Playground]> {
  early?.catch(() => undefined);
  const bot = await starting.catch(async (error: unknown) => {
    await early?.then(({ stop }) => stop()).catch(() => undefined);
    throw error;
  });
  const playground = await (early ?? open(bot.port)).catch(async (error: unknown) => {
    await stopAll(bot.parts);
    throw error;
  });
  return [bot, playground];
}
