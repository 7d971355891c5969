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
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf, nameOf, withFaults } from './mutation/mutants.ts';
import type { Reached, Trial, TrialOutcome } from './mutation/trials.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FAULTS = 'src/tools/mutation/mutants.ts';
const MEMORY = path.join(ROOT, 'coverage', 'mutate');
const ROOMS = ['calls', 'network', 'instance', 'retirements', 'readiness', 'model', 'fixes'];
/** Drawing a fix as a script judges nothing. */
const NOT_JUDGING = /^src\/fixes\/draw\//;
/** The tests that lie near what they test. */
const NEAR = /^test\/(?:calls|network|instance|retirements|readiness|model|fixes)\/.*\.test\.ts$/;
/** The tests of whole estates, which reach nearly everything and take long. */
const WHOLE = /^test\/(?:field|golden)\/.*\.test\.ts$/;
/** A fault that makes a loop endless is noticed by the time it takes: this, and ten times what the tests took without it. */
const SLACK_MS = 20_000;
const LEARNING_MS = 600_000;
/** After so many faults the counts are printed, so that a run that is ended early has told its score. */
const PROGRESS = 10;

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

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile() === true);
/** As they were at the start: what is edited meanwhile changes nothing. */
const texts = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
const textOf = (file: string) => texts.get(file) ?? '';
/** Of a file, and of what says which faults it has. */
const digestOf = (file: string) => createHash('sha256').update(textOf(FAULTS)).update(textOf(file)).digest('base64url');
const roomOf = (file: string) => file.split('/')[1] ?? '';
const judging = files.filter(
  (file) => /^src\/.*\.ts$/.test(file) && ROOMS.includes(roomOf(file)) && !NOT_JUDGING.test(file),
);

/** A copy of the project with all its faults, asleep. */
function copyOfProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'mutate-'));
  for (const file of files) cpSync(path.join(ROOT, file), path.join(copy, file));
  for (const file of judging) writeFileSync(path.join(copy, file), withFaults(file, textOf(file)));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** A warm process for trials, begun again when it has grown or does not answer. */
class Worker {
  private readonly copy: string;
  private child: ChildProcess | undefined;

  constructor(copy: string) {
    this.copy = copy;
  }

  private start(): ChildProcess {
    const { jest } = JSON.parse(textOf('package.json'));
    const roots = ['src', 'test', 'cards'].map((folder) => path.join(this.copy, folder));
    const testEnvironment = path.join(this.copy, 'src', 'tools', 'mutation', 'environment.cjs');
    const config = JSON.stringify({ ...jest, rootDir: this.copy, roots, testEnvironment });
    const child = fork(path.join(this.copy, 'src', 'tools', 'mutation', 'trials.ts'), [this.copy, config], {
      cwd: this.copy,
      env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_ENV: 'test' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.child = child;
    return child;
  }

  /** How the trial ends; nothing where it does not within the time. */
  async run(trial: Trial, milliseconds: number): Promise<TrialOutcome | undefined> {
    const child = this.child ?? this.start();
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(Math.ceil(milliseconds))]);
    child.send(trial);
    try {
      const ended = once(child, 'exit', { signal }).then((): TrialOutcome[] => []);
      const [outcome]: TrialOutcome[] = await Promise.race([once(child, 'message', { signal }), ended]);
      if (outcome === undefined || outcome.ends) this.end();
      return outcome;
    } catch {
      this.end();
      return;
    } finally {
      settled.abort();
    }
  }

  end() {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

/** Does a piece of work for each entry, with as many at a time as there are workers. */
async function shared<T>(
  entries: readonly T[],
  workers: readonly Worker[],
  work: (entry: T, worker: Worker) => Promise<void>,
): Promise<void> {
  const queue = [...entries];
  const serve = async (worker: Worker) => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) await work(entry, worker);
  };
  await Promise.all(workers.map(serve));
}

/** What was learned of a file of tests: of this text, with these sources. */
interface TestKnowledge extends Reached {
  readonly digest: string;
  readonly sources: Readonly<Record<string, string>>;
  /** Whether it holds without any fault. */
  readonly holds: boolean;
}

function knowledgeOf(file: string, holds: boolean, reached: Reached): TestKnowledge {
  const sources = new Set(Object.keys(reached.places).map((name) => name.slice(0, name.indexOf('#'))));
  const digests = Object.fromEntries([...sources].map((source) => [source, digestOf(source)]));
  return { ...reached, digest: digestOf(file), sources: digests, holds };
}

type Known = Readonly<Record<string, TestKnowledge>>;

const memoryOf = (file: string) => path.join(MEMORY, `${file.replaceAll('/', '-')}.json`);

/** What was learned of a file of tests, where it still holds. */
function remembered(file: string): TestKnowledge | undefined {
  if (!existsSync(memoryOf(file))) return undefined;
  const known: TestKnowledge = JSON.parse(readFileSync(memoryOf(file), 'utf8'));
  const holds = ([source, digest]: [string, string]) => judging.includes(source) && digestOf(source) === digest;
  return known.digest === digestOf(file) && Object.entries(known.sources).every(holds) ? known : undefined;
}

/** What every file of tests reaches. One that fails without any fault notices nothing, and is named. */
async function learn(workers: readonly Worker[], tests: readonly string[], fresh: boolean): Promise<Known> {
  const known: Record<string, TestKnowledge> = {};
  mkdirSync(MEMORY, { recursive: true });
  await shared(tests, workers, async (file, worker) => {
    const earlier = fresh ? undefined : remembered(file);
    const outcome = earlier === undefined ? await worker.run({ file }, LEARNING_MS) : undefined;
    const reached = outcome?.reached ?? { loading: 0, tests: [], places: {} };
    const knowledge = earlier ?? knowledgeOf(file, outcome?.failed === false, reached);
    if (!knowledge.holds) stdout.write(`left out, for it fails without any fault: ${file}\n`);
    else if (earlier === undefined) writeFileSync(memoryOf(file), JSON.stringify(knowledge));
    known[file] = knowledge;
  });
  return known;
}

interface Attempt {
  readonly trial: Trial;
  readonly ms: number;
}

/** The tests that reach a fault: those of its own file first, then the quickest. */
function attemptsAt(mutant: Mutant, known: Known): readonly Attempt[] {
  const own = mutant.file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const awake = nameOf(mutant);
  return Object.entries(known)
    .flatMap(([file, { holds, loading, tests, places: all }]): Attempt[] => {
      const places = all[awake];
      if (!holds || places === undefined) return [];
      const some = places.length === 0 ? tests : places.flatMap((place) => tests[place] ?? []);
      const ms = loading + some.reduce((sum, test) => sum + test.ms, 0);
      const wanted = places.length === 0 ? {} : { tests: some.map(({ title }) => title) };
      return [{ trial: { file, awake, ...wanted }, ms }];
    })
    .toSorted((a, b) => Number(b.trial.file === own) - Number(a.trial.file === own) || a.ms - b.ms);
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
  const workers = Array.from({ length: Number(values.workers) }, () => new Worker(copy));
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
