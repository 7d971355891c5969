/** Generates instances that are ready: tiers, networks, services called in every style by every way that works. */
import fc from 'fast-check';
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
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
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

/** How a target lets the gateway in. */
export type Way = 'open' | 'address' | 'subnet-rule' | 'private-endpoint';

/** One service that the gateway calls. */
export interface Called {
  readonly kind: 'key-vault' | 'managed-hsm' | 'storage' | 'service-bus' | 'event-hubs' | 'container-registry';
  readonly way: Way;
  /** By a policy's own request, or through a backend that a policy names. */
  readonly style: 'request' | 'backend';
}

/** What an instance is made of. */
export interface Plan {
  readonly tier: 'Developer' | 'Premium' | 'Standard';
  readonly network: 'None' | 'External' | 'Internal';
  readonly called: readonly Called[];
  /** How the vault of a named value lets it be read; undefined for no named value. */
  readonly namedValue: Way | undefined;
}

const ADDRESS = '20.50.1.1';
const AUDIENCES: Readonly<Record<Called['kind'], string>> = {
  'key-vault': 'https://vault.azure.net',
  'managed-hsm': 'https://managedhsm.azure.net',
  storage: 'https://storage.azure.com/',
  'service-bus': 'https://servicebus.azure.net/',
  'event-hubs': 'https://eventhubs.azure.net/',
  'container-registry': 'https://containerregistry.azure.net/',
};
const HOSTS: Readonly<Record<Called['kind'], string>> = {
  'key-vault': 'vault.azure.net',
  'managed-hsm': 'managedhsm.azure.net',
  storage: 'blob.core.windows.net',
  'service-bus': 'servicebus.windows.net',
  'event-hubs': 'servicebus.windows.net',
  'container-registry': 'azurecr.io',
};
const ZONES: Readonly<Record<Called['kind'], readonly [zone: string, group: string]>> = {
  'key-vault': ['privatelink.vaultcore.azure.net', 'vault'],
  'managed-hsm': ['privatelink.managedhsm.azure.net', 'managedhsm'],
  storage: ['privatelink.blob.core.windows.net', 'blob'],
  'service-bus': ['privatelink.servicebus.windows.net', 'namespace'],
  'event-hubs': ['privatelink.servicebus.windows.net', 'namespace'],
  'container-registry': ['privatelink.azurecr.io', 'registry'],
};

/** Whether a way exists and works for a service: Storage ignores addresses of its region, HSM and registries know no subnets. */
function works({ kind, way }: Called, network: Plan['network']): boolean {
  if (way === 'address') return kind !== 'storage' && network === 'None';
  if (way === 'subnet-rule') return network !== 'None' && kind !== 'managed-hsm' && kind !== 'container-registry';
  return way === 'open' || network !== 'None';
}

/** The target's resource and what belongs to it. */
function target({ kind, way }: Called, name: string): readonly ArmResource[] {
  const closed = way !== 'open';
  const acls: JsonObject = {
    defaultAction: closed ? 'Deny' : 'Allow',
    ipRules: way === 'address' ? [{ value: ADDRESS }] : [],
    virtualNetworkRules: way === 'subnet-rule' ? [{ id: SUBNET, action: 'Allow', state: 'Succeeded' }] : [],
  };
  const rules: JsonObject = {
    defaultAction: closed ? 'Deny' : 'Allow',
    ipRules: [{ ipMask: way === 'address' ? ADDRESS : '198.51.100.7', action: 'Allow' }],
    virtualNetworkRules: way === 'subnet-rule' ? [{ subnet: { id: SUBNET } }] : [],
  };
  const endpointId = armId(`Microsoft.Network/privateEndpoints/pe-${name}`);
  const properties: JsonObject =
    way === 'private-endpoint'
      ? {
          privateEndpointConnections: [
            {
              properties: {
                privateEndpoint: { id: endpointId },
                privateLinkServiceConnectionState: { status: 'Approved' },
              },
            },
          ],
        }
      : {};
  const made = ((): readonly [ArmResource, ...ArmResource[]] => {
    switch (kind) {
      case 'key-vault':
        return [keyVault(name, { networkAcls: { bypass: 'None', ...acls }, ...properties })];
      case 'managed-hsm':
        return [managedHsm(name, acls, properties)];
      case 'storage':
        return [storageAccount(name, acls, properties)];
      case 'service-bus':
      case 'event-hubs': {
        const own = namespace(kind === 'service-bus' ? 'ServiceBus' : 'EventHub', name, 'Premium', properties);
        return [own, ruleSet(own, rules)];
      }
      case 'container-registry':
        return [registry(name, { networkRuleSet: acls, dataEndpointEnabled: false, ...properties })];
    }
  })();
  return way === 'private-endpoint' ? [...made, ...endpoint(kind, name, endpointId, made[0].id)] : made;
}

