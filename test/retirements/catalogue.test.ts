/** The catalogue as a whole; what each of its requirements answers stands in a test of its own. */
import { readFileSync } from 'node:fs';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Item } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { camelCase } from '../../src/tools/generate.ts';
import { APIM, apim } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const NOTHING = { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };

describe('the catalogue', () => {
  it('has requirements for every retirement, and none stands twice', () => {
    const covered = new Set(requirements.map(({ retirement }) => retirement));
    expect(retirements.filter(({ id }) => !covered.has(id))).toEqual([]);
    expect(new Set(retirements.map(({ id }) => id)).size).toBe(retirements.length);
  });

  it.each(retirements.map((one) => [one.id, one] as const))('%s says what stops, when, and who says so', (_, one) => {
    expect(render(one.title)).toMatch(/^\S.*[^.\s]$/);
    expect(render(one.what)).toMatch(/^\S.*[^.\s]$/);
    expect(one.docs).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\/api-management\//);
    for (const day of [one.effective, one.read])
      expect(new Date(`${day}T00:00:00Z`).toISOString()).toContain(`${day}T`);
    for (const name of one.calledBy) expect(name).toBe(name.toLowerCase());
  });

  it('stands in the order of its days, the main one first', () => {
    const [main, ...others] = retirements;
    expect(main?.judged).toBe('main');
    expect(others.map(({ effective }) => effective)).toEqual(others.map(({ effective }) => effective).toSorted());
  });

  it('never judges with every question what takes reads of its own', () => {
    const asked = new Set<string>();
    const beside = retirements.filter(({ judged: when }) => when === 'beside');
    const subject = subjectOf([apim({ platformVersion: 'stv2' })]);
    const { estate: whole } = subject;
    const estate: Estate = {
      ...whole,
      resource(id) {
        asked.add(`resource ${id}`);
        return whole.resource(id);
      },
      children(id, collection) {
        asked.add(`children ${id} ${collection}`);
        return whole.children(id, collection);
      },
      recommendations(id) {
        asked.add(`recommendations ${id}`);
        return whole.recommendations(id);
      },
    };
    for (const retirement of beside) assess({ ...subject, estate }, requirements, retirement, () => NOTHING);
    expect([...asked]).toEqual([`resource ${APIM}`]);
  });
});

describe('the sample estate', () => {
  const { resources } = sampleEstate('2026-11-28');
  const services = resources.filter(({ type }) => type.toLowerCase() === 'microsoft.apimanagement/service');
  const isUnmet = ({ status }: Item) => status === 'fail' || status === 'warn';

  it.each(retirements.map((one) => [one.id, one] as const))('has an instance that %s hits', (id, retirement) => {
    const own = requirements.filter((one) => one.retirement === id);
    const judged = (serviceId: string) => {
      const subject = subjectOf(resources as readonly ArmResource[], { id: serviceId, today: '2026-11-28' });
      // The estate is one of global Azure, where this day is another.
      const cloud = id === 'stv1-platform-sovereign' ? 'us-government' : 'public';
      return assess({ ...subject, cloud }, own, retirement, () => NOTHING).findings.flatMap(({ items }) => items);
    };
    const isDecidable = judged(services[0]?.id ?? '').some(({ reason }) => reason !== 'NOT_IN_AZURE_DATA');
    expect(services.some((service) => judged(service.id).some(isUnmet))).toBe(isDecidable);
  });
});

describe('every requirement', () => {
  it.each(requirements.map((one) => [`${one.retirement}/${one.id}`, one.id] as const))(
    '%s is tested by examples of every way to answer',
    (path, id) => {
      const test = readFileSync(new URL(`${path}.test.ts`, import.meta.url), 'utf8');
      expect(test).toMatch(new RegExp(`^checkRequirement\\(${camelCase(id)}, \\{$`, 'm'));
    },
  );
});
