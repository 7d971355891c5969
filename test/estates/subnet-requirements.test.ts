/** The virtual network requirements, branch by branch: docs/rules.md#subnet-key-vault-endpoint and docs/rules.md#outbound-entra-id. What is expected is written from there alone. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Item } from '../../src/model/finding.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { lineOf } from '../support/judge.ts';
import { backend, eventHubLogger, inbound, managedIdentity, policy, sendRequest } from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../support/subject.ts';

function items(id: string, resources: readonly ArmResource[], options: SubjectOptions = {}): readonly Item[] {
  const requirement = requirements.find((one) => one.id === id);
  if (requirement === undefined) throw new Error(`no requirement ${id}`);
  return requirement.check(subjectOf(resources, options));
}

const lines = (id: string, resources: readonly ArmResource[], options: SubjectOptions = {}) =>
  items(id, resources, options).map(lineOf);

/** Beside the default rules: what External mode with several locations asks for. */
const ALLOWED = {
  clients: securityRule('AllowClients', {
    priority: 3001,
    direction: 'Inbound',
    sourceAddressPrefix: 'Internet',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '443',
  }),
  management: securityRule('AllowManagement', {
    priority: 3002,
    direction: 'Inbound',
    sourceAddressPrefix: 'ApiManagement',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
  }),
  trafficManager: securityRule('AllowTrafficManager', {
    priority: 3003,
    direction: 'Inbound',
    sourceAddressPrefix: 'AzureTrafficManager',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '443',
  }),
};

type Mode = 'External' | 'Internal';
interface Place {
  readonly mode: Mode;
  readonly tier: 'Premium' | 'Developer';
  readonly locations: 1 | 2;
}

const EAST = armId('Microsoft.Network/virtualNetworks/vnet-east');
const EAST_NSG = armId('Microsoft.Network/networkSecurityGroups/nsg-east');

function rowsOf({ mode, tier, locations }: Place, rules: readonly JsonObject[]): readonly string[] {
  const second = {
    location: 'East US',
    virtualNetworkConfiguration: { subnetResourceId: `${EAST}/subnets/snet-apim` },
  };
  const found = items('network-rules', [
    apim(
      { ...injected(mode), ...(locations === 2 ? { additionalLocations: [second] } : {}) },
      { sku: { name: tier, capacity: 1 } },
    ),
    virtualNetwork(),
    virtualNetwork([subnet({ networkSecurityGroup: { id: EAST_NSG } }, `${EAST}/subnets/snet-apim`)], {}, EAST),
    networkSecurityGroup(rules),
    networkSecurityGroup(Object.values(ALLOWED), EAST_NSG),
  ]);
  for (const { subject, location, row } of found) {
    if (row !== undefined) expect([subject, location]).toEqual([NSG, 'westeurope']);
  }
  return found.map(({ status, impact, reason, row }) =>
    [row, status, impact, reason].filter((part) => part !== undefined).join(' '),
  );
}

const PLACES: readonly Place[] = (['External', 'Internal'] as const).flatMap((mode) =>
  (['Premium', 'Developer'] as const).flatMap((tier) =>
    ([1, 2] as const)
      .filter((count) => count === 1 || tier === 'Premium')
      .map((locations) => ({ mode, tier, locations })),
  ),
);

