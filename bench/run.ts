/**
 * `npm run bench`: what the product costs, beside the least that Azure's documented limits allow. Prints, never asserts.
 * `-- --only NAME` runs one benchmark, `-- --json FILE` writes the figures down, `-- --soak MINUTES` watches the bot for that
 * long, `-- --kill NUMBER` kills the sender of reminders so often.
 */
import { writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { chat } from './chat.ts';
import { benchKills, kill } from './kill.ts';
import type { Benchmark, Figure } from './measurement.ts';
import { pure } from './pure.ts';
import { reading } from './reading.ts';
import { soak } from './soak.ts';

const benchmarks: readonly Benchmark[] = [...reading, ...pure, ...chat, kill];

const WIDTHS = [28, 12, 10, 12, 8] as const;

function row(cells: readonly (string | number | null)[]): void {
  const line = cells.map((cell, index) => {
    const text = String(cell ?? '');
    return index === 0 ? text.padEnd(WIDTHS[0]) : text.padStart(WIDTHS[index] ?? 0);
  });
  stdout.write(`${line.join('')}\n`);
}

function options() {
  try {
    return parseArgs({
      args: argv.slice(2),
      options: {
        json: { type: 'string' },
        only: { type: 'string' },
        soak: { type: 'string' },
        kill: { type: 'string' },
      },
    }).values;
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    exit(64);
  }
}

async function main(): Promise<void> {
  const { json, only, soak: minutes, kill: kills } = options();
  if (minutes !== undefined) return await soak(Number(minutes));
  if (kills !== undefined) {
    process.exitCode = (await benchKills(Number(kills))).holds ? 0 : 1;
    return;
  }
  const chosen = benchmarks.filter(({ name }) => only === undefined || name === only || name.startsWith(`${only}.`));
  if (chosen.length === 0) {
    stderr.write(`There is no such benchmark; there are ${benchmarks.map(({ name }) => name).join(', ')}.\n`);
    exit(64);
  }
  const figures: Figure[] = [];
  row(['figure', 'value', 'unit', 'floor', 'ratio']);
  for (const { about, run } of chosen) {
    stdout.write(`\n${about}\n`);
    for (const one of await run()) {
      figures.push(one);
      row([one.name, one.value, one.unit, one.floor, one.ratio]);
    }
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
}

await main();
