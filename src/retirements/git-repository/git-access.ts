/** One switch of the instance, `tenant/gitAccess`, tells whether it may be used. Rules: docs/rules.md#git-access. */
import { say } from '../../model/text.ts';
import { accessIsOff } from '../direct-management-api/shared/tenant-access.ts';

export const gitAccess = accessIsOff({
  id: 'git-access',
  title: say('The Git repository of the configuration is not used'),
  titles: {
    fail: say('The Git repository of the configuration is used'),
    warn: say('Access to the Git repository is switched on'),
  },
  retirement: 'git-repository',
  order: 370,
  section: 'Git repository retirement',
  access: 'gitAccess',
  reason: 'GIT_ACCESS',
  isOn: say(
    'Access to the Git repository of the configuration is switched on; what pulled or pushed there has to go another way.',
  ),
  step: say('Use APIOps, Bicep or Terraform instead, then switch the access off'),
});
