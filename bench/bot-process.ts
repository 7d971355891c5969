/** The bot and the simulated Azure that it reads, each in a process of its own. */
import { startProcess } from './answering-process.ts';
import type { BotOrder, Listening, Usage } from './bot-main.ts';
import { NODE_FLAGS } from './measurement.ts';
import { startAzure } from './simulator-process.ts';

/** A running bot. */
export interface MeasuredBot {
  readonly port: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Names of the demo's instances, as questions. */
export const QUESTIONS = ['apim-prod', 'apim-partner', 'apim-claims', 'apim-dev', 'apim-test'].map(
  (name) => `is ${name} ready for March 2026?`,
);

/** Starts both; Azure holds the demo's estate and takes 50 ms for an answer. */
export async function startMeasuredBot(): Promise<MeasuredBot> {
  const azure = await startAzure('demo', { latencyMs: 50, throttle: true });
  const bot = startProcess('bot-main.ts', 'The bot', { execArgv: [...NODE_FLAGS] });
  const ask = <T>(order: BotOrder) => bot.ask<T>(order);
  const { endpoint, authorityHost, ca, tenantId } = azure;
  const { port } = await ask<Listening>({ address: { endpoint, authorityHost, ca, tenantId } });
  return {
    port,
    usage: () => ask<Usage>({ usage: true }),
    async stop() {
      await bot.stop();
      await azure.stop();
    },
  };
}
