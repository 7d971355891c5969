/** Workspaces of the preview ran on the gateway of the service. Rules: docs/rules.md#workspace-gateways. */

import { lookAt } from '../../fixes/look-at.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';
import { judgeWorkspaces } from './shared/workspaces.ts';

const RETIREMENT = retirementOf('workspaces-on-service-gateway');

export const workspaceGateways: Requirement = {
  id: 'workspace-gateways',
  title: say('Every workspace has a gateway of its own'),
  titles: {
    fail: say('A workspace has no gateway'),
    unknown: say('Which workspaces have a gateway is not known'),
    warn: say('A workspace has no gateway of its own'),
  },
  why: say(
    'Microsoft announced that such workspaces stop, and has taken that back in part: worth a look, never a verdict.',
  ),
  retirement: RETIREMENT.id,
  order: 377,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Workspaces preview breaking changes, part 2 (March 2025)',
    url: RETIREMENT.docs,
  },
  check: (subject) => judgeWorkspaces(subject, (title) => lookAt(subject, title, RETIREMENT)),
};
