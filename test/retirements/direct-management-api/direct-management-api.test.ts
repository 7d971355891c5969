import { directManagementApi } from '../../../src/retirements/direct-management-api/direct-management-api.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { child, denied } from '../support.ts';

checkRequirement(directManagementApi, {
  pass: [
    ['switched off', [apim(), child('tenant/access', { enabled: false })], ['pass access']],
    ['nothing said', [apim(), child('tenant/access', {})], ['pass access']],
  ],
  warn: [['switched on', [apim(), child('tenant/access', { enabled: true })], ['warn DIRECT_ACCESS access']]],
  fail: never('Azure does not tell whether anybody uses it.'),
  unknown: [
    [
      'not to be read',
      [apim(), child('tenant/access', { enabled: true })],
      ['unknown FORBIDDEN access'],
      denied('tenant/access'),
    ],
    ['unreadable', [apim(), child('tenant/access', { enabled: 'perhaps' })], ['unknown UNREADABLE apim-prod']],
  ],
  notApplicable: [['not there', [apim()], ['not-applicable FEATURE_NOT_USED access']]],
});
