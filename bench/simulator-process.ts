/** The simulated Azure in a process of its own, so that neither its time nor its memory counts as the reader's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
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

/** What it answers. */
export interface Address {
  readonly endpoint: string;
  readonly authorityHost: string;
  readonly ca: string;
  readonly tenantId: string;
}

/** Requests since the start. */
export interface Counts {
  readonly arm: number;
  readonly graph: number;
  readonly throttled: number;
}

/** A simulated Azure that runs. */
export interface AzureProcess extends Address {
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

/** Starts one. Rejects when it ends before it could answer. */
export async function startAzure(size: EstateSize, options: AzureOptions): Promise<AzureProcess> {
  const child = fork(new URL('simulator-main.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The simulated Azure ended.');
  });
  ended.catch(() => undefined);
  const answer = async <T>(message: object): Promise<T> => {
    const reply = once(child, 'message');
    child.send(message);
    const [value] = (await Promise.race([reply, ended])) as [T];
    return value;
  };
  const start: StartMessage = { ...options, size };
  const address = await answer<Address>(start);
  return {
    ...address,
    counts: () => answer<Counts>({ counts: true }),
    async stop() {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
