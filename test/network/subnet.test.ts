import type { ArmResource } from '../../src/model/arm.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { hasServiceEndpoint, subnetOf } from '../../src/network/subnet.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { resource, SUBNET, subnet, VNET, virtualNetwork } from '../support/resources.ts';

// Made anew for each test: what was made of a network is remembered by it.
const itself = () => resource(SUBNET, { properties: { addressPrefix: '10.0.9.0/24' } });
const listed = () => virtualNetwork();
const notListed = () => virtualNetwork([]);
const odd = () => virtualNetwork([], { subnets: unreadable({ resource: VNET, property: 'properties.subnets' }) });

describe('a subnet is read', () => {
  it.each<[string, readonly ArmResource[], EstateOptions, string]>([
    ['in its network', [listed()], {}, '10.0.1.0/24'],
    ['in its network before itself', [listed(), itself()], {}, '10.0.1.0/24'],
    ['by itself where the network does not list it', [notListed(), itself()], {}, '10.0.9.0/24'],
    [
      'by itself where the network may not be read',
      [itself()],
      { failing: { [`resource:${VNET.toLowerCase()}`]: 'FORBIDDEN' } },
      '10.0.9.0/24',
    ],
    ['not at all where neither is there', [], {}, 'NOT_FOUND'],
    ['not at all where the network does not list it', [notListed()], {}, 'NOT_FOUND'],
    [
      'not before the network, which is still being read',
      [itself()],
      { failing: { [`resource:${VNET.toLowerCase()}`]: 'PENDING' } },
      'PENDING',
    ],
    [
      'for the reason of a network that may not be read',
      [],
      { failing: { [`resource:${VNET.toLowerCase()}`]: 'FORBIDDEN' } },
      'FORBIDDEN',
    ],
    [
      'for its own reason where the network is gone',
      [],
      { failing: { [`resource:${SUBNET.toLowerCase()}`]: 'THROTTLED' } },
      'THROTTLED',
    ],
    [
      'for its own reason before that of the network',
      [],
      {
        failing: { [`resource:${VNET.toLowerCase()}`]: 'FORBIDDEN', [`resource:${SUBNET.toLowerCase()}`]: 'THROTTLED' },
      },
      'THROTTLED',
    ],
    ['not from a network of a form that Azure does not document', [odd(), itself()], {}, 'UNREADABLE'],
  ])('%s', (_, resources, options, expected) => {
    const read = subnetOf(SUBNET, estateOf(resources, options));

    expect(read.ok ? read.value.addressPrefixes.join() : read.reason).toBe(expected);
  });

  it('is not found under an id of no network', () => {
    expect(subnetOf('nonsense', estateOf([]))).toMatchObject({ ok: false, reason: 'NOT_FOUND' });
  });
});

describe('a subnet', () => {
  const readOf = (properties: JsonObject) => {
    const read = subnetOf(SUBNET, estateOf([virtualNetwork([subnet(properties)])]));
    return read.ok ? read.value : read.reason;
  };

  it('has its name and its network from its id where it does not tell them', () => {
    const nameless = resource(SUBNET, { name: null, properties: { addressPrefixes: ['10.0.9.0/24'] } });
    expect(subnetOf(SUBNET, estateOf([nameless]))).toMatchObject({
      value: { name: 'snet-apim', virtualNetworkId: VNET, addressPrefixes: ['10.0.9.0/24'] },
    });
  });

  it('counts no service endpoint and no delegation without a name', () => {
    const properties = {
      serviceEndpoints: [{ provisioningState: 'Succeeded' }, { service: 'Microsoft.Sql' }],
      delegations: [{ properties: {} }, { properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
    };
    expect(readOf(properties)).toMatchObject({
      serviceEndpoints: [{ service: 'Microsoft.Sql', provisioningState: undefined }],
      delegations: ['Microsoft.Web/serverFarms'],
    });
  });

  it.each([
    [[{ id: 'p' }], true],
    [[], false],
    [null, false],
  ])('with the service endpoint policies %j has some: %s', (serviceEndpointPolicies, expected) => {
    expect(readOf({ serviceEndpointPolicies })).toMatchObject({ hasServiceEndpointPolicies: expected });
  });
});

describe('a working service endpoint', () => {
  it.each([
    ['Microsoft.KeyVault', 'Succeeded', true],
    ['microsoft.keyvault', 'succeeded', true],
    ['Microsoft.KeyVault', null, true],
    ['Microsoft.KeyVault', 'Failed', false],
    ['Microsoft.Sql', 'Succeeded', false],
  ])('%s, %s: %s', (service, provisioningState, expected) => {
    const network = virtualNetwork([subnet({ serviceEndpoints: [{ service, provisioningState }] })]);
    const read = subnetOf(SUBNET, estateOf([network]));

    expect(read.ok && hasServiceEndpoint(read.value, 'Microsoft.KeyVault', 'Microsoft.Storage')).toBe(expected);
  });
});
