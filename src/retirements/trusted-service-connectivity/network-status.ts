/** API Management tests its own dependencies every quarter of an hour and reports what it cannot reach. Domain V6, contract 7.13. */
import { docs } from '../../fixes/docs.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { judgeNetwork } from './shared/judged-subnets.ts';
import { judgeStatus } from './shared/judge-network-status.ts';

export const networkStatus: Requirement = {
  id: 'network-status',
  title: say('API Management itself reports its network dependencies healthy'),
  why: say('It is the live proof of what rules and routes only promise.'),
  retirement: 'trusted-service-connectivity',
  order: 140,
  source: {
    title: 'Virtual network reference of API Management',
    section: 'Control plane and network dependencies',
    url: docs.requiredPorts,
  },
  check: (subject) => judgeNetwork(subject, judgeStatus),
};
