/** The ways in that need something new: a private endpoint where nothing leads, room among security rules where none is. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Report } from '../../src/model/finding.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { inbound, managedIdentity, policy, sendRequest } from '../support/policies.ts';
import { brokenPromises } from '../support/promises.ts';
import {
  apim,
  armId,
  injected,
  keyVault,
  networkSecurityGroup,
  resource,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const NSG_LINK = { networkSecurityGroup: { id: armId('Microsoft.Network/networkSecurityGroups/nsg-apim') } };
const ZONE = 'Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net';
const closed = { publicNetworkAccess: 'Disabled' };
/** What is made where a private endpoint cannot be. */
const perimeter = ['create-perimeter', 'add-perimeter-rule', 'associate-perimeter'];

/** Another subnet of the network, with room for private endpoints. */
const place = (name: string, properties: JsonObject = {}) =>
  subnet({ addressPrefix: '10.0.9.0/28', ...properties }, `${VNET}/subnets/${name}`);
const endpoints = place('snet-endpoints');

const calls = (host: string) => policy('apis/orders', inbound(sendRequest(`https://${host}/x`, managedIdentity())));

interface Network {
  readonly subnets?: readonly JsonObject[];
  readonly rules?: readonly Json[];
  readonly dns?: readonly string[];
}

function networkOf({ subnets = [endpoints], rules = requiredRules, dns = [] }: Network = {}): readonly ArmResource[] {
  return [
    apim(injected()),
    virtualNetwork([subnet(NSG_LINK), ...subnets], { dhcpOptions: { dnsServers: [...dns] } }),
    networkSecurityGroup(rules),
    // A status that reports other servers would say that they are not in force yet.
    ...(dns.length === 0 ? [networkStatus()] : []),
  ];
}

function judging(resources: readonly ArmResource[]) {
  const retirement = retirements.find(({ id }) => id === 'trusted-service-connectivity');
  if (retirement === undefined) throw new Error('the retirement is not known');
  const subject = subjectOf(resources);
  const nothing = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };
  const judge = (estate: Estate): Report => assess({ ...subject, estate }, requirements, retirement, () => nothing);
  return { judge, estate: subject.estate };
}

/** What the fix of a requirement changes; undefined where it is words alone. */
function changesOf(resources: readonly ArmResource[], requirement: string): readonly Change[] | undefined {
  const { judge, estate } = judging(resources);
  const items = judge(estate).findings.find((one) => one.requirement === requirement)?.items ?? [];
  return items.find(({ fix }) => fix !== undefined)?.fix?.changes;
}

const kinds = (resources: readonly ArmResource[]) =>
  changesOf(resources, 'gateway-dependencies')?.map(({ kind }) => kind);

