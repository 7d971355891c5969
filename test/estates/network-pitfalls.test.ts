/** What is easy to get wrong about the subnet: rules, routes, endpoint, status. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';

const ROUTES = armId('Microsoft.Network/routeTables/rt-apim');
const NORTH = armId('Microsoft.Network/virtualNetworks/vnet-north');
const NORTH_SUBNET = `${NORTH}/subnets/snet-north`;
const ALL_ENDPOINTS = ['Sql', 'Storage', 'EventHub', 'KeyVault'].map((name) => ({ service: `Microsoft.${name}` }));

/** An instance in one subnet with these rules beside those that are required. */
function withRules(...rules: readonly JsonObject[]): readonly ArmResource[] {
  return [apim(injected()), virtualNetwork(), networkSecurityGroup([...requiredRules, ...rules]), networkStatus()];
}

function withRoutes(
  routes: readonly (readonly [prefix: string, hop: string])[],
  endpoints: readonly JsonObject[] = ALL_ENDPOINTS,
  type: 'Internal' | 'External' = 'Internal',
): readonly ArmResource[] {
  return [
    apim(injected(type)),
    virtualNetwork([subnet({ routeTable: { id: ROUTES.toLowerCase() }, serviceEndpoints: endpoints })]),
    networkSecurityGroup(requiredRules),
    resource(ROUTES, {
      properties: {
        disableBgpRoutePropagation: true,
        routes: routes.map(([addressPrefix, nextHopType], index) => ({
          name: `route-${index}`,
          properties: { addressPrefix, nextHopType, nextHopIpAddress: '10.0.0.4' },
        })),
      },
    }),
  ];
}

const deny = (name: string, properties: JsonObject) => securityRule(name, { access: 'Deny', ...properties });
const CALL: ArmResource = resource(`${APIM}/policies/policy`, {
  properties: {
    format: 'xml',
    value:
      '<policies><inbound><authentication-managed-identity resource="https://graph.microsoft.com" /></inbound></policies>',
  },
});

describe('which rule decides', () => {
  it.each<[string, readonly JsonObject[], string]>([
    ['no rule of its own: the default one allows', [], 'pass snet-apim westeurope'],
    [
      'an allow before a deny of everything',
      [
        securityRule('Allow', { priority: 300, destinationAddressPrefix: 'azurekeyvault' }),
        deny('DenyAll', { priority: 4000, protocol: '*', destinationPortRange: '*' }),
      ],
      'pass snet-apim westeurope',
    ],
    [
      'the same two the other way round',
      [
        securityRule('Allow', { priority: 4000, destinationAddressPrefix: 'AzureKeyVault' }),
        deny('DenyAll', { priority: 300, protocol: '*', destinationPortRange: '*' }),
      ],
      'fail outage NSG_DENY snet-apim westeurope',
    ],
    [
      'a deny of the Internet',
      [deny('DenyInternet', { destinationAddressPrefix: 'Internet', destinationPortRange: '0-65535' })],
      'fail outage NSG_DENY snet-apim westeurope',
    ],
    ['a deny of UDP', [deny('DenyUdp', { protocol: 'Udp' })], 'pass snet-apim westeurope'],
    ['a deny of another port', [deny('DenyPort', { destinationPortRange: '8443' })], 'pass snet-apim westeurope'],
    ['a deny of Storage', [deny('DenyStorage', { destinationAddressPrefix: 'Storage' })], 'pass snet-apim westeurope'],
    ['a deny inbound', [deny('DenyIn', { direction: 'Inbound', priority: 4000 })], 'pass snet-apim westeurope'],
    [
      'a deny of one address range, which may hold a vault',
      [deny('DenyRange', { destinationAddressPrefix: '52.0.0.0/8' })],
      'unknown NSG_PARTIAL snet-apim westeurope',
    ],
    [
      'an allow of the own region before a deny of everything',
      [
        securityRule('Allow', { priority: 300, destinationAddressPrefix: 'AzureKeyVault.WestEurope' }),
        deny('DenyAll', { priority: 4000, destinationPortRange: '*' }),
      ],
      'warn',
    ],
  ])('%s', async (_, rules, expected) => {
    expect(lines(await judge(withRules(...rules)), 'outbound-key-vault')[0]).toMatch(new RegExp(`^${expected}`));
  });
});

