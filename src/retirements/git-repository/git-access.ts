/** One switch of the instance, `tenant/gitAccess`, tells whether it may be used. Rules: docs/rules.md#git-access. */

import { lookAt } from '../../fixes/look-at.ts';
import { unreadItem } from '../../fixes/unread.ts';
import { flag } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('git-repository');

export const gitAccess: Requirement = {
  id: 'git-access',
  title: say('The Git repository of the configuration is not used'),
  titles: {
    fail: say('The Git repository of the configuration is used'),
    unknown: say('Whether it is switched on is not known'),
    warn: say('Access to the Git repository is switched on'),
  },
  why: say('Azure ended it, and who still uses it gets no answer.'),
  retirement: RETIREMENT.id,
  order: 370,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Git repository retirement',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const id = `${subject.instance.id}/tenant/gitAccess`;
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
      'Access to the Git repository of the configuration is switched on; what pulled or pushed there has to go another way.',
    );
    const fix = lookAt(subject, say('Use APIOps, Bicep or Terraform instead, then switch the access off'), RETIREMENT);
    return [{ subject: id, status: 'warn', reason: 'GIT_ACCESS', message, evidence, fix }];
  },
};