describe('a service that is closed to the Internet and that nothing leads to', () => {
  const bus = namespace('ServiceBus', 'sb-prod');
  const basicHub = namespace('EventHub', 'evh-prod', 'Basic');
  const made = ['create-zone', 'create-private-endpoint', 'link-zone'];

  it.each<readonly [string, string, readonly ArmResource[], readonly string[] | undefined]>([
    ['a key vault', 'kv-prod.vault.azure.net', [keyVault('kv-prod', closed)], made],
    ['a managed HSM', 'hsm-prod.managedhsm.azure.net', [managedHsm('hsm-prod', {}, closed)], made],
    ['a storage account', 'stprod.blob.core.windows.net', [storageAccount('stprod', {}, closed)], made],
    ['a Premium namespace', 'sb-prod.servicebus.windows.net', [bus, ruleSet(bus, closed)], made],
    ['a Premium registry', 'crprod.azurecr.io', [registry('crprod', closed)], made],
    [
      'a Basic namespace, which has none',
      'evh-prod.servicebus.windows.net',
      [basicHub, ruleSet(basicHub, closed)],
      undefined,
    ],
  ])('gets a private endpoint in the network: %s', (_, host, targets, expected) => {
    expect(kinds([...networkOf(), ...targets, calls(host)])).toEqual(expected);
  });

  const vault = [keyVault('kv-prod', closed), calls('kv-prod.vault.azure.net')];
  const zone = resource(armId(ZONE), { location: 'global', properties: {} });
  const link = resource(`${armId(ZONE)}/virtualNetworkLinks/l`, { properties: { virtualNetwork: { id: VNET } } });

  const record = resource(`${armId(ZONE)}/A/kv-prod`, { properties: { aRecords: [{ ipv4Address: '10.77.0.4' }] } });

  it.each<readonly [string, readonly ArmResource[], readonly string[] | undefined]>([
    ['the zone is there', [...networkOf(), zone], ['create-private-endpoint', 'link-zone']],
    ['the zone is linked', [...networkOf(), zone, link], ['create-private-endpoint']],
    ['the network has no other subnet', networkOf({ subnets: [] }), ['create-subnet', ...made]],
    ['its servers are somebody’s own', networkOf({ dns: ['10.9.9.9'] }), perimeter],
    [
      'the other subnet belongs to another service',
      networkOf({
        subnets: [place('web', { delegations: [{ properties: { serviceName: 'Microsoft.Web/serverFarms' } }] })],
      }),
      ['create-subnet', ...made],
    ],
    ['the other subnet is a gateway’s', networkOf({ subnets: [place('GatewaySubnet')] }), ['create-subnet', ...made]],
    [
      'every address of the network is taken',
      networkOf({ subnets: [place('GatewaySubnet', { addressPrefix: '10.0.0.0/16' })] }),
      perimeter,
    ],
    ['a linked zone leads to an endpoint that is out of reach', [...networkOf(), zone, link, record], perimeter],
    ['the zone of other networks leads to their endpoint', [...networkOf(), zone, record], made],
    [
      'the other subnet is full',
      networkOf({
        subnets: [place('full', { ipConfigurations: Array.from({ length: 11 }, (_, at) => ({ id: `/x/${at}` })) })],
      }),
      ['create-subnet', ...made],
    ],
  ])('where %s', (_, network, expected) => {
    expect(kinds([...network, ...vault])).toEqual(expected);
  });

  it.each<readonly [string, string, ArmResource, readonly string[] | undefined]>([
    ['storage in a tier without a network', 'stprod.blob.core.windows.net', storageAccount('stprod'), perimeter],
    ['a registry, which no perimeter takes', 'crprod.azurecr.io', registry('crprod'), ['add-address-rules']],
  ])('by a perimeter of its own: %s', (_, host, target, expected) => {
    expect(kinds([apim({}, { sku: { name: 'Standard', capacity: 1 } }), target, calls(host)])).toEqual(expected);
  });

  it('offers keys no perimeter, whose rule for a subscription lets managed identities alone in', () => {
    const signed = policy('apis/orders', inbound(sendRequest('https://stprod.blob.core.windows.net/x?sig=abc', '')));
    const sku = { sku: { name: 'Standard', capacity: 1 } };

    expect(kinds([apim({}, sku), storageAccount('stprod'), signed])).toBeUndefined();
  });

  it('adds a rule to the perimeter that holds it already, and makes no other', () => {
    const held = keyVault('kv-prod', { publicNetworkAccess: 'SecuredByPerimeter' });
    const perimeters = armId('Microsoft.Network/networkSecurityPerimeters/nsp1');
    const profile = `${perimeters}/profiles/default`;
    const holds = resource(`${perimeters}/resourceAssociations/kv-prod`, {
      properties: { privateLinkResource: { id: held.id }, profile: { id: profile }, accessMode: 'Enforced' },
    });

    expect(changesOf([apim(), held, holds, calls('kv-prod.vault.azure.net')], 'gateway-dependencies')).toEqual([
      expect.objectContaining({ kind: 'add-perimeter-rule', profile }),
    ]);
  });

  it('puts it where other private endpoints are', () => {
    const used = place('snet-used', { privateEndpoints: [{ id: '/x' }] });
    const changes = changesOf([...networkOf({ subnets: [endpoints, used] }), ...vault], 'gateway-dependencies') ?? [];

    expect(changes.flatMap((change) => (change.kind === 'create-private-endpoint' ? [change.subnet] : []))).toEqual([
      `${VNET}/subnets/snet-used`,
    ]);
  });

  it('keeps its promise when it is tried', () => {
    const { judge, estate } = judging([...networkOf(), ...vault]);

    expect(brokenPromises(estate, judge, '2026-03-01')).toEqual([]);
  });
});

