/** The compute platform of every location has to be another than stv1. Rules: docs/rules.md#compute-platform-sovereign. */

import { lookAt } from '../../fixes/look-at.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';
import { judgePlatform } from '../stv1-platform/shared/platform.ts';

const RETIREMENT = retirementOf('stv1-platform-sovereign');

export const computePlatformSovereign: Requirement = {
  id: 'compute-platform-sovereign',
  title: say('No location runs on the compute platform stv1 of its sovereign cloud'),
  titles: {
    fail: say('A location still runs on the compute platform stv1'),
    unknown: say('The compute platform is not known'),
    warn: say('The compute platform is worth a look'),
  },
  why: say('Azure takes no responsibility for instances on stv1 any more, and stops them.'),
  retirement: RETIREMENT.id,
  order: 360,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'stv1 platform retirement, Azure Government and Azure in China',
    url: RETIREMENT.docs,
  },
  check: (subject) => judgePlatform(subject, subject.cloud !== 'public', (title) => lookAt(subject, title, RETIREMENT)),
};
