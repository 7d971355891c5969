/** Northwind Production: the instances that customers and partners depend on. */
import type { Day } from '../../model/days.ts';
import {
  api,
  endpoints,
  fromVault,
  group,
  instance,
  namedValue,
  network,
  networkStatus,
  operation,
  placed,
  policy,
  type Resource,
  resource,
  SUBSCRIPTIONS,
  secretsUser,
  securityGroup,
  subnet,
  TRUSTED_ACCESS_OFF,
  vault,
} from './azure.ts';

const sub = SUBSCRIPTIONS.production;
const apiGroup = group(sub, 'rg-api-prod');
const data = group(sub, 'rg-data-prod');
const partner = group(sub, 'rg-partner-prod');
const orders = group(sub, 'rg-orders-prod');
const hub = group(SUBSCRIPTIONS.platform, 'rg-hub');

/** apim-prod: two regions, and the gateway still counts on trusted access. Not ready. */
function apimProd(day: Day): readonly Resource[] {
  const id = apiGroup('Microsoft.ApiManagement/service/apim-prod');
  const west = apiGroup('Microsoft.Network/virtualNetworks/vnet-api-weu');
  const north = apiGroup('Microsoft.Network/virtualNetworks/vnet-api-neu');
  const nsg = apiGroup('Microsoft.Network/networkSecurityGroups/nsg-apim-weu');
  const nsgNorth = apiGroup('Microsoft.Network/networkSecurityGroups/nsg-apim-neu');
  const westSubnet = `${west}/subnets/snet-apim`;
  const northSubnet = `${north}/subnets/snet-apim`;
  return [
    instance(
      id,
      'Premium',
      'West Europe',
      {
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: { subnetResourceId: westSubnet },
        publicIPAddresses: ['20.61.14.30'],
        privateIPAddresses: ['10.20.1.5'],
        additionalLocations: [
          {
            location: 'North Europe',
            sku: { name: 'Premium', capacity: 1 },
            publicIPAddresses: ['52.158.40.9'],
            privateIPAddresses: ['10.21.1.5'],
            virtualNetworkConfiguration: { subnetResourceId: northSubnet },
            disableGateway: false,
            platformVersion: 'stv2.1',
          },
        ],
        hostnameConfigurations: [
          {
            type: 'Proxy',
            hostName: 'api.northwind.example',
            keyVaultId: 'https://kv-edge-prod.vault.azure.net/secrets/api-northwind',
            identityClientId: null,
            certificateSource: 'KeyVault',
            certificateStatus: 'Completed',
            defaultSslBinding: true,
          },
        ],
      },
      { tags: { environment: 'production', team: 'integration' } },
    ),
    fromVault(id, 'namedValues/erp-api-key', 'kv-api-prod', day),
    fromVault(id, 'namedValues/payment-webhook-secret', 'kv-api-prod', day),
    fromVault(id, 'certificates/client-bank', 'kv-edge-prod', day),
    namedValue(id, 'invoice-account', 'stinvoicesprod'),
    api(id, 'orders', 'https://orders.internal.northwind.example'),
    operation(id, 'orders', 'get-invoice', 'GET'),
    operation(id, 'orders', 'create-order', 'POST'),
    policy(
      id,
      'apis/orders/operations/get-invoice',
      '<set-backend-service base-url="https://{{invoice-account}}.blob.core.windows.net" /><authentication-managed-identity resource="https://storage.azure.com/" />',
    ),
    policy(
      id,
      'apis/orders',
      '<send-request mode="new" response-variable-name="signing-key" timeout="10"><set-url>https://kv-api-prod.vault.azure.net/secrets/order-signing?api-version=7.4</set-url><set-method>GET</set-method><authentication-managed-identity resource="https://vault.azure.net" /></send-request>',
    ),
    resource(`${id}/loggers/audit-events`, {
      properties: {
        loggerType: 'azureEventHub',
        resourceId: data('Microsoft.EventHub/namespaces/evh-audit-prod'),
        credentials: {
          endpointAddress: 'evh-audit-prod.servicebus.windows.net',
          identityClientId: 'SystemAssigned',
          name: 'audit',
        },
      },
    }),
    secretsUser(apiGroup('Microsoft.KeyVault/vaults/kv-api-prod')),
    vault(apiGroup('Microsoft.KeyVault/vaults/kv-api-prod'), 'westeurope'),
    secretsUser(apiGroup('Microsoft.KeyVault/vaults/kv-edge-prod')),
    vault(apiGroup('Microsoft.KeyVault/vaults/kv-edge-prod'), 'westeurope', {
      ipRules: [{ value: '81.2.69.160/32' }],
      virtualNetworkRules: [{ id: westSubnet.toLowerCase(), ignoreMissingVnetServiceEndpoint: false }],
    }),
    placed(
      data('Microsoft.Storage/storageAccounts/stinvoicesprod'),
      'westeurope',
      {
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          bypass: 'AzureServices',
          defaultAction: 'Deny',
          ipRules: [{ value: '20.61.14.30', action: 'Allow' }],
          virtualNetworkRules: [],
        },
        primaryEndpoints: { blob: 'https://stinvoicesprod.blob.core.windows.net/' },
        primaryLocation: 'westeurope',
      },
      { kind: 'StorageV2', sku: { name: 'Standard_ZRS', tier: 'Standard' } },
    ),
    placed(
      data('Microsoft.EventHub/namespaces/evh-audit-prod'),
      'westeurope',
      { serviceBusEndpoint: 'https://evh-audit-prod.servicebus.windows.net:443/', publicNetworkAccess: 'Enabled' },
      { sku: { name: 'Standard', tier: 'Standard', capacity: 2 } },
    ),
    resource(`${data('Microsoft.EventHub/namespaces/evh-audit-prod')}/networkRuleSets/default`, {
      properties: {
        publicNetworkAccess: 'Enabled',
        defaultAction: 'Deny',
        trustedServiceAccessEnabled: true,
        virtualNetworkRules: [],
        ipRules: [{ ipMask: '81.2.69.160', action: 'Allow' }],
      },
    }),
    network(west, 'westeurope', '10.20.0.0/16', [
      subnet(west, 'snet-apim', '10.20.1.0/24', {
        networkSecurityGroup: { id: nsg },
        serviceEndpoints: endpoints('Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.Sql', 'Microsoft.EventHub'),
      }),
    ]),
    network(north, 'northeurope', '10.21.0.0/16', [
      subnet(north, 'snet-apim', '10.21.1.0/24', {
        networkSecurityGroup: { id: nsgNorth },
        serviceEndpoints: endpoints('Microsoft.Sql'),
      }),
    ]),
    securityGroup(nsg, 'westeurope'),
    securityGroup(nsgNorth, 'northeurope', [['DenyKeyVault', 300, 'Deny', 'AzureKeyVault', '443']]),
    networkStatus(id, ['West Europe', 'North Europe'], day),
    resource(`/subscriptions/${sub}/providers/Microsoft.Advisor/recommendations/5b1f7c2e-7a1d-4f0e-9a51-000000000001`, {
      properties: {
        category: 'OperationalExcellence',
        impact: 'High',
        impactedField: 'Microsoft.ApiManagement/service',
        impactedValue: 'apim-prod',
        lastUpdated: `${day}T03:00:00Z`,
        recommendationTypeId: '0f9b7a4d-1c2e-4d5f-8a6b-7c8d9e0f1a2b',
        shortDescription: {
          problem: 'Disable trusted service connectivity in API Management',
          solution: 'Disable trusted service connectivity in API Management',
        },
        suppressionIds: [],
        resourceMetadata: { resourceId: id, source: id },
      },
    }),
  ];
}