describe('a deny that no number is left in front of', () => {
  const deny = (priority: number, rest: JsonObject = {}) =>
    securityRule(`Deny-${priority}`, {
      access: 'Deny',
      direction: 'Outbound',
      priority,
      protocol: '*',
      destinationAddressPrefix: 'AzureKeyVault',
      destinationPortRange: '*',
      ...rest,
    });
  const network = (...rules: readonly Json[]) => networkOf({ rules: [...requiredRules, ...rules] });
  const moves = (resources: readonly ArmResource[]) =>
    changesOf(resources, 'outbound-key-vault')?.map((change) =>
      change.kind === 'move-security-rule' ? `${change.name} to ${change.priority}` : change.kind,
    );

  it('moves back with the rules right behind it, in their order, the last first', () => {
    expect(moves(network(deny(100), deny(101), deny(3000)))).toEqual([
      'Deny-101 to 125',
      'Deny-100 to 124',
      'add-security-rule',
    ]);
  });

  it('pushes what stands where it goes', () => {
    expect(moves(network(deny(100), deny(124)))).toEqual(['Deny-124 to 125', 'Deny-100 to 124', 'add-security-rule']);
  });

  it('keeps its promise when it is tried, and what it let pass still passes', () => {
    const { judge, estate } = judging([...network(deny(100), deny(101)), keyVault('kv-prod')]);

    expect(brokenPromises(estate, judge, '2026-03-01')).toEqual([]);
  });

  it('is said in words where the numbers end', () => {
    const full = Array.from({ length: 3997 }, (_, index) => deny(100 + index));

    expect(moves(networkOf({ rules: full, subnets: [] }))).toBeUndefined();
  });
});

describe('a private zone that ends a name', () => {
  const zoneNamed = (name: string) => {
    const id = armId(`Microsoft.Network/privateDnsZones/${name}`);
    return [
      resource(id, { location: 'global', properties: {} }),
      resource(`${id}/virtualNetworkLinks/l`, { properties: { virtualNetwork: { id: VNET } } }),
    ];
  };
  const endpoint = armId('Microsoft.Network/privateEndpoints/pe-kv');
  const connected = {
    publicNetworkAccess: 'Disabled',
    privateEndpointConnections: [
      {
        id: '/x',
        properties: {
          privateEndpoint: { id: endpoint },
          groupIds: ['vault'],
          privateLinkServiceConnectionState: { status: 'Approved' },
        },
      },
    ],
  };
  const vault = keyVault('kv-prod', connected);
  const made = resource(endpoint, {
    location: 'westeurope',
    properties: {
      subnet: { id: `${VNET}/subnets/snet-endpoints` },
      privateLinkServiceConnections: [{ properties: { privateLinkServiceId: vault.id, groupIds: ['vault'] } }],
      customDnsConfigs: [{ ipAddresses: ['10.0.9.4'] }],
    },
  });
  const called = calls('kv-prod.vault.azure.net');
  const fixOf = (resources: readonly ArmResource[]) => {
    const { judge, estate } = judging(resources);
    const finding = judge(estate).findings.find(({ requirement }) => requirement === 'gateway-dependencies');
    return finding?.items.find(({ fix }) => fix !== undefined)?.fix;
  };

  it.each([
    ['vault.azure.net', 'kv-prod'],
    ['privatelink.vaultcore.azure.net', 'kv-prod'],
    ['vaultcore.azure.net', 'kv-prod.privatelink'],
    ['kv-prod.vault.azure.net', '@'],
  ])('gets the record of the private endpoint that it lacks: %s', (zone, name) => {
    const fix = fixOf([...networkOf(), ...zoneNamed(zone), vault, made, called]);

    expect(fix?.changes).toEqual([
      {
        kind: 'add-record',
        zone: armId(`Microsoft.Network/privateDnsZones/${zone}`),
        name,
        addresses: ['10.0.9.4'],
      },
    ]);
  });

  it('is named where there is no private endpoint, with both ways out', () => {
    const open = keyVault('kv-prod', { networkAcls: { defaultAction: 'Allow', bypass: 'None' } });
    const fix = fixOf([...networkOf(), ...zoneNamed('vault.azure.net'), open, called]);

    expect(fix?.changes).toBeUndefined();
    expect(render(fix?.title ?? { template: '', values: {} })).toContain(
      'Add a record for kv-prod to the private zone vault.azure.net',
    );
  });
});

describe('a call that asks for an identity that is not attached', () => {
  it('shows the system-assigned one, which is switched on, and nothing else of the policy changes', () => {
    const xml = inbound(
      sendRequest(
        'https://kv-prod.vault.azure.net/x',
        managedIdentity('client-id="44444444-4444-4444-8444-444444444444"'),
      ),
    );
    const resources = [apim({}, { identity: undefined }), keyVault('kv-prod', {}), policy('apis/orders', xml)];

    expect(kinds(resources)?.slice(0, 2)).toEqual(['enable-system-identity', 'use-call-identity']);
    const { judge, estate } = judging(resources);
    expect(brokenPromises(estate, judge, '2026-03-01')).toEqual([]);
  });
});
