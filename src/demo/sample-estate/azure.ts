/** Azure resources for the sample estate, in wire JSON. */

import type { Day } from '../../model/days.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A resource of the estate file (docs/rules.md#estate-file). */
export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

export const TENANT = '7d2c1f54-9a0b-4c1e-8f3a-5b6c7d8e9f00';
/** Object id of the instances' system-assigned identity. */
const PRINCIPAL = '5a0c2d4e-1b3f-4e5d-8c7b-9a0b1c2d3e4f';
/** Northwind Production, Northwind Development, Northwind Platform. */
export const SUBSCRIPTIONS = {
  production: '3f1a6c1e-54b2-4d7e-9a61-0c1d2e3f4a01',
  development: '3f1a6c1e-54b2-4d7e-9a61-0c1d2e3f4a02',
  platform: '3f1a6c1e-54b2-4d7e-9a61-0c1d2e3f4a03',
} as const;

/** Makes ids of one resource group. */
export function group(subscription: string, name: string): (path: string) => string {
  return (path) => `/subscriptions/${subscription}/resourceGroups/${name}/providers/${path}`;
}

/** Any resource; name and type follow from the id. */
export function resource(id: string, rest: Properties = {}): Resource {
  const tail = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return {
    id,
    name: tail.at(-1) ?? '',
    type: [tail[0], ...tail.slice(1).filter((_, i) => i % 2 === 0)].join('/'),
    ...rest,
  };
}

/** A resource with a location and properties. */
export function placed(id: string, location: string, properties: Properties, rest: Properties = {}): Resource {
  return resource(id, { location, ...rest, properties });
}

/** An API Management service. */
export function instance(
  id: string,
  tier: string,
  location: string,
  properties: Properties,
  rest: Properties = {},
): Resource {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return placed(
    id,
    location,
    {
      provisioningState: 'Succeeded',
      createdAtUtc: '2022-05-04T08:15:00Z',
      gatewayUrl: `https://${name}.azure-api.net`,
      platformVersion: 'stv2.1',
      publicNetworkAccess: 'Enabled',
      virtualNetworkType: 'None',
      customProperties: {},
      hostnameConfigurations: [
        { type: 'Proxy', hostName: `${name}.azure-api.net`, certificateSource: 'BuiltIn', defaultSslBinding: true },
      ],
      ...properties,
    },
    {
      sku: { name: tier, capacity: tier === 'Consumption' ? 0 : 1 },
      identity: { type: 'SystemAssigned', principalId: PRINCIPAL, tenantId: TENANT },
      ...rest,
    },
  );
}

/** The property that switches trusted access off. */
export const TRUSTED_ACCESS_OFF = {
  'Microsoft.WindowsAzure.ApiManagement.Gateway.ManagedIdentity.DisableOverPrivilegedAccess': 'True',
};

/** A named value or client certificate that comes from a key vault, last read on a UTC day. */
export function fromVault(service: string, path: string, vault: string, day: Day, keyVault: Properties = {}): Resource {
  const name = path.slice(path.indexOf('/') + 1);
  return resource(`${service}/${path}`, {
    properties: {
      displayName: name,
      secret: true,
      keyVault: {
        secretIdentifier: `https://${vault}.vault.azure.net/secrets/${name}`,
        identityClientId: null,
        lastStatus: { code: 'Success', timeStampUtc: `${day}T04:10:00Z` },
        ...keyVault,
      },
    },
  });
}

/** A plain named value. */
export function namedValue(service: string, name: string, value: string): Resource {
  return resource(`${service}/namedValues/${name}`, { properties: { displayName: name, secret: false, value } });
}

/** A policy at a scope below the service, for example `apis/orders`; the service's own without one. */
export function policy(service: string, scope: string, inbound: string, outbound = '<base />'): Resource {
  const value = `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound>${outbound}</outbound><on-error><base /></on-error></policies>`;
  return resource(`${service}${scope === '' ? '' : `/${scope}`}/policies/policy`, {
    properties: { format: 'xml', value },
  });
}

/** An API with its current revision. */
export function api(service: string, name: string, serviceUrl?: string): Resource {
  return resource(`${service}/apis/${name}`, {
    properties: {
      displayName: name,
      path: name,
      protocols: ['https'],
      isCurrent: true,
      apiRevision: '1',
      ...(serviceUrl === undefined ? {} : { serviceUrl }),
    },
  });
}

/** An operation of an API. */
export function operation(service: string, apiName: string, name: string, method: string): Resource {
  return resource(`${service}/apis/${apiName}/operations/${name}`, {
    properties: { displayName: name, method, urlTemplate: `/${name}` },
  });
}