describe('the plural properties count', () => {
  it.each<[string, JsonObject]>([
    ['prefixes', { destinationAddressPrefix: '', destinationAddressPrefixes: ['Sql', 'AzureKeyVault'] }],
    ['ports', { destinationPortRange: '', destinationPortRanges: ['80', '400-500'] }],
    ['sources', { sourceAddressPrefix: '', sourceAddressPrefixes: ['10.9.0.0/16', '10.0.0.0/16'] }],
  ])('a deny by %s', async (_, properties) => {
    const report = await judge(withRules(deny('Deny', { destinationAddressPrefix: '*', ...properties })));

    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });
});

describe('Microsoft Entra ID', () => {
  const closed = deny('DenyEntra', { destinationAddressPrefix: 'AzureActiveDirectory' });

  it.each<[string, readonly ArmResource[], readonly string[], string]>([
    ['nothing needs it', [], [], 'warn NOT_USED snet-apim westeurope'],
    ['a managed identity needs it', [CALL], [], 'fail outage NSG_DENY snet-apim westeurope'],
    [
      'a key vault reference needs it',
      [keyVaultNamedValue('secret', 'kv-prod'), keyVault()],
      [],
      'fail outage NSG_DENY snet-apim westeurope',
    ],
    ['the policies are denied', [], [`${APIM}/allPolicies`], 'unknown USE_UNPROVEN snet-apim westeurope'],
    ['the certificates are denied', [], [`${APIM}/certificates`], 'unknown USE_UNPROVEN snet-apim westeurope'],
    [
      'a managed identity needs it, whatever is denied',
      [CALL],
      [`${APIM}/certificates`],
      'fail outage NSG_DENY snet-apim westeurope',
    ],
  ])('denied, and %s', async (_, more, denied, expected) => {
    const report = await judge([...withRules(closed), ...more], { denied });

    expect(lines(report, 'outbound-entra-id')).toEqual([expected]);
  });

  it('AzureKeyVault is needed whether or not a vault is referred to', async () => {
    const report = await judge(withRules(deny('DenyVault', { destinationAddressPrefix: 'AzureKeyVault' })));

    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });
});

describe('the other required ports', () => {
  const rowsOf = async (resources: readonly ArmResource[]) =>
    findingOf(await judge(resources), 'network-rules').items.map(({ status, impact, row, subject }) => [
      status,
      impact,
      row,
      subject.slice(subject.lastIndexOf('/') + 1),
    ]);

  it('has one pass where everything is open', async () => {
    expect((await rowsOf(withRules())).map(([status]) => status)).toEqual(['pass']);
  });

  it.each<[string, JsonObject, readonly unknown[]]>([
    ['row 6', { destinationAddressPrefix: 'Internet', destinationPortRange: '80' }, ['fail', 'unsupported', 6]],
    ['row 7', { destinationAddressPrefix: 'Storage' }, ['fail', 'unsupported', 7]],
    ['row 10', { destinationAddressPrefix: 'Sql', destinationPortRange: '1433' }, ['fail', 'unsupported', 10]],
    ['row 13', { destinationAddressPrefix: 'AzureMonitor', destinationPortRange: '1886' }, ['fail', 'unsupported', 13]],
    ['row 9', { destinationAddressPrefix: 'AzureConnectors' }, ['warn', undefined, 9]],
    ['row 12', { destinationAddressPrefix: 'EventHub', destinationPortRange: '5671' }, ['warn', undefined, 12]],
  ])('%s denied', async (_, properties, expected) => {
    expect(await rowsOf(withRules(deny('Deny', properties)))).toEqual([[...expected, 'nsg-apim']]);
  });

  it('without a group has one item and no rows, and outbound passes', async () => {
    const report = await judge([apim(injected()), virtualNetwork([subnet({ networkSecurityGroup: null })])]);

    expect(lines(report, 'network-rules')).toEqual(['fail unsupported NO_NSG snet-apim westeurope']);
    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
    expect(lines(report, 'outbound-entra-id')).toEqual(['pass snet-apim westeurope']);
  });

  it('rows 1 and 4 belong to External alone, row 4 to several locations', async () => {
    const external = (locations: readonly JsonObject[] = []) => [
      apim({ ...injected('External'), additionalLocations: locations }),
      virtualNetwork(),
      networkSecurityGroup(requiredRules),
    ];
    const north = { location: 'North Europe', virtualNetworkConfiguration: { subnetResourceId: SUBNET } };

    expect((await rowsOf(external())).map(([, , row]) => row)).toEqual([1]);
    expect((await rowsOf(external([north]))).map(([, , row]) => row).toSorted()).toEqual([1, 1, 4, 4]);
    expect((await rowsOf(external([{ ...north, disableGateway: true }]))).map(([, , row]) => row)).toEqual([1]);
  });

  it('row 3 is not asked of Developer', async () => {
    const denied = deny('DenyBalancer', {
      direction: 'Inbound',
      sourceAddressPrefix: 'AzureLoadBalancer',
      destinationPortRange: '6390',
    });
    const developer = apim(injected(), { sku: { name: 'Developer', capacity: 1 } });
    const [, ...others] = withRules(denied);

    expect((await rowsOf(withRules(denied))).map(([, , row]) => row)).toEqual([3]);
    expect((await rowsOf([developer, ...others])).map(([status]) => status)).toEqual(['pass']);
  });
});