/** docs/rules.md#network-rules: row, direction, source, destination, ports, protocol. */
const TABLE: readonly (readonly [number, 'Inbound' | 'Outbound', string, string, readonly string[], 'Tcp' | 'Udp'])[] =
  [
    [1, 'Inbound', 'Internet', 'VirtualNetwork', ['443'], 'Tcp'],
    [2, 'Inbound', 'ApiManagement', 'VirtualNetwork', ['3443'], 'Tcp'],
    [3, 'Inbound', 'AzureLoadBalancer', 'VirtualNetwork', ['6390'], 'Tcp'],
    [4, 'Inbound', 'AzureTrafficManager', 'VirtualNetwork', ['443'], 'Tcp'],
    [5, 'Inbound', 'AzureLoadBalancer', 'VirtualNetwork', ['6391'], 'Tcp'],
    [6, 'Outbound', 'VirtualNetwork', 'Internet', ['80'], 'Tcp'],
    [7, 'Outbound', 'VirtualNetwork', 'Storage', ['443'], 'Tcp'],
    [8, 'Outbound', 'VirtualNetwork', 'AzureActiveDirectory', ['443'], 'Tcp'],
    [9, 'Outbound', 'VirtualNetwork', 'AzureConnectors', ['443'], 'Tcp'],
    [10, 'Outbound', 'VirtualNetwork', 'Sql', ['1433'], 'Tcp'],
    [11, 'Outbound', 'VirtualNetwork', 'AzureKeyVault', ['443'], 'Tcp'],
    [12, 'Outbound', 'VirtualNetwork', 'EventHub', ['5671', '5672', '443'], 'Tcp'],
    [13, 'Outbound', 'VirtualNetwork', 'AzureMonitor', ['1886', '443'], 'Tcp'],
    [14, 'Inbound', 'VirtualNetwork', 'VirtualNetwork', ['6380'], 'Tcp'],
    [14, 'Outbound', 'VirtualNetwork', 'VirtualNetwork', ['6380'], 'Tcp'],
    [15, 'Inbound', 'VirtualNetwork', 'VirtualNetwork', ['6381', '6382', '6383'], 'Tcp'],
    [15, 'Outbound', 'VirtualNetwork', 'VirtualNetwork', ['6381', '6382', '6383'], 'Tcp'],
    [16, 'Inbound', 'VirtualNetwork', 'VirtualNetwork', ['4290'], 'Udp'],
    [16, 'Outbound', 'VirtualNetwork', 'VirtualNetwork', ['4290'], 'Udp'],
  ];

/** docs/rules.md#network-rules: what a denied row is. */
function need(row: number, { mode, tier, locations }: Place): 'required' | 'optional' | 'none' {
  if (row === 1) return mode === 'External' ? 'required' : 'none';
  if (row === 3) return tier === 'Developer' ? 'none' : 'required';
  if (row === 4) return mode === 'External' && locations === 2 ? 'required' : 'none';
  if ([2, 6, 7, 10, 13].includes(row)) return 'required';
  return [8, 11].includes(row) ? 'none' : 'optional';
}

const describePlace = ({ mode, tier, locations }: Place) =>
  `${mode}, ${tier}, ${locations} location${locations === 1 ? '' : 's'}`;