/** apim-partner: private endpoint, flag set, everything proven. Ready. */
function apimPartner(day: Day): readonly Resource[] {
  const id = partner('Microsoft.ApiManagement/service/apim-partner');
  const vnet = partner('Microsoft.Network/virtualNetworks/vnet-partner');
  const nsg = partner('Microsoft.Network/networkSecurityGroups/nsg-partner');
  const kv = partner('Microsoft.KeyVault/vaults/kv-partner-prod');
  const pe = partner('Microsoft.Network/privateEndpoints/pe-kv-partner');
  const zone = partner('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net');
  return [
    instance(
      id,
      'Premium',
      'West Europe',
      {
        virtualNetworkType: 'External',
        virtualNetworkConfiguration: { subnetResourceId: `${vnet}/subnets/snet-apim` },
        publicIPAddresses: ['20.76.8.41'],
        privateIPAddresses: ['10.30.1.4'],
        customProperties: TRUSTED_ACCESS_OFF,
      },
      { tags: { environment: 'production', team: 'partners' } },
    ),
    fromVault(id, 'namedValues/partner-signing', 'kv-partner-prod', day),
    api(id, 'shipments', 'https://shipments.internal.northwind.example'),
    policy(
      id,
      'apis/shipments',
      '<send-request mode="new" response-variable-name="key"><set-url>https://kv-partner-prod.vault.azure.net/secrets/partner-signing?api-version=7.4</set-url><set-method>GET</set-method><authentication-managed-identity resource="https://vault.azure.net" /></send-request>',
    ),
    secretsUser(kv),
    vault(
      kv,
      'westeurope',
      {},
      {
        publicNetworkAccess: 'Disabled',
        privateEndpointConnections: [
          {
            id: `${kv}/privateEndpointConnections/pe-kv-partner.1`,
            properties: {
              privateEndpoint: { id: pe },
              privateLinkServiceConnectionState: { status: 'Approved' },
              provisioningState: 'Succeeded',
            },
          },
        ],
      },
    ),
    placed(pe, 'westeurope', {
      subnet: { id: `${vnet}/subnets/snet-endpoints` },
      privateLinkServiceConnections: [
        {
          name: 'pe-kv-partner',
          properties: {
            privateLinkServiceId: kv,
            groupIds: ['vault'],
            privateLinkServiceConnectionState: { status: 'Approved' },
          },
        },
      ],
      manualPrivateLinkServiceConnections: [],
      customDnsConfigs: [{ fqdn: 'kv-partner-prod.vault.azure.net', ipAddresses: ['10.30.2.4'] }],
    }),
    placed(zone, 'global', {}),
    placed(`${zone}/virtualNetworkLinks/link-partner`, 'global', {
      virtualNetwork: { id: vnet },
      virtualNetworkLinkState: 'Completed',
      provisioningState: 'Succeeded',
      registrationEnabled: false,
    }),
    resource(`${zone}/A/kv-partner-prod`, {
      properties: {
        fqdn: 'kv-partner-prod.privatelink.vaultcore.azure.net.',
        ttl: 10,
        aRecords: [{ ipv4Address: '10.30.2.4' }],
      },
    }),
    network(vnet, 'westeurope', '10.30.0.0/16', [
      subnet(vnet, 'snet-apim', '10.30.1.0/24', {
        networkSecurityGroup: { id: nsg },
        serviceEndpoints: endpoints('Microsoft.KeyVault', 'Microsoft.Sql'),
      }),
      subnet(vnet, 'snet-endpoints', '10.30.2.0/24'),
    ]),
    securityGroup(nsg, 'westeurope'),
    networkStatus(id, ['West Europe'], day),
  ];
}

