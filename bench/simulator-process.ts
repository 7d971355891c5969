/** The simulated Azure in a process of its own, so that neither its time nor its memory counts as the reader's. */
import type { RequestCounts } from '../src/simulator/request-log.ts';
import type { SimulatedAddress } from '../src/simulator/thread.ts';
import { startProcess } from './answering-process.ts';
import type { FleetSize } from './fleet-estate.ts';

/** How it answers. */
export interface AzureOptions {
  /** Milliseconds before every answer. */
  readonly latencyMs: number;
  /** Whether it keeps Azure's limits on reads. */
  readonly throttle: boolean;
  /** How many times faster than real time its limits and its latency run; default 1. */
  readonly speed?: number;
}

/** Which estate: a fleet of the benchmark, with so many operation policies in each instance beside those of its APIs, or the demo's. */
export type EstateSize = (FleetSize & { readonly operations?: number }) | 'demo';

/** What the process is asked to start with. */
export interface StartMessage extends AzureOptions {
  readonly size: EstateSize;
}

/** A simulated Azure that runs. */
export interface AzureProcess extends SimulatedAddress {
  counts(): Promise<RequestCounts>;
  stop(): Promise<void>;
}

/** Starts one. Rejects when it ends before it could answer. */
export async function startAzure(size: EstateSize, options: AzureOptions): Promise<AzureProcess> {
  const azure = startProcess('simulator-main.ts', 'The simulated Azure', {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const start: StartMessage = { ...options, size };
  const address = await azure.ask<SimulatedAddress>(start);
  return { ...address, counts: () => azure.ask<RequestCounts>({ counts: true }), stop: azure.stop };
}