describe.each(PLACES.map((place) => [describePlace(place), place] as const))('network-rules: %s', (_, place) => {
  const allowed = Object.values(ALLOWED);

  it('passes once where every row is open', () => {
    expect(rowsOf(place, allowed)).toEqual(['pass']);
  });

  it.each(
    TABLE.flatMap(([row, direction, source, destination, ports, protocol]) =>
      ports.map((port) => [row, direction, source, destination, port, protocol] as const),
    ),
  )(
    'row %i %s denied by a rule: %s to %s, port %s',
    (row, direction, sourceAddressPrefix, destinationAddressPrefix, destinationPortRange, protocol) => {
      const deny = securityRule('Deny', {
        access: 'Deny',
        priority: 200,
        direction,
        sourceAddressPrefix,
        destinationAddressPrefix,
        destinationPortRange,
        protocol,
      });
      const outcome: Readonly<Record<string, readonly string[]>> = {
        required: [`${row} fail unsupported NSG_DENY`],
        optional: [`${row} warn NSG_DENY`],
        none: [],
      };
      // What denies the Internet denies Traffic Manager with it; what denies Traffic Manager denies a part of the Internet.
      const before = row === 4 && place.mode === 'External' ? ['1 warn CLIENTS_LIMITED'] : [];
      const after = row === 1 && need(4, place) === 'required' ? ['4 fail unsupported NSG_DENY'] : [];
      const expected = [...before, ...(outcome[need(row, place)] ?? []), ...after];
      expect(rowsOf(place, [...allowed, deny])).toEqual(expected.length === 0 ? ['pass'] : expected);
    },
  );

  it('without a rule for it the default rule closes what comes in', () => {
    const { clients, management } = ALLOWED;
    expect(rowsOf(place, [clients])).toEqual(['2 fail unsupported PORT_BLOCKED']);
    const closed = [1, 4]
      .filter((row) => need(row, place) === 'required')
      .map((row) => `${row} fail unsupported PORT_BLOCKED`);
    expect(rowsOf(place, [management])).toEqual(closed.length === 0 ? ['pass'] : closed);
    // The Internet holds Traffic Manager, and Traffic Manager is a part of the Internet only.
    expect(rowsOf(place, [management, clients])).toEqual(['pass']);
    expect(rowsOf(place, [management, ALLOWED.trafficManager])).toEqual(
      place.mode === 'External' ? ['1 warn CLIENTS_LIMITED'] : ['pass'],
    );
  });

  it('port 80 of row 1 is optional, and matters in External mode only', () => {
    const deny = securityRule('Deny', {
      access: 'Deny',
      priority: 200,
      direction: 'Inbound',
      sourceAddressPrefix: 'Internet',
      destinationAddressPrefix: '*',
      destinationPortRange: '80',
    });
    expect(rowsOf(place, [...allowed, deny])).toEqual(place.mode === 'External' ? ['1 warn NSG_DENY'] : ['pass']);
  });

  it('a part is unknown', () => {
    const deny = securityRule('Deny', {
      access: 'Deny',
      priority: 200,
      destinationAddressPrefix: '20.0.0.0/8',
      destinationPortRange: '1433',
    });
    expect(rowsOf(place, [...allowed, deny])).toEqual(['10 unknown NSG_PARTIAL']);
    const source = securityRule('Deny', {
      access: 'Deny',
      priority: 200,
      sourceAddressPrefix: '10.0.1.0/25',
      destinationAddressPrefix: 'Sql',
      destinationPortRange: '1433',
    });
    expect(rowsOf(place, [...allowed, source])).toEqual(['10 unknown NSG_PARTIAL']);
  });

  it('plural fields and ranges deny like single ones, in any case', () => {
    const deny = securityRule('Deny', {
      access: 'deny',
      priority: 200,
      direction: 'outbound',
      protocol: '*',
      sourceAddressPrefix: '',
      sourceAddressPrefixes: ['10.0.0.0/16'],
      destinationAddressPrefix: '',
      destinationAddressPrefixes: ['STORAGE', 'sql'],
      destinationPortRange: '',
      destinationPortRanges: ['442-444', '1433'],
    });
    expect(rowsOf(place, [...allowed, deny]).toSorted()).toEqual([
      '10 fail unsupported NSG_DENY',
      '7 fail unsupported NSG_DENY',
    ]);
  });

  it('the order of the rules in the answer never matters', () => {
    const deny = securityRule('Deny', {
      access: 'Deny',
      priority: 200,
      destinationAddressPrefix: 'Sql',
      destinationPortRange: '1433',
    });
    const allow = securityRule('Allow', {
      priority: 199,
      destinationAddressPrefix: 'Sql.WestEurope',
      destinationPortRange: '1433',
    });
    expect(rowsOf({ ...place, locations: 1 }, [deny, allow, ...allowed])).toEqual(['pass']);
    expect(rowsOf({ ...place, locations: 1 }, [...allowed, allow, deny])).toEqual(['pass']);
  });
});

describe('without a security group', () => {
  const bare = virtualNetwork([subnet({ networkSecurityGroup: null })]);

  it('one finding, no rows, and the way out is open', () => {
    expect(lines('network-rules', [apim(injected('External')), bare])).toEqual([
      'fail unsupported NO_NSG snet-apim westeurope',
    ]);
    expect(lines('outbound-key-vault', [apim(injected()), bare])).toEqual(['pass snet-apim westeurope']);
    expect(lines('outbound-entra-id', [apim(injected()), bare])).toEqual(['pass snet-apim westeurope']);
  });
});

