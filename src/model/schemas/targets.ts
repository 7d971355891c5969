/** What is read of the six services that the gateway may call, of their roles, of Advisor and of Service Health. Shapes: Azure's REST APIs. */
import * as v from 'valibot';
import {
  admits,
  defaultAction,
  maybe,
  maybeFlag,
  maybeList,
  maybeText,
  maybeTexts,
  object,
  privateEndpointConnections,
  properties,
  publicNetworkAccess,
  reference,
  text,
  word,
  wordList,
} from './pieces.ts';

const bypass = maybe(word('AzureServices', 'None'));

const vaultFirewall = {
  bypass,
  defaultAction,
  ipRules: maybeList({ value: text }),
  virtualNetworkRules: maybeList({ id: text }),
};

/** A target in its region, which decides about addresses, tags and names. */
const target = <const E extends v.ObjectEntries>(entries: E) =>
  object({ location: text, properties: object({ privateEndpointConnections, publicNetworkAccess, ...entries }) });

const storageRule = { value: text, action: admits };

const namespace = object({
  sku: object({ name: text }),
  location: text,
  properties: object({ disableLocalAuth: maybeFlag, privateEndpointConnections, publicNetworkAccess }),
});

const ruleSet = properties({
  defaultAction,
  ipRules: maybeList({ ipMask: text, action: admits }),
  publicNetworkAccess,
  trustedServiceAccessEnabled: maybeFlag,
  virtualNetworkRules: maybeList({ subnet: reference }),
});

/** By type, in lower case. */
export const targets = {
  'microsoft.keyvault/vaults': target({
    accessPolicies: maybeList({
      tenantId: maybeText,
      objectId: text,
      applicationId: maybeText,
      permissions: maybe(object({ secrets: maybeTexts })),
    }),
    enableRbacAuthorization: maybeFlag,
    networkAcls: maybe(object(vaultFirewall)),
    vaultUri: maybeText,
  }),
  'microsoft.keyvault/managedhsms': target({
    hsmUri: maybeText,
    networkAcls: maybe(object({ ...vaultFirewall, serviceTags: maybeList({ tag: text }) })),
  }),
  'microsoft.storage/storageaccounts': object({
    location: text,
    properties: object({
      allowSharedKeyAccess: maybeFlag,
      networkAcls: maybe(
        object({
          bypass: maybe(wordList('AzureServices', 'Logging', 'Metrics', 'None')),
          defaultAction,
          ipRules: maybeList(storageRule),
          ipv6Rules: maybeList(storageRule),
          resourceAccessRules: maybeList({ resourceId: text, tenantId: maybeText }),
          virtualNetworkRules: maybeList({
            id: text,
            action: admits,
            state: maybe(word('Provisioning', 'Deprovisioning', 'Succeeded', 'Failed', 'NetworkSourceDeleted')),
          }),
        }),
      ),
      primaryEndpoints: maybe(object({ blob: maybeText })),
      privateEndpointConnections,
      publicNetworkAccess,
      secondaryLocation: maybeText,
    }),
  }),
  'microsoft.servicebus/namespaces': namespace,
  'microsoft.servicebus/namespaces/networkrulesets': ruleSet,
  'microsoft.eventhub/namespaces': namespace,
  'microsoft.eventhub/namespaces/networkrulesets': ruleSet,
  'microsoft.containerregistry/registries': object({
    location: text,
    sku: object({ name: text }),
    properties: object({
      loginServer: maybeText,
      networkRuleBypassOptions: bypass,
      networkRuleSet: maybe(object({ defaultAction, ipRules: maybeList({ value: text, action: admits }) })),
      privateEndpointConnections,
      publicNetworkAccess,
    }),
  }),
  'microsoft.managedidentity/userassignedidentities': properties({ principalId: maybeText }),
  'microsoft.authorization/roleassignments': properties({
    condition: maybeText,
    principalId: text,
    roleDefinitionId: text,
    scope: text,
  }),
  'microsoft.authorization/roledefinitions': properties({
    permissions: maybeList({ dataActions: maybeTexts, notDataActions: maybeTexts }),
  }),
  'microsoft.advisor/recommendations': properties({
    extendedProperties: maybe(
      object({
        recommendationSubCategory: maybeText,
        retirementDate: maybeText,
        retirementFeatureName: maybeText,
      }),
    ),
    lastUpdated: maybeText,
    recommendationTypeId: maybeText,
    shortDescription: maybe(object({ problem: maybeText, solution: maybeText })),
    suppressionIds: maybe(v.array(v.any())),
  }),
  'microsoft.resourcehealth/events': properties({
    EventSubType: maybeText,
    EventType: maybeText,
    Impact: maybeList({ ImpactedRegions: maybeList({ ImpactedRegion: maybeText }), ImpactedService: maybeText }),
    ImpactMitigationTime: maybeText,
    ImpactStartTime: maybeText,
    LastUpdateTime: maybeText,
    Status: maybeText,
    Title: maybeText,
    TrackingId: maybeText,
  }),
};
