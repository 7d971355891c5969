/** The addresses that the tag VirtualNetwork stands for, as far as Azure tells: a network's own and what is peered to it. Domain 5.7. */
import type { Estate } from '../model/estate.ts';
import { flag, list, same, text, texts } from '../model/json.ts';
import { type AddressRange, parseRanges } from './addresses.ts';

function ownSpace(network: unknown): readonly string[] {
  const space = texts(network, 'properties', 'addressSpace', 'addressPrefixes');
  if (space.length > 0) return space;
  return list(network, 'properties', 'subnets').flatMap((subnet) => [
    text(subnet, 'properties', 'addressPrefix') ?? '',
    ...texts(subnet, 'properties', 'addressPrefixes'),
  ]);
}

/**
 * The address space of a virtual network and of those that are directly peered and connected. What cannot be read is left
 * out, so an address that is missing here may still belong to the network.
 */
export function networkSpace(virtualNetworkId: string, estate: Estate): readonly AddressRange[] {
  const network = estate.resource(virtualNetworkId);
  if (!network.ok) return [];
  const peered = list(network.value, 'properties', 'virtualNetworkPeerings')
    .filter((peering) => same(text(peering, 'properties', 'peeringState'), 'Connected'))
    .filter((peering) => flag(peering, 'properties', 'allowVirtualNetworkAccess') !== false)
    .flatMap((peering) => {
      const told = ['remoteAddressSpace', 'remoteVirtualNetworkAddressSpace'].flatMap((property) =>
        texts(peering, 'properties', property, 'addressPrefixes'),
      );
      if (told.length > 0) return told;
      const remote = estate.resource(text(peering, 'properties', 'remoteVirtualNetwork', 'id') ?? '');
      return remote.ok ? ownSpace(remote.value) : [];
    });
  return parseRanges([...ownSpace(network.value), ...peered]);
}
