import { gitAccess } from '../../../src/retirements/git-repository/git-access.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { child, denied } from '../support.ts';

checkRequirement(gitAccess, {
  pass: [['switched off', [apim(), child('tenant/gitAccess', { enabled: false })], ['pass gitAccess']]],
  warn: [['switched on', [apim(), child('tenant/gitAccess', { enabled: true })], ['warn GIT_ACCESS gitAccess']]],
  fail: never('The repository has ended already: what is switched on serves nobody.'),
  unknown: [
    [
      'not to be read',
      [apim(), child('tenant/gitAccess', { enabled: true })],
      ['unknown FORBIDDEN gitAccess'],
      denied('tenant/gitAccess'),
    ],
    ['unreadable', [apim(), child('tenant/gitAccess', { enabled: 'perhaps' })], ['unknown UNREADABLE apim-prod']],
  ],
  notApplicable: [['not there', [apim()], ['not-applicable FEATURE_NOT_USED gitAccess']]],
});
