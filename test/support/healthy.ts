/** One instance that uses everything there is to judge, and is ready for all that. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { inbound, include, policy } from './policies.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
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
} from './resources.ts';

const STORAGE = armId('Microsoft.Storage/storageAccounts/stprod', 'rg-data');
const ENDPOINT = armId('Microsoft.Network/privateEndpoints/pe-stprod');
const ZONE = armId('Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net', 'rg-dns');
const EVENT_HUBS = armId('Microsoft.EventHub/namespaces/evh-prod', 'rg-data');
const PERIMETER = armId('Microsoft.Network/networkSecurityPerimeters/nsp-data', 'rg-data');
const ROUTES = armId('Microsoft.Network/routeTables/rt-apim');

/** The rules that a classic instance in Internal mode needs beside the default ones. */
export const requiredRules: readonly JsonObject[] = [
  securityRule('AllowManagement', {
    priority: 100,
    direction: 'Inbound',
    sourceAddressPrefix: 'ApiManagement',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
  }),
];

/** Network status of one location where everything works. */
export function networkStatus(location = 'West Europe', entries: readonly JsonObject[] = []): ArmResource {
  const connectivityStatus: Json = [
    { name: 'apikv.vault.azure.net', status: 'success', resourceType: 'AzureKeyVault', isOptional: false },
    ...entries,
  ];
  return resource(`${APIM}/networkstatus`, {
    value: [{ location, networkStatus: { dnsServers: ['168.63.129.16'], connectivityStatus } }],
  });
}

const identity = (audience: string) => `<authentication-managed-identity resource="${audience}" />`;

const service = apim({
  ...injected(),
  customProperties: { [FLAG]: 'True' },
  hostnameConfigurations: [
    {
      type: 'Proxy',
      hostName: 'api.example.com',
      keyVaultId: 'https://kv-prod.vault.azure.net/secrets/api',
      certificateStatus: 'Completed',
    },
  ],
});

const network: readonly ArmResource[] = [
  virtualNetwork([
    subnet({
      routeTable: { id: ROUTES },
      serviceEndpoints: [
        { service: 'Microsoft.KeyVault', provisioningState: 'Succeeded', locations: ['*'] },
        { service: 'Microsoft.EventHub', provisioningState: 'Succeeded', locations: ['*'] },
      ],
    }),
    { id: `${VNET}/subnets/snet-pe`, name: 'snet-pe', properties: { addressPrefix: '10.0.2.0/24' } },
  ]),
  networkSecurityGroup(requiredRules),
  resource(ROUTES, { location: 'westeurope', properties: { routes: [], disableBgpRoutePropagation: true } }),
  networkStatus(),
];

const targets: readonly ArmResource[] = [
  keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET.toLowerCase() }] })),
  resource(STORAGE, {
    location: 'westeurope',
    sku: { name: 'Standard_LRS' },
    properties: {
      publicNetworkAccess: 'Disabled',
      networkAcls: { bypass: 'None', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] },
      primaryEndpoints: { blob: 'https://stprod.blob.core.windows.net/' },
      privateEndpointConnections: [
        {
          id: `${STORAGE}/privateEndpointConnections/1`,
          properties: { privateEndpoint: { id: ENDPOINT }, privateLinkServiceConnectionState: { status: 'Approved' } },
        },
      ],
    },
  }),
  resource(ENDPOINT, {
    location: 'westeurope',
    properties: {
      subnet: { id: `${VNET}/subnets/snet-pe` },
      privateLinkServiceConnections: [{ properties: { privateLinkServiceId: STORAGE, groupIds: ['blob'] } }],
      customDnsConfigs: [{ fqdn: 'stprod.blob.core.windows.net', ipAddresses: ['10.0.2.4'] }],
    },
  }),
  resource(ZONE, { location: 'global', properties: {} }),
  resource(`${ZONE}/virtualNetworkLinks/api`, {
    location: 'global',
    properties: { virtualNetwork: { id: VNET }, virtualNetworkLinkState: 'Completed', registrationEnabled: false },
  }),
  resource(`${ZONE}/A/stprod`, { properties: { aRecords: [{ ipv4Address: '10.0.2.4' }] } }),
  resource(EVENT_HUBS, {
    location: 'westeurope',
    sku: { name: 'Standard' },
    properties: { serviceBusEndpoint: 'https://evh-prod.servicebus.windows.net:443/' },
  }),
  resource(`${EVENT_HUBS}/networkRuleSets/default`, {
    properties: {
      publicNetworkAccess: 'Enabled',
      defaultAction: 'Deny',
      trustedServiceAccessEnabled: false,
      ipRules: [],
      virtualNetworkRules: [{ subnet: { id: SUBNET } }],
    },
  }),
];

