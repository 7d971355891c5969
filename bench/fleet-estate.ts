/** Estates of any size: each instance in a network of its own, with five APIs, a key vault and a storage account. */
import { createHash } from 'node:crypto';

type Properties = Readonly<Record<string, unknown>>;

/** A resource of an estate file. */
export interface EstateResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** How large an estate is. */
export interface FleetSize {
  readonly instances: number;
  readonly subscriptions: number;
}

/** An estate file's content. */
export interface FleetEstate {
  readonly tenantId: string;
  readonly resources: readonly EstateResource[];
}

const TENANT = '99999999-9999-4999-8999-999999999999';
const APIS = ['orders', 'invoices', 'customers', 'stock', 'prices'] as const;
const IDENTITY = '<authentication-managed-identity resource="https://storage.azure.com/" />';

/** The id of one of the estate's subscriptions. */
export function subscriptionOf(index: number): string {
  return `11111111-1111-4111-8111-${String(index).padStart(12, '0')}`;
}

function resource(id: string, rest: Properties = {}): EstateResource {
  const tail = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  const type = [tail[0], ...tail.slice(1).filter((_, index) => index % 2 === 0)].join('/');
  return { id, name: tail.at(-1) ?? '', type, ...rest };
}

function guid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const DEFAULT_RULES = [
  ['AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'],
  ['DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'],
  ['AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'],
  ['DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'],
] as const;

function rule(name: string, properties: Properties): Properties {
  const plain = { protocol: 'Tcp', sourcePortRange: '*', access: 'Allow' };
  return { name, properties: { ...plain, ...properties } };
}

function networkOf(group: string, name: string): { readonly subnet: string; readonly resources: EstateResource[] } {
  const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`;
  const security = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-${name}`;
  const subnet = `${network}/subnets/snet-apim`;
  return {
    subnet,
    resources: [
      resource(network, {
        location: 'westeurope',
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          virtualNetworkPeerings: [],
          subnets: [
            {
              id: subnet,
              name: 'snet-apim',
              properties: {
                addressPrefix: '10.0.1.0/24',
                networkSecurityGroup: { id: security },
                serviceEndpoints: ['Microsoft.KeyVault', 'Microsoft.Storage'].map((service) => ({
                  service,
                  provisioningState: 'Succeeded',
                  locations: ['*'],
                })),
              },
            },
          ],
        },
      }),
      resource(security, {
        location: 'westeurope',
        properties: {
          securityRules: [
            rule('AllowManagement', {
              priority: 100,
              direction: 'Inbound',
              sourceAddressPrefix: 'ApiManagement',
              destinationAddressPrefix: 'VirtualNetwork',
              destinationPortRange: '3443',
            }),
          ],
          defaultSecurityRules: DEFAULT_RULES.map(([ruleName, priority, direction, access, source, destination]) =>
            rule(ruleName, {
              priority,
              direction,
              access,
              protocol: '*',
              sourceAddressPrefix: source,
              destinationAddressPrefix: destination,
              destinationPortRange: '*',
            }),
          ),
        },
      }),
    ],
  };
}

function firewall(subnet: string): Properties {
  return {
    publicNetworkAccess: 'Enabled',
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [{ id: subnet }] },
  };
}

function policy(owner: string, inbound: string): EstateResource {
  return resource(`${owner}/policies/policy`, {
    properties: { format: 'xml', value: `<policies><inbound><base />${inbound}</inbound></policies>` },
  });
}

/** One instance with all that it stands on; `operations` more policies than those of its five APIs. */
export function instanceOf(index: number, subscription: string, operations = 0): readonly EstateResource[] {
  const name = `apim-${String(index).padStart(4, '0')}`;
  const group = `/subscriptions/${subscription}/resourceGroups/rg-${name}`;
  const id = `${group}/providers/Microsoft.ApiManagement/service/${name}`;
  const vault = `kv-${String(index).padStart(4, '0')}`;
  const store = `st${String(index).padStart(4, '0')}`;
  const { subnet, resources } = networkOf(group, name);
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
        virtualNetworkConfiguration: { subnetResourceId: subnet },
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
        ...firewall(subnet),
      },
    }),
    resource(`${group}/providers/Microsoft.Storage/storageAccounts/${store}`, {
      location: 'northeurope',
      sku: { name: 'Standard_LRS' },
      properties: { primaryEndpoints: { blob: `https://${store}.blob.core.windows.net/` }, ...firewall(subnet) },
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
