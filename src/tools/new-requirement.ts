/**
 * `npm run new -- RETIREMENT/ID`: writes a requirement of a retirement and its test, and refreshes what is generated. With
 * `--effective DAY --page URL` the retirement is new too: it gets an entry in the catalogue. All of it is red until it is filled in.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv, execPath, exit, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BREAKING_CHANGES, retirements } from '../model/retirement.ts';
import { requirements } from '../retirements/requirements.ts';
import { camelCase } from './generate.ts';

const CATALOGUE = new URL('../model/retirement.ts', import.meta.url);

const USAGE = `Usage: npm run new -- RETIREMENT/ID [--effective DAY --page URL]
  RETIREMENT  a retirement of src/model/retirement.ts, or a new one
  ID          a noun in lower case with hyphens, such as minimum-api-version
  --effective the first UTC day of a new retirement, such as 2027-03-15
  --page      Microsoft's page about it`;

/** Where a new requirement stands in a report: behind all others. */
function lastOrder(): number {
  return Math.max(...requirements.map(({ order }) => order));
}

/** The source of a new requirement: title, reason and section are left empty, and it has no item yet, which its test refuses. */
export function requirementSource(id: string, retirement: string): string {
  return `/** Rules: docs/rules.md#${id}. */

import { unreadService } from '../../fixes/unread-item.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('${retirement}');

export const ${camelCase(id)}: Requirement = {
  id: '${id}',
  title: say(''),
  titles: { fail: say(''), unknown: say(''), warn: say('') },
  why: say(''),
  retirement: RETIREMENT.id,
  order: ${lastOrder() + 10},
  source: { title: 'Azure API Management breaking changes', section: '', url: RETIREMENT.docs },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    return [];
  },
};
`;
}

/** The source of its test: refused until it has an example of every way to answer. */
export function testSource(id: string, retirement: string): string {
  const name = camelCase(id);
  return `import { ${name} } from '../../../src/retirements/${retirement}/${id}.ts';
import { checkRequirement } from '../../support/check-requirement.ts';

// An example: what is given, the resources, the items worst first, such as ['fail outage REASON apim-prod'].
checkRequirement(${name}, {
  pass: [],
  fail: [],
  unknown: [],
  notApplicable: [],
});
`;
}

/** The catalogue's source with an entry for a new retirement, by its day; its title, what stops and its names are left empty. */
export function withRetirement(source: string, id: string, effective: string, page: string, read: string): string {
  const docs = page.startsWith(`${BREAKING_CHANGES}/`)
    ? `\`\${BREAKING_CHANGES}${page.slice(BREAKING_CHANGES.length)}\``
    : `'${page}'`;
  const entry = `  {
    id: '${id}',
    title: say(''),
    what: say(''),
    calledBy: [],
    effective: '${effective}',
    docs: ${docs},
    read: '${read}',
    judged: 'asked',
  },
`;
  const later = retirements.find((one) => one.judged !== 'main' && one.effective > effective);
  const at = later === undefined ? source.indexOf('\n];\n') + 1 : source.indexOf(`  {\n    id: '${later.id}',`);
  return source.slice(0, at) + entry + source.slice(at);
}

function refuse(sentence: string): never {
  stderr.write(`${sentence}\n`);
  exit(64);
}

/** Adds a new retirement to the catalogue; refuses what is not told, or is told about one that is there. */
function addRetirement(id: string, { effective, page }: { readonly effective?: string; readonly page?: string }): void {
  const isKnown = retirements.some((one) => one.id === id);
  if (isKnown && effective === undefined && page === undefined) return;
  if (isKnown) refuse(`${id} is in the catalogue already: its day and page stand in src/model/retirement.ts.`);
  if (effective === undefined || page === undefined) {
    refuse(`${id} is not in the catalogue: give its first day by --effective and Microsoft's page by --page.`);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(effective) || !URL.canParse(page)) refuse(USAGE);
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(CATALOGUE, withRetirement(readFileSync(CATALOGUE, 'utf8'), id, effective, page, today));
}

function main(): void {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: { effective: { type: 'string' }, page: { type: 'string' } },
  });
  const [, retirement, id] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(positionals[0] ?? '') ?? [];
  if (retirement === undefined || id === undefined) refuse(USAGE);
  if (requirements.some((one) => one.id === id)) refuse(`There is already a requirement ${id}.`);
  const source = new URL(`../retirements/${retirement}/${id}.ts`, import.meta.url);
  const test = new URL(`../../test/retirements/${retirement}/${id}.test.ts`, import.meta.url);
  if (existsSync(source) || existsSync(test)) refuse(`There is already a file of ${id}.`);
  addRetirement(retirement, values);
  for (const file of [source, test]) mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(source, requirementSource(id, retirement));
  writeFileSync(test, testSource(id, retirement));
  const generated = spawnSync(execPath, [fileURLToPath(new URL('generate.ts', import.meta.url))], { stdio: 'inherit' });
  stdout.write(
    `Wrote src/retirements/${retirement}/${id}.ts and its test; both are red until it judges (CONTRIBUTING.md).\n`,
  );
  exit(generated.status ?? 1);
}

if (argv[1] === fileURLToPath(import.meta.url)) main();