describe('locations', () => {
  const two = (extra: JsonObject) =>
    apim({ ...injected(), additionalLocations: [{ location: 'North Europe', ...extra }] });
  const around = [virtualNetwork(), networkSecurityGroup(requiredRules)];

  it('an enabled location without a subnet id is unknown', async () => {
    const report = await judge([two({}), ...around]);

    for (const id of ['subnet-key-vault-endpoint', 'outbound-key-vault', 'network-rules', 'forced-tunnelling']) {
      expect(findingOf(report, id).items[0]).toMatchObject({
        status: 'unknown',
        reason: 'SUBNET_MISSING',
        location: 'northeurope',
      });
    }
  });

  it('each location is judged by its own subnet', async () => {
    const report = await judge([
      two({ virtualNetworkConfiguration: { subnetResourceId: NORTH_SUBNET } }),
      virtualNetwork([subnet({ serviceEndpoints: [] }, NORTH_SUBNET)], {}, NORTH),
      ...around,
    ]);

    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual([
      'warn ENDPOINT_MISSING snet-north northeurope',
      'pass snet-apim westeurope',
    ]);
  });
});

describe('network status', () => {
  const entry = (status: string, isOptional?: boolean): JsonObject => ({
    name: 'x.example.net',
    status,
    resourceType: 'BlobStorage',
    ...(isOptional === undefined ? {} : { isOptional }),
  });

  it.each<[string, readonly JsonObject[], string]>([
    ['all well', [], 'pass apim-prod westeurope'],
    ['a required one failing', [entry('Failure', false)], 'fail outage STATUS_FAILED apim-prod westeurope'],
    ['an optional one failing', [entry('failure', true)], 'warn STATUS_FAILED apim-prod westeurope'],
    ['a required one initializing', [entry('initializing', false)], 'unknown STATUS_INITIALIZING apim-prod westeurope'],
    ['an optional one initializing', [entry('initializing', true)], 'warn STATUS_INITIALIZING apim-prod westeurope'],
    [
      'the worst of several',
      [entry('failure', true), entry('initializing', false), entry('failure', false)],
      'fail outage STATUS_FAILED apim-prod westeurope',
    ],
    ['a word that is not known', [entry('dreaming', false)], 'unknown STATUS_INITIALIZING apim-prod westeurope'],
  ])('%s', async (_, entries, expected) => {
    const [service, network, group] = withRules();
    const resources = [service, network, group, networkStatus('West Europe', entries)].filter(
      (one) => one !== undefined,
    );

    expect(lines(await judge(resources), 'network-status')).toEqual([expected]);
  });

  it.each<[string, readonly ArmResource[]]>([
    ['no answer', []],
    ['an empty one', [resource(`${APIM}/networkstatus`, { value: [] })]],
    ['one for another location', [networkStatus('North Europe')]],
  ])('%s is missing', async (_, status) => {
    const report = await judge([...withRules().slice(0, 3), ...status]);

    expect(lines(report, 'network-status')).toEqual(['unknown STATUS_MISSING apim-prod westeurope']);
  });
});

