import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { addressSpaceOf } from '../../src/network/address-space.ts';
import { parseRanges } from '../../src/network/addresses.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { armId, subnet, VNET, virtualNetwork } from '../support/resources.ts';
import { peering } from './support.ts';

const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
const hub = virtualNetwork([], { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } }, HUB);
const told = { remoteAddressSpace: { addressPrefixes: ['10.2.0.0/16'] } };

function space(network: JsonObject, options?: EstateOptions) {
  return addressSpaceOf(VNET, estateOf([virtualNetwork([subnet()], network), hub], options));
}

describe('the address space of a network', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['its own', {}, ['10.0.0.0/16']],
    ['that of its subnets where it tells none', { addressSpace: { addressPrefixes: [] } }, ['10.0.1.0/24']],
    [
      'that of subnets with several prefixes',
      {
        addressSpace: null,
        subnets: [subnet({ addressPrefix: null, addressPrefixes: ['10.0.3.0/24', '10.0.4.0/24'] })],
      },
      ['10.0.3.0/24', '10.0.4.0/24'],
    ],
    ['what a peering tells', { virtualNetworkPeerings: [peering(HUB, told)] }, ['10.0.0.0/16', '10.2.0.0/16']],
    ['what the peered network tells', { virtualNetworkPeerings: [peering(HUB)] }, ['10.0.0.0/16', '10.1.0.0/16']],
    [
      'nothing of a peering that is not connected',
      { virtualNetworkPeerings: [peering(HUB, { peeringState: 'Disconnected', ...told })] },
      ['10.0.0.0/16'],
    ],
    [
      'nothing of a peering without access',
      { virtualNetworkPeerings: [peering(HUB, { allowVirtualNetworkAccess: false, ...told })] },
      ['10.0.0.0/16'],
    ],
    [
      'that of a peering which says nothing of access',
      { virtualNetworkPeerings: [peering(HUB, { allowVirtualNetworkAccess: null, ...told })] },
      ['10.0.0.0/16', '10.2.0.0/16'],
    ],
  ])('is %s', (_, network, ranges) => {
    expect(space(network)).toStrictEqual({ ranges: parseRanges(ranges) });
  });

  it.each<[string, JsonObject, EstateOptions, readonly string[], string]>([
    ['itself', {}, { denied: [VNET] }, [], 'FORBIDDEN'],
    ['a peered one', { virtualNetworkPeerings: [peering(HUB)] }, { denied: [HUB] }, ['10.0.0.0/16'], 'FORBIDDEN'],
    ['a peering without a network', { virtualNetworkPeerings: [peering('')] }, {}, ['10.0.0.0/16'], 'NOT_FOUND'],
    [
      'a form that Azure does not document',
      { addressSpace: unreadable({ resource: VNET, property: 'properties.addressSpace' }) },
      {},
      [],
      'UNREADABLE',
    ],
  ])('is not known in full where it rests on %s that cannot be read', (_, network, options, ranges, unread) => {
    expect(space(network, options)).toEqual({ ranges: parseRanges(ranges), unread });
  });
});
