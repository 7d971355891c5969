/**
 * `npm run mutate -- [ROOM ...] [--sample 30] [--seed 1] [--minutes 30] [--quick]`: breaks the judging rooms in a copy of the project, one
 * small fault at a time, and runs the tests that should notice. Prints each fault that survives, and a score for each room.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { argv, execPath, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf, mutated } from './mutants.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = ['src/network', 'src/calls', 'src/instance', 'src/model', 'src/retirements', 'src/fixes'];
/** What every judging room is tested by, besides the tests of its own: the quickest first. */
const EVERY_ROOM = ['test/retirements', 'test/field', 'test/readiness', 'test/golden'];
/** What `--quick` leaves out: minutes for a fault that survives, so that its score is a lower bound. */
const SLOW = 'test/golden';
/** An endless loop is noticed too: a run of tests longer than this counts as a failure. */
const LONGEST_MS = 600_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function sampleOf(mutants: readonly Mutant[], size: number, seed: number): readonly Mutant[] {
  const next = numbersFrom(seed);
  return mutants
    .map((mutant) => ({ mutant, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));

function copyOfProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'mutate-'));
  for (const file of tracked) cpSync(path.join(ROOT, file), path.join(copy, file));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Whether these tests hold. The first that fails ends the run. */
function hold(copy: string, tests: readonly string[]): boolean {
  if (tests.length === 0) return true;
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const words = ['--experimental-vm-modules', jest, '--bail', '--maxWorkers=1', '--silent', ...tests];
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  return spawnSync(execPath, words, { cwd: copy, env, stdio: 'ignore', timeout: LONGEST_MS }).status === 0;
}

/** Tests that lie where the file lies, nearest first, and at last what tries whole estates. */
function testsFor(file: string, quick: boolean): readonly (readonly string[])[] {
  const own = file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const room = file
    .split('/')
    .slice(0, 2)
    .join('/')
    .replace(/^src\//, 'test/');
  const rooms = new Set([room, ...EVERY_ROOM.filter((each) => !quick || each !== SLOW)]);
  return [tracked.includes(own) ? [own] : [], ...[...rooms].map((each) => [`${each}/`])];
}

function survives(copy: string, mutant: Mutant, quick: boolean): boolean {
  const target = path.join(copy, mutant.file);
  const source = readFileSync(target, 'utf8');
  writeFileSync(target, mutated(source, mutant));
  try {
    return testsFor(mutant.file, quick).every((tests) => hold(copy, tests));
  } finally {
    writeFileSync(target, source);
  }
}

/** Tests that are known to hold without any fault. */
const holding = new Set<string>();

interface Sampling {
  readonly sample: number;
  readonly seed: number;
  /** The instant, in milliseconds, after which no further fault is tried. */
  readonly end: number;
  readonly quick: boolean;
}

/** Tries a room, and says how it went; false where its tests fail anyway, and so would notice everything. */
function tryRoom(copy: string, room: string, { sample, seed, end, quick }: Sampling): boolean {
  const files = tracked.filter((file) => file.startsWith(`${room}/`) && file.endsWith('.ts'));
  const tests = [...new Set(files.flatMap((file) => testsFor(file, quick)).flat())].filter((one) => !holding.has(one));
  if (!hold(copy, tests)) {
    stdout.write(`${room}: its tests fail without any fault\n`);
    return false;
  }
  for (const one of tests) holding.add(one);
  const all = files.flatMap((file) => mutantsOf(file, readFileSync(path.join(copy, file), 'utf8')));
  const tried: boolean[] = [];
  for (const mutant of sampleOf(all, sample, seed)) {
    if (Date.now() > end) break;
    const survived = survives(copy, mutant, quick);
    tried.push(survived);
    const { file, line, before, after } = mutant;
    if (survived) stdout.write(`survives: ${file}:${line}  ${before.replaceAll(/\s+/g, ' ')}  ->  ${after}\n`);
  }
  const noticed = tried.filter((survived) => !survived).length;
  const score = tried.length === 0 ? '-' : `${Math.round((100 * noticed) / tried.length)} %`;
  stdout.write(`${room}: ${noticed} of ${tried.length} noticed (${score}), of ${all.length} that there are\n`);
  return true;
}

function main(): number {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      quick: { type: 'boolean', default: false },
    },
  });
  const copy = copyOfProject();
  const sampling = {
    sample: Number(values.sample),
    seed: Number(values.seed),
    end: Date.now() + Number(values.minutes) * 60_000,
    quick: values.quick,
  };
  try {
    const rooms = positionals.length === 0 ? ROOMS : positionals;
    return rooms.every((room) => tryRoom(copy, room, sampling)) ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

exit(main());
