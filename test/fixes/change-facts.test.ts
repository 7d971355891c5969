/** What a change takes besides its command: who may make it, where in the portal, on which tiers, and what by hand. */
import { factsOf } from '../../src/fixes/change-facts.ts';
import type { Change } from '../../src/model/change.ts';
import { APIM, armId, NSG, SUBNET, VNET } from '../support/resources.ts';

const idOf = (type: string) => armId(`${type}/x`, 'rg-data');
const addresses = (target: string): Change => ({ kind: 'add-address-rules', target, addresses: ['20.50.1.1'] });
const rule = (target: string, beforeEndpoint: boolean): Change => ({
  kind: 'add-network-rule',
  target,
  subnet: SUBNET,
  beforeEndpoint,
});

describe('who may change the rules of a service', () => {
  it.each([
    ['Microsoft.KeyVault/vaults', 'Key Vault Contributor', undefined],
    ['Microsoft.KeyVault/managedHSMs', 'Managed HSM contributor', undefined],
    ['Microsoft.Storage/storageAccounts', 'Storage Account Contributor', undefined],
    ['Microsoft.ServiceBus/namespaces', 'Contributor', ['premium']],
    ['Microsoft.ContainerRegistry/registries', 'Contributor', ['premium']],
    ['Microsoft.Web/sites', 'Contributor', undefined],
  ])('%s: %s', (type, role, tiers) => {
    expect(factsOf(addresses(idOf(type)))).toMatchObject({ roles: [role], page: 'networking', touches: idOf(type) });
    expect(factsOf(addresses(idOf(type))).tiers).toEqual(tiers);
  });
});

describe('what is changed', () => {
  it.each<[string, Change, string, string]>([
    [
      'the network of a subnet',
      { kind: 'add-service-endpoint', subnet: SUBNET, service: 'Microsoft.KeyVault' },
      VNET,
      'subnets',
    ],
    [
      'the group of a rule that goes out',
      {
        kind: 'add-security-rule',
        group: NSG,
        name: 'r',
        direction: 'Outbound',
        priority: 100,
        protocol: 'TCP',
        source: '*',
        destination: '*',
        ports: [443],
      },
      NSG,
      'outboundRules',
    ],
    [
      'the group of a rule that comes in',
      { kind: 'move-security-rule', group: NSG, name: 'r', direction: 'Inbound', priority: 100 },
      NSG,
      'inboundRules',
    ],
    ['the instance', { kind: 'disable-trusted-access', service: APIM }, APIM, 'overview'],
  ])('is %s', (_, change, touches, page) => {
    expect(factsOf(change)).toMatchObject({ touches, page });
  });
});

describe('before a rule for a subnet', () => {
  it.each([
    ['Microsoft.Storage/storageAccounts', false, 1],
    ['Microsoft.Storage/storageAccounts', true, 0],
    ['Microsoft.KeyVault/vaults', false, 0],
  ])('of %s, ahead of the endpoint %s: %s condition', (type, beforeEndpoint, conditions) => {
    expect(factsOf(rule(idOf(type), beforeEndpoint)).before).toHaveLength(conditions);
  });
});

describe('a reference', () => {
  const again = (reference: string) => factsOf({ kind: 'read-again', service: APIM, reference } as Change);

  it.each([
    [`${APIM}/hostnameConfigurations/api.contoso.com`, 'customDomains', true],
    [`${APIM}/certificates/c`, 'certificates', false],
    [`${APIM}/namedValues/n`, 'namedValues', false],
  ])('%s is read again on the page %s, by hand: %s', (reference, page, byHand) => {
    expect(again(reference).page).toBe(page);
    expect(again(reference).byHand !== undefined).toBe(byHand);
  });
});
