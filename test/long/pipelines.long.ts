/** The command lines of the example pipelines, run by the shell as they stand, with the exit status that the pipeline sees; CI alone runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outcomes, pipelines } from '../support/pipelines.ts';

jest.setTimeout(240_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pipeline-'));
  for (const name of ['package.json', 'node_modules', 'src', 'cards'])
    symlinkSync(path.resolve(name), path.join(folder, name));
  for (const [verdict, estate] of Object.entries(outcomes)) writeFileSync(path.join(folder, `${verdict}.json`), estate);
});

afterAll(() => rmSync(folder, { recursive: true }));

function run(line: string, verdict: string) {
  const { status, stderr } = spawnSync('bash', ['-ec', `${line} --today 2026-11-22 --estate ${verdict}.json`], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder },
  });
  return { status, stderr };
}

it.each(pipelines().map(({ file, check }) => [file, check] as const))('%s fails for what is not ready', (_, check) => {
  expect(run(check, 'not-ready')).toEqual({ status: 1, stderr: '' });
  expect(run(check, 'ready')).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(folder)).toContain('readiness.html');
});

it('GitLab sees 2 for what is undecided, which it is told to take as a warning', () => {
  const gitlab = pipelines().find(({ file }) => file === 'gitlab-ci.yml');
  expect(run(gitlab?.check ?? '', 'undecided')).toEqual({ status: 2, stderr: '' });
  expect(gitlab?.content).toMatchObject({ 'api-management-readiness': { allow_failure: { exit_codes: 2 } } });
});
