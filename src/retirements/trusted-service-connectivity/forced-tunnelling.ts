/** A default route into a tunnel cuts off what API Management is managed by, unless routes and endpoints spare it. Domain V5, contract 7.24. */
import { docs } from '../../fixes/docs.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { judgeDefaultRoute } from './shared/judge-forced-tunnelling.ts';

export const forcedTunnelling: Requirement = {
  id: 'forced-tunnelling',
  title: say('Forced tunnelling does not cut the control plane'),
  why: say(
    'Where all traffic is sent to an appliance or on-premises, the answers of the management endpoint and the service’s own storage must still find their way.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 130,
  source: {
    title: 'Deploy API Management to a virtual network',
    section: 'Force tunnel traffic to an on-premises firewall',
    url: docs.forcedTunnelling,
  },
  check: (subject) =>
    judgeNetwork(subject, (networked) => judgeSubnets(networked, (judged) => [judgeDefaultRoute(judged)])),
};
