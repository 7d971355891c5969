/** Builders of Azure resources in wire JSON. Each makes a plain, healthy one; a test changes only what it is about. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';

export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
export const TENANT = '99999999-9999-4999-8999-999999999999';

/** An ARM id in the group `rg-api` (or another), for example `armId('Microsoft.KeyVault/vaults/kv-prod')`. */
export function armId(path: string, group = 'rg-api', subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${path}`;
}

/** Any resource from its id; type and name come from the id. */
export function resource(id: string, rest: JsonObject = {}): ArmResource {
  const tail = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  const type = [tail[0], ...tail.slice(1).filter((_, index) => index % 2 === 0)].join('/');
  return { id, name: tail.at(-1) ?? '', type, ...rest };
}

/** Object id of the system-assigned identity of `apim()`. */
export const PRINCIPAL = '22222222-2222-4222-8222-222222222222';

export const APIM = armId('Microsoft.ApiManagement/service/apim-prod');

/** The property that switches trusted access off. */
export const FLAG = 'Microsoft.WindowsAzure.ApiManagement.Gateway.ManagedIdentity.DisableOverPrivilegedAccess';

/** A Premium instance in West Europe with a system-assigned identity and no network. */
export function apim(properties: JsonObject = {}, rest: JsonObject = {}): ArmResource {
  return resource(APIM, {
    location: 'West Europe',
    sku: { name: 'Premium', capacity: 1 },
    identity: { type: 'SystemAssigned', principalId: PRINCIPAL, tenantId: TENANT },
    ...rest,
    properties: {
      provisioningState: 'Succeeded',
      createdAtUtc: '2024-02-01T09:00:00Z',
      virtualNetworkType: 'None',
      publicIPAddresses: ['20.50.1.1'],
      customProperties: {},
      hostnameConfigurations: [],
      ...properties,
    },
  });
}

export const VNET = armId('Microsoft.Network/virtualNetworks/vnet-api');
export const SUBNET = `${VNET}/subnets/snet-apim`;
export const NSG = armId('Microsoft.Network/networkSecurityGroups/nsg-apim');

/** The properties of a Premium instance injected into `SUBNET`, to spread into `apim()`. */
export function injected(type: 'External' | 'Internal' = 'Internal', subnetId = SUBNET): JsonObject {
  return {
    virtualNetworkType: type,
    virtualNetworkConfiguration: { subnetResourceId: subnetId },
    privateIPAddresses: ['10.0.1.4'],
  };
}

/** A subnet entry of a virtual network, with NSG and the Key Vault service endpoint. */
export function subnet(properties: JsonObject = {}, id = SUBNET): JsonObject {
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    properties: {
      addressPrefix: '10.0.1.0/24',
      networkSecurityGroup: { id: NSG },
      serviceEndpoints: [{ service: 'Microsoft.KeyVault', provisioningState: 'Succeeded', locations: ['*'] }],
      ...properties,
    },
  };
}

/** A virtual network in West Europe with Azure DNS. */
export function virtualNetwork(
  subnets: readonly Json[] = [subnet()],
  properties: JsonObject = {},
  id = VNET,
): ArmResource {
  return resource(id, {
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets,
      virtualNetworkPeerings: [],
      ...properties,
    },
  });
}

const DEFAULT_RULES: readonly (readonly [string, number, string, string, string, string])[] = [
  ['AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'],
  ['DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'],
  ['AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'],
  ['AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'],
  ['DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'],
];

/** One security rule; everything but the name can be changed. */
export function securityRule(name: string, properties: JsonObject): JsonObject {
  return {
    name,
    properties: {
      priority: 200,
      direction: 'Outbound',
      access: 'Allow',
      protocol: 'Tcp',
      sourceAddressPrefix: 'VirtualNetwork',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '443',
      ...properties,
    },
  };
}

/** A network security group with Azure's six default rules and some of one's own. */
export function networkSecurityGroup(rules: readonly Json[] = [], id = NSG): ArmResource {
  return resource(id, {
    location: 'westeurope',
    properties: {
      securityRules: rules,
      defaultSecurityRules: DEFAULT_RULES.map(([name, priority, direction, access, source, destination]) =>
        securityRule(name, {
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
  });
}

/** A named value in a key vault, read with the system-assigned identity. */
export function keyVaultNamedValue(name: string, vault: string, keyVault: JsonObject = {}): ArmResource {
  return resource(`${APIM}/namedValues/${name}`, {
    properties: {
      displayName: name,
      secret: true,
      keyVault: {
        secretIdentifier: `https://${vault}.vault.azure.net/secrets/${name}`,
        identityClientId: null,
        lastStatus: { code: 'Success', timeStampUtc: '2026-11-20T06:00:00Z' },
        ...keyVault,
      },
    },
  });
}

/** The properties of an instance whose hostname has its certificate in `kv-prod`, to spread into `apim()`. */
export function withHostname(properties: JsonObject = {}): JsonObject {
  return {
    hostnameConfigurations: [
      {
        type: 'Proxy',
        hostName: 'api.example.com',
        keyVaultId: 'https://kv-prod.vault.azure.net/secrets/api',
        certificateStatus: 'Completed',
        ...properties,
      },
    ],
  };
}

/** A client certificate in a key vault, read with the system-assigned identity. */
export function clientCertificate(name: string, vault: string, keyVault: JsonObject = {}): ArmResource {
  return resource(`${APIM}/certificates/${name}`, {
    properties: {
      subject: `CN=${name}`,
      keyVault: {
        secretIdentifier: `https://${vault}.vault.azure.net/secrets/${name}`,
        identityClientId: null,
        lastStatus: { code: 'Success', timeStampUtc: '2026-11-20T06:00:00Z' },
        ...keyVault,
      },
    },
  });
}

/** A key vault whose secrets the system-assigned identity may read; `properties` decide its firewall (absent: none). */
export function keyVault(name = 'kv-prod', properties: JsonObject = {}, rest: JsonObject = {}): ArmResource {
  return resource(armId(`Microsoft.KeyVault/vaults/${name}`, 'rg-secrets'), {
    location: 'westeurope',
    ...rest,
    properties: {
      tenantId: TENANT,
      vaultUri: `https://${name}.vault.azure.net/`,
      sku: { family: 'A', name: 'standard' },
      accessPolicies: [{ tenantId: TENANT, objectId: PRINCIPAL, permissions: { secrets: ['get', 'list'] } }],
      ...properties,
    },
  });
}

/** `networkAcls` of a firewalled vault: Deny, bypass on, no rules. */
export function firewall(rules: JsonObject = {}): JsonObject {
  return {
    publicNetworkAccess: 'Enabled',
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [], ...rules },
  };
}
