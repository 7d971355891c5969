/** What follows from the network status that API Management reports of itself. */
import type { GatewayLocation } from '../instance/locations.ts';
import type { NetworkDependency } from '../instance/network-status.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { requiredPort } from '../network/required-ports.ts';
import { routeFor } from '../network/routes.ts';
import { subnetOf } from '../network/subnet.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { portalLink } from './portal-links.ts';

/** The row of required ports that opens the way to a dependency, by the kind that Azure calls it. */
const ROWS: Readonly<Record<string, number>> = {
  'apimanagement control plane - inbound': 2,
  blobstorage: 7,
  tablestorage: 7,
  queue: 7,
  filestorage: 7,
  azureactivedirectory: 8,
  regionalazureactivedirectory: 8,
  sqldatabase: 10,
  azurekeyvault: 11,
  eventhub: 12,
  monitoring: 13,
};

/** What has to be open for a dependency: the service tag and its ports; its own name where no row is known for it. */
function wayTo({ type, name }: NetworkDependency): {
  readonly tag?: string;
  readonly text: string;
  readonly inbound: boolean;
} {
  const number = ROWS[type.toLowerCase()];
  if (number === undefined) return { text: name, inbound: false };
  const { source, destination, ports, directions } = requiredPort(number);
  const inbound = directions.includes('Inbound');
  const tag = inbound ? source : destination;
  return { tag, text: `${tag} ${ports.join(', ')}`, inbound };
}

/** Where the subnet of a location sends what goes to a service tag, if that is somebody's firewall. */
function firewallTo(tag: string, { subnetId }: GatewayLocation, { estate }: Subject): string | undefined {
  const subnet = subnetId === undefined ? undefined : subnetOf(subnetId, estate);
  const judged = subnet?.ok === true ? routeFor(subnet.value, { tag }, estate) : undefined;
  return judged?.hop === 'appliance' ? judged.route?.nextHop : undefined;
}

/**
 * Lets the subnet reach what the status reports as failing. In words: rules and routes that are seen have requirements of their own,
 * and the rules of a firewall on the way are not read.
 */
export function reachDependencies(
  subject: Subject,
  serviceId: string,
  location: GatewayLocation,
  failing: readonly NetworkDependency[],
): Fix {
  const ways = failing.map(wayTo);
  const outbound = ways.filter(({ inbound }) => !inbound);
  const firewalls = new Set(outbound.flatMap(({ tag }) => (tag && firewallTo(tag, location, subject)) || []));
  const texts = [...new Set((outbound.length > 0 ? outbound : ways).map(({ text }) => text))];
  const values = { location: location.name, services: texts.join('; '), firewall: [...firewalls].join(', ') };
  const title =
    outbound.length === 0
      ? say('Let {services} reach the subnet of {location}: security rules and routes', values)
      : firewalls.size === 0
        ? say('Let the subnet of {location} reach {services}: security rules, routes and what lies behind them', values)
        : say(
            'Let the subnet of {location} reach {services} through the firewall ({firewall}), whose rules must let it pass',
            values,
          );
  return { title, portal: portalLink(subject, serviceId, 'network'), docs: docs.requiredPorts, order: 60 };
}

/** Makes the gateway of a location take over the DNS servers of its network. */
export function applyNetwork(subject: Subject, service: string, location: string, dnsServers: readonly string[]): Fix {
  return fixFromChanges(
    {
      title: say('Apply the network configuration, so that the gateway asks the DNS servers of its network'),
      portal: portalLink(subject, service, 'network'),
      docs: docs.forcedTunnelling,
      order: 65,
    },
    [{ kind: 'apply-network-configuration', service, location, dnsServers }],
  );
}
