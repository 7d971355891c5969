import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseRefused } from '../../../src/reminders/store/database.ts';
import { lockFolder } from '../../../src/reminders/store/folder-lock.ts';

let home: string;
let folder: string;
const never = { onLost: () => {} };

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'lock-'));
  folder = path.join(home, 'data');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = () => `${folder}.lock`;

/** Says that the holder has not beaten for so many seconds. */
function silentFor(seconds: number): void {
  const then = new Date(Date.now() - seconds * 1_000);
  utimesSync(file(), then, then);
}

it('lets one in, and the next one after it', () => {
  const first = lockFolder(folder, never);
  expect(() => lockFolder(folder, never)).toThrow(DatabaseRefused);
  first.release();
  lockFolder(folder, never).release();
  expect(existsSync(file())).toBe(false);
});

it('says in one sentence what to do', () => {
  const lock = lockFolder(folder, never);
  expect(() => lockFolder(folder, never)).toThrow(
    /^The data folder .*data is in use by another process: stop that one, or set DATABASE_URL to run several on a PostgreSQL server\.$/,
  );
  lock.release();
});

it('replaces a neighbour that was killed at once', async () => {
  const lock = lockFolder(folder, never);
  const holder = JSON.parse(readFileSync(file(), 'utf8'));
  lock.release();
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  writeFileSync(file(), JSON.stringify({ ...holder, pid: child.pid, token: 'of the child' }));
  expect(() => lockFolder(folder, never)).toThrow(DatabaseRefused);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder, never).release();
});

it('replaces a holder on another machine, or in another container, only when it is silent', () => {
  writeFileSync(file(), JSON.stringify({ host: `not ${hostname()}`, processes: 'x', pid: 1, token: 'elsewhere' }));
  expect(() => lockFolder(folder, never)).toThrow(DatabaseRefused);
  silentFor(60);
  lockFolder(folder, never).release();
});

it('replaces a lock that nobody can read, only when it is silent', () => {
  writeFileSync(file(), '{');
  expect(() => lockFolder(folder, never)).toThrow(DatabaseRefused);
  silentFor(60);
  lockFolder(folder, never).release();
});

it('tells the holder that it was replaced, and leaves the new one alone', async () => {
  const lost = Promise.withResolvers<string>();
  const old = lockFolder(folder, { staleMilliseconds: 50, onLost: () => lost.resolve('lost') });
  writeFileSync(file(), JSON.stringify({ host: 'h', processes: 'x', pid: 1, token: 'somebody else' }));
  expect(await lost.promise).toBe('lost');
  old.release();
  expect(JSON.parse(readFileSync(file(), 'utf8')).token).toBe('somebody else');
});
