/** Benchmarks of the bot as people meet it: how it starts, how long they wait, what it holds after ten thousand of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';
import { QUESTIONS, startMeasuredBot } from './bot-process.ts';
import { askSteadily, startLoad } from './load.ts';
import { type Benchmark, figure, NODE_FLAGS, percentile } from './measurement.ts';

const RATE = 100;
const SECONDS = 20;

const steady: Benchmark = {
  name: 'chat-100rps',
  about: `${RATE} questions a second for ${SECONDS} seconds, Azure in another process with 50 ms an answer`,
  async run() {
    const bot = await startMeasuredBot();
    const load = await startLoad(bot.port);
    try {
      for (const text of QUESTIONS) await load.ask(text);
      const waits = await askSteadily(load, QUESTIONS, { perSecond: RATE, questions: RATE * SECONDS });
      const { delay, memory } = await bot.usage();
      return [
        figure('chat-100rps.p99', percentile(waits, 99), 'ms'),
        figure('chat-100rps.median', percentile(waits, 50), 'ms'),
        figure('chat-100rps.unanswered', waits.filter((wait) => !Number.isFinite(wait)).length, 'questions', 0),
        figure('chat-100rps.delay', delay, 'ms'),
        figure('chat-100rps.memory', memory, 'MB'),
      ];
    } finally {
      await load.stop();
      await bot.stop();
    }
  },
};

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Seconds from the command to the first answered question. `cache` is where Node keeps what it compiles. */
async function secondsToStart(cache: string): Promise<number> {
  const [port, playgroundPort] = [await freePort(), await freePort()];
  const load = await startLoad(port);
  const began = performance.now();
  const child = spawn(process.execPath, [...NODE_FLAGS, '-r', './src/node-version.cjs', 'src/app/index.ts'], {
    env: {
      PATH: env.PATH,
      CI: '1',
      PORT: String(port),
      PLAYGROUND_PORT: String(playgroundPort),
      NODE_COMPILE_CACHE: cache,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    for (;;) {
      const answered = await load.ask(QUESTIONS[0] ?? '').catch(() => undefined);
      if (answered !== undefined) return (performance.now() - began) / 1000;
      if (child.exitCode !== null) throw new Error('The demo ended.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await load.stop();
    child.kill('SIGTERM');
    await ended;
  }
}

const start: Benchmark = {
  name: 'start',
  about:
    '`npm start` without settings (the demo with its simulated Azure), from the command to the first answered question; the first time Node compiles',
  async run() {
    const cache = mkdtempSync(path.join(tmpdir(), 'bench-start-'));
    try {
      const first = await secondsToStart(cache);
      return [figure('start', await secondsToStart(cache), 's'), figure('start.first', first, 's')];
    } finally {
      rmSync(cache, { recursive: true });
    }
  },
};

const MANY = 10_000;

const memory: Benchmark = {
  name: `memory-${MANY}-questions`,
  about: `memory of the bot's process after ${MANY} questions, beside what it was after a tenth of them`,
  async run() {
    const bot = await startMeasuredBot();
    const load = await startLoad(bot.port);
    try {
      await askSteadily(load, QUESTIONS, { perSecond: RATE, questions: MANY / 10 });
      const { memory: before } = await bot.usage();
      await askSteadily(load, QUESTIONS, { perSecond: RATE, questions: (MANY * 9) / 10 });
      const { memory: after } = await bot.usage();
      return [
        figure(`memory-${MANY}-questions`, after, 'MB'),
        figure(`memory-${MANY}-questions.growth`, after - before, 'MB'),
      ];
    } finally {
      await load.stop();
      await bot.stop();
    }
  },
};

/** All of them. */
export const chat: readonly Benchmark[] = [steady, start, memory];
