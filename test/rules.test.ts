/** The rule book and the code hold each other: what is cited is there, what is judged has its rules, and each rule its tests. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { requirements } from '../src/retirements/requirements.ts';

const ROOT = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const rules = read('docs/rules.md');
const anchors = [...rules.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, anchor = '']) => anchor);

const sources = ['src', 'cards', 'test', 'bench'].flatMap((top) =>
  readdirSync(new URL(top, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${top}/${file}`),
);

describe('the rule book', () => {
  it('has each anchor once', () => {
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });

  it('has every anchor that code or the page itself names', () => {
    const cited = sources.flatMap((file) =>
      [...read(file).matchAll(/docs\/rules\.md#([\w-]+)/g)].map(([, anchor = '']) => ({ file, anchor })),
    );
    const own = [...rules.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => ({ file: 'docs/rules.md', anchor }));
    expect(cited.length).toBeGreaterThan(100);
    expect([...cited, ...own].filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
  });

  it.each(requirements.map(({ id }) => id))('has a section with rules for %s', (id) => {
    expect(anchors).toContain(id);
    const [, section = ''] = rules.split(`<!-- requirement ${id} -->`);
    const [, own = ''] = (section.split('<a id="')[0] ?? '').split('<!-- /requirement -->');
    expect(own.trim().length).toBeGreaterThan(60);
  });

  it('names tests that are there', () => {
    const named = [...rules.matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !existsSync(new URL(file, ROOT)))).toEqual([]);
  });
});
