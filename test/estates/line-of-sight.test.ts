/** Ways to a service, each whole and each with one half missing. docs/rules.md#gateway-dependencies and docs/rules.md#key-vault-trusted-services; expected from there alone. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { requiredRules } from '../support/healthy.ts';
import { lineOf } from '../support/judge.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import {
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../support/subject.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const call = (host: string) => policy('apis/orders', inbound(sendRequest(`https://${host}/x`)));

function judged(resources: readonly ArmResource[], host: string, options: SubjectOptions = {}): string {
  const found = gatewayDependencies.check(subjectOf([...resources, call(host)], options));
  return found
    .map(lineOf)
    .join('; ')
    .replace(/ \S+ westeurope$/, '');
}

const endpoints = (...services: readonly string[]) =>
  services.map((service) => ({ service, provisioningState: 'Succeeded' }));
const inNetwork = (part: JsonObject = {}, network: JsonObject = {}, rules: readonly JsonObject[] = requiredRules) => [
  apim(injected()),
  virtualNetwork(
    [subnet(part), { id: `${VNET}/subnets/pe`, name: 'pe', properties: { addressPrefix: '10.0.2.0/24' } }],
    network,
  ),
  networkSecurityGroup(rules),
];

describe('a virtual network rule needs the endpoint of its service', () => {
  const rules = { virtualNetworkRules: [{ id: SUBNET.toUpperCase(), action: 'Allow', state: 'Succeeded' }] };
  const bus = namespace('ServiceBus', 'sb1');
  const hub = namespace('EventHub', 'eh1', 'Standard');
  const subnetRule = {
    ipRules: [],
    virtualNetworkRules: [{ subnet: { id: SUBNET.toLowerCase() }, ignoreMissingVnetServiceEndpoint: true }],
  };

  it.each<readonly [string, string, readonly ArmResource[], string]>([
    [
      'kv-prod.vault.azure.net',
      'Microsoft.KeyVault',
      [keyVault('kv-prod', firewall({ ...rules, bypass: 'None' }))],
      'pass',
    ],
    ['st1.blob.core.windows.net', 'Microsoft.Storage', [storageAccount('st1', rules)], 'pass'],
    [
      'st1.blob.core.windows.net',
      'microsoft.storage.global',
      [storageAccount('st1', rules, {}, { location: 'japaneast' })],
      'pass',
    ],
    ['sb1.servicebus.windows.net', 'Microsoft.ServiceBus', [bus, ruleSet(bus, subnetRule)], 'pass'],
    ['eh1.servicebus.windows.net', 'Microsoft.EventHub', [hub, ruleSet(hub, subnetRule)], 'pass'],
    ['hsm1.managedhsm.azure.net', 'Microsoft.KeyVault', [managedHsm('hsm1', rules)], 'unknown HSM_VNET_RULE'],
  ])('%s by %s', (host, service, target, expected) => {
    expect(judged([...inNetwork({ serviceEndpoints: endpoints(service) }), ...target], host)).toBe(expected);
    if (expected === 'pass') {
      expect(judged([...inNetwork({ serviceEndpoints: endpoints('Microsoft.Sql') }), ...target], host)).toBe(
        'fail outage G-NO-PATH',
      );
    }
  });

  it('a rule for another subnet, or for one whose name only begins alike, is none', () => {
    const target = (id: string) => storageAccount('st1', { virtualNetworkRules: [{ id, state: 'Succeeded' }] });
    for (const id of [`${SUBNET}2`, SUBNET.replace('snet-apim', 'snet-api'), VNET]) {
      expect(
        judged(
          [...inNetwork({ serviceEndpoints: endpoints('Microsoft.Storage') }), target(id)],
          'st1.blob.core.windows.net',
        ),
      ).toBe('fail outage G-NO-PATH');
    }
  });

  it.each<readonly [string, JsonObject, JsonObject, JsonObject, string]>([
    ['a Storage rule that is gone', { state: 'NetworkSourceDeleted' }, {}, {}, 'fail outage G-NO-PATH'],
    [
      'public access disabled',
      { state: 'Succeeded' },
      { publicNetworkAccess: 'Disabled' },
      {},
      'fail outage G-NO-PATH',
    ],
    [
      'an endpoint policy',
      { state: 'Succeeded' },
      {},
      { serviceEndpointPolicies: [{ id: '/x' }] },
      'unknown ENDPOINT_POLICY',
    ],
  ])('%s', (_, rule, properties, part, expected) => {
    const account = storageAccount('st1', { virtualNetworkRules: [{ id: SUBNET, ...rule }] }, properties);
    expect(
      judged(
        [...inNetwork({ serviceEndpoints: endpoints('Microsoft.Storage'), ...part }), account],
        'st1.blob.core.windows.net',
      ),
    ).toBe(expected);
  });
});

describe('a private endpoint needs approval, its group, its network, its name and an open port', () => {
  interface Setting {
    readonly status?: string;
    readonly group?: string;
    readonly in?: string;
    readonly zone?: string;
    readonly link?: string;
    readonly record?: string | undefined;
  }
  const KV = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
  const PE = armId('Microsoft.Network/privateEndpoints/pe');
  const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
  const FAR = armId('Microsoft.Network/virtualNetworks/vnet-far', 'rg-hub');

  function endpoint(setting: Setting): readonly ArmResource[] {
    const zone = armId(
      `Microsoft.Network/privateDnsZones/${setting.zone ?? 'privatelink.vaultcore.azure.net'}`,
      'rg-dns',
    );
    const record = 'record' in setting ? setting.record : '10.0.2.4';
    const status = setting.status ?? 'Approved';
    return [
      keyVault('kv-prod', {
        publicNetworkAccess: 'Disabled',
        networkAcls: { bypass: 'None', defaultAction: 'Deny' },
        privateEndpointConnections: [
          {
            id: `${KV}/privateEndpointConnections/1`,
            properties: { privateEndpoint: { id: PE }, privateLinkServiceConnectionState: { status } },
          },
        ],
      }),
      resource(PE, {
        location: 'westeurope',
        properties: {
          subnet: { id: setting.in ?? `${VNET}/subnets/pe` },
          privateLinkServiceConnections: [
            {
              properties: {
                privateLinkServiceId: KV,
                groupIds: [setting.group ?? 'vault'],
                privateLinkServiceConnectionState: { status },
              },
            },
          ],
          customDnsConfigs: [{ fqdn: 'kv-prod.vault.azure.net', ipAddresses: ['10.0.2.4'] }],
        },
      }),
      resource(zone, { location: 'global', properties: {} }),
      resource(`${zone}/virtualNetworkLinks/l`, {
        location: 'global',
        properties: { virtualNetwork: { id: setting.link ?? VNET }, virtualNetworkLinkState: 'Completed' },
      }),
      ...(record === undefined
        ? []
        : [resource(`${zone}/A/kv-prod`, { properties: { aRecords: [{ ipv4Address: record }] } })]),
    ];
  }
  const peering = (own: string, remote: string, state = 'Connected', more: JsonObject = {}): JsonObject => ({
    id: `${own}/virtualNetworkPeerings/p`,
    name: 'p',
    properties: {
      remoteVirtualNetwork: { id: remote },
      peeringState: state,
      allowVirtualNetworkAccess: true,
      peerCompleteVnets: true,
      ...more,
    },
  });
  const hub = (peerings: readonly JsonObject[]) =>
    virtualNetwork(
      [{ id: `${HUB}/subnets/pe`, name: 'pe', properties: { addressPrefix: '10.9.2.0/24' } }],
      { addressSpace: { addressPrefixes: ['10.9.0.0/16'] }, virtualNetworkPeerings: peerings },
      HUB,
    );
  const judge = (resources: readonly ArmResource[], options?: SubjectOptions) =>
    judged(resources, 'kv-prod.vault.azure.net', options);

  it.each<readonly [string, Setting, string]>([
    ['whole', {}, 'pass'],
    ['pending', { status: 'Pending' }, 'fail outage G-NO-PATH'],
    ['rejected', { status: 'Rejected' }, 'fail outage G-NO-PATH'],
    ['of another group', { group: 'managedhsm' }, 'fail outage G-NO-PATH'],
    ['with a zone that is linked elsewhere', { link: HUB }, 'fail outage G-NO-PATH'],
    ['with a zone of another name', { zone: 'privatelink.vault.azure.net' }, 'unknown ZONE_NOT_VISIBLE'],
    ['without a record', { record: undefined }, 'fail outage G-NO-PATH'],
  ])('%s', (_, setting, expected) => {
    expect(judge([...inNetwork(), ...endpoint(setting)])).toBe(expected);
  });

  it('an instance outside a network has none', () => {
    expect(judge([apim(), ...endpoint({})])).toBe('fail outage G-NO-PATH');
  });

  it("a DNS server of one's own is unknown, Azure's own address is Azure DNS", () => {
    expect(judge([...inNetwork({}, { dhcpOptions: { dnsServers: ['10.0.0.53'] } }), ...endpoint({})])).toBe(
      'unknown CUSTOM_DNS',
    );
    expect(judge([...inNetwork({}, { dhcpOptions: { dnsServers: ['168.63.129.16'] } }), ...endpoint({})])).toBe('pass');
    expect(judge([...inNetwork({}, { dhcpOptions: { dnsServers: [] } }), ...endpoint({})])).toBe('pass');
  });

  it.each<readonly [string, readonly JsonObject[], readonly JsonObject[], string]>([
    ['connected both ways', [peering(VNET, HUB)], [peering(HUB, VNET)], 'pass'],
    ['one way', [peering(VNET, HUB)], [], 'fail outage G-NO-PATH'],
    ['initiated', [peering(VNET, HUB, 'Initiated')], [peering(HUB, VNET, 'Initiated')], 'fail outage G-NO-PATH'],
    [
      'without access',
      [peering(VNET, HUB, 'Connected', { allowVirtualNetworkAccess: false })],
      [peering(HUB, VNET)],
      'fail outage G-NO-PATH',
    ],
    ['not at all', [], [], 'fail outage G-NO-PATH'],
  ])('a peered network: %s', (_, own, theirs, expected) => {
    expect(
      judge([...inNetwork({}, { virtualNetworkPeerings: own }), hub(theirs), ...endpoint({ in: `${HUB}/subnets/pe` })]),
    ).toBe(expected);
  });

  it('a network behind the peered one is out of reach, and unknown where the hub may hand traffic on', () => {
    const far = virtualNetwork(
      [{ id: `${FAR}/subnets/pe`, name: 'pe', properties: { addressPrefix: '10.8.2.0/24' } }],
      { addressSpace: { addressPrefixes: ['10.8.0.0/16'] }, virtualNetworkPeerings: [peering(FAR, HUB)] },
      FAR,
    );
    const byHub = (more: JsonObject) =>
      judge([
        ...inNetwork({}, { virtualNetworkPeerings: [peering(VNET, HUB, 'Connected', more)] }),
        hub([peering(HUB, VNET), peering(HUB, FAR)]),
        far,
        ...endpoint({ in: `${FAR}/subnets/pe` }),
      ]);
    expect(byHub({})).toBe('fail outage G-NO-PATH');
    expect(byHub({ allowForwardedTraffic: true })).toBe('unknown TRANSIT_ROUTING');
    expect(byHub({ useRemoteGateways: true })).toBe('unknown TRANSIT_ROUTING');
  });

  it('a rule of ours in the way closes it', () => {
    const deny = securityRule('Deny', {
      access: 'Deny',
      priority: 150,
      destinationAddressPrefix: '10.0.2.0/24',
      destinationPortRange: '*',
    });
    expect(judge([...inNetwork({}, {}, [...requiredRules, deny]), ...endpoint({})])).toBe('fail outage NSG_DENY');
  });

  it('what may not be read on the way is unknown', () => {
    expect(judge([...inNetwork(), ...endpoint({})], { denied: [VNET] })).toBe('unknown FORBIDDEN');
    expect(judge([...inNetwork(), ...endpoint({})], { failing: { virtualNetworkLinks: 'THROTTLED' } })).toMatch(
      /^unknown /,
    );
  });
});

describe('public ways: our own side, and perimeters', () => {
  const PERIMETER = armId('Microsoft.Network/networkSecurityPerimeters/nsp');
  const around = (id: string, accessMode: string, addressPrefixes: readonly string[]) => [
    resource(`${PERIMETER}/resourceAssociations/a`, {
      properties: {
        privateLinkResource: { id },
        profile: { id: `${PERIMETER}/profiles/p` },
        accessMode,
        hasProvisioningIssues: 'no',
      },
    }),
    resource(`${PERIMETER}/profiles/p`, { properties: {} }),
    resource(`${PERIMETER}/profiles/p/accessRules/in`, { properties: { direction: 'Inbound', addressPrefixes } }),
  ];
  const account = storageAccount('st1', { defaultAction: 'Allow', bypass: 'AzureServices' });
  const closed = storageAccount('st1', { bypass: 'AzureServices' });
  const away = (one: ArmResource): ArmResource => ({ ...one, location: 'northeurope' });
  const host = 'st1.blob.core.windows.net';

  it.each<readonly [string, readonly ArmResource[], string]>([
    [
      'enforced around an open account, without us',
      [account, ...around(account.id, 'Enforced', ['198.51.100.0/24'])],
      'fail outage G-NO-PATH',
    ],
    ['enforced, with us', [away(account), ...around(account.id, 'Enforced', ['20.50.0.0/16'])], 'pass'],
    [
      'enforced, with us, in our own region',
      [account, ...around(account.id, 'Enforced', ['20.50.0.0/16'])],
      'unknown STORAGE_SAME_REGION',
    ],
    ['learning around an open account', [account, ...around(account.id, 'Learning', [])], 'pass'],
    [
      'learning around a closed account, with us',
      [away(closed), ...around(closed.id, 'Learning', ['20.50.1.1/32'])],
      'pass',
    ],
    [
      'learning around a closed account leaves trusted access',
      [closed, ...around(closed.id, 'Learning', [])],
      'fail outage G-RELIES',
    ],
    [
      'secured by one that cannot be seen',
      [storageAccount('st1', {}, { publicNetworkAccess: 'SecuredByPerimeter' })],
      'unknown PERIMETER_NOT_VISIBLE',
    ],
  ])('a perimeter: %s', (_, target, expected) => {
    expect(judged([apim(), ...target], host)).toBe(expected);
  });

  const RT = armId('Microsoft.Network/routeTables/rt');
  const routed = (nextHopType: string) => [
    ...inNetwork({ routeTable: { id: RT } }),
    resource(RT, {
      location: 'westeurope',
      properties: {
        routes: [{ name: 'd', properties: { addressPrefix: '0.0.0.0/0', nextHopType, nextHopIpAddress: '10.0.9.4' } }],
      },
    }),
  ];

  it('an open service behind an appliance of ours is unknown, behind no route at all it is cut', () => {
    expect(judged([...routed('VirtualAppliance'), account], host)).toBe('unknown NVA_RULES');
    expect(judged([...routed('None'), account], host)).toBe('fail outage G-NO-PATH');
    expect(judged([...routed('Internet'), account], host)).toBe('pass');
  });

  it('a NAT gateway sends from its own addresses', () => {
    const NAT = armId('Microsoft.Network/natGateways/nat');
    const PIP = armId('Microsoft.Network/publicIPAddresses/pip');
    const vault = (value: string) => keyVault('kv-prod', firewall({ bypass: 'None', ipRules: [{ value }] }));
    const resources = [
      ...inNetwork({ natGateway: { id: NAT }, serviceEndpoints: [] }),
      resource(NAT, { location: 'westeurope', properties: { publicIpAddresses: [{ id: PIP }] } }),
      resource(PIP, { location: 'westeurope', properties: { ipAddress: '20.60.1.1' } }),
    ];
    expect(judged([...resources, vault('20.60.1.1')], 'kv-prod.vault.azure.net')).toBe('pass');
    expect(judged([...resources, vault('20.50.1.1')], 'kv-prod.vault.azure.net')).toBe('fail outage G-NO-PATH');
    expect(judged([...resources, vault('20.60.1.1')], 'kv-prod.vault.azure.net', { denied: [NAT] })).toBe(
      'unknown FORBIDDEN',
    );
  });

  it('a registry whose public access is disabled admits no address', () => {
    const closedRegistry = registry('cr1', {
      publicNetworkAccess: 'Disabled',
      networkRuleSet: { defaultAction: 'Deny', ipRules: [{ value: '20.50.1.1' }] },
    });
    expect(judged([apim(), closedRegistry], 'cr1.azurecr.io')).toBe('fail outage G-NO-PATH');
  });
});
