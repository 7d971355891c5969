/** Every tier in every network type. docs/rules.md#tiers and docs/rules.md#locations; what is expected is written from there alone. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { judge, lineOf, lines } from '../support/judge.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  SUBNET,
  securityRule,
  subnet,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const NETWORKED = [
  'subnet-key-vault-endpoint',
  'outbound-key-vault',
  'outbound-entra-id',
  'network-rules',
  'forced-tunnelling',
  'network-status',
] as const;

const CLASSIC = ['Developer', 'Premium', 'Isolated'];
const WITHOUT_NETWORK = ['Consumption', 'Basic', 'Standard', 'BasicV2'];
const V2 = ['StandardV2', 'PremiumV2'];
const TYPES = ['None', 'External', 'Internal'] as const;

const inboundRules = [
  ...requiredRules,
  securityRule('AllowClients', {
    priority: 110,
    direction: 'Inbound',
    sourceAddressPrefix: 'Internet',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRanges: ['80', '443'],
  }),
];

function check(id: string, resources: readonly ArmResource[], denied: readonly string[] = []): readonly string[] {
  const requirement = requirements.find((one) => one.id === id);
  if (requirement === undefined) throw new Error(`no requirement ${id}`);
  return requirement.check(subjectOf(resources, { denied })).map(lineOf);
}

const networkOf = (type: (typeof TYPES)[number]): JsonObject =>
  type === 'None' ? { virtualNetworkType: 'None' } : injected(type);

/** The status, and the reason where it is no plain pass, of a healthy network around the tier. */
function expected(id: string, tier: string, type: (typeof TYPES)[number]): string {
  if (WITHOUT_NETWORK.includes(tier) || type === 'None') return 'not-applicable NO_VNET apim-prod';
  const place: Readonly<Record<string, string>> = { 'network-rules': 'nsg-apim', 'network-status': 'apim-prod' };
  const pass = `pass ${place[id] ?? 'snet-apim'} westeurope`;
  if (CLASSIC.includes(tier)) return pass;
  if (V2.includes(tier)) return id === 'network-rules' ? pass : 'not-applicable V2_TIER apim-prod';
  return 'unknown UNKNOWN_SKU apim-prod';
}

const cases = [...CLASSIC, ...WITHOUT_NETWORK, ...V2, 'PremiumV3'].flatMap((tier) =>
  TYPES.map((type) => [tier, type] as const),
);

describe('which network requirements hold', () => {
  it.each(cases)('%s, %s', (tier, type) => {
    const delegations = V2.includes(tier) ? [{ properties: { serviceName: 'Microsoft.Web/serverFarms' } }] : [];
    const resources = [
      apim(networkOf(type), { sku: { name: tier, capacity: 1 } }),
      virtualNetwork([subnet({ delegations })]),
      networkSecurityGroup(inboundRules),
      networkStatus(),
    ];
    expect(NETWORKED.map((id) => [id, ...check(id, resources)])).toEqual(
      NETWORKED.map((id) => [id, expected(id, tier, type)]),
    );
  });

  it.each(cases)('%s, %s: the network status is asked for only where it counts', (tier, type) => {
    const resources = [
      apim(networkOf(type), { sku: { name: tier, capacity: 1 } }),
      virtualNetwork(),
      networkSecurityGroup(inboundRules),
    ];
    const line = check('network-status', resources, [`${APIM}/networkstatus`]);
    const asked = CLASSIC.includes(tier) && type !== 'None';
    expect(line).toEqual([asked ? 'unknown FORBIDDEN apim-prod westeurope' : expected('network-status', tier, type)]);
  });

  it.each([...CLASSIC, ...WITHOUT_NETWORK, ...V2, 'PremiumV3'])(
    '%s: key vaults and calls are judged in every tier',
    (tier) => {
      const resources = [
        apim({}, { sku: { name: tier, capacity: 1 } }),
        keyVaultNamedValue('secret', 'kv-prod'),
        keyVault('kv-prod', firewall()),
        policy('', inbound(sendRequest('https://kv-prod.vault.azure.net/x'))),
      ];
      expect(check('gateway-dependencies', resources)).toEqual(['fail outage G-RELIES kv-prod westeurope']);
      expect(check('key-vault-network-access', resources)).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
    },
  );

  const denyStorage = securityRule('Deny', { access: 'Deny', destinationAddressPrefix: 'Storage' });
  const v2 = (type: 'External' | 'Internal', part: JsonObject, rules: readonly JsonObject[]) =>
    check('network-rules', [
      apim(injected(type), { sku: { name: 'PremiumV2', capacity: 1 } }),
      virtualNetwork([subnet(part)]),
      networkSecurityGroup(rules),
    ]);
  const delegated = (serviceName: string): JsonObject => ({ delegations: [{ properties: { serviceName } }] });

  it.each<readonly [string, JsonObject, readonly JsonObject[], string]>([
    [
      'injected, Storage denied',
      delegated('Microsoft.Web/hostingEnvironments'),
      [denyStorage],
      'fail unsupported NSG_DENY nsg-apim westeurope',
    ],
    [
      'integrated, Storage denied',
      delegated('microsoft.web/serverfarms'),
      [denyStorage],
      'warn NSG_DENY nsg-apim westeurope',
    ],
    ['no delegation told, Storage denied', {}, [denyStorage], 'unknown USE_UNPROVEN nsg-apim westeurope'],
    ['injected, Storage open', delegated('Microsoft.Web/hostingEnvironments'), [], 'pass nsg-apim westeurope'],
    [
      'no security group',
      { ...delegated('Microsoft.Web/serverFarms'), networkSecurityGroup: null },
      [],
      'fail unsupported NO_NSG snet-apim westeurope',
    ],
  ])('a v2 tier: %s', (_, part, rules, outcome) => {
    expect(v2('External', part, rules)).toEqual([outcome]);
    expect(v2('Internal', part, rules)).toEqual([outcome]);
  });

  it('a v2 tier without a subnet is outside a network', () => {
    const outside = apim({ virtualNetworkType: 'None' }, { sku: { name: 'StandardV2', capacity: 1 } });
    expect(check('network-rules', [outside])).toEqual(['not-applicable NO_VNET apim-prod']);
  });
});

