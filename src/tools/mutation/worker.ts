/** Processes that run trials, and how several share a list of work. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Trial, TrialOutcome } from './trials.ts';

/** How a trial ends: by itself, with its process, or not within the time. */
type Ending = TrialOutcome | 'died' | 'late';

/** A warm process for trials, begun again when it has grown, died or does not answer. */
export class Worker {
  private readonly start: () => ChildProcess;
  private child: ChildProcess | undefined;

  /** `start` begins a process that takes trials as messages and answers each with its outcome. */
  constructor(start: () => ChildProcess) {
    this.start = start;
  }

  /** How the trial ends; nothing where it does not within the time, or ends its process. */
  async run(trial: Trial, milliseconds: number): Promise<TrialOutcome | undefined> {
    const isWarm = this.child !== undefined;
    const first = await this.attempt(trial, milliseconds);
    // A warm process may have died of something else, such as want of memory; only in a new one it is the trial's doing.
    const ending = first === 'died' && isWarm ? await this.attempt(trial, milliseconds) : first;
    return typeof ending === 'string' ? undefined : ending;
  }

  private async attempt(trial: Trial, milliseconds: number): Promise<Ending> {
    this.child ??= this.start();
    const ending = await endingOf(this.child, trial, milliseconds);
    if (typeof ending === 'string' || ending.ends) this.end();
    return ending;
  }

  /** Ends its process; the next trial begins a new one. */
  end() {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

async function endingOf(child: ChildProcess, trial: Trial, milliseconds: number): Promise<Ending> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([outcome]): TrialOutcome => outcome),
      once(child, 'exit', { signal }).then(() => 'died' as const),
      setTimeout(Math.ceil(milliseconds), 'late' as const, { signal }),
      // Nobody takes the message where the process is gone already.
      new Promise<'died'>((resolve) => {
        child.send(trial, (error) => {
          if (error !== null) resolve('died');
        });
      }),
    ]);
  } finally {
    settled.abort();
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
