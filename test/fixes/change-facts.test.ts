/** What a change takes besides its command: who may make it, where in the portal, on which tiers, and what by hand. */
import { factsOf, sharedFacts } from '../../src/fixes/change-facts.ts';
import type { Change } from '../../src/model/change.ts';
import { samples } from '../support/changes.ts';
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

describe('an id that is none', () => {
  it('is taken for what is touched, and for a service of no kind', () => {
    expect(factsOf({ kind: 'add-service-endpoint', subnet: 'x', service: 'Microsoft.KeyVault' }).touches).toBe('x');
    expect(factsOf(addresses('x'))).toMatchObject({ touches: 'x', roles: ['Contributor'] });
  });
});

describe('a private endpoint', () => {
  it.each([
    ['Microsoft.KeyVault/vaults', undefined],
    ['Microsoft.EventHub/namespaces', ['standard', 'premium']],
  ])('of %s can be made in the tiers %s', (type, tiers) => {
    const [sample] = samples['create-private-endpoint'];

    expect(sample && factsOf({ ...sample, target: idOf(type) }).tiers).toEqual(tiers);
  });
});

describe('permission to read secrets', () => {
  const grant = (model: 'role' | 'access-policy', principal: string | undefined) =>
    factsOf({
      kind: 'grant-secret-access',
      vault: idOf('Microsoft.KeyVault/vaults'),
      model,
      service: APIM,
      principal,
      keeps: [],
    });

  it.each([
    ['role', 'accessControl', 'Role Based Access Control Administrator'],
    ['access-policy', 'accessPolicies', 'Key Vault Contributor'],
  ] as const)('by %s is given on the page %s by a %s', (model, page, role) => {
    expect(grant(model, 'p')).toMatchObject({ page, roles: [role], before: [] });
  });

  it('waits for an identity that is not there yet', () => {
    expect(grant('role', undefined).before).toHaveLength(1);
  });
});

describe('what no template declares', () => {
  const where = (is: (facts: ReturnType<typeof factsOf>) => boolean) =>
    Object.values(samples).flatMap((some) => some.filter((one) => is(factsOf(one))).map(({ kind }) => kind));

  it('is what is an action, and what is made by hand', () => {
    expect(where(({ isAction }) => isAction === true)).toEqual([
      'approve-private-endpoint',
      'renew-certificate',
      'read-again',
      'apply-network-configuration',
    ]);
    expect(where(({ byHand }) => byHand !== undefined)).toEqual(['use-identity', 'renew-certificate']);
  });

  it.each([
    [`${APIM}/hostnameConfigurations/x`, true],
    [`${APIM}/namedValues/x`, false],
  ])('a version is dropped from %s by hand: %s', (reference, byHand) => {
    expect(factsOf({ kind: 'drop-version', service: APIM, reference, secret: 's' }).byHand !== undefined).toBe(byHand);
  });
});

describe('some changes together', () => {
  const context = { cloud: 'public', tenantId: undefined } as const;

  it('tell each role, condition, reason and page once', () => {
    const [renewal] = samples['renew-certificate'];
    const again = addresses(idOf('Microsoft.KeyVault/vaults'));
    const shared = sharedFacts([again, again, ...(renewal ? [renewal, renewal] : [])], context);

    expect(shared.roles).toEqual([
      'Key Vault Contributor',
      'Key Vault Certificates Officer',
      'API Management Service Contributor',
    ]);
    expect([shared.before, shared.byHand, shared.portals].map(({ length }) => length)).toEqual([1, 1, 2]);
  });
});