describe('locations', () => {
  const EAST = armId('Microsoft.Network/virtualNetworks/vnet-east');
  const eastSubnet = `${EAST}/subnets/snet-apim`;
  const network = [
    virtualNetwork(),
    networkSecurityGroup(inboundRules),
    virtualNetwork([subnet({}, eastSubnet)], {}, EAST),
  ];
  const east = (rest: JsonObject = {}): JsonObject => ({
    location: 'East US',
    virtualNetworkConfiguration: { subnetResourceId: eastSubnet },
    publicIPAddresses: ['20.70.1.1'],
    ...rest,
  });
  const vaultCalls = [
    keyVaultNamedValue('secret', 'kv-prod'),
    keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: eastSubnet }] })),
    policy('', inbound(sendRequest('https://kv-prod.vault.azure.net/x'))),
  ];

  it('a location that is off is in no finding', async () => {
    const report = await judge([
      apim({ ...injected(), additionalLocations: [east({ disableGateway: true })] }),
      ...network,
      ...vaultCalls,
      networkStatus(),
    ]);
    expect(report.findings.flatMap(({ items }) => items.map(({ location }) => location))).not.toContain('eastus');
  });

  it('the primary one may be the one that is off', () => {
    const service = apim({ ...injected(), disableGateway: true, additionalLocations: [east()] });
    expect(check('gateway-dependencies', [service, ...network, ...vaultCalls])).toEqual(['pass kv-prod eastus']);
    expect(check('key-vault-network-access', [service, ...network, ...vaultCalls])).toEqual(['pass kv-prod eastus']);
    expect(check('outbound-key-vault', [service, ...network])).toEqual(['pass snet-apim eastus']);
  });

  it('where all are off, what stands for locations does not apply, and key vaults are judged from the primary one', async () => {
    const service = apim({
      ...injected(),
      disableGateway: true,
      additionalLocations: [east({ disableGateway: true })],
    });
    const report = await judge([service, ...network, ...vaultCalls, networkStatus()]);
    for (const id of ['gateway-dependencies', ...NETWORKED]) {
      expect([id, ...lines(report, id)]).toEqual([id, 'not-applicable GATEWAY_DISABLED apim-prod']);
    }
    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
  });

  it.each([
    'outbound-key-vault',
    'outbound-entra-id',
    'forced-tunnelling',
    'subnet-key-vault-endpoint',
    'network-rules',
  ])('a location without a subnet id is unknown: %s', (id) => {
    const service = apim({ ...injected(), additionalLocations: [east({ virtualNetworkConfiguration: null })] });
    expect(check(id, [service, ...network])).toContain('unknown SUBNET_MISSING apim-prod eastus');
  });

  it('and so is every call and every vault from there', () => {
    const service = apim({ ...injected(), additionalLocations: [east({ virtualNetworkConfiguration: null })] });
    expect(check('gateway-dependencies', [service, ...network, ...vaultCalls])).toContain(
      'unknown SUBNET_MISSING kv-prod eastus',
    );
    expect(check('key-vault-network-access', [service, ...network, ...vaultCalls])).toContain(
      'unknown SUBNET_MISSING kv-prod eastus',
    );
  });

  it('"proven" means from every location', () => {
    const reference = keyVaultNamedValue('secret', 'kv-prod', {
      identityClientId: '33333333-3333-4333-8333-333333333333',
    });
    const identity = {
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { '/x/id': { clientId: '33333333-3333-4333-8333-333333333333' } },
      },
    };
    const of = (rules: readonly string[]) =>
      check('key-vault-identity', [
        apim({ ...injected(), additionalLocations: [east()] }, identity),
        ...network,
        reference,
        keyVault('kv-prod', firewall({ virtualNetworkRules: rules.map((id) => ({ id })) })),
      ]);
    expect(of([SUBNET, eastSubnet])).toEqual(['warn USER_ASSIGNED_BEHIND_FIREWALL secret']);
    expect(of([SUBNET])).toEqual(['fail outage USER_ASSIGNED_BEHIND_FIREWALL secret']);
  });
});
