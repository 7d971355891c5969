/** A subnet of API Management needs a network security group that lets the service's own traffic pass. Domain V4, contract 7.10 and 7.11. */
import { docs } from '../../fixes/docs.ts';
import type { Item } from '../../model/finding.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { judgeNetwork, judgeSubnets, type NetworkedService } from './shared/judged-subnets.ts';
import { judgeRules, judgeV2Rules } from './shared/judge-network-rules.ts';

/** One pass when no location has anything to say. */
function orPass(
  { service, locations }: NetworkedService,
  items: readonly Item[],
  groupIds: readonly string[],
): readonly Item[] {
  if (items.length > 0) return items;
  const [only, ...others] = locations;
  return [
    {
      subject: groupIds[0] ?? service.id,
      ...(only !== undefined && others.length === 0 ? { location: only.name } : {}),
      status: 'pass',
      message: say('Every port that API Management needs is open.'),
      evidence: [...new Set(groupIds)].map((resource) => ({
        resource,
        property: 'properties.securityRules',
        observed: 'every required port is open',
      })),
    },
  ];
}

function judgeWith(judge: typeof judgeRules): (networked: NetworkedService) => readonly Item[] {
  return (networked) => {
    const groupIds: string[] = [];
    const items = judgeSubnets(networked, (judged) => {
      groupIds.push(
        ...(judged.subnet.networkSecurityGroupId === undefined ? [] : [judged.subnet.networkSecurityGroupId]),
      );
      return judge(judged);
    });
    return orPass(networked, items, groupIds);
  };
}

export const networkRules: Requirement = {
  id: 'network-rules',
  title: say("The subnet's other required network rules are in place"),
  why: say('Microsoft supports an instance in a virtual network only while the ports that it documents are open.'),
  retirement: 'trusted-service-connectivity',
  order: 120,
  source: { title: 'Virtual network reference of API Management', section: 'Required ports', url: docs.requiredPorts },
  check: (subject) => judgeNetwork(subject, judgeWith(judgeRules), judgeWith(judgeV2Rules)),
};