const calls: readonly ArmResource[] = [
  // Without a last status of its own, so that only the list of failed refreshes can tell (docs/rules.md#key-vault-refresh).
  keyVaultNamedValue('secret', 'kv-prod', { lastStatus: null }),
  resource(`${APIM}/namedValues/account`, { properties: { displayName: 'account', secret: false, value: 'stprod' } }),
  resource(`${APIM}/certificates/client`, {
    properties: {
      subject: 'CN=client',
      thumbprint: 'AB',
      expirationDate: '2030-01-01T00:00:00Z',
      keyVault: {
        secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/client',
        identityClientId: null,
      },
    },
  }),
  resource(`${APIM}/apis/orders`, {
    properties: { displayName: 'orders', path: 'orders', isCurrent: true, serviceUrl: 'https://orders.example.com' },
  }),
  resource(`${APIM}/backends/store`, {
    properties: { url: 'https://stprod.blob.core.windows.net', protocol: 'http' },
  }),
  resource(`${APIM}/loggers/audit`, {
    properties: {
      loggerType: 'azureEventHub',
      resourceId: EVENT_HUBS,
      credentials: {
        endpointAddress: 'evh-prod.servicebus.windows.net',
        identityClientId: 'SystemAssigned',
        name: 'a',
      },
    },
  }),
  policy('', inbound(include('token'))),
  policy(
    'apis/orders',
    inbound(
      `<set-backend-service base-url="https://{{account}}.blob.core.windows.net" />${identity('https://storage.azure.com/')}`,
    ),
  ),
  resource(`${APIM}/policyFragments/token`, {
    properties: {
      format: 'xml',
      value: `<fragment><send-request mode="new" response-variable-name="r"><set-url>https://kv-prod.vault.azure.net/secrets/x?api-version=7.4</set-url><set-method>GET</set-method>${identity('https://vault.azure.net')}</send-request></fragment>`,
    },
  }),
  resource(`${APIM}/workspaces/team`, { properties: { displayName: 'team' } }),
];

/** The estate of an instance that is ready: nothing fails, nothing is unknown. */
export const healthy: readonly ArmResource[] = [service, ...network, ...targets, ...calls];

const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
const NAT = armId('Microsoft.Network/natGateways/nat-apim');
const ADDRESS = armId('Microsoft.Network/publicIPAddresses/pip-nat');
const EAST = armId('Microsoft.Network/virtualNetworks/vnet-east');

const BUS = armId('Microsoft.ServiceBus/namespaces/sb-prod', 'rg-data');
const BUS_ENDPOINT = armId('Microsoft.Network/privateEndpoints/pe-sb', 'rg-hub');
const BUS_ZONE = armId('Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net', 'rg-dns');

function peering(own: string, remote: string): JsonObject {
  const name = `to-${remote.slice(remote.lastIndexOf('/') + 1)}`;
  const properties = {
    remoteVirtualNetwork: { id: remote },
    peeringState: 'Connected',
    allowVirtualNetworkAccess: true,
    peerCompleteVnets: true,
  };
  return { id: `${own}/virtualNetworkPeerings/${name}`, name, properties };
}

/**
 * Another instance that is ready, by ways that lead further: a NAT gateway, a storage account in an enforced
 * perimeter, a private endpoint in a peered network, a second location and a third one that is switched off.
 */
