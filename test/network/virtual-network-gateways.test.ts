import type { ArmResource } from '../../src/model/arm.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { reachableGateway } from '../../src/network/virtual-network-gateways.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { armId, resource, VNET, virtualNetwork } from '../support/resources.ts';

const GATEWAY = armId('Microsoft.Network/virtualNetworkGateways/gw', 'rg-hub');
const OTHER = armId('Microsoft.Network/virtualNetworkGateways/gw2', 'rg-hub');
const SUBNET_ID = `${VNET}/subnets/GatewaySubnet`;
const placed = resource(GATEWAY, {
  properties: { ipConfigurations: [{ properties: { subnet: { id: SUBNET_ID } } }] },
});
const elsewhere = resource(GATEWAY, { properties: { ipConfigurations: [] } });

/** A GatewaySubnet that holds configurations of some gateways; null where Azure does not list them. */
const holding = (...ids: readonly (string | null)[]): JsonObject => ({
  id: SUBNET_ID,
  name: 'GatewaySubnet',
  properties: { ipConfigurations: ids.map((id) => ({ id: id === null ? null : `${id}/ipConfigurations/c` })) },
});
const remote = (properties: JsonObject): JsonObject => ({
  virtualNetworkPeerings: [{ name: 'to-hub', properties }],
});

function reach(
  subnets: readonly JsonObject[],
  network: JsonObject = {},
  around: readonly ArmResource[] = [],
  options?: EstateOptions,
) {
  const { answer, reason } = reachableGateway(VNET, estateOf([virtualNetwork(subnets, network), ...around], options));
  return answer === 'unknown' ? reason : answer;
}

describe('a gateway within reach', () => {
  it.each<[string, string, Parameters<typeof reach>]>([
    ['is none in a network without a GatewaySubnet', 'no', [[]]],
    ['is one that stands there', 'yes', [[holding()], {}, [placed]]],
    ['is one behind a peering that uses it', 'yes', [[], remote({ useRemoteGateways: true })]],
    ['is none behind a peering that does not', 'no', [[], remote({ useRemoteGateways: false })]],
    [
      'is one behind a peering, while the own ones are not shown',
      'yes',
      [[], remote({ useRemoteGateways: true }), [], { failing: { virtualNetworkGateways: 'FORBIDDEN' } }],
    ],
    [
      'is not known while the own ones are not shown',
      'THROTTLED',
      [[], {}, [], { failing: { virtualNetworkGateways: 'THROTTLED' } }],
    ],
    ['is not known while the network may not be read', 'FORBIDDEN', [[], {}, [], { denied: [VNET] }]],
    ['is one whose address stands in the GatewaySubnet', 'yes', [[holding(GATEWAY)], {}, [elsewhere]]],
    ['is one that stands there beside one that is gone', 'yes', [[holding(OTHER, GATEWAY)], {}, [elsewhere]]],
    ['is not known where it may not be read', 'FORBIDDEN', [[holding(GATEWAY)], {}, [], { denied: [GATEWAY] }]],
    [
      'is not known where one of two may not be read',
      'FORBIDDEN',
      [[holding(OTHER, GATEWAY)], {}, [], { denied: [GATEWAY] }],
    ],
    ['is none where it is gone', 'no', [[holding(GATEWAY)]]],
    ['is none where the GatewaySubnet is empty', 'no', [[holding()]]],
    [
      'is none where other things have addresses there',
      'no',
      [[holding(armId('Microsoft.Network/networkInterfaces/nic'), null)]],
    ],
    [
      'is not known where nobody tells who sits in the GatewaySubnet',
      'FORBIDDEN',
      [[{ ...holding(), properties: {} }]],
    ],
    [
      'is not known where the GatewaySubnet tells nothing of itself',
      'FORBIDDEN',
      [[{ id: SUBNET_ID, name: 'GatewaySubnet' }]],
    ],
    [
      'is none where another subnet tells nothing',
      'no',
      [[{ id: `${VNET}/subnets/other`, name: 'other', properties: {} }]],
    ],
    [
      'is not known where the network has a form that Azure does not document',
      'UNREADABLE',
      [[], { virtualNetworkPeerings: unreadable({ resource: VNET, property: 'properties.virtualNetworkPeerings' }) }],
    ],
  ])('%s: %s', (_, expected, scene) => {
    expect(reach(...scene)).toBe(expected);
  });

  it('is told with the name of what leads there', () => {
    const observed = (network: JsonObject) =>
      reachableGateway(VNET, estateOf([virtualNetwork([], network)])).evidence.map((one) => one.observed);

    expect(observed(remote({ useRemoteGateways: true }))).toEqual(['true (to-hub)']);
    expect(observed({ virtualNetworkPeerings: [{ properties: { useRemoteGateways: true } }] })).toEqual([
      'true (peering)',
    ]);
  });
});
