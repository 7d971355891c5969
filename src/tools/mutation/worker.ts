/** Processes that run trials, and how several share a list of work. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { textOf } from './project.ts';
import type { Trial, TrialOutcome } from './trials.ts';

/** A warm process for trials, begun again when it has grown or does not answer. */
export class Worker {
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
export async function shared<T>(
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
