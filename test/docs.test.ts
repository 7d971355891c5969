/** What the documents say can be done, can be done: links lead somewhere, scripts and settings are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string) => readFileSync(file, 'utf8');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
const settings = new Set([...read('.env.example').matchAll(/^#?([A-Za-z_]+)=/gm)].map(([, name]) => name));

/** The commands of a document's shell blocks, continued lines joined. */
function commandsOf(file: string): readonly string[] {
  const blocks = [...read(file).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n')).filter((line) => line !== '');
}

/** Anchors as GitHub makes them of headings, and those that are written out. */
function anchorsOf(file: string): ReadonlySet<string> {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  const written = [...read(file).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...written]);
}

describe.each(documents)('%s', (file) => {
  it('links to what is there', () => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links
      .filter((link) => !/^(?:https:|mailto:)/.test(link))
      .filter((link) => {
        const [name = '', anchor] = link.split('#');
        const target = name === '' ? file : path.join(path.dirname(file), name);
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
      });
    expect(broken).toEqual([]);
  });

  it('names scripts that package.json has', () => {
    const named = [...read(file).matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('names files in its commands that are there', () => {
    const files = commandsOf(file).flatMap((line) => line.match(/(?:\.ci|deploy|src|test)\/[\w./-]+/g) ?? []);
    expect(files.filter((name) => !existsSync(name))).toEqual([]);
  });
});

it('the guides name settings that .env.example explains', () => {
  const guides = documents.filter((file) => /(?:install|operations|security|decisions|README)\.md$/.test(file));
  const named = guides.flatMap((file) =>
    [...read(file).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[\w-]*)?`/g)].map(([, name = '']) => name),
  );
  // Node's own, and what Azure, the parser and the tests name.
  const others = /^(?:NODE_|APP_$|READ_|PAGE_|(?:APP|OBJECT)_ID$)/;
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !settings.has(name) && !others.test(name))).toEqual([]);
});
