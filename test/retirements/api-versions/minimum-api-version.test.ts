import { minimumApiVersion } from '../../../src/retirements/api-versions/minimum-api-version.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';

const minimum = (minApiVersion: string) => apim({ apiVersionConstraint: { minApiVersion } });

checkRequirement(minimumApiVersion, {
  pass: [
    ['a minimum version', [minimum('2021-08-01')], ['pass apim-prod']],
    ['a later preview as minimum', [minimum('2022-04-01-preview')], ['pass apim-prod']],
  ],
  warn: [
    ['a minimum before', [minimum('2019-12-01')], ['warn OLD_API_VERSIONS apim-prod']],
    ['no minimum', [apim({ apiVersionConstraint: {} })], ['warn OLD_API_VERSIONS apim-prod']],
  ],
  fail: never('Old versions only stop to return secrets; nothing is cut off.'),
  unknown: [['an unreadable minimum', [apim({ apiVersionConstraint: 'x' })], ['unknown UNREADABLE apim-prod']]],
  notApplicable: never('Every instance has a management API.'),
});
