/** The portal from before 2020 is switched off. Rules: docs/rules.md#legacy-portal. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadService } from '../../fixes/unread-item.ts';
import { same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('legacy-portal');

export const legacyPortal: Requirement = {
  id: 'legacy-portal',
  title: say('The legacy developer portal is not in use'),
  titles: {
    fail: say('The legacy developer portal is in use'),
    unknown: say('Whether the legacy developer portal is in use is not known'),
    warn: say('The legacy developer portal is still switched on'),
  },
  why: say('Azure ended it; what people look up there moves to the new developer portal.'),
  retirement: RETIREMENT.id,
  order: 335,
  source: { title: 'Azure API Management breaking changes', section: 'Legacy portal retirement', url: RETIREMENT.docs },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const { id } = read.value;
    const status = text(read.value, 'properties', 'legacyPortalStatus');
    const property = 'properties.legacyPortalStatus';
    const evidence = [{ resource: id, property, observed: status ?? 'absent', expected: 'Disabled' }];
    if (same(status, 'Enabled')) {
      const message = say('Azure lists the legacy developer portal as switched on, although it has ended.');
      const fix = manualStep(subject, say('Move what people still use there to the new developer portal'), RETIREMENT);
      return [{ subject: id, status: 'warn', reason: 'LEGACY_PORTAL', message, evidence, fix }];
    }
    const message = say('Azure does not list a legacy developer portal as switched on.');
    return [{ subject: id, status: 'pass', message, evidence }];
  },
};
