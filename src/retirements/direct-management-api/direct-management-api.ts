/** One switch of the instance, `tenant/access`, tells whether it may be used. Rules: docs/rules.md#direct-management-api. */
import { say } from '../../model/text.ts';
import { accessIsOff } from './shared/tenant-access.ts';

export const directManagementApi = accessIsOff({
  id: 'direct-management-api',
  title: say('The direct management API is not used'),
  titles: {
    fail: say('The direct management API is used'),
    warn: say('The direct management API is switched on'),
  },
  retirement: 'direct-management-api',
  order: 375,
  section: 'Direct management API retirement',
  access: 'access',
  reason: 'DIRECT_ACCESS',
  isOn: say('The direct management API is switched on; tools that call it have to go through Azure Resource Manager.'),
  step: say('Let every tool call Azure Resource Manager, then switch the direct management API off'),
});
