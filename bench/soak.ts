/** `npm run bench -- --soak MINUTES`: the bot at 10 questions a second; prints each minute what it holds and how long people wait. */
import { stdout } from 'node:process';
import { QUESTIONS, startMeasuredBot } from './bot-process.ts';
import { askSteadily, startLoad } from './load.ts';
import { percentile } from './measurement.ts';

const RATE = 10;

/** Runs it for so many minutes. */
export async function soak(minutes: number): Promise<void> {
  const bot = await startMeasuredBot();
  const load = await startLoad(bot.port);
  try {
    stdout.write(
      `${'minute'.padEnd(8)}${'memory MB'.padStart(12)}${'delay ms'.padStart(12)}${'p99 ms'.padStart(12)}\n`,
    );
    for (let minute = 1; minute <= minutes; minute += 1) {
      const waits = await askSteadily(load, QUESTIONS, { perSecond: RATE, questions: RATE * 60 });
      const { memory, delay } = await bot.usage();
      const cells = [memory, delay, percentile(waits, 99)].map((value) => value.toFixed(1).padStart(12));
      stdout.write(`${String(minute).padEnd(8)}${cells.join('')}\n`);
    }
  } finally {
    await load.stop();
    await bot.stop();
  }
}
