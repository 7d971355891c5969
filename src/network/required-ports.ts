/** The ports that API Management needs in a virtual network. Source: virtual network reference, required ports; docs/rules.md#network-rules. */
import { say, type Text } from '../model/text.ts';

/**
 * When a row is required: always, in External mode, in every tier but Developer (which has one unit and nothing to
 * balance), in External mode with several locations, never (`optional`), or judged by a requirement of its own.
 */
export type PortNeed =
  | 'always'
  | 'external'
  | 'not-developer'
  | 'external-multi-region'
  | 'optional'
  | 'own-requirement';

/** One row of the table. Source and destination are service tags, seen as the table writes them. */
export interface RequiredPort {
  /** The number in docs/rules.md#network-rules. */
  readonly row: number;
  readonly directions: readonly ('Inbound' | 'Outbound')[];
  readonly source: string;
  readonly destination: string;
  readonly protocol: 'Tcp' | 'Udp';
  readonly ports: readonly number[];
  /** Ports that are not required even where the row is. */
  readonly optionalPorts?: readonly number[];
  readonly need: PortNeed;
  /** What it is for, as the beginning of a sentence. */
  readonly purpose: Text;
}

const VNET = 'VirtualNetwork';

function inbound(row: number, source: string, ports: readonly number[], need: PortNeed, purpose: Text): RequiredPort {
  return { row, directions: ['Inbound'], source, destination: VNET, protocol: 'Tcp', ports, need, purpose };
}

function outbound(
  row: number,
  destination: string,
  ports: readonly number[],
  need: PortNeed,
  purpose: Text,
): RequiredPort {
  return { row, directions: ['Outbound'], source: VNET, destination, protocol: 'Tcp', ports, need, purpose };
}

function within(row: number, protocol: 'Tcp' | 'Udp', ports: readonly number[], purpose: Text): RequiredPort {
  const directions = ['Inbound', 'Outbound'] as const;
  return { row, directions, source: VNET, destination: VNET, protocol, ports, need: 'optional', purpose };
}

/** Every row of the table for the classic tiers. */
export const requiredPorts: readonly RequiredPort[] = [
  { ...inbound(1, 'Internet', [443], 'external', say('Client traffic')), optionalPorts: [80] },
  inbound(2, 'ApiManagement', [3443], 'always', say('The management endpoint')),
  inbound(3, 'AzureLoadBalancer', [6390], 'not-developer', say('The load balancer of the infrastructure')),
  inbound(4, 'AzureTrafficManager', [443], 'external-multi-region', say('Routing between regions')),
  inbound(5, 'AzureLoadBalancer', [6391], 'optional', say('Monitoring of each machine')),
  outbound(6, 'Internet', [80], 'always', say('Validation of certificates')),
  outbound(7, 'Storage', [443], 'always', say('Azure Storage')),
  outbound(8, 'AzureActiveDirectory', [443], 'own-requirement', say('Microsoft Entra ID')),
  outbound(9, 'AzureConnectors', [443], 'optional', say('Managed connections')),
  outbound(10, 'Sql', [1433], 'always', say('Azure SQL')),
  outbound(11, 'AzureKeyVault', [443], 'own-requirement', say('Azure Key Vault')),
  outbound(12, 'EventHub', [5671, 5672, 443], 'optional', say('Logging to Event Hubs')),
  outbound(13, 'AzureMonitor', [1886, 443], 'always', say('Azure Monitor')),
  within(14, 'Tcp', [6380], say('An external Redis cache')),
  within(15, 'Tcp', [6381, 6382, 6383], say('The internal cache')),
  within(16, 'Udp', [4290], say('Rate limits across units')),
];

/** A row by its number. Throws for a number that the table does not have. */
export function requiredPort(row: number): RequiredPort {
  const found = requiredPorts.find((one) => one.row === row);
  if (found === undefined) throw new RangeError(`no row ${row} of required ports`);
  return found;
}