describe('network-status', () => {
  const OLD = { lastUpdated: '2026-11-20T23:59:59Z' };
  const status = (...entries: readonly JsonObject[]): Json => [
    { location: 'West Europe', networkStatus: { dnsServers: [], connectivityStatus: [...entries] } },
  ];
  const entry = (name: string, state: string, isOptional: boolean, rest: JsonObject = {}): JsonObject => ({
    name,
    status: state,
    resourceType: name,
    isOptional,
    lastUpdated: '2026-11-21T00:00:00Z',
    ...rest,
  });
  const of = (value: Json, rest: readonly ArmResource[] = []) =>
    lines('network-status', [
      apim(injected()),
      virtualNetwork(),
      resource(`${APIM}/networkstatus`, { value }),
      ...rest,
    ]);

  it.each<readonly [string, Json, string]>([
    ['all succeed, yesterday', status(entry('Sql', 'success', false), entry('Blob', 'success', true)), 'pass'],
    ['all succeed, the day before', status(entry('Sql', 'success', false, OLD)), 'unknown STATUS_STALE'],
    [
      'only an optional one is old',
      status(entry('Sql', 'success', false), entry('Blob', 'success', true, OLD)),
      'warn STATUS_STALE',
    ],
    ['an old failure is one', status(entry('Sql', 'failure', false, OLD)), 'fail outage STATUS_FAILED'],
    [
      'a required one fails',
      status(entry('Sql', 'failure', false), entry('Blob', 'success', false)),
      'fail outage STATUS_FAILED',
    ],
    [
      'an optional one fails',
      status(entry('Sql', 'success', false), entry('Blob', 'failure', true)),
      'warn STATUS_FAILED',
    ],
    ['a required one is being tested', status(entry('Sql', 'initializing', false)), 'unknown STATUS_INITIALIZING'],
    ['an optional one is being tested', status(entry('Sql', 'initializing', true)), 'warn STATUS_INITIALIZING'],
    [
      'failure beats testing',
      status(entry('Sql', 'initializing', false), entry('Blob', 'Failure', false)),
      'fail outage STATUS_FAILED',
    ],
    [
      'testing beats an optional failure',
      status(entry('Sql', 'initializing', false), entry('Blob', 'failure', true)),
      'unknown STATUS_INITIALIZING',
    ],
    ['no entries', status(), 'unknown STATUS_MISSING'],
    ['no locations', [], 'unknown STATUS_MISSING'],
    [
      'another location',
      [{ location: 'East US', networkStatus: { connectivityStatus: [entry('Sql', 'success', false)] } }],
      'unknown STATUS_MISSING',
    ],
  ])('%s', (_, value, expected) => {
    expect(of(value)).toEqual([`${expected} apim-prod westeurope`]);
  });

  it('404 is missing, 403 is forbidden', () => {
    expect(lines('network-status', [apim(injected())])).toEqual(['unknown STATUS_MISSING apim-prod westeurope']);
    expect(lines('network-status', [apim(injected())], { denied: [`${APIM}/networkstatus`] })).toEqual([
      'unknown FORBIDDEN apim-prod westeurope',
    ]);
  });
});

