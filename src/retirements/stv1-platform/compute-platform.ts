/** The compute platform of every location has to be another than stv1. Rules: docs/rules.md#compute-platform. */

import { lookAt } from '../../fixes/look-at.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';
import { judgePlatform } from './shared/platform.ts';

const RETIREMENT = retirementOf('stv1-platform');

export const computePlatform: Requirement = {
  id: 'compute-platform',
  title: say('No location runs on the compute platform stv1'),
  titles: {
    fail: say('A location still runs on the compute platform stv1'),
    unknown: say('The compute platform is not known'),
    warn: say('The compute platform is worth a look'),
  },
  why: say('Azure takes no responsibility for instances on stv1 any more, and stops them.'),
  retirement: RETIREMENT.id,
  order: 350,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'stv1 platform retirement, global Azure',
    url: RETIREMENT.docs,
  },
  check: (subject) => judgePlatform(subject, subject.cloud === 'public', (title) => lookAt(subject, title, RETIREMENT)),
};
