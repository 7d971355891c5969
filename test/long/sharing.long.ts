/** Verdicts with shared queries and without are the same over every estate of the field; CI alone runs it. */
import { readdirSync, readFileSync } from 'node:fs';
import { bothWays } from '../azure/both-ways.ts';

jest.setTimeout(120_000);

const files = ['estates', 'damaged'].flatMap((folder) =>
  readdirSync(`test/field/${folder}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `test/field/${folder}/${name}`),
);

describe('sharing queries finds the same', () => {
  it.each(files)('in %s', async (file) => {
    const { alone, shared } = await bothWays(readFileSync(file, 'utf8'), []);
    expect(alone.length).toBeGreaterThan(0);
    expect(shared).toEqual(alone);
  });
});
