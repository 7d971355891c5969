/** Which tests reach which fault: learned once for each file of tests, and kept for as long as it and what it reaches stay the same. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stdout } from 'node:process';
import { type Mutant, nameOf } from './mutants.ts';
import { digestOf, judging, ROOT } from './project.ts';
import type { Reached, Trial } from './trials.ts';
import { shared, type Worker } from './worker.ts';

const MEMORY = path.join(ROOT, 'coverage', 'mutate');
const LEARNING_MS = 600_000;

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

/** What was learned, by file of tests. */
export type Known = Readonly<Record<string, TestKnowledge>>;

const memoryOf = (file: string) => path.join(MEMORY, `${file.replaceAll('/', '-')}.json`);

/** What was learned of a file of tests, where it still holds. */
function remembered(file: string): TestKnowledge | undefined {
  if (!existsSync(memoryOf(file))) return undefined;
  const known: TestKnowledge = JSON.parse(readFileSync(memoryOf(file), 'utf8'));
  const holds = ([source, digest]: [string, string]) => judging.includes(source) && digestOf(source) === digest;
  return known.digest === digestOf(file) && Object.entries(known.sources).every(holds) ? known : undefined;
}

/** What every file of tests reaches. One that fails without any fault notices nothing, and is named. */
export async function learn(workers: readonly Worker[], tests: readonly string[], fresh: boolean): Promise<Known> {
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

/** A trial of a fault, and what it took without it, in milliseconds. */
export interface TrialAttempt {
  readonly trial: Trial;
  readonly ms: number;
}

/** The tests that reach a fault: those of its own file first, then the quickest. */
export function attemptsAt(mutant: Mutant, known: Known): readonly TrialAttempt[] {
  const own = mutant.file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
  const awake = nameOf(mutant);
  return Object.entries(known)
    .flatMap(([file, { holds, loading, tests, places: all }]): TrialAttempt[] => {
      const places = all[awake];
      if (!holds || places === undefined) return [];
      const some = places.length === 0 ? tests : places.flatMap((place) => tests[place] ?? []);
      const ms = loading + some.reduce((sum, test) => sum + test.ms, 0);
      const wanted = places.length === 0 ? {} : { tests: some.map(({ title }) => title) };
      return [{ trial: { file, awake, ...wanted }, ms }];
    })
    .toSorted((a, b) => Number(b.trial.file === own) - Number(a.trial.file === own) || a.ms - b.ms);
}
