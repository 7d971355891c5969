import { serviceLimits } from '../../../src/retirements/service-limits/service-limits.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { failing, many, tier } from '../support.ts';

checkRequirement(serviceLimits, {
  pass: [
    [
      'as many as the limit',
      [tier('Developer'), ...many('loggers', 100)],
      ['pass loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  warn: [
    [
      'one more than the limit',
      [tier('Developer'), ...many('loggers', 101)],
      ['warn OVER_LIMIT loggers', 'pass namedValues', 'pass products'],
    ],
  ],
  fail: never('Azure lets an instance keep what exceeds a limit.'),
  unknown: [
    [
      'a list that cannot be read',
      [tier('Developer')],
      ['unknown FORBIDDEN products', 'pass loggers', 'pass namedValues'],
      failing('products'),
    ],
  ],
  notApplicable: [['a tier whose limits begin later', [tier('Premium')], ['not-applicable OTHER_TIER apim-prod']]],
});
