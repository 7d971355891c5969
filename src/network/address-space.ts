/** The addresses that the tag VirtualNetwork stands for, as far as Azure tells: a network's own and what is peered to it. Rules: docs/rules.md#security-rules. */
import { attempt, type Estate } from '../model/estate.ts';
import { flag, list, same, text, texts } from '../model/json.ts';
import { foremost, type ReasonCode } from '../model/reasons.ts';
import { type AddressRange, parseRanges } from './addresses.ts';

function ownSpace(network: unknown): readonly string[] {
  const space = texts(network, 'properties', 'addressSpace', 'addressPrefixes');
  if (space.length > 0) return space;
  return list(network, 'properties', 'subnets').flatMap((subnet) => [
    text(subnet, 'properties', 'addressPrefix') ?? '',
    ...texts(subnet, 'properties', 'addressPrefixes'),
  ]);
}

/** The address space of a network. */
export interface AddressSpace {
  readonly ranges: readonly AddressRange[];
  /** Why a part of it is not known: an address that is missing in `ranges` may then still belong to it. */
  readonly unread?: ReasonCode;
}

/** The address space of a virtual network and of those that are directly peered and connected. */
export function addressSpaceOf(virtualNetworkId: string, estate: Estate): AddressSpace {
  const space = attempt(() => readSpace(virtualNetworkId, estate));
  return space.ok ? space.value : { ranges: [], unread: space.reason };
}

function readSpace(virtualNetworkId: string, estate: Estate): AddressSpace {
  const network = estate.resource(virtualNetworkId);
  if (!network.ok) return { ranges: [], unread: network.reason };
  const peered = list(network.value, 'properties', 'virtualNetworkPeerings')
    .filter((peering) => same(text(peering, 'properties', 'peeringState'), 'Connected'))
    .filter((peering) => flag(peering, 'properties', 'allowVirtualNetworkAccess') !== false)
    .map((peering): { prefixes: readonly string[]; unread?: ReasonCode } => {
      const told = ['remoteAddressSpace', 'remoteVirtualNetworkAddressSpace'].flatMap((property) =>
        texts(peering, 'properties', property, 'addressPrefixes'),
      );
      if (told.length > 0) return { prefixes: told };
      const remote = estate.resource(text(peering, 'properties', 'remoteVirtualNetwork', 'id') ?? '');
      return remote.ok ? { prefixes: ownSpace(remote.value) } : { prefixes: [], unread: remote.reason };
    });
  const unread = foremost(peered.map((peering) => peering.unread));
  const ranges = parseRanges([...ownSpace(network.value), ...peered.flatMap((peering) => peering.prefixes)]);
  return unread === undefined ? { ranges } : { ranges, unread };
}
