/** What follows from the network status that API Management reports of itself. */
import { parseArmId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { docs } from './docs.ts';
import { portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** Lets the subnet reach what the status names. In words: a rule, a route or a firewall may be in the way. */
export function reachDependencies(subject: Subject, serviceId: string): Fix {
  return {
    title: say('Open Network status, and let the subnet reach what is reported there'),
    portal: portalLink(subject, serviceId, 'network'),
    docs: docs.requiredPorts,
    order: 60,
  };
}

/** Makes the gateway take over the DNS servers of its network. */
export function applyNetwork(subject: Subject, serviceId: string): Fix {
  const parts = parseArmId(serviceId);
  const named = `-g ${word(parts?.resourceGroup ?? '')} -n ${word(parts?.name ?? '')} --subscription ${word(parts?.subscriptionId ?? '')}`;
  return {
    title: say('Apply the network configuration, so that the gateway asks the DNS servers of its network'),
    portal: portalLink(subject, serviceId, 'network'),
    docs: docs.forcedTunnelling,
    command: lines(
      '# Updates the whole service, which takes a while: use a maintenance window.',
      `az apim show ${named} --query provisioningState`,
      `az apim apply-network-updates ${named}`,
    ),
    order: 65,
  };
}