/** apim-orders, the first of two instances of that name: integrated v2 tier, named values only on the bypass. */
function apimOrders(day: Day): readonly Resource[] {
  const id = orders('Microsoft.ApiManagement/service/apim-orders');
  const vnet = orders('Microsoft.Network/virtualNetworks/vnet-orders');
  const nsg = orders('Microsoft.Network/networkSecurityGroups/nsg-orders');
  return [
    instance(id, 'StandardV2', 'West Europe', {
      createdAtUtc: '2025-06-11T07:00:00Z',
      virtualNetworkType: 'External',
      virtualNetworkConfiguration: { subnetResourceId: `${vnet}/subnets/snet-apim` },
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    fromVault(id, 'namedValues/warehouse-key', 'kv-orders-prod', day),
    secretsUser(orders('Microsoft.KeyVault/vaults/kv-orders-prod')),
    vault(orders('Microsoft.KeyVault/vaults/kv-orders-prod'), 'westeurope'),
    network(vnet, 'westeurope', '10.40.0.0/16', [
      subnet(vnet, 'snet-apim', '10.40.1.0/24', {
        networkSecurityGroup: { id: nsg },
        delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
      }),
    ]),
    securityGroup(nsg, 'westeurope'),
  ];
}

/** apim-claims: a classic network instance whose network is run by the platform team and cannot be seen. Undecided. */
function apimClaims(day: Day): readonly Resource[] {
  const id = apiGroup('Microsoft.ApiManagement/service/apim-claims');
  const vnet = hub('Microsoft.Network/virtualNetworks/vnet-hub');
  return [
    instance(id, 'Premium', 'West Europe', {
      virtualNetworkType: 'Internal',
      virtualNetworkConfiguration: { subnetResourceId: `${vnet}/subnets/snet-apim-claims` },
      publicIPAddresses: ['20.71.30.77'],
      privateIPAddresses: ['10.1.8.4'],
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    fromVault(id, 'namedValues/claims-db', 'kv-claims-prod', day),
    secretsUser(apiGroup('Microsoft.KeyVault/vaults/kv-claims-prod')),
    vault(apiGroup('Microsoft.KeyVault/vaults/kv-claims-prod'), 'westeurope', {
      virtualNetworkRules: [{ id: `${vnet}/subnets/snet-apim-claims` }],
    }),
    network(vnet, 'westeurope', '10.1.0.0/16', [subnet(vnet, 'snet-apim-claims', '10.1.8.0/24')]),
    networkStatus(id, ['West Europe'], day),
  ];
}

/** apim-payroll: Basic tier, one vault, named values on the bypass alone. Action needed. */
function apimPayroll(day: Day): readonly Resource[] {
  const id = apiGroup('Microsoft.ApiManagement/service/apim-payroll');
  return [
    instance(id, 'Basic', 'West Europe', { publicIPAddresses: ['20.82.100.12'], customProperties: TRUSTED_ACCESS_OFF }),
    fromVault(id, 'namedValues/payroll-token', 'kv-payroll-prod', day),
    secretsUser(apiGroup('Microsoft.KeyVault/vaults/kv-payroll-prod')),
    vault(apiGroup('Microsoft.KeyVault/vaults/kv-payroll-prod'), 'westeurope'),
    api(id, 'payslips', 'https://payroll.internal.northwind.example'),
  ];
}

/** apim-tracking: Basic tier, and the storage account in a perimeter whose rule admits the subscription. Ready. */
function apimTracking(): readonly Resource[] {
  const id = data('Microsoft.ApiManagement/service/apim-tracking');
  const account = data('Microsoft.Storage/storageAccounts/sttrackingprod');
  const perimeter = data('Microsoft.Network/networkSecurityPerimeters/nsp-data');
  return [
    instance(id, 'Basic', 'West Europe', { publicIPAddresses: ['20.82.33.7'], customProperties: TRUSTED_ACCESS_OFF }),
    api(id, 'parcels'),
    policy(
      id,
      'apis/parcels',
      '<set-backend-service base-url="https://sttrackingprod.blob.core.windows.net/parcels" /><authentication-managed-identity resource="https://storage.azure.com/" />',
    ),
    placed(
      account,
      'westeurope',
      {
        publicNetworkAccess: 'SecuredByPerimeter',
        networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] },
        primaryEndpoints: { blob: 'https://sttrackingprod.blob.core.windows.net/' },
        primaryLocation: 'westeurope',
      },
      { kind: 'StorageV2', sku: { name: 'Standard_ZRS', tier: 'Standard' } },
    ),
    placed(perimeter, 'westeurope', { perimeterGuid: '6b8f5f0e-3c1d-4f7a-9b2e-5d4c3b2a1f00' }),
    resource(`${perimeter}/profiles/gateways`, { properties: { accessRulesVersion: '1' } }),
    resource(`${perimeter}/profiles/gateways/accessRules/production`, {
      properties: {
        direction: 'Inbound',
        addressPrefixes: [],
        subscriptions: [{ id: `/subscriptions/${sub}` }],
        provisioningState: 'Succeeded',
      },
    }),
    resource(`${perimeter}/resourceAssociations/sttrackingprod`, {
      properties: {
        privateLinkResource: { id: account },
        profile: { id: `${perimeter}/profiles/gateways` },
        accessMode: 'Enforced',
        hasProvisioningIssues: 'no',
        provisioningState: 'Succeeded',
      },
    }),
  ];
}

/** The day of the last network status of an instance that lost its connection. */
const LONG_AGO = '2026-06-02';

/** The workspace of the records team, with a gateway and a subnet of its own, which its storage account admits. */
function recordsWorkspace(service: string, gatewaySubnet: string): readonly Resource[] {
  const workspace = `${service}/workspaces/records`;
  const gateway = data('Microsoft.ApiManagement/gateways/gw-records');
  return [
    resource(workspace, { properties: { displayName: 'Records' } }),
    api(workspace, 'scans'),
    policy(
      workspace,
      'apis/scans',
      '<set-backend-service base-url="https://strecordsprod.blob.core.windows.net/scans" /><authentication-managed-identity resource="https://storage.azure.com/" />',
    ),
    placed(
      gateway,
      'westeurope',
      {
        provisioningState: 'Succeeded',
        virtualNetworkType: 'Internal',
        backend: { subnet: { id: gatewaySubnet } },
        frontend: { defaultHostname: 'gw-records.gateway.westeurope.azure-api.net' },
      },
      { sku: { name: 'WorkspaceGatewayPremium', capacity: 1 } },
    ),
    resource(`${gateway}/configConnections/records`, { properties: { sourceId: workspace, hostnames: [] } }),
    resource(`${service}/workspaceLinks/records`, {
      properties: { workspaceId: workspace, gateways: [{ id: gateway }] },
    }),
    placed(
      data('Microsoft.Storage/storageAccounts/strecordsprod'),
      'westeurope',
      {
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          bypass: 'None',
          defaultAction: 'Deny',
          ipRules: [],
          virtualNetworkRules: [{ id: gatewaySubnet, action: 'Allow', state: 'Succeeded' }],
        },
        primaryEndpoints: { blob: 'https://strecordsprod.blob.core.windows.net/' },
        primaryLocation: 'westeurope',
      },
      { kind: 'StorageV2', sku: { name: 'Standard_ZRS', tier: 'Standard' } },
    ),
  ];
}

/** apim-archive: everything as it should be, also in its workspace, but its network status is months old. Undecided. */
function apimArchive(): readonly Resource[] {
  const id = data('Microsoft.ApiManagement/service/apim-archive');
  const vnet = data('Microsoft.Network/virtualNetworks/vnet-archive');
  const nsg = data('Microsoft.Network/networkSecurityGroups/nsg-archive');
  return [
    instance(id, 'Premium', 'West Europe', {
      virtualNetworkType: 'Internal',
      virtualNetworkConfiguration: { subnetResourceId: `${vnet}/subnets/snet-apim` },
      publicIPAddresses: ['20.82.71.5'],
      privateIPAddresses: ['10.45.1.4'],
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    api(id, 'documents', 'https://documents.internal.northwind.example'),
    network(vnet, 'westeurope', '10.45.0.0/16', [
      subnet(vnet, 'snet-apim', '10.45.1.0/24', {
        networkSecurityGroup: { id: nsg },
        serviceEndpoints: endpoints('Microsoft.KeyVault'),
      }),
      subnet(vnet, 'snet-records', '10.45.2.0/24', {
        networkSecurityGroup: { id: nsg },
        serviceEndpoints: endpoints('Microsoft.Storage'),
        delegations: [{ name: 'hosting', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }],
      }),
    ]),
    securityGroup(nsg, 'westeurope'),
    ...recordsWorkspace(id, `${vnet}/subnets/snet-records`),
    networkStatus(id, ['West Europe'], LONG_AGO),
  ];
}

/** Everything in the production subscription. */
export function production(day: Day): readonly Resource[] {
  return [
    ...apimProd(day),
    ...apimPartner(day),
    ...apimOrders(day),
    ...apimClaims(day),
    ...apimPayroll(day),
    ...apimTracking(),
    ...apimArchive(),
  ];
}
