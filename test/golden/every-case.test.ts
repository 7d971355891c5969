/** Every golden case of domain 2.10 and every trap of domain 10 is a test that says so in its name (issue 3). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const titles = readdirSync(__dirname)
  .filter((file) => file.endsWith('.test.ts') && file !== path.basename(__filename))
  .flatMap((file) => [...readFileSync(path.join(__dirname, file), 'utf8').matchAll(/'((?:[a-s]: |trap \d)[^'\n]*)/g)])
  .map(([, title = '']) => title);

const guarded = new Set(
  titles.flatMap((title) =>
    [...(/^trap [\d, and]+/.exec(title)?.[0] ?? '').matchAll(/\d+/g)].map(([number]) => Number(number)),
  ),
);

it.each(Array.from({ length: 19 }, (_, index) => String.fromCharCode('a'.charCodeAt(0) + index)))(
  'golden case %s',
  (letter) => {
    expect(titles.filter((title) => title.startsWith(`${letter}: `))).not.toEqual([]);
  },
);

it.each(Array.from({ length: 37 }, (_, index) => index + 1))('trap %i', (number) => {
  expect(guarded).toContain(number);
});
