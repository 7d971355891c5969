import { readFileSync } from 'node:fs';
import { reasons } from '../../src/model/reasons.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { indexSource, requirementFiles, requirementsTable, withTable } from '../../src/tools/generate.ts';
import { requirementSource, testSource } from '../../src/tools/new-requirement.ts';

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
    expect(requirementSource('minimum-api-version')).toContain('export const minimumApiVersion: Requirement');
    expect(requirementSource('old-cipher', 'tls-versions')).toContain("retirement: 'tls-versions'");
    expect(testSource('old-cipher', 'tls-versions')).toContain('src/retirements/tls-versions/old-cipher.ts');
    expect(testSource('minimum-api-version')).toContain(
      "from '../../../src/retirements/trusted-service-connectivity/minimum-api-version.ts'",
    );
  });
});
