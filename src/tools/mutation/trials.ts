/** A process that runs files of tests one after another, and stays warm: started by `npm run mutate`, which sends it the trials. */

import { argv, exit, memoryUsage } from 'node:process';
import { runCLI } from 'jest';

/** A file of tests to run: with a fault awake, or with none to learn what it reaches. */
export interface Trial {
  readonly file: string;
  readonly awake?: string;
  /** The titles of the only tests to run. */
  readonly tests?: readonly string[];
}

/** What a file of tests reaches. */
export interface Reached {
  /** How long it takes to load, in milliseconds. */
  readonly loading: number;
  readonly tests: readonly { readonly title: string; readonly ms: number }[];
  /** By the name of a fault, the places of the tests that reach it; none where all are to run, which most reach or it takes to load. */
  readonly places: Readonly<Record<string, readonly number[]>>;
}

export interface TrialOutcome {
  readonly failed: boolean;
  readonly reached: Reached;
  /** The process has grown large and ends. */
  readonly ends: boolean;
}

interface Reaching {
  readonly loading: number;
  readonly always: ReadonlySet<string>;
  readonly tests: Reached['tests'];
  readonly byTest: ReadonlyMap<string, readonly number[]>;
}

/** Above this share of a file's tests, all of them are run. */
const MOST = 0.5;

function placesOf({ always, byTest, tests }: Reaching): Reached['places'] {
  const few = [...byTest].map(([name, places]) => [name, places.length > tests.length * MOST ? [] : places] as const);
  return Object.fromEntries([...few, ...[...always].map((name) => [name, []] as const)]);
}

declare global {
  var trial: Trial & { reached?: Reaching };
}

const LARGE_BYTES = 1_000_000_000;
const [root = '.', config = '{}'] = argv.slice(2);

async function run(trial: Trial): Promise<TrialOutcome> {
  globalThis.trial = { ...trial };
  const words = {
    config,
    runTestsByPath: true,
    _: [trial.file],
    runInBand: true,
    silent: true,
    watchman: false,
    $0: '',
  };
  const { results } = await runCLI({ ...words, reporters: [] }, [root]);
  const nothing = { loading: 0, always: new Set<string>(), tests: [], byTest: new Map() };
  const reaching = globalThis.trial.reached ?? nothing;
  return {
    failed: !results.success,
    reached: { loading: reaching.loading, tests: reaching.tests, places: placesOf(reaching) },
    ends: memoryUsage.rss() > LARGE_BYTES,
  };
}

process.on('message', async (trial: Trial) => {
  const outcome = await run(trial);
  process.send?.(outcome, () => {
    if (outcome.ends) exit();
  });
});
