/** A process of its own that answers one message after the other. */
import { type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process that runs. */
export interface AnsweringProcess {
  /** Sends an order and gives its answer. Rejects when the process ends before that. */
  ask<T>(order: object): Promise<T>;
  /** Lets it go; resolves once it has ended. */
  stop(): Promise<void>;
}

/** Starts one. `file` stands beside this one, and ends when its parent lets it go; `name` says in an error what it was. */
export function startProcess(file: string, name: string, options: ForkOptions = {}): AnsweringProcess {
  const child = fork(new URL(file, import.meta.url), options);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended.`);
  });
  ended.catch(() => undefined);
  return {
    async ask<T>(order: object) {
      const reply = once(child, 'message');
      child.send(order);
      const [value] = (await Promise.race([reply, ended])) as [T];
      return value;
    },
    async stop() {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
