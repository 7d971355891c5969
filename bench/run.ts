/**
 * `npm run bench`: what the product costs, beside the least that Azure's documented limits allow. Prints, never asserts.
 * Each benchmark runs in a process of its own and for a limited time, so that one that hangs costs no more than its own figures.
 * `-- --only NAME` runs one, `-- --json FILE` writes the figures down, `-- --record` puts them into `docs/performance.md`,
 * `-- --soak MINUTES` watches the bot for that long, `-- --kill NUMBER` kills the sender of reminders so often.
 */
import { writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { chat } from './chat.ts';
import { benchKills, kill } from './kill.ts';
import type { Benchmark, Figure } from './measurement.ts';
import { measureAlone, tellFigures } from './own-process.ts';
import { pure } from './pure.ts';
import { reading } from './reading.ts';
import { recordTable } from './recorded-table.ts';
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
        record: { type: 'boolean', default: false },
        soak: { type: 'string' },
        kill: { type: 'string' },
      },
    }).values;
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    exit(64);
  }
}

/** Runs them one after the other and prints what each yields; the names of those that did not end are told apart. */
async function measure(chosen: readonly Benchmark[]) {
  const figures: Figure[] = [];
  const unfinished: string[] = [];
  row(['figure', 'value', 'unit', 'floor', 'ratio']);
  for (const { name, about } of chosen) {
    stdout.write(`\n${about}\n`);
    const measured = await measureAlone(name);
    if (typeof measured === 'string') {
      unfinished.push(name);
      stdout.write(`${name}: ${measured}\n`);
      continue;
    }
    figures.push(...measured);
    for (const one of measured) row([one.name, one.value, one.unit, one.floor, one.ratio]);
  }
  return { figures, unfinished };
}

async function main(): Promise<void> {
  const { json, only, record, soak: minutes, kill: kills } = options();
  if (minutes !== undefined) return await soak(Number(minutes));
  if (kills !== undefined) {
    process.exitCode = (await benchKills(Number(kills))).holds ? 0 : 1;
    return;
  }
  const chosen = benchmarks.filter(({ name }) => only === undefined || name === only || name.startsWith(`${only}.`));
  const [first] = chosen;
  if (first === undefined) {
    stderr.write(`There is no such benchmark; there are ${benchmarks.map(({ name }) => name).join(', ')}.\n`);
    exit(64);
  }
  if (process.send !== undefined) return tellFigures(await first.run());
  const { figures, unfinished } = await measure(chosen);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (record) recordTable(figures, unfinished);
  process.exitCode = unfinished.length === 0 ? 0 : 1;
}

await main();
