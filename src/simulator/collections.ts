/** Collections that Azure has even while they are empty, so that a misspelt one is an error and not an empty list. */

const SERVICE = 'microsoft.apimanagement/service';

/** Where API Management keeps the same children: on the service and in each workspace. */
const OWNERS = [SERVICE, `${SERVICE}/workspaces`];

const SHARED = [
  'apis',
  'apis/policies',
  'apis/operations',
  'apis/operations/policies',
  'apis/releases',
  'apis/schemas',
  'apis/diagnostics',
  'apis/resolvers',
  'apis/resolvers/policies',
  'apiversionsets',
  'backends',
  'certificates',
  'diagnostics',
  'groups',
  'loggers',
  'namedvalues',
  'policies',
  'policyfragments',
  'products',
  'products/apis',
  'products/groups',
  'products/policies',
  'products/apilinks',
  'schemas',
  'subscriptions',
  'tags',
];

const SERVICE_ONLY = [
  'allpolicies',
  'authorizationproviders',
  'authorizationservers',
  'caches',
  'gateways',
  'gateways/apis',
  'identityproviders',
  'openidconnectproviders',
  'policyrestrictions',
  'portalrevisions',
  'privateendpointconnections',
  'tenant',
  'users',
  'workspacelinks',
  'workspaces',
];

const OTHERS = [
  SERVICE,
  'microsoft.apimanagement/gateways',
  'microsoft.apimanagement/gateways/configconnections',
  'microsoft.advisor/recommendations',
  'microsoft.advisor/recommendations/suppressions',
  'microsoft.authorization/roleassignments',
  'microsoft.authorization/roledefinitions',
  'microsoft.containerregistry/registries',
  'microsoft.eventhub/namespaces',
  'microsoft.eventhub/namespaces/networkrulesets',
  'microsoft.insights/diagnosticsettings',
  'microsoft.keyvault/managedhsms',
  'microsoft.keyvault/vaults',
  'microsoft.managedidentity/userassignedidentities',
  'microsoft.network/natgateways',
  'microsoft.network/networksecuritygroups',
  'microsoft.network/networksecurityperimeters',
  'microsoft.network/networksecurityperimeters/links',
  'microsoft.network/networksecurityperimeters/profiles',
  'microsoft.network/networksecurityperimeters/profiles/accessrules',
  'microsoft.network/networksecurityperimeters/resourceassociations',
  'microsoft.network/privatednszones',
  'microsoft.network/privatednszones/a',
  'microsoft.network/privatednszones/virtualnetworklinks',
  'microsoft.network/privateendpoints',
  'microsoft.network/privateendpoints/privatednszonegroups',
  'microsoft.network/publicipaddresses',
  'microsoft.network/publicipprefixes',
  'microsoft.network/routetables',
  'microsoft.network/virtualnetworks',
  'microsoft.network/virtualnetworks/subnets',
  'microsoft.network/virtualnetworks/virtualnetworkpeerings',
  'microsoft.network/virtualnetworkgateways',
  'microsoft.relay/namespaces',
  'microsoft.resourcehealth/events',
  'microsoft.servicebus/namespaces',
  'microsoft.servicebus/namespaces/networkrulesets',
  'microsoft.storage/storageaccounts',
];

const KNOWN: ReadonlySet<string> = new Set([
  ...OTHERS,
  ...SERVICE_ONLY.map((child) => `${SERVICE}/${child}`),
  ...OWNERS.flatMap((owner) => SHARED.map((child) => `${owner}/${child}`)),
]);

/** Children that any target or network resource can have (docs/rules.md#firewalls). */
const ANYWHERE = /\/(privateendpointconnections|networksecurityperimeterconfigurations)$/;

/** True when Azure has such a collection; the type is lower-case, as `typeOf` gives it. */
export function isKnownCollection(type: string): boolean {
  return KNOWN.has(type) || ANYWHERE.test(type);
}
