/** The demo: simulated Azure, bot and playground, on loopback and in one process tree. */
import type { Log } from '../../model/log.ts';
import type { Config } from '../config.ts';
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

/** How long the playground may take to end, in milliseconds. */
const PLAYGROUND_LIMIT = 5_000;

/**
 * Starts all of it; on a failure everything that was started is stopped again. Where the bot's port is known before, the
 * playground starts beside it, while the bot still loads; not where it opens the browser, since its page greets the bot at once.
 */
export async function startDemo(config: Config, log: Log, options: DemoOptions): Promise<Demo> {
  const { openBrowser, environment } = options;
  const open = (port: number) =>
    startPlayground({
      botAddress: `http://127.0.0.1:${port}/api/messages`,
      port: config.playgroundPort,
      openBrowser,
      environment,
    });
  const early = config.port === 0 || openBrowser ? undefined : open(config.port);
  const load = async () => (await import('./demo-bot.ts')).startDemoBot(config, log, options);
  const [bot, playground] = await both(load(), early, open);
  bot.settled();
  const stop = { name: 'the playground', stop: playground.stop, limit: PLAYGROUND_LIMIT };
  const { seeded, scanNow } = bot;
  return { address: playground.address, ended: playground.ended, seeded, scanNow, parts: [stop, ...bot.parts] };
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
