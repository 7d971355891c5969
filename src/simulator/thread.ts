/** Simulated Azures in a thread of their own, so that the bot of the demo has its processor for itself. */
import { Worker } from 'node:worker_threads';
import { languageScripts } from './kusto/language.ts';
import type { Simulator } from './server.ts';

/** Where a simulated Azure of another thread or process listens. */
export type SimulatedAddress = Pick<Simulator, 'endpoint' | 'authorityHost' | 'tenantId' | 'ca'>;

/** The thread; the parser of Kusto is loaded once in it, and its memory goes with it. */
export interface SimulatorThread {
  /** Serves one more estate, a file's text; `name` is what its faults call it. Rejects with one sentence for a bad one. */
  serve(text: string, name: string): Promise<SimulatedAddress>;
  /** Ends it, and all that it serves. */
  stop(): Promise<void>;
}

/** What the thread is told: serve this estate. */
export interface ThreadOrder {
  readonly number: number;
  readonly text: string;
  readonly name: string;
}

/** What it answers. */
export type Served = { readonly number: number } & (
  | { readonly address: SimulatedAddress }
  | { readonly fault: string }
);

/** @throws MissingPart where a development dependency is not installed */
export function startSimulatorThread(): SimulatorThread {
  languageScripts();
  const thread = new Worker(new URL('./thread-main.ts', import.meta.url));
  const waiting = new Map<number, PromiseWithResolvers<SimulatedAddress>>();
  let orders = 0;
  thread.on('message', (served: Served) => {
    const asked = waiting.get(served.number);
    waiting.delete(served.number);
    if ('address' in served) asked?.resolve(served.address);
    else asked?.reject(new Error(served.fault));
  });
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('error', end);
  thread.on('exit', () => end(ended ?? new Error('The thread of the simulated Azure ended.')));
  return {
    async serve(text, name) {
      if (ended !== undefined) throw ended;
      orders += 1;
      const asked = Promise.withResolvers<SimulatedAddress>();
      waiting.set(orders, asked);
      thread.postMessage({ number: orders, text, name } satisfies ThreadOrder);
      return asked.promise;
    },
    async stop() {
      await thread.terminate();
    },
  };
}