describe('forced tunnelling', () => {
  const control = ['ApiManagement', 'Internet'] as const;
  const all = ['0.0.0.0/0', 'VirtualAppliance'] as const;

  it.each<[string, readonly ArmResource[], string]>([
    ['no default route', withRoutes([]), 'pass snet-apim westeurope'],
    ['to the Internet', withRoutes([['0.0.0.0/0', 'Internet']]), 'pass snet-apim westeurope'],
    ['to None', withRoutes([['0.0.0.0/0', 'None']]), 'fail outage ROUTE_CUT snet-apim westeurope'],
    ['to an appliance', withRoutes([all]), 'fail outage ROUTE_CUT snet-apim westeurope'],
    ['to an appliance, the control plane spared', withRoutes([all, control]), 'pass snet-apim westeurope'],
    [
      'to a gateway, the control plane spared, External',
      withRoutes([['0.0.0.0/0', 'VirtualNetworkGateway'], control], ALL_ENDPOINTS, 'External'),
      'fail unsupported EXTERNAL_FORCED_TUNNEL snet-apim westeurope',
    ],
    [
      'with an endpoint missing',
      withRoutes([all, control], ALL_ENDPOINTS.slice(1)),
      'unknown NVA_RULES snet-apim westeurope',
    ],
    [
      'in two halves',
      withRoutes([
        ['0.0.0.0/1', 'VirtualAppliance'],
        ['128.0.0.0/1', 'VirtualAppliance'],
      ]),
      'fail outage ROUTE_CUT snet-apim westeurope',
    ],
    [
      'to an appliance, the control plane to it too',
      withRoutes([all, ['ApiManagement', 'VirtualAppliance']]),
      'fail outage ROUTE_CUT snet-apim westeurope',
    ],
  ])('%s', async (_, resources, expected) => {
    expect(lines(await judge(resources), 'forced-tunnelling')).toEqual([expected]);
  });

  it('a gateway whose routes reach the subnet leaves it unknown', async () => {
    const report = await judge([
      ...withRules(),
      resource(armId('Microsoft.Network/virtualNetworkGateways/vpn'), {
        properties: { ipConfigurations: [{ properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }] },
      }),
    ]);

    expect(lines(report, 'forced-tunnelling')).toEqual(['unknown BGP_DEFAULT_ROUTE snet-apim westeurope']);
  });

  it('a route table that is denied leaves it unknown', async () => {
    const report = await judge(withRoutes([]), { denied: [ROUTES] });

    expect(lines(report, 'forced-tunnelling')).toEqual(['unknown FORBIDDEN snet-apim westeurope']);
  });

  it('routes never change what the rules allow', async () => {
    const report = await judge(withRoutes([['0.0.0.0/0', 'None']]));

    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
  });
});

