/** The example pipelines: each runs what is there, fails when it should, and publishes what it wrote. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '../support/command-line.ts';
import { outcomes, pipelines } from '../support/pipelines.ts';

/** The status by which each pipeline fails; GitLab's 2 is a warning there (`allow_failure`). */
const statuses = {
  'azure-pipelines.yml': { ready: 0, 'action-needed': 0, undecided: 0, 'not-ready': 1 },
  'github-actions.yml': { ready: 0, 'action-needed': 0, undecided: 0, 'not-ready': 1 },
  'gitlab-ci.yml': { ready: 0, 'action-needed': 0, undecided: 2, 'not-ready': 1 },
} as const;

const all = pipelines();

it('there is one for GitHub, Azure and GitLab', () => {
  expect(all.map(({ file }) => file).toSorted()).toEqual(Object.keys(statuses));
});

describe.each(all.map((pipeline) => [pipeline.file, pipeline] as const))('%s', (file, { check, content, lines }) => {
  const words = check.replace('npm run -s check -- ', '').split(' ');
  const outputs = words.filter((_, index) => words[index - 1] === '-o');

  it.each(Object.entries(statuses[file as keyof typeof statuses]))('ends for %s with %i', async (verdict, status) => {
    const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
    try {
      const own = words.map((word) => (outputs.includes(word) ? join(folder, word) : word));
      const ended = await checkFile([...own, '--today', '2026-11-22'], outcomes[verdict as keyof typeof outcomes]);
      expect(ended).toEqual({ status, out: '', err: '' });
      expect(readdirSync(folder).toSorted()).toEqual(outputs.toSorted());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('publishes every file that it wrote, and needs no secret', () => {
    const settings = JSON.stringify(content);
    expect(outputs).toHaveLength(2);
    for (const output of outputs) expect(settings.split(output).length - 1).toBeGreaterThanOrEqual(2);
    expect(settings).toContain('AZURE_FEDERATED_TOKEN_FILE');
    expect(settings).not.toMatch(/secret["}]|password|CLIENT_SECRET/i);
    expect(lines).toContain('npm ci');
    expect(existsSync('package-lock.json')).toBe(true);
  });
});
