/** Which tables, columns and types Resource Graph holds. */

/** Scalar types that the declared columns have. */
export type ColumnType = 'string' | 'dynamic';

/** The columns of every table. */
export const COLUMNS: readonly (readonly [name: string, type: ColumnType])[] = [
  ['id', 'string'],
  ['name', 'string'],
  ['type', 'string'],
  ['tenantId', 'string'],
  ['kind', 'string'],
  ['location', 'string'],
  ['resourceGroup', 'string'],
  ['subscriptionId', 'string'],
  ['managedBy', 'string'],
  ['sku', 'dynamic'],
  ['plan', 'dynamic'],
  ['properties', 'dynamic'],
  ['tags', 'dynamic'],
  ['identity', 'dynamic'],
  ['zones', 'dynamic'],
  ['extendedLocation', 'dynamic'],
];

const network = (...types: readonly string[]): readonly string[] => types.map((type) => `microsoft.network/${type}`);

/** Types by table, lower-case. API Management children, network rule sets and subnets are in none of them. */
export const TABLES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    resources: [
      'microsoft.apimanagement/service',
      'microsoft.apimanagement/gateways',
      'microsoft.keyvault/vaults',
      'microsoft.keyvault/managedhsms',
      'microsoft.storage/storageaccounts',
      'microsoft.servicebus/namespaces',
      'microsoft.eventhub/namespaces',
      'microsoft.relay/namespaces',
      'microsoft.containerregistry/registries',
      'microsoft.managedidentity/userassignedidentities',
      'microsoft.compute/virtualmachines',
      'microsoft.cache/redis',
      'microsoft.devices/iothubs',
      'microsoft.documentdb/databaseaccounts',
      'microsoft.insights/components',
      'microsoft.logic/workflows',
      'microsoft.operationalinsights/workspaces',
      'microsoft.sql/servers',
      'microsoft.web/sites',
      ...network(
        'virtualnetworks',
        'networksecuritygroups',
        'applicationsecuritygroups',
        'routetables',
        'natgateways',
        'publicipaddresses',
        'publicipprefixes',
        'privateendpoints',
        'networkinterfaces',
        'privatednszones',
        'privatednszones/virtualnetworklinks',
        'networksecurityperimeters',
        'virtualnetworkgateways',
        'localnetworkgateways',
        'connections',
        'expressroutecircuits',
        'serviceendpointpolicies',
        'azurefirewalls',
        'firewallpolicies',
        'virtualhubs',
        'virtualwans',
        'networkmanagers',
        'loadbalancers',
        'applicationgateways',
        'dnsresolvers',
        'dnsresolvers/inboundendpoints',
        'dnszones',
      ),
    ],
    networkresources: network(
      'networksecurityperimeters/profiles',
      'networksecurityperimeters/profiles/accessrules',
      'networksecurityperimeters/resourceassociations',
      'networksecurityperimeters/links',
      'networksecurityperimeters/linkreferences',
      'effectivesecurityadminrules',
      'virtualnetworks/subnets/effectivesecurityuserrules',
    ),
    dnsresources: network(
      ...['a', 'aaaa', 'cname', 'mx', 'ptr', 'soa', 'srv', 'txt'].map((record) => `privatednszones/${record}`),
      ...['a', 'aaaa', 'cname', 'mx', 'ns', 'ptr', 'soa', 'srv', 'txt'].map((record) => `dnszones/${record}`),
    ),
    advisorresources: [
      'microsoft.advisor/recommendations',
      'microsoft.advisor/recommendations/suppressions',
      'microsoft.advisor/configurations',
    ],
    resourcechanges: ['microsoft.resources/changes'],
    servicehealthresources: ['microsoft.resourcehealth/events'],
    authorizationresources: ['microsoft.authorization/roleassignments', 'microsoft.authorization/roledefinitions'],
    resourcecontainers: ['microsoft.resources/subscriptions', 'microsoft.resources/subscriptions/resourcegroups'],
  }).map(([table, types]) => [table, new Set(types)]),
);

/** Type under which Resource Graph files an ARM type, lower-case. Admin rules lose the network they are in force for. */
export function graphType(armType: string): string {
  const type = armType.toLowerCase();
  if (type === 'microsoft.resources/resourcegroups') return 'microsoft.resources/subscriptions/resourcegroups';
  return /^microsoft\.network\/.*\beffectivesecurityadminrules$/.test(type)
    ? 'microsoft.network/effectivesecurityadminrules'
    : type;
}

/** Table that holds a type (lower-case); undefined when Resource Graph has no such rows. */
export function tableOf(type: string): string | undefined {
  for (const [table, types] of TABLES) if (types.has(type)) return table;
  return undefined;
}
