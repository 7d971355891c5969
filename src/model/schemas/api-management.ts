/** What is read of API Management and its children. Shapes: Azure's REST API for Microsoft.ApiManagement. */
import * as v from 'valibot';
import {
  maybe,
  maybeFlag,
  maybeList,
  maybeText,
  maybeTexts,
  object,
  properties,
  recordOf,
  reference,
  text,
  word,
  wordList,
} from './pieces.ts';

const subnetOfLocation = maybe(object({ subnetResourceId: maybeText }));

/** What the primary and every additional location have in common. */
const location = {
  disableGateway: maybeFlag,
  natGatewayState: maybe(word('Enabled', 'Disabled')),
  outboundPublicIPAddresses: maybeTexts,
  publicIPAddresses: maybeTexts,
  virtualNetworkConfiguration: subnetOfLocation,
};

const virtualNetworkType = maybe(word('None', 'External', 'Internal'));

const service = object({
  location: text,
  sku: maybe(object({ name: maybeText })),
  identity: maybe(
    object({
      type: maybe(wordList('None', 'SystemAssigned', 'UserAssigned')),
      principalId: maybeText,
      tenantId: maybeText,
      userAssignedIdentities: maybe(recordOf(maybe(object({ clientId: maybeText, principalId: maybeText })))),
    }),
  ),
  properties: v.pipe(
    object({
      ...location,
      additionalLocations: maybeList({ location: text, platformVersion: maybeText, ...location }),
      apiVersionConstraint: maybe(object({ minApiVersion: maybeText })),
      configurationApi: maybe(object({ legacyApi: maybeText })),
      createdAtUtc: maybeText,
      customProperties: maybe(recordOf(maybe(v.union([text, v.boolean()])))),
      hostnameConfigurations: maybeList({
        hostName: text,
        keyVaultId: maybeText,
        identityClientId: maybeText,
        certificateSource: maybeText,
        certificateStatus: maybeText,
        certificate: maybe(object({ expiry: maybeText })),
      }),
      legacyPortalStatus: maybeText,
      platformVersion: maybeText,
      virtualNetworkType,
    }),
    // Absent means None; but then no subnet would be told, so one of the two is not what it seems.
    v.forward(
      v.partialCheck(
        [['virtualNetworkType'], ['virtualNetworkConfiguration']],
        ({ virtualNetworkType: type, virtualNetworkConfiguration: network }) =>
          type != null || !network?.subnetResourceId,
        'no type beside a subnet',
      ),
      ['virtualNetworkType'],
    ),
  ),
});

/** How a named value or client certificate is read from a key vault. */
const keyVault = maybe(
  object({
    secretIdentifier: text,
    identityClientId: maybeText,
    lastStatus: maybe(object({ code: maybeText, message: maybeText, timeStampUtc: maybeText })),
  }),
);

const anything = maybe(recordOf(v.any()));

const backend = properties({
  type: maybe(word('Single', 'Pool')),
  url: maybeText,
  resourceId: maybeText,
  pool: maybe(object({ services: maybeList({ id: text }) })),
  credentials: maybe(
    object({
      managedIdentity: maybe(object({ clientId: maybeText, resource: maybeText })),
      authorization: anything,
      header: anything,
      query: anything,
      certificate: maybe(v.array(v.any())),
      certificateIds: maybe(v.array(v.any())),
    }),
  ),
});

const api = properties({
  apiRevision: maybeText,
  backendId: maybeText,
  isCurrent: maybeFlag,
  serviceUrl: maybeText,
  type: maybeText,
  a2aProperties: maybe(object({ agentCardBackendUrl: maybeText })),
  jsonRpcProperties: maybe(object({ backendUrl: maybeText })),
});

/** A policy with its text; in the list of all policies it only says where the text stands. */
const policy = properties({ referencePolicyId: maybeText, value: maybeText });

const networkStatus = object({
  value: v.array(
    object({
      location: text,
      networkStatus: object({
        dnsServers: maybeTexts,
        connectivityStatus: v.array(
          object({
            name: maybeText,
            resourceType: maybeText,
            status: text,
            error: maybeText,
            isOptional: maybeFlag,
            lastUpdated: maybeText,
          }),
        ),
      }),
    }),
  ),
});

/** Where Azure Monitor sends the logs of a resource. */
export const diagnosticSetting = properties({
  workspaceId: maybeText,
  logs: maybeList({ category: maybeText, categoryGroup: maybeText, enabled: maybeFlag }),
});

/** By what follows `microsoft.apimanagement/` in the type; a workspace's children are those of the service. */
export const apiManagement = {
  service,
  'service/apis': api,
  'service/backends': backend,
  'service/certificates': properties({ expirationDate: maybeText, keyVault }),
  'service/loggers': properties({
    loggerType: word('azureEventHub', 'applicationInsights', 'azureMonitor'),
    resourceId: maybeText,
    credentials: maybe(
      object({ endpointAddress: maybeText, connectionString: maybeText, identityClientId: maybeText }),
    ),
  }),
  'service/namedvalues': properties({ displayName: maybeText, secret: maybeFlag, value: maybeText, keyVault }),
  'service/networkstatus': networkStatus,
  'service/identityproviders': properties({ type: maybeText, clientLibrary: maybeText }),
  'service/tenant': properties({ enabled: maybeFlag }),
  'service/policies': policy,
  'service/policyfragments': policy,
  'service/apis/policies': policy,
  'service/apis/operations/policies': policy,
  'service/apis/resolvers/policies': policy,
  'service/products/policies': policy,
  'service/products/apilinks': properties({ apiId: text }),
  'service/allpolicies': policy,
  'service/workspacelinks': properties({ workspaceId: text, gateways: maybe(v.array(reference)) }),
  gateways: object({
    location: text,
    sku: object({ name: text }),
    properties: object({
      virtualNetworkType,
      backend: maybe(object({ subnet: maybe(object({ id: maybeText })) })),
    }),
  }),
  'gateways/configconnections': properties({ sourceId: maybeText }),
};
