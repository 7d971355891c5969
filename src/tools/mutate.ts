/**
 * `npm run mutate -- [ROOM ...] [--sample 60] [--seed 1] [--only TEXT] [--workers 1] [--minutes 60] [--whole] [--fresh]`: breaks the rooms that
 * judge, one small fault at a time (`mutation/mutants.ts` says which), and runs the tests that reach it until one notices. Prints each
 * fault that survives, the counts so far after every ten faults, and a score for each room; a fault that no test reaches survives too.
 *
 * The tests are those that lie near the rooms, and with `--whole` those of whole estates too, so that a score without it is a lower bound.
 * It works on a copy of the project in which every file holds all its faults, asleep. What each file of tests reaches is learned once
 * and kept in `coverage/mutate` for as long as that file and what it reaches stay the same (`--fresh` learns it again, which a
 * change of the tests' helpers asks for). `--only` takes only the faults whose `file:line` contains the text.
 */
import { rmSync } from 'node:fs';
import { argv, exit, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { attemptsAt, type Known, learn } from './mutation/knowledge.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';
import { copyOfProject, files, judging, ROOMS, roomOf, startTrials, textOf } from './mutation/project.ts';
import { shared, Worker } from './mutation/worker.ts';
import { seeded } from './seeded.ts';

/** The tests that lie near what they test. */
const NEAR = new RegExp(`^test/(?:${ROOMS.join('|')})/.*\\.test\\.ts$`);
/** The tests of whole estates, which reach nearly everything and take long. */
const WHOLE = /^test\/(?:field|estates)\/.*\.test\.ts$/;
/** A fault that makes a loop endless is noticed by the time it takes: this, and ten times what the tests took without it. */
const SLACK_MS = 20_000;
/** After so many faults the counts are printed, so that a run that is ended early has told its score. */
const PROGRESS = 10;

function sampleOf(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  const next = seeded(seed);
  return mutants
    .map((mutant) => ({ mutant, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

async function survives(mutant: Mutant, known: Known, worker: Worker): Promise<boolean> {
  for (const { trial, ms } of attemptsAt(mutant, known)) {
    const outcome = await worker.run(trial, SLACK_MS + 10 * ms);
    if (outcome === undefined || outcome.failed) return false;
  }
  return true;
}

interface Score {
  readonly room: string;
  readonly noticed: number;
  readonly tried: number;
  readonly all: number;
}

interface Sampling {
  readonly sample: number;
  readonly seed: number;
  readonly only: string;
  /** The instant, in milliseconds, after which no further fault is tried. */
  readonly end: number;
}

async function tryRoom(
  room: string,
  known: Known,
  workers: readonly Worker[],
  { sample, seed, only, end }: Sampling,
): Promise<Score> {
  const all = judging
    .filter((file) => roomOf(file) === room)
    .flatMap((file) => mutantsOf(file, textOf(file)))
    .filter(({ file, line }) => `${file}:${line}`.includes(only));
  let noticed = 0;
  let tried = 0;
  await shared(sampleOf(all, sample, seed), workers, async (mutant, worker) => {
    if (Date.now() > end) return;
    const survived = await survives(mutant, known, worker);
    tried += 1;
    if (!survived) noticed += 1;
    const { file, line, before, after } = mutant;
    const reached = attemptsAt(mutant, known).length;
    if (survived) {
      stdout.write(
        `survives ${reached} files of tests: ${file}:${line}  ${before.replaceAll(/\s+/g, ' ')}  ->  ${after}\n`,
      );
    }
    if (tried % PROGRESS === 0) stdout.write(`${room}: ${noticed} of ${tried} noticed so far\n`);
  });
  return { room, noticed, tried, all: all.length };
}

function lineOf({ room, noticed, tried, all }: Score): string {
  const percent = tried === 0 ? '-' : `${((100 * noticed) / tried).toFixed(1)} %`;
  return `| ${room.padEnd(12)} | ${String(noticed).padStart(7)} | ${String(tried).padStart(5)} | ${percent.padStart(7)} | ${String(all).padStart(6)} |\n`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      workers: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      whole: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
    },
  });
  const copy = copyOfProject();
  const workers = Array.from({ length: Number(values.workers) }, () => new Worker(() => startTrials(copy)));
  try {
    const tests = files.filter((file) => NEAR.test(file) || (values.whole && WHOLE.test(file)));
    const known = await learn(workers, tests, values.fresh);
    const sampling = {
      sample: Number(values.sample),
      seed: Number(values.seed),
      only: values.only,
      end: Date.now() + Number(values.minutes) * 60_000,
    };
    const scores: Score[] = [];
    const rooms = positionals.length === 0 ? ROOMS : positionals.map((room) => room.replace(/^src\//, ''));
    for (const room of rooms) scores.push(await tryRoom(room, known, workers, sampling));
    stdout.write(`\n| room         | noticed | tried |   score | of all |\n|---|---|---|---|---|\n`);
    for (const score of scores) stdout.write(lineOf(score));
    return 0;
  } finally {
    for (const worker of workers) worker.end();
    rmSync(copy, { recursive: true, force: true });
  }
}

exit(await main());
