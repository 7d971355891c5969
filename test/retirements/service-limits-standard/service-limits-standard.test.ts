import { serviceLimitsStandard } from '../../../src/retirements/service-limits-standard/service-limits-standard.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { failing, many, tier } from '../support.ts';

checkRequirement(serviceLimitsStandard, {
  pass: [
    [
      'as many as the limit',
      [tier('StandardV2'), ...many('loggers', 200)],
      ['pass loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  warn: [
    [
      'one more than the limit',
      [tier('StandardV2'), ...many('loggers', 201)],
      ['warn OVER_LIMIT loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  fail: never('Azure lets an instance keep what exceeds a limit.'),
  unknown: [
    [
      'a list that cannot be read',
      [tier('StandardV2')],
      ['unknown FORBIDDEN products', 'pass loggers', 'pass namedValues'],
      failing('products'),
    ],
  ],
  notApplicable: [['a tier that nobody knows', [tier('Ultra')], ['not-applicable OTHER_TIER apim-prod']]],
});