describe('the service endpoint to Key Vault', () => {
  const without = (...more: readonly ArmResource[]) => [
    apim(injected()),
    virtualNetwork([subnet({ serviceEndpoints: [] })]),
    networkSecurityGroup(requiredRules),
    ...more,
  ];
  const named = keyVaultNamedValue('secret', 'kv-prod');
  const listed = { virtualNetworkRules: [{ id: SUBNET.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/') }] };

  it.each<[string, readonly ArmResource[], string]>([
    ['no vault at all', without(), 'warn ENDPOINT_MISSING snet-apim westeurope'],
    ['no vault with a firewall', without(named, keyVault()), 'warn ENDPOINT_MISSING snet-apim westeurope'],
    [
      'a firewalled vault',
      without(named, keyVault('kv-prod', firewall())),
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ],
    [
      'a vault that lists the subnet, with the bypass',
      without(named, keyVault('kv-prod', firewall(listed))),
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ],
    [
      'a vault that lists the subnet, and nothing else lets it in',
      without(named, keyVault('kv-prod', firewall({ ...listed, bypass: 'None' }))),
      'fail outage ENDPOINT_MISSING snet-apim westeurope',
    ],
    [
      'a vault that lists the subnet and its address',
      without(named, keyVault('kv-prod', firewall({ ...listed, bypass: 'None', ipRules: [{ value: '20.50.1.1' }] }))),
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ],
    [
      'a vault that lists the subnet with public access disabled',
      without(
        named,
        keyVault('kv-prod', { ...firewall({ ...listed, bypass: 'None' }), publicNetworkAccess: 'Disabled' }),
      ),
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ],
    ['a vault that is not shown', without(named), 'unknown TARGET_NOT_VISIBLE snet-apim westeurope'],
    [
      'a firewalled vault that is only called',
      without(
        keyVault('kv-prod', firewall()),
        resource(`${APIM}/policies/policy`, {
          properties: {
            format: 'xml',
            value:
              '<policies><inbound><send-request><set-url>https://kv-prod.vault.azure.net/secrets/a</set-url></send-request></inbound></policies>',
          },
        }),
      ),
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ],
  ])('missing, with %s', async (_, resources, expected) => {
    expect(lines(await judge(resources), 'subnet-key-vault-endpoint')).toEqual([expected]);
  });

  it.each<[string, JsonObject, string]>([
    ['there', { service: 'microsoft.keyvault' }, 'pass'],
    ['being set up', { service: 'Microsoft.KeyVault', provisioningState: 'Updating' }, 'warn'],
  ])('%s', async (_, endpoint, expected) => {
    const report = await judge([
      apim(injected()),
      virtualNetwork([subnet({ serviceEndpoints: [endpoint] })]),
      networkSecurityGroup(requiredRules),
    ]);

    expect(findingOf(report, 'subnet-key-vault-endpoint').status).toBe(expected);
  });

  it('there, with a vault that is not shown, is a pass', async () => {
    const report = await judge([...withRules(), named]);

    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual(['pass snet-apim westeurope']);
  });
});

describe('v2 tiers', () => {
  const v2 = (delegation: string | undefined, ...rules: readonly JsonObject[]) => [
    apim(injected('External'), { sku: { name: 'PremiumV2', capacity: 1 } }),
    virtualNetwork([
      subnet({
        delegations: delegation === undefined ? [] : [{ properties: { serviceName: delegation } }],
        serviceEndpoints: [],
      }),
    ]),
    networkSecurityGroup(rules),
  ];
  const closed = deny('DenyStorage', { destinationAddressPrefix: 'Storage' });

  it.each<[string, readonly ArmResource[], RegExp]>([
    ['injected, Storage open', v2('Microsoft.Web/hostingEnvironments'), /^pass /],
    [
      'injected, Storage closed',
      v2('Microsoft.Web/hostingEnvironments', closed),
      /^fail unsupported .*nsg-apim westeurope$/,
    ],
    ['integrated, Storage closed', v2('microsoft.web/serverfarms', closed), /^warn .*nsg-apim westeurope$/],
    ['in a way that cannot be seen, Storage closed', v2(undefined, closed), /^unknown .*nsg-apim westeurope$/],
  ])('%s', async (_, resources, expected) => {
    const found = lines(await judge(resources), 'network-rules');

    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('without a group', async () => {
    const [service, , ...others] = v2(undefined);
    const bare = virtualNetwork([subnet({ networkSecurityGroup: undefined as never })]);
    const report = await judge([service, bare, ...others].filter((one) => one !== undefined));

    expect(lines(report, 'network-rules')).toEqual(['fail unsupported NO_NSG snet-apim westeurope']);
  });
});

describe('security admin rules come before the group', () => {
  const admin = (access: string, extra: JsonObject = {}) =>
    resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/one`, {
      type: 'Microsoft.Network/effectiveSecurityAdminRules',
      properties: {
        access,
        direction: 'Outbound',
        priority: 10,
        protocol: 'Tcp',
        sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
        destinations: [{ addressPrefix: 'AzureKeyVault', addressPrefixType: 'ServiceTag' }],
        sourcePortRanges: ['0-65535'],
        destinationPortRanges: ['443'],
        ...extra,
      },
    });
  const closed = deny('DenyVault', { destinationAddressPrefix: 'AzureKeyVault' });

  it('a deny ends it', async () => {
    const report = await judge([...withRules(), admin('Deny')]);

    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage ADMIN_RULE_DENY snet-apim westeurope']);
  });

  it('an AlwaysAllow ends it', async () => {
    const report = await judge([...withRules(closed), admin('AlwaysAllow')]);

    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
  });

  it('an Allow leaves it to the group', async () => {
    const report = await judge([...withRules(closed), admin('Allow')]);

    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });
});
