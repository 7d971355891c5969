/** The project as it was when `npm run mutate` began, the copy in which every file holds all its faults, asleep, and its processes. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFaults } from './mutants.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FAULTS = 'src/tools/mutation/mutants.ts';
/** The rooms that judge. */
export const ROOMS = ['calls', 'network', 'instance', 'retirements', 'readiness', 'model', 'fixes'];
/** Writing a fix as code or steps judges nothing. */
const NOT_JUDGING = /^src\/fixes\/formats\//;
/** Every file of the project, by its path from the root. */
export const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile() === true);
/** As they were at the start: what is edited meanwhile changes nothing. */
const texts = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
/** What a file held at the start. */
export const textOf = (file: string) => texts.get(file) ?? '';
/** Of a file, and of what says which faults it has. */
export const digestOf = (file: string) =>
  createHash('sha256').update(textOf(FAULTS)).update(textOf(file)).digest('base64url');
/** The room of a source file. */
export const roomOf = (file: string) => file.split('/')[1] ?? '';
/** The files that are broken. */
export const judging = files.filter(
  (file) => /^src\/.*\.ts$/.test(file) && ROOMS.includes(roomOf(file)) && !NOT_JUDGING.test(file),
);

/** A copy of the project with all its faults, asleep. */
export function copyOfProject(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'mutate-'));
  for (const file of files) cpSync(path.join(ROOT, file), path.join(copy, file));
  for (const file of judging) writeFileSync(path.join(copy, file), withFaults(file, textOf(file)));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Begins a process that runs trials in such a copy. */
export function startTrials(copy: string): ChildProcess {
  const { jest } = JSON.parse(textOf('package.json'));
  const tools = path.join(copy, 'src', 'tools', 'mutation');
  const roots = ['src', 'test', 'cards'].map((folder) => path.join(copy, folder));
  const config = JSON.stringify({
    ...jest,
    rootDir: copy,
    roots,
    testEnvironment: path.join(tools, 'environment.cjs'),
  });
  return fork(path.join(tools, 'trials.ts'), [copy, config], {
    cwd: copy,
    env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
}
