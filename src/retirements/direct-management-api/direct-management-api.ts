/** One switch of the instance, `tenant/access`, tells whether it may be used. Rules: docs/rules.md#direct-management-api. */

import { lookAt } from '../../fixes/look-at.ts';
import { unreadItem } from '../../fixes/unread.ts';
import { flag } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('direct-management-api');

export const directManagementApi: Requirement = {
  id: 'direct-management-api',
  title: say('The direct management API is not used'),
  titles: {
    fail: say('The direct management API is used'),
    unknown: say('Whether it is switched on is not known'),
    warn: say('The direct management API is switched on'),
  },
  why: say('Azure ended it, and who still uses it gets no answer.'),
  retirement: RETIREMENT.id,
  order: 375,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Direct management API retirement',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const id = `${subject.instance.id}/tenant/access`;
    const read = subject.estate.resource(id);
    if (!read.ok && read.reason === 'NOT_FOUND') {
      const message = say('The instance has no such access.');
      return [{ subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] }];
    }
    if (!read.ok) return [unreadItem(subject, id, say('The access setting'), read)];
    const enabled = flag(read.value, 'properties', 'enabled');
    const evidence = [
      { resource: id, property: 'properties.enabled', observed: String(enabled ?? 'absent'), expected: 'false' },
    ];
    if (enabled !== true)
      return [{ subject: id, status: 'pass', message: say('The access is switched off.'), evidence }];
    const message = say(
      'The direct management API is switched on; tools that call it have to go through Azure Resource Manager.',
    );
    const fix = lookAt(
      subject,
      say('Let every tool call Azure Resource Manager, then switch the direct management API off'),
      RETIREMENT,
    );
    return [{ subject: id, status: 'warn', reason: 'DIRECT_ACCESS', message, evidence, fix }];
  },
};
