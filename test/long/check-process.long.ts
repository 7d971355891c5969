/** `check` as a process of its own: streams, exit statuses and estate files that cannot be read; CI alone runs it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_COMPILE_CACHE } from '../support/cache.ts';
import { APIM, apim, FLAG, TENANT } from '../support/resources.ts';

const ready = apim({ customProperties: { [FLAG]: 'True' } });

describe('check as a process', () => {
  let folder = '';
  let file = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-'));
    file = join(folder, 'estate.json');
    await writeFile(file, JSON.stringify({ tenantId: TENANT, resources: [ready] }));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function run(words: readonly string[], closeEarly = false) {
    const child = spawn(process.execPath, ['src/terminal/check.ts', ...words], {
      env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE },
    });
    const written = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written.err += text;
    });
    if (closeEarly) child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('close', resolve));
    return { status, ...written };
  }

  it('writes one JSON document and nothing else, without colour', async () => {
    const { status, out, err } = await run(['apim-prod', '--json', '--estate', file]);

    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out).reports).toHaveLength(1);
  });

  it('survives a reader that leaves early', async () => {
    expect(await run(['apim-prod', '--json', '--estate', file], true)).toEqual({ status: 0, out: '', err: '' });
  });

  it.each([
    ['that is missing', 'nothing.json', undefined],
    ['that is no JSON', 'bad.json', '{'],
    ['without resources', 'empty.json', '{}'],
    [
      'that lists one id twice in two cases',
      'twice.json',
      JSON.stringify({ resources: [ready, { ...ready, id: APIM.toLowerCase() }] }),
    ],
  ])('refuses an estate file %s with one sentence and 64', async (_, name, content) => {
    const bad = join(folder, name);
    if (content !== undefined) await writeFile(bad, content);
    const { status, out, err } = await run(['apim-prod', '--json', '--estate', bad]);

    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
