/** Old versions of the management API are shut out by one setting. Rules: docs/rules.md#minimum-api-version. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadService } from '../../fixes/unread-item.ts';
import { text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('api-versions');
/** The oldest version that stays. */
const MINIMUM = '2021-08-01';

export const minimumApiVersion: Requirement = {
  id: 'minimum-api-version',
  title: say('Old versions of the management API are shut out'),
  titles: {
    fail: say('Old versions of the management API are accepted'),
    unknown: say('The minimum version of the management API is not known'),
    warn: say('Old versions of the management API are still accepted'),
  },
  why: say('Tools that call an old version break when Azure ends it; a minimum shows them earlier.'),
  retirement: RETIREMENT.id,
  order: 340,
  source: { title: 'Azure API Management breaking changes', section: 'API version retirements', url: RETIREMENT.docs },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const minimum = text(read.value, 'properties', 'apiVersionConstraint', 'minApiVersion');
    const item = {
      subject: read.value.id,
      evidence: [
        {
          resource: read.value.id,
          property: 'properties.apiVersionConstraint.minApiVersion',
          observed: minimum ?? 'absent',
          expected: `${MINIMUM} or later`,
        },
      ],
    };
    // Versions begin with their day, so they compare as text; what follows it, "-preview", changes nothing.
    if (minimum !== undefined && minimum.slice(0, 10) >= MINIMUM) {
      return [{ ...item, status: 'pass', message: say('Versions before {minimum} are shut out.', { minimum }) }];
    }
    const message = say(
      'Versions before {minimum} are accepted. Azure ends them by leaving out secrets, and stops nothing by itself.',
      { minimum: MINIMUM },
    );
    const fix = manualStep(
      subject,
      say('Bring every script and tool to version {minimum} or later, then set that as minimum', { minimum: MINIMUM }),
      RETIREMENT,
    );
    return [{ ...item, status: 'warn', reason: 'OLD_API_VERSIONS', message, fix }];
  },
};
