import { serviceLimitsPremium } from '../../../src/retirements/service-limits-premium/service-limits-premium.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { failing, many, tier } from '../support.ts';

checkRequirement(serviceLimitsPremium, {
  pass: [
    [
      'as many as the limit',
      [tier('Premium'), ...many('loggers', 400)],
      ['pass loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  warn: [
    [
      'one more than the limit',
      [tier('Premium'), ...many('loggers', 401)],
      ['warn OVER_LIMIT loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  fail: never('Azure lets an instance keep what exceeds a limit.'),
  unknown: [
    [
      'a list that cannot be read',
      [tier('Premium')],
      ['unknown FORBIDDEN products', 'pass loggers', 'pass namedValues'],
      failing('products'),
    ],
  ],
  notApplicable: [['a tier whose limits began before', [tier('Developer')], ['not-applicable OTHER_TIER apim-prod']]],
});
