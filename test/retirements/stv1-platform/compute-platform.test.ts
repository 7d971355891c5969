import { computePlatform } from '../../../src/retirements/stv1-platform/compute-platform.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';

checkRequirement(computePlatform, {
  pass: [
    ['stv2', [apim({ platformVersion: 'stv2' })], ['pass apim-prod westeurope']],
    ['Consumption', [apim({ platformVersion: 'mtv1' })], ['pass apim-prod westeurope']],
  ],
  fail: [
    ['stv1 in any case', [apim({ platformVersion: 'STV1' })], ['fail outage STV1_PLATFORM apim-prod westeurope']],
    [
      'stv1 in another location only',
      [
        apim({
          platformVersion: 'stv2',
          additionalLocations: [{ location: 'North Europe', platformVersion: 'stv1' }],
        }),
      ],
      ['fail outage STV1_PLATFORM apim-prod northeurope', 'pass apim-prod westeurope'],
    ],
  ],
  unknown: [
    ['a platform that is not told', [apim()], ['unknown NOT_TOLD apim-prod westeurope']],
    [
      'an undetermined platform',
      [apim({ platformVersion: 'undetermined' })],
      ['unknown NOT_TOLD apim-prod westeurope'],
    ],
    ['an unreadable platform', [apim({ platformVersion: 9 })], ['unknown UNREADABLE apim-prod']],
  ],
  notApplicable: [
    [
      'stv1 in a cloud that has another day',
      [apim({ platformVersion: 'stv1' })],
      ['not-applicable OTHER_CLOUD apim-prod'],
      { cloud: 'china' },
    ],
  ],
});
