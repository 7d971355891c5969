/** In which network a location's names are resolved: which DNS servers it asks, and where these stand. */
import type { GatewayLocation } from '../instance/locations.ts';
import { networkStatusId, networkStatusOf } from '../instance/network-status.ts';
import { type ArmResource, idKey, parentIdOf, parseArmId, sameId } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { at, flag, list, same, text, texts } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { PathSubject } from './network-path.ts';
import { virtualNetworkOf } from './subnet.ts';

/** Azure's own resolver, as it may also be written down. */
const AZURE_DNS = '168.63.129.16';

/** Whether some servers are Azure's own, which is also what no server means. */
function isAzureDns(servers: readonly string[]): boolean {
  return servers.every((server) => server === AZURE_DNS);
}

/** The network whose private zones answer, or why that is not known. */
export type DnsView =
  | { readonly networkId: string; readonly evidence: readonly Evidence[] }
  | { readonly reason: ReasonCode; readonly evidence: readonly Evidence[] };

interface Servers {
  readonly servers: readonly string[];
  readonly evidence: Evidence;
}

/** Some DNS servers in words; none is Azure's own. */
export function dnsServersInWords(servers: readonly string[]): string {
  return servers.join(', ') || 'Azure DNS';
}

/** The DNS servers that the network itself names. */
function configured(network: ArmResource): Servers {
  const servers = texts(network, 'properties', 'dhcpOptions', 'dnsServers');
  const observed = dnsServersInWords(servers);
  return { servers, evidence: { resource: network.id, property: 'properties.dhcpOptions.dnsServers', observed } };
}

/** The servers that the gateway really asks, as its network status reports them: it keeps them until the network is applied. */
function reported(location: GatewayLocation, subject: PathSubject): Servers | ReasonCode | undefined {
  if (location.network !== 'classic') return undefined;
  const { id } = subject.instance;
  const status = networkStatusOf(id, location.name, subject.estate);
  if (!status.ok) return status.reason === 'PENDING' ? 'PENDING' : undefined;
  const servers = status.value.dnsServers;
  if (servers === undefined) return undefined;
  const property = `value[?location=='${location.name}'].networkStatus.dnsServers`;
  const observed = dnsServersInWords(servers);
  return { servers, evidence: { resource: networkStatusId(id), property, observed } };
}

/** Whether a firewall answers DNS by Azure's own resolver: its proxy is on and asks no server of its own. */
function isProxy(firewall: ArmResource, estate: Estate): boolean {
  const policyId = text(firewall, 'properties', 'firewallPolicy', 'id');
  if (policyId === undefined) {
    const settings = at(firewall, 'properties', 'additionalProperties');
    const servers = text(settings, 'Network.DNS.Servers') ?? '';
    return flag(settings, 'Network.DNS.EnableProxy') === true && servers.trim() === '';
  }
  const policy = estate.resource(policyId);
  if (!policy.ok) return false;
  const own = texts(policy.value, 'properties', 'dnsSettings', 'servers');
  return flag(policy.value, 'properties', 'dnsSettings', 'enableProxy') === true && isAzureDns(own);
}

function networkOfForwarder(forwarder: ArmResource): string | undefined {
  const ids = list(forwarder, 'properties', 'ipConfigurations').flatMap(
    (entry) => text(entry, 'properties', 'subnet', 'id') ?? text(entry, 'subnet', 'id') ?? [],
  );
  return ids.map(parentIdOf)[0];
}

/**
 * The network in which a server resolves: that of an Azure Firewall's proxy or of a DNS Private Resolver's inbound endpoint.
 * Private addresses repeat, so it must stand in the location's own network or in one that is peered with it.
 */
function networkOf(server: string, network: ArmResource, estate: Estate): string | 'PENDING' | undefined {
  if (server === AZURE_DNS) return network.id;
  const near = [
    network.id,
    ...list(network, 'properties', 'virtualNetworkPeerings').flatMap(
      (peering) => text(peering, 'properties', 'remoteVirtualNetwork', 'id') ?? [],
    ),
  ];
  const found = estate.dnsForwarders(server);
  if (!found.ok) return found.reason === 'PENDING' ? 'PENDING' : undefined;
  const placed = found.value.flatMap((forwarder) => {
    const id = networkOfForwarder(forwarder);
    return id !== undefined && near.some((one) => sameId(one, id)) ? [{ forwarder, id }] : [];
  });
  const [only, ...others] = placed;
  if (only === undefined || others.length > 0) return undefined;
  const resolves = !same(only.forwarder.type, 'Microsoft.Network/azureFirewalls') || isProxy(only.forwarder, estate);
  return resolves ? only.id : undefined;
}

/**
 * Where the names of a location in a network are resolved: in the network itself by Azure DNS, in that of a firewall or
 * resolver which it asks, `CUSTOM_DNS` by anybody else.
 */
export function dnsViewOf(location: GatewayLocation, subject: PathSubject): DnsView {
  const { estate } = subject;
  const subnetId = location.subnetId ?? '';
  const network = virtualNetworkOf(subnetId, estate);
  const status = reported(location, subject);
  if (!network.ok) {
    const resource = parseArmId(subnetId)?.parentId ?? subnetId;
    return { reason: network.reason, evidence: [{ resource, property: 'GET', observed: network.reason }] };
  }
  if (status === 'PENDING') return { reason: 'PENDING', evidence: [] };
  const asked = status === undefined || typeof status === 'string' ? configured(network.value) : status;
  const evidence = [asked.evidence];
  if (isAzureDns(asked.servers)) return { networkId: network.value.id, evidence };
  const networks = asked.servers.map((server) => networkOf(server, network.value, estate));
  if (networks.includes('PENDING')) return { reason: 'PENDING', evidence };
  const distinct = new Set(networks.map((id) => (id === undefined ? undefined : idKey(id))));
  const [first] = networks;
  if (first === undefined || distinct.size !== 1) return { reason: 'CUSTOM_DNS', evidence };
  return { networkId: first, evidence };
}

/** The DNS servers of the network and those that the gateway reports, where they are known and differ. */
export function unappliedDns(
  location: GatewayLocation,
  subject: PathSubject,
): { readonly configured: readonly string[]; readonly reported: readonly string[] } | undefined {
  const network = virtualNetworkOf(location.subnetId ?? '', subject.estate);
  const status = reported(location, subject);
  if (!network.ok || status === undefined || typeof status === 'string') return undefined;
  const own = configured(network.value).servers;
  const key = (servers: readonly string[]) => (isAzureDns(servers) ? '' : [...new Set(servers)].toSorted().join(' '));
  return key(own) === key(status.servers) ? undefined : { configured: own, reported: status.servers };
}
