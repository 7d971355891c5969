/** The bot as `npm start` runs it: a process of its own, with settings, signals and descriptors. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NODE_COMPILE_CACHE } from './cache.ts';

/** A process that was started. */
export interface BotProcess {
  /** What it has written so far. */
  readonly out: string;
  readonly err: string;
  /** Resolves with the port once it listens; throws when it ends before. */
  readonly port: Promise<number>;
  /** Resolves with the exit status, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Resolves once it has written something that matches; throws when it ends before. */
  until(pattern: RegExp): Promise<void>;
  /** How many descriptors it holds (Linux). */
  descriptors(): number;
  send(signal: NodeJS.Signals): void;
  /** Ends it, however it is. */
  kill(): Promise<void>;
}

const ENTRY = path.resolve('src/app/index.ts');

/** Starts the bot in an empty folder, with these settings and no others. Which program starts it, and with which words, can be chosen. */
export function startBotProcess(
  settings: Readonly<Record<string, string>>,
  {
    program = process.execPath,
    words = [ENTRY],
  }: { readonly program?: string; readonly words?: readonly string[] } = {},
): BotProcess {
  const home = mkdtempSync(path.join(tmpdir(), 'bot-'));
  const child: ChildProcess = spawn(program, words, {
    cwd: home,
    env: { PATH: process.env.PATH, PORT: '0', NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  const listeners = new Set<() => void>();
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      written[name] += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => {
    rmSync(home, { recursive: true, force: true });
    return (code ?? signal) as number | NodeJS.Signals | null;
  });
  const seen = (pattern: RegExp): Promise<RegExpExecArray> => {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const found = pattern.exec(written.out) ?? pattern.exec(written.err);
      if (found !== null) resolve(found);
    };
    listeners.add(look);
    look();
    void ended.then(() => reject(new Error(`The process ended without it.\n${written.out}\n${written.err}`)));
    return promise.finally(() => listeners.delete(look));
  };
  const port = seen(/Listening on port (\d+)/).then(([, number]) => Number(number));
  port.catch(() => undefined);
  return {
    get out() {
      return written.out;
    },
    get err() {
      return written.err;
    },
    port,
    ended,
    until: async (pattern) => void (await seen(pattern)),
    descriptors: () => readdirSync(`/proc/${child.pid}/fd`).length,
    send: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
