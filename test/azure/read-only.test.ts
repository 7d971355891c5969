/** The promise that Azure is only read, kept by looking at the code itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..', 'src');
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
const isSimulator = (path: string) => path.startsWith('simulator/');
const product = sources.filter(({ path }) => !isSimulator(path));
const edge = product.filter(({ path }) => path.startsWith('azure/'));

const filesWith = (files: readonly { path: string; text: string }[], pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('the code that talks to Azure', () => {
  it('stands in one folder', () => {
    expect(edge.length).toBeGreaterThan(5);
    // A type alone talks to nobody.
    const clients = /import (?!type )[^;]*? from '@azure(-rest)?\//;
    expect(filesWith(product, clients).filter((path) => !path.startsWith('azure/'))).toEqual([]);
  });

  it('names no method but GET, and one POST that asks Microsoft Graph in which groups a person is', () => {
    // A file that somebody accepted goes to the address that Teams gave for it, which is not Azure's.
    expect(filesWith(product, /['"`](PUT|PATCH|DELETE)['"`]/)).toEqual(['teams/files.ts']);
    expect(filesWith(edge, /['"`]POST['"`]/)).toEqual(['azure/directory.ts']);
    expect(filesWith(edge, /\.(post|put|patch)\(/i)).toEqual([]);
    const methods = edge.flatMap(({ text }) => text.match(/\bmethod: [^,\n]+/g) ?? []);
    expect(methods).toEqual(["method: 'GET'", "method: groups === undefined ? 'GET' : 'POST'"]);
    const directory = edge.find(({ path }) => path === 'azure/directory.ts')?.text ?? '';
    expect(directory.match(/\bask\([^)]*\)[^,;\n]*, \{/g)).toEqual([expect.stringMatching(/checkMemberGroups`, \{$/)]);
  });

  it('makes requests in four places: a GET, the query of Resource Graph, groups of Entra ID, and a look at the time of the server', () => {
    expect(filesWith(edge, /createPipelineRequest\(|sendRequest\(/)).toEqual([
      'azure/arm-client.ts',
      'azure/directory.ts',
      'azure/server-clock.ts',
    ]);
    expect(filesWith(edge, /new ResourceGraphClient\(/)).toEqual(['azure/resource-graph.ts']);
    const calls = edge.flatMap(({ text }) => text.match(/(?<!-)\bclient\.\w+/g) ?? []);
    expect(new Set(calls)).toEqual(new Set(['client.pipeline', 'client.resources']));
    expect(filesWith(edge, /\bfetch\(|node:https?'|arm-apimanagement/)).toEqual([]);
  });
});
