import { configurationApi } from '../../../src/retirements/self-hosted-gateway-versions/configuration-api.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { child, failing } from '../support.ts';

const gateway = child('gateways/on-premises', {});

checkRequirement(configurationApi, {
  pass: [
    [
      'the old configuration API closed',
      [apim({ configurationApi: { legacyApi: 'Disabled' } }), gateway],
      ['pass gateways'],
    ],
  ],
  warn: [['the old configuration API open by default', [apim(), gateway], ['warn OLD_CONFIGURATION_API gateways']]],
  fail: never('Azure does not tell the version of a container.'),
  unknown: [
    ['unreadable', [apim({ configurationApi: 'x' }), gateway], ['unknown UNREADABLE apim-prod']],
    ['not to be listed', [apim()], ['unknown FORBIDDEN gateways'], failing('gateways')],
  ],
  notApplicable: [['none', [apim()], ['not-applicable FEATURE_NOT_USED gateways']]],
});
