import { readFileSync } from 'node:fs';
import { reasons } from '../../src/model/reasons.ts';
import { BREAKING_CHANGES, retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { indexSource, requirementFiles, requirementsTable, withTable } from '../../src/tools/generate.ts';
import { requirementSource, testSource, withRetirement } from '../../src/tools/new-requirement.ts';

describe('what is generated from the requirement files', () => {
  it('is fresh: the list', () => {
    expect(readFileSync('src/retirements/requirements.ts', 'utf8')).toBe(indexSource(requirementFiles()));
  });

  it('is fresh: the table in the README', () => {
    const readme = readFileSync('README.md', 'utf8');

    expect(withTable(readme, requirementsTable(requirements))).toBe(readme);
    expect(readme).toContain(requirementsTable(requirements));
  });
});

describe('every requirement', () => {
  it.each(requirements.map((one) => [one.id, one] as const))('%s says what, why and who asks for it', (id, one) => {
    expect(requirementFiles()).toContainEqual({ retirement: one.retirement, id });
    expect(render(one.title)).toMatch(/^[A-Z].*[^.]$/);
    expect(render(one.why)).toMatch(/^[A-Z].*\.$/s);
    expect(one.source.title).not.toBe('');
    expect(one.source.section).not.toBe('');
    expect(one.order).toBeGreaterThan(0);
    expect(one.source.url).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    expect(retirements.map((retirement) => retirement.id)).toContain(one.retirement);
  });

  it('stands at a place of its own in a report', () => {
    expect(new Set(requirements.map((one) => one.order)).size).toBe(requirements.length);
  });
});

describe('every reason', () => {
  it('has a sentence and a code of its own', () => {
    expect(new Set(reasons.map((reason) => reason.code)).size).toBe(reasons.length);
    for (const { sentence } of reasons) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('npm run new', () => {
  it('writes a requirement and a test that name each other', () => {
    const source = requirementSource('old-cipher', 'tls-versions');
    expect(source).toContain('export const oldCipher: Requirement');
    expect(source).toContain("retirementOf('tls-versions')");
    expect(requirements.map(({ order }) => order)).not.toContain(Number(/order: (\d+)/.exec(source)?.[1]));
    expect(testSource('old-cipher', 'tls-versions')).toContain('src/retirements/tls-versions/old-cipher.ts');
    expect(testSource('old-cipher', 'tls-versions')).toMatch(/^checkRequirement\(oldCipher, \{$/m);
  });

  it('writes a new retirement into the catalogue, by its day', () => {
    const catalogue = readFileSync('src/model/retirement.ts', 'utf8');
    const idsOf = (source: string) => [...source.matchAll(/^ {4}id: '(.+)',$/gm)].map(([, id]) => id);
    const page = `${BREAKING_CHANGES}/old-thing-2026`;
    for (const effective of ['2022-01-01', '2026-04-01', '2028-12-31']) {
      const source = withRetirement(catalogue, 'old-thing', effective, page, '2026-11-29');
      const [main, ...others] = retirements;
      const before = others.filter((one) => one.effective <= effective).map(({ id }) => id);
      const after = others.filter((one) => one.effective > effective).map(({ id }) => id);
      expect(idsOf(source)).toEqual([main?.id, ...before, 'old-thing', ...after]);
      expect(source).toContain(`effective: '${effective}',\n    docs: \`\${BREAKING_CHANGES}/old-thing-2026\`,\n`);
    }
  });
});
