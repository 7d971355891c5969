/** Estates of any size: each instance in a network of its own, with five APIs, a key vault and a storage account. */
import { createHash } from 'node:crypto';
import type { ArmResource } from '../src/model/arm.ts';
import {
  firewall,
  networkSecurityGroup,
  resource,
  securityRule,
  subnet,
  TENANT,
  virtualNetwork,
} from '../test/support/resources.ts';

/** How large an estate is. */
export interface FleetSize {
  readonly instances: number;
  readonly subscriptions: number;
}

/** An estate file's content. */
export interface FleetEstate {
  readonly tenantId: string;
  readonly resources: readonly ArmResource[];
}

const APIS = ['orders', 'invoices', 'customers', 'stock', 'prices'] as const;
const IDENTITY = '<authentication-managed-identity resource="https://storage.azure.com/" />';

/** The id of one of the estate's subscriptions. */
export function subscriptionOf(index: number): string {
  return `11111111-1111-4111-8111-${String(index).padStart(12, '0')}`;
}

function guid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where one instance stands: a network with one subnet, and the security group of that. */
function networkOf(group: string, name: string): { readonly subnetId: string; readonly resources: ArmResource[] } {
  const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`;
  const security = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-${name}`;
  const subnetId = `${network}/subnets/snet-apim`;
  const serviceEndpoints = ['Microsoft.KeyVault', 'Microsoft.Storage'].map((service) => ({
    service,
    provisioningState: 'Succeeded',
    locations: ['*'],
  }));
  const management = securityRule('AllowManagement', {
    priority: 100,
    direction: 'Inbound',
    sourceAddressPrefix: 'ApiManagement',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
  });
  return {
    subnetId,
    resources: [
      virtualNetwork([subnet({ networkSecurityGroup: { id: security }, serviceEndpoints }, subnetId)], {}, network),
      networkSecurityGroup([management], security),
    ],
  };
}

function policy(owner: string, inbound: string): ArmResource {
  return resource(`${owner}/policies/policy`, {
    properties: { format: 'xml', value: `<policies><inbound><base />${inbound}</inbound></policies>` },
  });
}

/** One instance with all that it stands on; `operations` more policies than those of its five APIs. */
export function instanceOf(index: number, subscription: string, operations = 0): readonly ArmResource[] {
  const name = `apim-${String(index).padStart(4, '0')}`;
  const group = `/subscriptions/${subscription}/resourceGroups/rg-${name}`;
  const id = `${group}/providers/Microsoft.ApiManagement/service/${name}`;
  const vault = `kv-${String(index).padStart(4, '0')}`;
  const store = `st${String(index).padStart(4, '0')}`;
  const { subnetId, resources } = networkOf(group, name);
  const admitting = firewall({ virtualNetworkRules: [{ id: subnetId }] });
  return [
    resource(id, {
      location: 'West Europe',
      sku: { name: 'Premium', capacity: 1 },
      identity: { type: 'SystemAssigned', principalId: guid(`principal ${name}`), tenantId: TENANT },
      tags: { environment: index % 3 === 0 ? 'prod' : 'dev' },
      properties: {
        provisioningState: 'Succeeded',
        createdAtUtc: '2024-02-01T09:00:00Z',
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: { subnetResourceId: subnetId },
        publicIPAddresses: ['20.50.1.1'],
        privateIPAddresses: ['10.0.1.4'],
        customProperties: {},
        hostnameConfigurations: [],
      },
    }),
    ...resources,
    resource(`${id}/networkstatus`, {
      value: [
        {
          location: 'West Europe',
          networkStatus: {
            dnsServers: ['168.63.129.16'],
            connectivityStatus: [
              { name: `${vault}.vault.azure.net`, status: 'success', resourceType: 'AzureKeyVault', isOptional: false },
            ],
          },
        },
      ],
    }),
    resource(`${group}/providers/Microsoft.KeyVault/vaults/${vault}`, {
      location: 'westeurope',
      properties: {
        tenantId: TENANT,
        vaultUri: `https://${vault}.vault.azure.net/`,
        sku: { family: 'A', name: 'standard' },
        enableRbacAuthorization: false,
        accessPolicies: [
          { tenantId: TENANT, objectId: guid(`principal ${name}`), permissions: { secrets: ['get', 'list'] } },
        ],
        ...admitting,
      },
    }),
    resource(`${group}/providers/Microsoft.Storage/storageAccounts/${store}`, {
      location: 'northeurope',
      sku: { name: 'Standard_LRS' },
      properties: { primaryEndpoints: { blob: `https://${store}.blob.core.windows.net/` }, ...admitting },
    }),
    resource(`${id}/namedValues/secret`, {
      properties: {
        displayName: 'secret',
        secret: true,
        keyVault: {
          secretIdentifier: `https://${vault}.vault.azure.net/secrets/secret`,
          identityClientId: null,
          lastStatus: { code: 'Success', timeStampUtc: '2026-11-20T06:00:00Z' },
        },
      },
    }),
    ...APIS.flatMap((api) => [
      resource(`${id}/apis/${api}`, {
        properties: { displayName: api, path: api, isCurrent: true, serviceUrl: `https://${api}.example.com` },
      }),
      policy(
        `${id}/apis/${api}`,
        `<set-backend-service base-url="https://${store}.blob.core.windows.net/${api}" />${IDENTITY}`,
      ),
    ]),
    ...Array.from({ length: operations }, (_, operation) =>
      policy(
        `${id}/apis/${APIS[operation % APIS.length] ?? ''}/operations/op-${operation}`,
        `<set-header name="x-operation"><value>${operation}</value></set-header>`,
      ),
    ),
  ];
}

/** So many instances, spread evenly over so many subscriptions. */
export function fleetEstate({ instances, subscriptions }: FleetSize, operations = 0): FleetEstate {
  const resources = Array.from({ length: instances }, (_, index) =>
    instanceOf(index, subscriptionOf(index % subscriptions), operations),
  );
  return { tenantId: TENANT, resources: resources.flat() };
}
