/** The catalogue as a whole; what each of its requirements answers stands in a test of its own. */
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Estate } from '../../src/model/estate.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { itemsFor } from '../support/check-requirement.ts';
import { APIM, apim } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const NOTHING = { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };

describe('the catalogue', () => {
  it('has requirements for every retirement, and none stands twice', () => {
    const covered = new Set(requirements.map(({ retirement }) => retirement));
    expect(retirements.filter(({ id }) => !covered.has(id))).toEqual([]);
    expect(new Set(retirements.map(({ id }) => id)).size).toBe(retirements.length);
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
  /** Azure Government and China are other clouds; the limits of these tiers would take hundreds of resources to exceed. */
  const elsewhere = ['stv1-platform-sovereign', 'service-limits-standard', 'service-limits-premium'];
  const decidable = requirements.filter(
    ({ id, retirement }) =>
      !elsewhere.includes(retirement) &&
      retirement !== 'trusted-service-connectivity' &&
      !['management-traffic-march', 'management-traffic-september', 'request-metrics'].includes(id),
  );

  it.each(decidable.map((one) => [one.id, one] as const))(
    'has an instance that %s finds something in',
    (_, requirement) => {
      const found = services.flatMap((service) =>
        itemsFor(requirement, resources as readonly ArmResource[], { id: service.id, today: '2026-11-28' }),
      );
      expect(found.filter(({ status }) => status === 'fail' || status === 'warn')).not.toEqual([]);
    },
  );
});
