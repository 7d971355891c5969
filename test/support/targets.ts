/** Builders of the services that a gateway calls, beside key vaults. Each is closed to everybody unless a test says otherwise. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { armId, resource, TENANT } from './resources.ts';

const DATA = 'rg-data';

/** A storage account in West Europe that denies by default and trusts nobody; `acls` and `rest` change that. */
export function storageAccount(
  name: string,
  acls: JsonObject = {},
  properties: JsonObject = {},
  rest: JsonObject = {},
) {
  return resource(armId(`Microsoft.Storage/storageAccounts/${name}`, DATA), {
    location: 'westeurope',
    sku: { name: 'Standard_LRS' },
    ...rest,
    properties: {
      publicNetworkAccess: 'Enabled',
      networkAcls: { bypass: 'None', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [], ...acls },
      primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` },
      ...properties,
    },
  });
}

/** A Service Bus or Event Hubs namespace in West Europe, without its rule set. */
export function namespace(
  kind: 'ServiceBus' | 'EventHub',
  name: string,
  tier = 'Premium',
  properties: JsonObject = {},
  rest: JsonObject = {},
): ArmResource {
  return resource(armId(`Microsoft.${kind}/namespaces/${name}`, DATA), {
    location: 'westeurope',
    sku: { name: tier, tier },
    ...rest,
    properties: { serviceBusEndpoint: `https://${name}.servicebus.windows.net:443/`, ...properties },
  });
}

/** The rule set of a namespace: Deny with one address of somebody else, and no trusted access. */
export function ruleSet(of: ArmResource, properties: JsonObject = {}): ArmResource {
  return resource(`${of.id}/networkRuleSets/default`, {
    properties: {
      publicNetworkAccess: 'Enabled',
      defaultAction: 'Deny',
      trustedServiceAccessEnabled: false,
      ipRules: [{ ipMask: '198.51.100.7', action: 'Allow' }],
      virtualNetworkRules: [],
      ...properties,
    },
  });
}

/** A container registry in West Europe that denies by default and trusts nobody. */
export function registry(name: string, properties: JsonObject = {}, tier = 'Premium', rest: JsonObject = {}) {
  return resource(armId(`Microsoft.ContainerRegistry/registries/${name}`, DATA), {
    location: 'westeurope',
    sku: { name: tier },
    ...rest,
    properties: {
      loginServer: `${name}.azurecr.io`,
      publicNetworkAccess: 'Enabled',
      networkRuleBypassOptions: 'None',
      networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
      ...properties,
    },
  });
}

/** A managed HSM in West Europe that denies by default and trusts nobody. */
export function managedHsm(name: string, acls: JsonObject = {}, properties: JsonObject = {}, rest: JsonObject = {}) {
  return resource(armId(`Microsoft.KeyVault/managedHSMs/${name}`, 'rg-secrets'), {
    location: 'westeurope',
    sku: { family: 'B', name: 'Standard_B1' },
    ...rest,
    properties: {
      tenantId: TENANT,
      hsmUri: `https://${name}.managedhsm.azure.net/`,
      publicNetworkAccess: 'Enabled',
      networkAcls: { bypass: 'None', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [], ...acls },
      ...properties,
    },
  });
}
