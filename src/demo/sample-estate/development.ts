/** Northwind Development: smaller tiers, newer instances, and the second instance named apim-orders. */
import type { Day } from '../../model/days.ts';
import {
  api,
  endpoints,
  fromVault,
  group,
  instance,
  network,
  networkStatus,
  placed,
  policy,
  type Resource,
  SUBSCRIPTIONS,
  secretsUser,
  securityGroup,
  subnet,
  TRUSTED_ACCESS_OFF,
  vault,
} from './azure.ts';

const sub = SUBSCRIPTIONS.development;
const apiGroup = group(sub, 'rg-api-dev');
const orders = group(sub, 'rg-orders-dev');
const lab = group(sub, 'rg-lab');

/** apim-dev: Developer tier in a network, vault admitted by its subnet, flag not set yet. Ready, with a hint. */
function apimDev(day: Day): readonly Resource[] {
  const id = apiGroup('Microsoft.ApiManagement/service/apim-dev');
  const vnet = apiGroup('Microsoft.Network/virtualNetworks/vnet-api-dev');
  const nsg = apiGroup('Microsoft.Network/networkSecurityGroups/nsg-apim-dev');
  const subnetId = `${vnet}/subnets/snet-apim`;
  return [
    instance(
      id,
      'Developer',
      'North Europe',
      {
        virtualNetworkType: 'External',
        virtualNetworkConfiguration: { subnetResourceId: subnetId },
        publicIPAddresses: ['52.169.3.18'],
        privateIPAddresses: ['10.60.1.4'],
      },
      { tags: { environment: 'development', team: 'integration' } },
    ),
    fromVault(id, 'namedValues/erp-api-key', 'kv-api-dev', day),
    api(id, 'orders', 'https://orders-dev.internal.northwind.example'),
    secretsUser(apiGroup('Microsoft.KeyVault/vaults/kv-api-dev')),
    vault(apiGroup('Microsoft.KeyVault/vaults/kv-api-dev'), 'northeurope', {
      virtualNetworkRules: [{ id: subnetId.toLowerCase() }],
    }),
    network(vnet, 'northeurope', '10.60.0.0/16', [
      subnet(vnet, 'snet-apim', '10.60.1.0/24', {
        networkSecurityGroup: { id: nsg },
        serviceEndpoints: endpoints('Microsoft.KeyVault', 'Microsoft.Sql'),
      }),
    ]),
    securityGroup(nsg, 'northeurope'),
    networkStatus(id, ['North Europe'], day),
  ];
}

/** The second apim-orders: Standard tier, no vault at all. Ready. */
function apimOrders(): readonly Resource[] {
  const id = orders('Microsoft.ApiManagement/service/apim-orders');
  return [
    instance(id, 'Standard', 'North Europe', {
      publicIPAddresses: ['52.169.40.2'],
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    api(id, 'orders', 'https://orders-dev.internal.northwind.example'),
  ];
}

/** apim-events: Consumption tier behind a vault with an address rule, from shared addresses. Undecided. */
function apimEvents(day: Day): readonly Resource[] {
  const id = lab('Microsoft.ApiManagement/service/apim-events');
  return [
    instance(id, 'Consumption', 'North Europe', { platformVersion: 'mtv1', customProperties: TRUSTED_ACCESS_OFF }),
    fromVault(id, 'namedValues/event-key', 'kv-events-dev', day),
    secretsUser(lab('Microsoft.KeyVault/vaults/kv-events-dev')),
    vault(lab('Microsoft.KeyVault/vaults/kv-events-dev'), 'northeurope', {
      bypass: 'None',
      ipRules: [{ value: '52.178.0.0/24' }],
    }),
  ];
}

/** apim-sandbox: made after 1 December 2025, so trusted access was never there. Ready. */
function apimSandbox(): readonly Resource[] {
  return [
    instance(lab('Microsoft.ApiManagement/service/apim-sandbox'), 'BasicV2', 'Sweden Central', {
      createdAtUtc: '2026-04-20T12:30:00Z',
    }),
  ];
}

/** apim-mobile: a v2 tier in its own network without a network security group. Action needed. */
function apimMobile(): readonly Resource[] {
  const id = lab('Microsoft.ApiManagement/service/apim-mobile');
  const vnet = lab('Microsoft.Network/virtualNetworks/vnet-mobile');
  return [
    instance(id, 'PremiumV2', 'Sweden Central', {
      createdAtUtc: '2026-01-15T10:00:00Z',
      virtualNetworkType: 'Internal',
      virtualNetworkConfiguration: { subnetResourceId: `${vnet}/subnets/snet-apim` },
    }),
    network(vnet, 'swedencentral', '10.70.0.0/16', [
      subnet(vnet, 'snet-apim', '10.70.1.0/24', {
        delegations: [{ name: 'hosting', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }],
      }),
    ]),
  ];
}

/** apim-reports: a storage account in its own region that only trusted access ever reached. Not ready. */
function apimReports(): readonly Resource[] {
  const id = apiGroup('Microsoft.ApiManagement/service/apim-reports');
  return [
    instance(id, 'Standard', 'North Europe', { publicIPAddresses: ['52.169.77.8'] }),
    api(id, 'reports'),
    policy(
      id,
      'apis/reports',
      '<set-backend-service base-url="https://streportsdev.blob.core.windows.net/reports" /><authentication-managed-identity resource="https://storage.azure.com/" />',
    ),
    placed(
      apiGroup('Microsoft.Storage/storageAccounts/streportsdev'),
      'northeurope',
      {
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          bypass: 'Logging, Metrics, AzureServices',
          defaultAction: 'Deny',
          ipRules: [{ value: '52.169.77.8', action: 'Allow' }],
          virtualNetworkRules: [],
        },
        primaryEndpoints: { blob: 'https://streportsdev.blob.core.windows.net/' },
        primaryLocation: 'northeurope',
      },
      { kind: 'StorageV2', sku: { name: 'Standard_LRS', tier: 'Standard' } },
    ),
  ];
}

/** apim-billing: the vault is open to everybody, and its role was given to the identity that the instance had before. Not ready. */
function apimBilling(day: Day): readonly Resource[] {
  const id = lab('Microsoft.ApiManagement/service/apim-billing');
  const lastStatus = {
    code: 'AccessDenied',
    message:
      'Caller is not authorized to perform action on resource. Action: Microsoft.KeyVault/vaults/secrets/getSecret/action. Inner error: ForbiddenByRbac',
    timeStampUtc: `${day}T04:10:00Z`,
  };
  return [
    instance(id, 'Standard', 'North Europe', {
      publicIPAddresses: ['52.169.91.6'],
      customProperties: TRUSTED_ACCESS_OFF,
    }),
    fromVault(id, 'namedValues/tax-service-key', 'kv-billing-dev', day, { lastStatus }),
    secretsUser(lab('Microsoft.KeyVault/vaults/kv-billing-dev'), '0b5d7c1e-2f4a-4e6b-8d90-7c6b5a4f3e2d'),
    vault(lab('Microsoft.KeyVault/vaults/kv-billing-dev'), 'northeurope', { defaultAction: 'Allow' }),
  ];
}

/** Everything in the development subscription. */
export function development(day: Day): readonly Resource[] {
  return [
    ...apimDev(day),
    ...apimOrders(),
    ...apimEvents(day),
    ...apimSandbox(),
    ...apimMobile(),
    ...apimReports(),
    ...apimBilling(day),
  ];
}
