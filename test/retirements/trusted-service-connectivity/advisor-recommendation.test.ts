import type { JsonObject } from '../../../src/model/json.ts';
import { advisorRecommendation } from '../../../src/retirements/trusted-service-connectivity/advisor-recommendation.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { APIM, apim, armId, resource } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { judged } from './shared/key-vault-support.ts';

function recommendation(name: string, rest: JsonObject = {}) {
  return resource(`${APIM}/providers/Microsoft.Advisor/recommendations/${name}`, {
    properties: {
      category: 'OperationalExcellence',
      impactedField: 'Microsoft.ApiManagement/service',
      recommendationTypeId: '33333333-3333-4333-8333-333333333333',
      resourceMetadata: { resourceId: APIM },
      shortDescription: {
        problem: 'Disable trusted service connectivity in API Management',
        solution: 'Disable trusted service connectivity in API Management',
      },
      ...rest,
    },
  });
}

checkRequirement(advisorRecommendation, {
  pass: [['no recommendation', [apim()], ['pass apim-prod']]],
  warn: [['a recommendation', [apim(), recommendation('a')], ['warn A-ADVISOR apim-prod']]],
  fail: never('A recommendation is a hint; what is wrong is found by the other requirements.'),
  unknown: [['no answer', [apim()], ['unknown THROTTLED apim-prod'], { failing: { recommendations: 'THROTTLED' } }]],
  notApplicable: never('Advisor looks at every instance.'),
});

describe('advisor-recommendation', () => {
  it.each([
    ['a recommendation', [recommendation('a')], 'warn A-ADVISOR'],
    ['one that somebody dismissed', [recommendation('a', { suppressionIds: ['x'] })], 'warn A-ADVISOR'],
    ['one whose text is not shown', [recommendation('a', { shortDescription: null })], 'warn A-ADVISOR'],
    [
      'one in German, of the published type',
      [
        recommendation('a', {
          recommendationTypeId: 'D6C54614-97fe-4f55-85cf-adb49ca7ccd3',
          shortDescription: { problem: 'Vertrauenswürdige Dienstkonnektivität deaktivieren' },
        }),
      ],
      'warn A-ADVISOR',
    ],
    ['two of them', [recommendation('a'), recommendation('b')], 'warn A-ADVISOR'],
    ['none', [], 'pass'],
    ['one about something else', [recommendation('a', { shortDescription: { problem: 'Use stv2' } })], 'pass'],
  ])('with %s gives one item', (_, rows, expected) => {
    expect(judged(advisorRecommendation, [apim(), ...rows])).toEqual([`${expected} apim-prod`]);
  });

  it.each(['READ_FAILED', 'PAGE_CUT', 'THROTTLED'] as const)('is unknown when the query answers %s', (reason) => {
    const failing = { recommendations: reason };
    expect(judged(advisorRecommendation, [apim(), recommendation('a')], { failing })).toEqual([
      `unknown ${reason} apim-prod`,
    ]);
  });

  it('is unknown when the instance itself could not be read', () => {
    expect(judged(advisorRecommendation, [recommendation('a')])).toEqual(['unknown NOT_FOUND apim-prod']);
  });

  it('says which type of recommendation it was and links to Advisor', () => {
    const [item] = advisorRecommendation.check(subjectOf([apim(), recommendation('a')]));
    expect(item?.evidence.map(({ property }) => property)).toContain('properties.recommendationTypeId');
    expect(item?.fix?.portal).toContain('/AdvisorMenuBlade/');
  });

  it('looks only at its own instance', () => {
    const other = armId('Microsoft.ApiManagement/service/apim-test');
    const row = recommendation('a', { resourceMetadata: { resourceId: other } });
    expect(judged(advisorRecommendation, [apim(), row])).toEqual(['pass apim-prod']);
  });
});
