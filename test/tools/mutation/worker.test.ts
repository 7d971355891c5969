import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TrialOutcome } from '../../../src/tools/mutation/trials.ts';
import { Worker } from '../../../src/tools/mutation/worker.ts';

const OUTCOME: TrialOutcome = { failed: false, reached: { loading: 0, tests: [], places: {} }, ends: false };
/** A process of trials that needs no jest: it ends at the file `deadly`, is silent at `endless`, and answers any other. */
const PROCESS = `process.on('message', ({ file }) => {
  if (file === 'deadly') process.kill(process.pid, 'SIGKILL');
  else if (file !== 'endless') process.send(${JSON.stringify(OUTCOME)});
});`;
const PLENTY_MS = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'worker-'));
const script = path.join(folder, 'trials.cjs');
writeFileSync(script, PROCESS);

let started: ChildProcess[] = [];
const worker = new Worker(() => {
  const child = fork(script);
  started.push(child);
  return child;
});

const kill = () => {
  for (const child of started) child.kill('SIGKILL');
};

beforeEach(() => {
  worker.end();
  started = [];
});

afterAll(() => {
  worker.end();
  rmSync(folder, { recursive: true });
});

describe('a worker of the mutation tool', () => {
  it('runs its trials one after another in the same process', async () => {
    await expect(worker.run({ file: 'one' }, PLENTY_MS)).resolves.toEqual(OUTCOME);
    await expect(worker.run({ file: 'two' }, PLENTY_MS)).resolves.toEqual(OUTCOME);
    expect(started).toHaveLength(1);
  });

  it('repeats a trial in a new process when the old one was killed before it took it', async () => {
    await worker.run({ file: 'one' }, PLENTY_MS);
    kill();

    await expect(worker.run({ file: 'two' }, PLENTY_MS)).resolves.toEqual(OUTCOME);
    expect(started).toHaveLength(2);
  });

  it('runs a trial in a new process when the old one is long gone', async () => {
    await worker.run({ file: 'one' }, PLENTY_MS);
    kill();
    await Promise.all(started.map((child) => once(child, 'close')));

    await expect(worker.run({ file: 'two' }, PLENTY_MS)).resolves.toEqual(OUTCOME);
    expect(started).toHaveLength(2);
  });

  it('believes that a trial ends its process once it has ended a new one too', async () => {
    await worker.run({ file: 'one' }, PLENTY_MS);

    await expect(worker.run({ file: 'deadly' }, PLENTY_MS)).resolves.toBeUndefined();
    expect(started).toHaveLength(2);
  });

  it('gives up a trial that takes too long, and goes on with a new process', async () => {
    await expect(worker.run({ file: 'endless' }, 1)).resolves.toBeUndefined();
    await expect(worker.run({ file: 'next' }, PLENTY_MS)).resolves.toEqual(OUTCOME);
    expect(started).toHaveLength(2);
  });
});
