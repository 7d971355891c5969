/** `check` with several names, over a whole fleet, as a process; CI alone runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { checkFile } from '../support/command-line.ts';

const file = JSON.stringify(sampleEstate('2026-11-28'));
const run = (...words: readonly string[]) => checkFile([...words, '--today', '2026-11-28'], file);

describe('check over several instances', () => {
  it('is a table first: totals, then worst first with what is broken and the first step', async () => {
    const { out, status } = await run('--all');
    const rows = out.split('\n').filter((line) => /^\S/u.test(line) && /apim-/.test(line));

    expect(out.split('\n')[0]).toBe('15 instances: 3 not ready, 4 undecided, 3 need action, 5 ready');
    expect(rows[0]).toMatch(/^❌ apim-prod +is not ready +Its gateway cannot reach 3/);
    expect(rows.at(-1)).toMatch(/^✅ .* is ready$/);
    expect(rows).toHaveLength(15);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(status).toBe(1);
  });

  it('shows only what is asked for, while the exit status counts everything', async () => {
    const { out, status } = await run('--all', '--only', 'ready');

    expect(out).toContain('10 others are left out');
    expect(out).not.toContain('apim-prod');
    expect(status).toBe(1);
  });

  it.each([
    [['apim-reports', '--fail-on', 'not-ready'], 1],
    [['apim-payroll', '--fail-on', 'not-ready'], 0],
    [['apim-payroll', '--fail-on', 'undecided'], 0],
    [['apim-tools', '--fail-on', 'not-ready'], 0],
    [['apim-tools', '--fail-on', 'undecided'], 2],
    [['apim-tools', 'apim-payroll'], 1],
    [['--all', '--fail-on', 'never'], 0],
  ])('ends for %s with %i', async (words, expected) => {
    expect((await run(...words, '--quiet')).status).toBe(expected);
  });

  it('says nothing with --quiet', async () => {
    expect(await run('--all', '--quiet')).toMatchObject({ out: '', err: '' });
  });

  it('writes into a file, and then nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-'));
    try {
      const { out } = await run('apim-*', '--json', '--output', join(folder, 'report.json'));

      expect(out).toBe('');
      expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).reports).toHaveLength(15);
      expect(await run('apim-dev', '--output', join(folder, 'no', 'such', 'folder'))).toMatchObject({ status: 64 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('check in other formats', () => {
  it('writes several files from one reading, each in the format of its ending', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'check-'));
    const files = ['r.json', 'r.html', 'r.sarif', 'r.xml', 'r.csv', 'r.md', 'r.txt'].map((name) => join(folder, name));
    try {
      const words = files.flatMap((name) => ['-o', name]);
      const { out, status } = await run('apim-prod', 'apim-dev', '--locale', 'de', ...words);
      const starts = files.map((name) => readFileSync(name, 'utf8').split('\n')[0]);

      expect({ out, status }).toEqual({ out: '', status: 1 });
      expect(starts.slice(0, 4)).toEqual(['{', '<!DOCTYPE html>', '{', '<?xml version="1.0" encoding="UTF-8"?>']);
      expect(starts[4]).toContain('"instance","resourceGroup"');
      expect(starts[6]).toBe('2 instances: 1 not ready, 1 ready');
      expect(readFileSync(files[1] ?? '', 'utf8')).toContain('<html lang="de">');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('writes one to stdout, of what is to be shown alone', async () => {
    const { out, status } = await run('--all', '--only', 'ready', '--format', 'csv');

    expect(out).toContain('"apim-dev"');
    expect(out).not.toContain('"apim-prod"');
    expect(status).toBe(1);
  });
});

describe('check over one instance', () => {
  it('tells causes in less than a page, and everything with -v', async () => {
    const { out } = await run('apim-prod');
    const verbose = await run('apim-prod', '-v');

    expect(out.split('\n').length).toBeLessThanOrEqual(60);
    expect(out).toContain('❌ Outage: stinvoicesprod · storage account · all regions · breaks #1, #2');
    expect(out).not.toContain('az ');
    expect(verbose.out).toContain('az storage account network-rule add');
    expect(verbose.out.split('\n').length).toBeGreaterThan(150);
  });
});

describe('completion', () => {
  it('is a script that bash understands and that offers the options', async () => {
    const { out, status } = await run('--completion', 'bash');
    const typed = `${out}
COMP_WORDS=(check --fail-on n); COMP_CWORD=2; _check; echo "\${COMPREPLY[@]}"
COMP_WORDS=(check --sub); COMP_CWORD=1; _check; echo "\${COMPREPLY[@]}"`;

    expect(status).toBe(0);
    expect(spawnSync('bash', ['--norc', '-c', typed], { encoding: 'utf8' }).stdout).toBe(
      'not-ready never\n--subscription\n',
    );
  });
});
