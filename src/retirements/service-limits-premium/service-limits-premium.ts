/** New limits hold for what an instance may contain. Rules: docs/rules.md#service-limits-premium. */

import { lookAt } from '../../fixes/look-at.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';
import { judgeLimits } from '../service-limits/shared/limits.ts';

const RETIREMENT = retirementOf('service-limits-premium');
/** The tiers whose limits begin on this day. */
const TIERS: readonly string[] = ['premium', 'premiumv2'];

export const serviceLimitsPremium: Requirement = {
  id: 'service-limits-premium',
  title: say('What can be counted stays within the service limits of Premium'),
  titles: {
    fail: say('The service limits are exceeded'),
    unknown: say('What the instance contains could not be counted'),
    warn: say('Something exceeds the service limits'),
  },
  why: say('Azure refuses more of the same; what exceeded a limit on the day stays, with a tenth on top.'),
  retirement: RETIREMENT.id,
  order: 430,
  source: { title: 'Azure API Management service limits', section: 'Service limits', url: RETIREMENT.docs },
  check: (subject) => judgeLimits(subject, TIERS, (title) => lookAt(subject, title, RETIREMENT)),
};
