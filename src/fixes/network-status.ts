/** What follows from the network status that API Management reports of itself. */
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { changing } from './changing.ts';
import { docs } from './docs.ts';
import { portalLink } from './portal.ts';

/** Lets the subnet reach what the status names. In words: a rule, a route or a firewall may be in the way. */
export function reachDependencies(subject: Subject, serviceId: string): Fix {
  return {
    title: say('Open Network status, and let the subnet reach what is reported there'),
    portal: portalLink(subject, serviceId, 'network'),
    docs: docs.requiredPorts,
    order: 60,
  };
}

/** Makes the gateway of a location take over the DNS servers of its network. */
export function applyNetwork(subject: Subject, service: string, location: string, dnsServers: readonly string[]): Fix {
  return changing(
    {
      title: say('Apply the network configuration, so that the gateway asks the DNS servers of its network'),
      portal: portalLink(subject, service, 'network'),
      docs: docs.forcedTunnelling,
      order: 65,
    },
    [{ kind: 'apply-network-configuration', service, location, dnsServers }],
  );
}