describe('forced-tunnelling', () => {
  const TABLE_ID = armId('Microsoft.Network/routeTables/rt');
  const all = ['Microsoft.Sql', 'Microsoft.Storage', 'Microsoft.EventHub', 'Microsoft.KeyVault'];
  const route = (addressPrefix: string, nextHopType: string): JsonObject => ({
    name: addressPrefix,
    properties: { addressPrefix, nextHopType, nextHopIpAddress: '10.0.9.4' },
  });
  const spared = route('ApiManagement', 'Internet');
  const gateway = resource(armId('Microsoft.Network/virtualNetworkGateways/vgw'), {
    location: 'westeurope',
    properties: { ipConfigurations: [{ properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }] },
  });
  const of = (
    routes: readonly JsonObject[] | undefined,
    change: {
      mode?: Mode;
      endpoints?: readonly string[];
      more?: readonly ArmResource[];
      propagation?: boolean;
      options?: SubjectOptions;
    } = {},
  ) =>
    lines(
      'forced-tunnelling',
      [
        apim(injected(change.mode ?? 'Internal')),
        virtualNetwork([
          subnet({
            ...(routes === undefined ? {} : { routeTable: { id: TABLE_ID } }),
            serviceEndpoints: (change.endpoints ?? all).map((service) => ({ service, provisioningState: 'Succeeded' })),
          }),
        ]),
        networkSecurityGroup(),
        ...(routes === undefined
          ? []
          : [
              resource(TABLE_ID, {
                location: 'westeurope',
                properties: { routes, disableBgpRoutePropagation: change.propagation === false },
              }),
            ]),
        ...(change.more ?? []),
      ],
      change.options,
    );
  const where = 'snet-apim westeurope';

  it.each([
    ['one default route', (hop: string) => [route('0.0.0.0/0', hop)]],
    ['two halves', (hop: string) => [route('0.0.0.0/1', hop), route('128.0.0.0/1', hop)]],
  ])('%s', (_, to) => {
    expect(of(to('None'))).toEqual([`fail outage ROUTE_CUT ${where}`]);
    expect(of(to('VirtualAppliance'))).toEqual([`fail outage ROUTE_CUT ${where}`]);
    expect(of(to('VirtualNetworkGateway'))).toEqual([`fail outage ROUTE_CUT ${where}`]);
    expect(of([...to('VirtualAppliance'), spared])).toEqual([`pass ${where}`]);
    expect(of([...to('VirtualAppliance'), spared], { mode: 'External' })).toEqual([
      `fail unsupported EXTERNAL_FORCED_TUNNEL ${where}`,
    ]);
    expect(of(to('Internet'))).toEqual([`pass ${where}`]);
    for (const missing of all) {
      const endpoints = all.filter((service) => service !== missing);
      expect([missing, ...of([...to('VirtualAppliance'), spared], { endpoints })]).toEqual([
        missing,
        `unknown NVA_RULES ${where}`,
      ]);
    }
  });

  it('half of the Internet is no default route', () => {
    expect(of([route('0.0.0.0/1', 'VirtualAppliance')]).join()).not.toMatch(/^pass/);
  });

  it('no default route and no gateway', () => {
    expect(of(undefined)).toEqual([`pass ${where}`]);
    expect(of([])).toEqual([`pass ${where}`]);
  });

  it('a gateway may teach one, unless its routes are kept out', () => {
    expect(of(undefined, { more: [gateway] })).toEqual([`unknown BGP_DEFAULT_ROUTE ${where}`]);
    expect(of([], { more: [gateway] })).toEqual([`unknown BGP_DEFAULT_ROUTE ${where}`]);
    expect(of([], { more: [gateway], propagation: false })).toEqual([`pass ${where}`]);
    expect(of([route('0.0.0.0/0', 'Internet')], { more: [gateway] })).toEqual([`pass ${where}`]);
  });

  it('a gateway that may not be read is forbidden', () => {
    expect(of(undefined, { options: { failing: { virtualNetworkGateways: 'FORBIDDEN' } } })).toEqual([
      `unknown FORBIDDEN ${where}`,
    ]);
  });

  it('routes never change the way out of the security rules', () => {
    const resources = [
      apim(injected()),
      virtualNetwork([subnet({ routeTable: { id: TABLE_ID } })]),
      networkSecurityGroup(),
      resource(TABLE_ID, { location: 'westeurope', properties: { routes: [route('0.0.0.0/0', 'None')] } }),
    ];
    expect(lines('outbound-key-vault', resources)).toEqual([`pass ${where}`]);
    expect(lines('outbound-entra-id', resources)).toEqual([`pass ${where}`]);
  });
});

