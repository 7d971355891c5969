/** The bot and the simulated Azure that it reads, each in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
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
  const child = fork(new URL('bot-main.ts', import.meta.url), { execArgv: [...NODE_FLAGS] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The bot ended.');
  });
  ended.catch(() => undefined);
  const answer = async <T>(order: BotOrder): Promise<T> => {
    const reply = once(child, 'message');
    child.send(order);
    const [value] = (await Promise.race([reply, ended])) as [T];
    return value;
  };
  const { endpoint, authorityHost, ca, tenantId } = azure;
  const { port } = await answer<Listening>({ address: { endpoint, authorityHost, ca, tenantId } });
  return {
    port,
    usage: () => answer<Usage>({ usage: true }),
    async stop() {
      child.disconnect();
      await ended.catch(() => undefined);
      await azure.stop();
    },
  };
}
