import { adviceEvidence, concernsTrustedAccess, isDismissed } from '../../src/instance/advisor.ts';
import { advisorEvidence } from '../../src/model/announcement.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { retirementOf, retirements } from '../../src/model/retirement.ts';
import { resource } from '../support/resources.ts';

const ID = '/subscriptions/s/providers/Microsoft.Advisor/recommendations/r';
const recommendation = (properties: JsonObject) => resource(ID, { properties });
const OWN = retirementOf('trusted-service-connectivity').advisorType ?? '';
const OTHER = retirements.flatMap(({ advisorType }) => advisorType ?? []).find((type) => type !== OWN) ?? '';
const WORDS = 'Trusted Service Connectivity will be retired';

describe('a recommendation of Advisor', () => {
  it.each<[string, JsonObject, boolean]>([
    ['is about trusted access by its type', { recommendationTypeId: OWN.toUpperCase() }, true],
    ['is so whatever it says', { recommendationTypeId: OWN, shortDescription: { problem: 'x' } }, true],
    [
      'is not by the type of another retirement',
      { recommendationTypeId: OTHER, shortDescription: { problem: WORDS } },
      false,
    ],
    [
      'is not by the type of an announcement',
      { recommendationTypeId: advisorEvidence[0], shortDescription: { problem: WORDS } },
      false,
    ],
    ['is by its problem', { recommendationTypeId: 'x', shortDescription: { problem: WORDS } }, true],
    ['is by its solution', { shortDescription: { problem: 'x', solution: WORDS } }, true],
    ['is by the name of its retirement', { extendedProperties: { retirementFeatureName: WORDS } }, true],
    ['is not by other words', { recommendationTypeId: 'x', shortDescription: { problem: 'Trusted service' } }, false],
    ['may be where it says nothing', { recommendationTypeId: 'x' }, true],
    ['may be where it says nothing at all', {}, true],
  ])('%s', (_, properties, expected) => {
    expect(concernsTrustedAccess(recommendation(properties))).toBe(expected);
  });

  it.each<[JsonObject, boolean]>([
    [{}, false],
    [{ suppressionIds: null }, false],
    [{ suppressionIds: [] }, false],
    [{ suppressionIds: ['a'] }, true],
  ])('with %j is dismissed: %s', (properties, expected) => {
    expect(isDismissed(recommendation(properties))).toBe(expected);
  });

  it('is evidence with what it says', () => {
    const seen = (properties: JsonObject) => adviceEvidence(recommendation(properties)).map(({ observed }) => observed);
    expect(seen({})).toEqual(['absent', 'absent', 'absent']);
    const told = { shortDescription: { problem: 'a' }, recommendationTypeId: 'b', lastUpdated: 'c' };
    expect(seen(told)).toEqual(['a', 'b', 'c']);
  });
});