function endpoint(kind: Called['kind'], name: string, id: string, targetId: string): readonly ArmResource[] {
  const [zoneName, group] = ZONES[kind];
  const zone = armId(`Microsoft.Network/privateDnsZones/${zoneName}`, 'rg-dns');
  const records = kind === 'container-registry' ? [name, `${name}.westeurope.data`] : [name];
  return [
    resource(id, {
      location: 'westeurope',
      properties: {
        subnet: { id: `${VNET}/subnets/snet-pe` },
        privateLinkServiceConnections: [{ properties: { privateLinkServiceId: targetId, groupIds: [group] } }],
        customDnsConfigs: [{ ipAddresses: ['10.0.2.4'] }],
      },
    }),
    resource(zone, { location: 'global', properties: {} }),
    resource(`${zone}/virtualNetworkLinks/api`, {
      location: 'global',
      properties: { virtualNetwork: { id: VNET }, virtualNetworkLinkState: 'Completed' },
    }),
    ...records.map((record) =>
      resource(`${zone}/A/${record}`, { properties: { aRecords: [{ ipv4Address: '10.0.2.4' }] } }),
    ),
  ];
}

function calls(called: readonly Called[]): readonly ArmResource[] {
  const requests = called.flatMap((one, index) => {
    const identity = `<authentication-managed-identity resource="${AUDIENCES[one.kind]}" />`;
    const url = `https://t${index}.${HOSTS[one.kind]}/x`;
    if (one.style === 'backend') return [];
    return [
      `<send-request mode="new" response-variable-name="r${index}"><set-url>${url}</set-url><set-method>GET</set-method>${identity}</send-request>`,
    ];
  });
  const backends = called.flatMap((one, index) =>
    one.style === 'backend'
      ? [
          resource(`${APIM}/backends/b${index}`, {
            properties: {
              url: `https://t${index}.${HOSTS[one.kind]}`,
              protocol: 'http',
              credentials: { managedIdentity: { resource: AUDIENCES[one.kind] } },
            },
          }),
          resource(`${APIM}/apis/a${index}`, { properties: { path: `a${index}`, isCurrent: true } }),
          resource(`${APIM}/apis/a${index}/policies/policy`, {
            properties: {
              format: 'xml',
              value: `<policies><inbound><base /><set-backend-service backend-id="b${index}" /></inbound></policies>`,
            },
          }),
        ]
      : [],
  );
  return [
    resource(`${APIM}/policies/policy`, {
      properties: {
        format: 'xml',
        value: `<policies><inbound>${requests.join('')}</inbound></policies>`,
      },
    }),
    ...backends,
  ];
}

function networkOf(mode: Plan['network']): readonly ArmResource[] {
  if (mode === 'None') return [];
  const services = ['KeyVault', 'Storage', 'ServiceBus', 'EventHub'];
  const clients = [
    securityRule('Clients', {
      priority: 110,
      direction: 'Inbound',
      sourceAddressPrefix: 'Internet',
      destinationAddressPrefix: 'VirtualNetwork',
      destinationPortRanges: ['80', '443'],
    }),
  ];
  return [
    virtualNetwork([
      subnet({
        serviceEndpoints: services.map((one) => ({ service: `Microsoft.${one}`, provisioningState: 'Succeeded' })),
      }),
      { id: `${VNET}/subnets/snet-pe`, name: 'snet-pe', properties: { addressPrefix: '10.0.2.0/24' } },
    ]),
    networkSecurityGroup([...requiredRules, ...(mode === 'External' ? clients : [])]),
    networkStatus(),
  ];
}

/** The resources of a plan: by its making, an instance that is ready. */
export function estateOfPlan({ tier, network, called, namedValue }: Plan): readonly ArmResource[] {
  const vault: Called | undefined =
    namedValue === undefined ? undefined : { kind: 'key-vault', way: namedValue, style: 'request' };
  const customProperties = { [FLAG]: 'True' };
  return [
    apim({ customProperties, ...(network === 'None' ? {} : injected(network)) }, { sku: { name: tier, capacity: 1 } }),
    ...networkOf(network),
    ...called.flatMap((one, index) => target(one, `t${index}`)),
    ...calls(called),
    ...(vault === undefined ? [] : [...target(vault, 'kv-values'), keyVaultNamedValue('secret', 'kv-values')]),
  ];
}

const way = fc.constantFrom<Way>('open', 'address', 'subnet-rule', 'private-endpoint');
const called: fc.Arbitrary<Called> = fc.record({
  kind: fc.constantFrom<Called['kind']>(
    'key-vault',
    'managed-hsm',
    'storage',
    'service-bus',
    'event-hubs',
    'container-registry',
  ),
  way,
  style: fc.constantFrom<Called['style']>('request', 'backend'),
});

/** Plans of instances that are ready. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    tier: fc.constantFrom<Plan['tier']>('Developer', 'Premium', 'Standard'),
    network: fc.constantFrom<Plan['network']>('None', 'External', 'Internal'),
    called: fc.array(called, { minLength: 1, maxLength: 3 }),
    namedValue: fc.option(way, { nil: undefined }),
  })
  .map((plan) => {
    const network = plan.tier === 'Standard' ? 'None' : plan.network;
    // Where a way does not work, the target is open.
    const working = (one: Called): Called => (works(one, network) ? one : { ...one, way: 'open' });
    const vault = plan.namedValue && working({ kind: 'key-vault', way: plan.namedValue, style: 'request' }).way;
    return { ...plan, network, called: plan.called.map(working), namedValue: vault };
  });