export const healthyByDetours: readonly ArmResource[] = [
  apim({
    ...injected('External'),
    customProperties: { [FLAG]: 'True' },
    additionalLocations: [
      {
        location: 'East US',
        virtualNetworkConfiguration: { subnetResourceId: `${EAST}/subnets/snet-apim` },
        publicIPAddresses: ['20.70.1.1'],
      },
      { location: 'Japan East', disableGateway: true },
    ],
  }),
  virtualNetwork([subnet({ natGateway: { id: NAT } })], { virtualNetworkPeerings: [peering(VNET, HUB)] }),
  virtualNetwork([subnet({}, `${EAST}/subnets/snet-apim`)], { virtualNetworkPeerings: [peering(EAST, HUB)] }, EAST),
  networkSecurityGroup([
    ...requiredRules,
    securityRule('AllowClients', {
      priority: 110,
      direction: 'Inbound',
      sourceAddressPrefix: 'Internet',
      destinationAddressPrefix: 'VirtualNetwork',
      destinationPortRanges: ['80', '443'],
    }),
    securityRule('AllowTrafficManager', {
      priority: 120,
      direction: 'Inbound',
      sourceAddressPrefix: 'AzureTrafficManager',
      destinationAddressPrefix: 'VirtualNetwork',
    }),
  ]),
  virtualNetwork(
    [{ id: `${HUB}/subnets/snet-pe`, name: 'snet-pe', properties: { addressPrefix: '10.9.2.0/24' } }],
    {
      addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
      virtualNetworkPeerings: [peering(HUB, VNET), peering(HUB, EAST)],
    },
    HUB,
  ),
  resource(NAT, { location: 'westeurope', properties: { publicIpAddresses: [{ id: ADDRESS }] } }),
  resource(ADDRESS, { location: 'westeurope', properties: { ipAddress: '20.60.1.1' } }),
  resource(`${APIM}/networkstatus`, {
    value: ['West Europe', 'East US'].flatMap((location) => networkStatus(location).value as readonly Json[]),
  }),
  keyVaultNamedValue('secret', 'kv-prod', { lastStatus: null }),
  keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: `${EAST}/subnets/snet-apim` }] })),
  policy(
    '',
    inbound(
      `<send-request mode="new" response-variable-name="r"><set-url>https://stprod.blob.core.windows.net/x</set-url>${identity('https://storage.azure.com/')}</send-request><send-service-bus-message namespace="sb-prod.servicebus.windows.net" queue-name="q" />`,
    ),
  ),
  resource(STORAGE, {
    location: 'northeurope',
    sku: { name: 'Standard_LRS' },
    properties: {
      publicNetworkAccess: 'SecuredByPerimeter',
      networkAcls: { bypass: 'None', defaultAction: 'Deny' },
      primaryEndpoints: { blob: 'https://stprod.blob.core.windows.net/' },
    },
  }),
  resource(`${PERIMETER}/resourceAssociations/st`, {
    properties: {
      privateLinkResource: { id: STORAGE },
      profile: { id: `${PERIMETER}/profiles/p` },
      accessMode: 'Enforced',
      hasProvisioningIssues: 'no',
    },
  }),
  resource(`${PERIMETER}/profiles/p`, { properties: {} }),
  resource(`${PERIMETER}/profiles/p/accessRules/in`, {
    properties: { direction: 'Inbound', addressPrefixes: ['20.60.1.1/32', '20.70.1.1/32'] },
  }),
  resource(BUS, {
    location: 'westeurope',
    sku: { name: 'Premium' },
    properties: {
      serviceBusEndpoint: 'https://sb-prod.servicebus.windows.net:443/',
      privateEndpointConnections: [
        {
          id: `${BUS}/privateEndpointConnections/1`,
          properties: {
            privateEndpoint: { id: BUS_ENDPOINT },
            privateLinkServiceConnectionState: { status: 'Approved' },
          },
        },
      ],
    },
  }),
  resource(`${BUS}/networkRuleSets/default`, {
    properties: { publicNetworkAccess: 'Disabled', defaultAction: 'Deny', trustedServiceAccessEnabled: false },
  }),
  resource(BUS_ENDPOINT, {
    location: 'westeurope',
    properties: {
      subnet: { id: `${HUB}/subnets/snet-pe` },
      privateLinkServiceConnections: [{ properties: { privateLinkServiceId: BUS, groupIds: ['namespace'] } }],
      customDnsConfigs: [{ fqdn: 'sb-prod.servicebus.windows.net', ipAddresses: ['10.9.2.4'] }],
    },
  }),
  resource(BUS_ZONE, { location: 'global', properties: {} }),
  ...[VNET, EAST].map((network) =>
    resource(`${BUS_ZONE}/virtualNetworkLinks/${network.slice(network.lastIndexOf('/') + 1)}`, {
      location: 'global',
      properties: { virtualNetwork: { id: network }, virtualNetworkLinkState: 'Completed', registrationEnabled: false },
    }),
  ),
  resource(`${BUS_ZONE}/A/sb-prod`, { properties: { aRecords: [{ ipv4Address: '10.9.2.4' }] } }),
];