/** A key vault with a firewall: Deny, trusted services admitted, and some rules. */
export function vault(id: string, location: string, rules: Properties = {}, properties: Properties = {}): Resource {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return placed(id, location, {
    tenantId: TENANT,
    vaultUri: `https://${name}.vault.azure.net/`,
    sku: { family: 'A', name: 'standard' },
    enableRbacAuthorization: true,
    publicNetworkAccess: 'Enabled',
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [], ...rules },
    ...properties,
  });
}

/** The role Key Vault Secrets User at a vault, for the identity of the instances or another principal. */
export function secretsUser(vaultId: string, principalId: string = PRINCIPAL): Resource {
  const subscription = vaultId.split('/').slice(0, 3).join('/');
  return resource(`${vaultId}/providers/Microsoft.Authorization/roleAssignments/9d2f4b1c-6e3a-4c5d-8f70-1a2b3c4d5e6f`, {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
      principalId,
      principalType: 'ServicePrincipal',
      scope: vaultId,
    },
  });
}

function securityRule(
  name: string,
  priority: number,
  direction: string,
  access: string,
  source: string,
  destination: string,
  port: string,
  protocol = 'Tcp',
) {
  return {
    name,
    properties: {
      priority,
      direction,
      access,
      protocol,
      sourceAddressPrefix: source,
      sourcePortRange: '*',
      destinationAddressPrefix: destination,
      destinationPortRange: port,
    },
  };
}

/** Azure's default security rules. */
const DEFAULT_RULES = [
  securityRule('AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork', '*', '*'),
  securityRule('AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*', '*', '*'),
  securityRule('DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*', '*', '*'),
  securityRule('AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork', '*', '*'),
  securityRule('AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet', '*', '*'),
  securityRule('DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*', '*', '*'),
];

/** What an API Management subnet needs to let in. */
const INBOUND = [
  securityRule('AllowClients', 100, 'Inbound', 'Allow', 'Internet', 'VirtualNetwork', '443'),
  securityRule('AllowManagement', 110, 'Inbound', 'Allow', 'ApiManagement', 'VirtualNetwork', '3443'),
  securityRule('AllowLoadBalancer', 120, 'Inbound', 'Allow', 'AzureLoadBalancer', 'VirtualNetwork', '6390'),
  securityRule('AllowTrafficManager', 130, 'Inbound', 'Allow', 'AzureTrafficManager', 'VirtualNetwork', '443'),
];

/** A network security group that suits API Management, with further rules `[name, priority, access, destination tag, port]` outbound. */
export function securityGroup(
  id: string,
  location: string,
  outbound: readonly (readonly [string, number, string, string, string])[] = [],
): Resource {
  return placed(id, location, {
    securityRules: [
      ...INBOUND,
      ...outbound.map(([name, priority, access, tag, port]) =>
        securityRule(name, priority, 'Outbound', access, 'VirtualNetwork', tag, port),
      ),
    ],
    defaultSecurityRules: DEFAULT_RULES,
  });
}

/** A subnet entry for a virtual network. */
export function subnet(virtualNetwork: string, name: string, prefix: string, properties: Properties = {}) {
  return { id: `${virtualNetwork}/subnets/${name}`, name, properties: { addressPrefix: prefix, ...properties } };
}

/** Working service endpoints. */
export function endpoints(...services: readonly string[]) {
  return services.map((service) => ({ service, locations: ['*'], provisioningState: 'Succeeded' }));
}

/** A virtual network with Azure DNS. */
export function network(
  id: string,
  location: string,
  space: string,
  subnets: readonly unknown[],
  properties: Properties = {},
): Resource {
  return placed(id, location, {
    addressSpace: { addressPrefixes: [space] },
    subnets,
    virtualNetworkPeerings: [],
    ...properties,
  });
}

const OWN_DEPENDENCIES: readonly (readonly [string, string, boolean])[] = [
  ['AzureKeyVault', 'AzureKeyVault', false],
  ['AzureActiveDirectory', 'AzureActiveDirectory', false],
  ['SQLDatabase', 'SQLDatabase', false],
  ['BlobStorage', 'BlobStorage', false],
  ['Monitoring', 'Monitoring', true],
  ['CaptchaEndpoint', 'CaptchaEndpoint', true],
];

/** Network status of an injected instance, last updated on a UTC day. */
export function networkStatus(service: string, locations: readonly string[], day: Day): Resource {
  return resource(`${service}/networkstatus`, {
    value: locations.map((location) => ({
      location,
      networkStatus: {
        dnsServers: ['168.63.129.16'],
        connectivityStatus: OWN_DEPENDENCIES.map(([name, resourceType, isOptional]) => ({
          name,
          status: 'success',
          error: '',
          lastUpdated: `${day}T09:45:00Z`,
          lastStatusChange: '2026-09-01T02:00:00Z',
          resourceType,
          isOptional,
        })),
      },
    })),
  });
}
