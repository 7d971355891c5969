/** One benchmark in a process of its own: a heap that nothing was in before, and an end that is certain. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './measurement.ts';

/** Seconds that a benchmark may take: more than twice the longest on a quiet machine. */
const LIMIT = 240;

/** The figures of one benchmark, or one sentence that says why there are none. Never rejects. */
export async function measureAlone(name: string): Promise<readonly Figure[] | string> {
  // A group of its own, so that what it starts ends with it.
  const child = fork(new URL('run.ts', import.meta.url), ['--only', name], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const waiting = new AbortController();
  const { signal } = waiting;
  const told = once(child, 'message', { signal }).then(([figures]) => figures as readonly Figure[]);
  const ended = once(child, 'exit', { signal }).then(() => 'it ended without figures');
  const late = pause(LIMIT * 1000, `it did not end in ${LIMIT} s`, { signal });
  for (const one of [told, ended, late]) one.catch(() => undefined);
  try {
    return await Promise.race([told, ended, late]);
  } finally {
    waiting.abort();
    if (child.pid !== undefined && child.exitCode === null) endGroup(child.pid);
  }
}

/** Tells the figures to the process that asked for them. */
export function tellFigures(figures: readonly Figure[]): void {
  process.send?.(figures);
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of it has ended meanwhile.
  }
}
