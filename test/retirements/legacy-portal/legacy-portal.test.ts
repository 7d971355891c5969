import { legacyPortal } from '../../../src/retirements/legacy-portal/legacy-portal.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';

checkRequirement(legacyPortal, {
  pass: [['no legacy portal', [apim({ legacyPortalStatus: 'Disabled' })], ['pass apim-prod']]],
  warn: [['the legacy portal', [apim({ legacyPortalStatus: 'Enabled' })], ['warn LEGACY_PORTAL apim-prod']]],
  fail: never('The portal has ended already: what is switched on serves nobody.'),
  unknown: [['an unreadable portal', [apim({ legacyPortalStatus: true })], ['unknown UNREADABLE apim-prod']]],
  notApplicable: never('Azure tells the state of the portal with every instance.'),
});
