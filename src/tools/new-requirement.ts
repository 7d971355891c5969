/** `npm run new -- RETIREMENT/ID`: writes a requirement of a retirement and its test, and refreshes what is generated. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { argv, execPath, exit, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { retirements } from '../model/retirement.ts';
import { camelCase } from './generate.ts';

/** The retirement of a requirement that names none. */
const MAIN = 'trusted-service-connectivity';

/**
 * The source of a new requirement: it answers `unknown` until somebody judges. Title, reason, source and place are left
 * empty, and `test/tools/generate.test.ts` is red until they are written.
 */
export function requirementSource(id: string, retirement = MAIN): string {
  return `import type { Item } from '../../model/finding.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const ${camelCase(id)}: Requirement = {
  id: '${id}',
  title: say(''),
  titles: { fail: say(''), unknown: say(''), warn: say('') },
  why: say(''),
  retirement: '${retirement}',
  order: 0,
  source: { title: '', section: '', url: '' },
  check({ instance, estate }): readonly Item[] {
    const service = estate.resource(instance.id);
    return [
      {
        subject: instance.id,
        status: 'unknown',
        reason: service.ok ? 'CHECK_FAILED' : service.reason,
        message: say('Nobody judges this yet.'),
        evidence: [],
      },
    ];
  },
};
`;
}

/** The source of its test: red until the requirement judges. */
export function testSource(id: string, retirement = MAIN): string {
  const name = camelCase(id);
  return `import { ${name} } from '../../../src/retirements/${retirement}/${id}.ts';
import { apim } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';

describe('${id}', () => {
  it('is pass when the instance meets it', () => {
    const items = ${name}.check(subjectOf([apim()]));

    expect(items.map((item) => item.status)).toEqual(['pass']);
  });

  it('is fail when the instance does not meet it', () => {
    const items = ${name}.check(subjectOf([apim({ provisioningState: 'Succeeded' })]));

    expect(items.map((item) => [item.status, item.impact])).toEqual([['fail', 'unsupported']]);
  });
});
`;
}

function main(): void {
  const [, retirement = MAIN, id] = /^(?:([a-z0-9-]+)\/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(argv[2] ?? '') ?? [];
  if (id === undefined || retirements.every((one) => one.id !== retirement)) {
    stderr.write(
      'Usage: npm run new -- RETIREMENT/ID: a retirement of src/model/retirement.ts (without it the main one), and a noun in lower case with hyphens, such as minimum-api-version.\n',
    );
    exit(64);
  }
  const source = new URL(`../retirements/${retirement}/${id}.ts`, import.meta.url);
  const test = new URL(`../../test/retirements/${retirement}/${id}.test.ts`, import.meta.url);
  if (existsSync(source) || existsSync(test)) {
    stderr.write(`There is already a requirement ${id}.\n`);
    exit(64);
  }
  for (const file of [source, test]) mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(source, requirementSource(id, retirement));
  writeFileSync(test, testSource(id, retirement));
  const generated = spawnSync(execPath, [fileURLToPath(new URL('generate.ts', import.meta.url))], { stdio: 'inherit' });
  stdout.write(`Wrote src/retirements/${retirement}/${id}.ts and its test (red until it judges).\n`);
  exit(generated.status ?? 1);
}

if (argv[1] === fileURLToPath(import.meta.url)) main();
