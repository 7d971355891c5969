/** The demo of contract 6: simulated Azure, bot and playground, on loopback and in one process tree. */

import type { Config } from '../config.ts';
import { createConversation } from '../conversation/converse.ts';
import type { Log } from '../log.ts';
import { realClock } from '../readiness/clock.ts';
import { startTeamsBot } from '../teams/start.ts';
import { wireEstate } from '../wiring.ts';
import { startPlayground } from './playground.ts';
import { sampleEstate } from './sample-estate/index.ts';

/** A running demo. */
export interface Demo {
  /** The address to open. */
  readonly address: string;
  /** Settles when the playground ends by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Three questions that show what there is to see. */
export const QUESTIONS = [
  'is apim-prod ready for March 2026?',
  'is apim-orders ready?',
  'which instances are there?',
] as const;

/** Starts all three; on a failure everything that was started is stopped again. */
export async function startDemo(
  config: Config,
  log: Log,
  options: { readonly openBrowser: boolean; readonly environment: Readonly<Record<string, string | undefined>> },
): Promise<Demo> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const next of stops.splice(0).reverse()) await next();
  };
  try {
    const wired = await wireEstate(JSON.stringify(sampleEstate()), 'of the demo', { config });
    stops.push(() => wired.stop());
    const conversation = createConversation({ ...wired, clock: realClock(), log });
    const bot = await startTeamsBot({ port: config.port, conversation, log });
    stops.push(() => bot.stop());
    const playground = await startPlayground({
      botAddress: `http://127.0.0.1:${bot.port}/api/messages`,
      port: config.playgroundPort,
      ...options,
    });
    stops.push(() => playground.stop());
    return { address: playground.address, ended: playground.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
