/** The bot in a process of its own, its Azure in another and no database: what is measured is the bot alone. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../src/app/config.ts';
import { assessorOverSimulator } from '../src/app/connected-assessor.ts';
import { silent } from '../src/app/log.ts';
import { keepMemorySmall } from '../src/app/memory.ts';
import { realClock } from '../src/app/real-clock.ts';
import { createConversation } from '../src/conversation/conversation.ts';
import type { SimulatedAddress } from '../src/simulator/thread.ts';
import { startTeamsBot } from '../src/teams/start.ts';

/** What the process is asked. */
export type BotOrder = { readonly address: SimulatedAddress } | { readonly usage: true };

/** What it answers to the first. */
export interface Listening {
  readonly port: number;
}

/** What it answers to the second. */
export interface Usage {
  /** Resident memory now, in MB. */
  readonly memory: number;
  /** The ninety-ninth hundredth of the event loop's delay since the last answer, in milliseconds. */
  readonly delay: number;
}

keepMemorySmall();
const delays = monitorEventLoopDelay({ resolution: 10 });

async function start(address: SimulatedAddress): Promise<Listening> {
  const config = readConfig({});
  const connected = assessorOverSimulator(address, 'the benchmark', { config });
  const conversation = createConversation({ ...connected, cloud: config.azure.cloud, clock: realClock(), log: silent });
  const { port } = await startTeamsBot({ port: 0, conversation, clock: realClock(), log: silent });
  delays.enable();
  return { port };
}

function usage(): Usage {
  const answer = { memory: process.memoryUsage.rss() / 1024 / 1024, delay: delays.percentile(99) / 1_000_000 };
  delays.reset();
  return answer;
}

process.on('message', (order: BotOrder) => {
  if ('address' in order) void start(order.address).then((listening) => process.send?.(listening));
  else process.send?.(usage());
});
process.on('disconnect', () => process.exit(0));