describe('outbound-*', () => {
  const denied = (tag: string) => [
    apim(injected()),
    virtualNetwork(),
    networkSecurityGroup([securityRule('Deny', { access: 'Deny', destinationAddressPrefix: tag })]),
  ];
  const entra = (more: readonly ArmResource[] = [], options: SubjectOptions = {}) =>
    lines('outbound-entra-id', [...denied('AzureActiveDirectory'), ...more], options);

  it.each<readonly [string, readonly ArmResource[]]>([
    ['a key vault reference', [keyVaultNamedValue('a', 'kv-prod')]],
    ['a policy that uses a managed identity', [policy('', inbound(managedIdentity()))]],
    [
      'a backend with a managed identity',
      [backend('b', 'https://x.example.com', { credentials: { managedIdentity: { resource: 'https://x' } } })],
    ],
    [
      'a logger with a managed identity',
      [
        eventHubLogger('l', {
          credentials: { identityClientId: 'systemassigned', endpointAddress: 'x.servicebus.windows.net' },
        }),
      ],
    ],
    [
      'send-service-bus-message',
      [policy('', inbound('<send-service-bus-message namespace="x.servicebus.windows.net" queue-name="q" />'))],
    ],
  ])('Entra ID denied with %s fails', (_, more) => {
    expect(entra(more)).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });

  it('Entra ID denied and nothing that needs it warns', () => {
    expect(entra([policy('', inbound())])).toEqual(['warn NOT_USED snet-apim westeurope']);
  });

  it.each(['namedValues', 'certificates', 'allPolicies', 'backends', 'loggers', 'workspaces'])(
    'Entra ID denied and %s unread is unknown',
    (list) => {
      expect(entra([policy('', inbound())], { denied: [`${APIM}/${list}`] })).toEqual([
        'unknown USE_UNPROVEN snet-apim westeurope',
      ]);
    },
  );

  it('key vault denied fails whatever is used', () => {
    expect(lines('outbound-key-vault', denied('AzureKeyVault'))).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });

  it('undecided is unknown in both', () => {
    expect(lines('outbound-key-vault', denied('20.0.0.0/8'))).toEqual(['unknown NSG_PARTIAL snet-apim westeurope']);
    expect(lines('outbound-entra-id', denied('20.0.0.0/8'))).toEqual(['unknown NSG_PARTIAL snet-apim westeurope']);
  });
});

describe('subnet-key-vault-endpoint', () => {
  const without = virtualNetwork([subnet({ serviceEndpoints: [] })]);
  const of = (network: ArmResource, ...more: readonly ArmResource[]) =>
    lines('subnet-key-vault-endpoint', [apim(injected()), network, networkSecurityGroup(), ...more]);
  const reference = keyVaultNamedValue('a', 'kv-prod');
  const listing = { virtualNetworkRules: [{ id: SUBNET }] };
  const where = 'snet-apim westeurope';

  it.each<readonly [string, readonly ArmResource[], string]>([
    [
      'listed, nothing else, bypass off',
      [reference, keyVault('kv-prod', firewall({ ...listing, bypass: 'None' }))],
      'fail outage',
    ],
    ['listed, bypass on', [reference, keyVault('kv-prod', firewall(listing))], 'fail unsupported'],
    [
      'listed, public access disabled',
      [
        reference,
        keyVault('kv-prod', { ...firewall({ ...listing, bypass: 'None' }), publicNetworkAccess: 'Disabled' }),
      ],
      'fail unsupported',
    ],
    [
      'listed, and admitted by address too',
      [reference, keyVault('kv-prod', firewall({ ...listing, bypass: 'None', ipRules: [{ value: '20.50.1.1' }] }))],
      'fail unsupported',
    ],
    ['not listed', [reference, keyVault('kv-prod', firewall({ bypass: 'None' }))], 'fail unsupported'],
    ['no firewall', [reference, keyVault('kv-prod')], 'warn'],
    ['no vault', [], 'warn'],
    [
      'a vault that is only called',
      [
        policy('', inbound(sendRequest('https://kv-prod.vault.azure.net'))),
        keyVault('kv-prod', firewall({ ...listing, bypass: 'None' })),
      ],
      'fail outage',
    ],
    [
      'an open vault beside a closed one',
      [reference, keyVaultNamedValue('b', 'kv-open'), keyVault('kv-open'), keyVault('kv-prod', firewall())],
      'fail unsupported',
    ],
  ])('missing: %s', (_, more, expected) => {
    expect(of(without, ...more)).toEqual([`${expected} ENDPOINT_MISSING ${where}`]);
  });

  it('there, in whatever state a vault is', () => {
    expect(of(virtualNetwork(), reference)).toEqual([`pass ${where}`]);
  });

  it('a vault that is not shown decides only where the endpoint is missing', () => {
    expect(of(without, reference)).toEqual([`unknown TARGET_NOT_VISIBLE ${where}`]);
  });
});
