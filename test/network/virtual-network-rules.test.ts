import { apim, SUBNET, subnet, VNET, virtualNetwork } from '../support/resources.ts';
import { networkWith, restricted, sightOf, targetOf } from './support.ts';

describe('a virtual network rule', () => {
  it.each([
    ['key-vault', 'Microsoft.KeyVault'],
    ['storage', 'Microsoft.Storage'],
    ['service-bus', 'Microsoft.ServiceBus'],
    ['event-hubs', 'Microsoft.EventHub'],
  ] as const)('of %s needs both halves: the subnet and the endpoint %s', (kind, service) => {
    const judge = (subnets: readonly string[], services: readonly string[]) => {
      const { target, resources } = restricted(kind, { subnets });
      return sightOf(target, { around: resources, network: networkWith(services) });
    };

    expect(judge([SUBNET.toUpperCase()], [service])).toMatchObject({ answer: 'yes', way: 'virtual-network-rule' });
    expect(judge([SUBNET], []).answer).toBe('no');
    expect(judge([`${SUBNET}2`], [service]).answer).toBe('no');
    expect(judge([SUBNET], ['Microsoft.Sql']).answer).toBe('no');
  });

  it('does not count when public access is disabled', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET], publicNetworkAccess: 'Disabled' });

    expect(sightOf(target, { network: networkWith(['Microsoft.KeyVault']) }).answer).toBe('no');
  });

  it('does not count outside a network', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET] });

    expect(sightOf(target, { service: apim() }).answer).toBe('no');
  });

  it('does not count while the endpoint is not ready', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET] });
    const network = networkWith([], {
      serviceEndpoints: [{ service: 'Microsoft.KeyVault', provisioningState: 'Failed' }],
    });

    expect(sightOf(target, { network }).answer).toBe('no');
  });

  it('is unknown when the subnet cannot be read', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET] });

    expect(sightOf(target, { denied: [VNET] })).toMatchObject({ answer: 'unknown', reason: 'FORBIDDEN' });
  });

  it('is unknown for managed HSM', () => {
    const { target } = restricted('managed-hsm', { subnets: [SUBNET] });

    expect(sightOf(target, { network: networkWith(['Microsoft.KeyVault']) })).toMatchObject({
      answer: 'unknown',
      reason: 'HSM_VNET_RULE',
    });
  });

  it('is not available for a container registry', () => {
    const target = targetOf('container-registry', {
      networkRuleSet: { defaultAction: 'Deny', virtualNetworkRules: [{ id: SUBNET, action: 'Allow' }] },
    });

    expect(sightOf(target, { network: networkWith(['Microsoft.ContainerRegistry']) }).answer).toBe('no');
  });
});

describe('a virtual network rule of storage', () => {
  const account = (location: string, state?: string) =>
    targetOf(
      'storage',
      {
        networkAcls: {
          defaultAction: 'Deny',
          virtualNetworkRules: [{ id: SUBNET, ...(state === undefined ? {} : { state }) }],
        },
      },
      { location },
    );

  it.each([
    ['westeurope', 'Microsoft.Storage', 'yes'],
    ['North Europe', 'Microsoft.Storage', 'yes'],
    ['eastus', 'Microsoft.Storage', 'no'],
    ['eastus', 'Microsoft.Storage.Global', 'yes'],
    ['westeurope', 'Microsoft.Storage.Global', 'yes'],
  ])('for an account in %s and the endpoint %s: %s', (location, service, answer) => {
    expect(sightOf(account(location), { network: networkWith([service]) }).answer).toBe(answer);
  });

  it('covers a region that the endpoint lists', () => {
    const network = networkWith([], {
      serviceEndpoints: [{ service: 'Microsoft.Storage', locations: ['westeurope', 'eastus'] }],
    });

    expect(sightOf(account('eastus'), { network }).answer).toBe('yes');
  });

  it.each<[string, Parameters<typeof virtualNetwork>[0]]>([
    [
      'another subnet',
      [
        subnet({ serviceEndpoints: [{ service: 'Microsoft.Storage', locations: ['westeurope'] }] }),
        subnet({ serviceEndpoints: [{ service: 'Microsoft.Storage', locations: ['eastus'] }] }, `${SUBNET}2`),
      ],
    ],
    [
      'another service',
      [
        subnet({
          serviceEndpoints: [
            { service: 'Microsoft.Storage', locations: ['westeurope'] },
            { service: 'Microsoft.Sql', locations: ['eastus'] },
          ],
        }),
      ],
    ],
  ])('does not cover a region that the endpoint of %s lists', (_, subnets) => {
    expect(sightOf(account('eastus'), { network: virtualNetwork(subnets) }).answer).toBe('no');
  });

  it.each([
    ['Succeeded', 'yes'],
    ['succeeded', 'yes'],
    ['NetworkSourceDeleted', 'no'],
    ['Failed', 'no'],
  ])('in the state %s: %s', (state, answer) => {
    expect(sightOf(account('westeurope', state), { network: networkWith(['Microsoft.Storage']) }).answer).toBe(answer);
  });

  it('may be filtered by a service endpoint policy', () => {
    const network = networkWith(['Microsoft.Storage'], {
      serviceEndpointPolicies: [{ id: '/subscriptions/s/policy' }],
    });

    expect(sightOf(account('westeurope'), { network })).toMatchObject({ answer: 'unknown', reason: 'ENDPOINT_POLICY' });
  });

  it('is not filtered for other services', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET] });
    const network = networkWith(['Microsoft.KeyVault'], {
      serviceEndpointPolicies: [{ id: '/subscriptions/s/policy' }],
    });

    expect(sightOf(target, { network }).answer).toBe('yes');
  });
});
