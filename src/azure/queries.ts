/**
 * Every query that is sent to Resource Graph. Lower-case named table, filters, a projection that holds `id`, and the order
 * by `id` that paging needs; no joins, no unions. The simulator checks each against Kusto's parser.
 */
import { advisorEvidence } from '../model/announcement.ts';
import { retirements } from '../model/retirement.ts';

/** A string as a Kusto literal, whatever it holds. */
export function quoted(value: string): string {
  const escaped = value.replace(/[\\'"]/g, (mark) => `\\${mark}`);
  const printable = escaped.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a literal must not hold
    /[\u0000-\u001f\u007f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${printable}'`;
}

/** Resource Graph's tables that are asked. */
export type GraphTable =
  | 'resources'
  | 'networkresources'
  | 'dnsresources'
  | 'advisorresources'
  | 'servicehealthresources'
  | 'resourcechanges';

/** Lists in one query at most this long; longer ones are cut into several queries. */
export const LONGEST_LIST = 250;

/** A filter of some resources in one table. */
export interface Filter {
  readonly table: GraphTable;
  /** Kusto's condition for a row. */
  readonly condition: string;
}

function any(values: readonly string[]): string {
  return `(${values.map(quoted).join(', ')})`;
}

/** What stands before a separator (lower case) in a text, as a Kusto expression. */
function before(separator: string, expression: string): string {
  return `tostring(split(tolower(${expression}), ${quoted(separator)})[0])`;
}

/** Resources by id. `types` are those of the ids, lower case. */
export function byId(types: readonly string[], ids: readonly string[]): Filter {
  return { table: 'resources', condition: `type in~ ${any(types)} and id in~ ${any(ids)}` };
}

/** Resources by name among some types, lower case. */
export function byName(types: readonly string[], names: readonly string[]): Filter {
  return { table: 'resources', condition: `type in~ ${any(types)} and name in~ ${any(names)}` };
}

/** Private DNS zone links to some virtual networks. */
export function linksTo(virtualNetworkIds: readonly string[]): Filter {
  return {
    table: 'resources',
    condition: `type =~ 'microsoft.network/privatednszones/virtualnetworklinks' and tostring(properties.virtualNetwork.id) in~ ${any(virtualNetworkIds)}`,
  };
}

/** Virtual network gateways in some virtual networks: their address lies in a subnet of the network. */
export function gatewaysIn(virtualNetworkIds: readonly string[]): Filter {
  // All addresses of a gateway lie in the one gateway subnet of its network.
  const network = before('/subnets/', 'tostring(properties.ipConfigurations[0].properties.subnet.id)');
  return {
    table: 'resources',
    condition: `type =~ 'microsoft.network/virtualnetworkgateways' and ${network} in~ ${any(virtualNetworkIds)}`,
  };
}

/** Azure Firewalls and inbound endpoints of DNS Private Resolvers at some private addresses. */
export function forwardersAt(addresses: readonly string[]): Filter {
  const at = addresses.map((address) => `tostring(properties.ipConfigurations) contains ${quoted(`"${address}"`)}`);
  return {
    table: 'resources',
    condition: `type in~ ('microsoft.network/azurefirewalls', 'microsoft.network/dnsresolvers/inboundendpoints') and (${at.join(' or ')})`,
  };
}

/** A records of some relative names in every private DNS zone. */
export function addressRecordsOf(names: readonly string[]): Filter {
  return {
    table: 'dnsresources',
    condition: `type =~ 'microsoft.network/privatednszones/a' and name in~ ${any(names)}`,
  };
}

/** Network security perimeter associations of some targets. */
export function associationsOf(targetIds: readonly string[]): Filter {
  return {
    table: 'networkresources',
    condition: `type =~ 'microsoft.network/networksecurityperimeters/resourceassociations' and tostring(properties.privateLinkResource.id) in~ ${any(targetIds)}`,
  };
}

/** Access rules of some perimeter profiles. */
export function rulesOf(profileIds: readonly string[]): Filter {
  return {
    table: 'networkresources',
    condition: `type =~ 'microsoft.network/networksecurityperimeters/profiles/accessrules' and ${before('/accessrules/', 'id')} in~ ${any(profileIds)}`,
  };
}

/** Effective security admin rules of some virtual networks. */
export function adminRulesOf(virtualNetworkIds: readonly string[]): Filter {
  // As a child of the network, or as an extension of it.
  const networks = ['/effectivesecurityadminrules/', '/providers/microsoft.network/effectivesecurityadminrules/'].map(
    (separator) => `${before(separator, 'id')} in~ ${any(virtualNetworkIds)}`,
  );
  return {
    table: 'networkresources',
    condition: `type =~ 'microsoft.network/effectivesecurityadminrules' and (${networks.join(' or ')})`,
  };
}

/** What Azure Advisor calls the retirement of trusted access, in English. */
const ADVICE = 'trusted service connectivity';
/** Advisor's subcategory of retirements. Source: Azure Advisor, Prepare migration of your workloads impacted by service retirement. */
const RETIREMENTS = 'ServiceUpgradeAndRetirement';

/**
 * Advisor's recommendations for some instances, dismissed ones too: about retirements, whether or not they are known here, and
 * those that are evidence for what is judged. Rules: docs/rules.md#advisor-recommendation, docs/rules.md#azure-also-says.
 */
export function recommendationsFor(serviceIds: readonly string[]): Filter {
  const own = `${before('/providers/microsoft.advisor/', 'id')} in~ ${any(serviceIds)}`;
  const types = [...retirements.flatMap(({ advisorType }) => advisorType ?? []), ...advisorEvidence];
  const about = [
    `tostring(properties.recommendationTypeId) in~ ${any(types)}`,
    `tostring(properties.extendedProperties.recommendationSubCategory) =~ ${quoted(RETIREMENTS)}`,
    ...['problem', 'solution'].map(
      (part) => `tostring(properties.shortDescription.${part}) contains ${quoted(ADVICE)}`,
    ),
  ];
  return {
    table: 'advisorresources',
    condition: `type =~ 'microsoft.advisor/recommendations' and (${about.join(' or ')}) and (tostring(properties.resourceMetadata.resourceId) in~ ${any(serviceIds)} or ${own})`,
  };
}

/**
 * Service Health's events about API Management in some subscriptions. Which services are hit stands in a list, whose members a
 * condition cannot ask for one by one. Source: Resource Graph sample queries for Azure Service Health.
 */
export function healthEventsOf(subscriptionIds: readonly string[]): Filter {
  return {
    table: 'servicehealthresources',
    condition: `type =~ 'microsoft.resourcehealth/events' and ${before('/providers/', 'id')} in~ ${any(subscriptionIds)} and tostring(properties) contains 'API Management'`,
  };
}

const CHANGED = "type =~ 'microsoft.resources/changes'";

/** What was changed in some resources, as far back as Resource Graph keeps it: 14 days. */
export function changesOf(resourceIds: readonly string[]): Filter {
  return {
    table: 'resourcechanges',
    condition: `${CHANGED} and tostring(properties.targetResourceId) in~ ${any(resourceIds)}`,
  };
}

/** What was changed in all resources of some types (lower case) after an instant (ISO). */
export function changesAfter(types: readonly string[], after: string): string {
  return rowsQuery('resourcechanges', [
    `${CHANGED} and tostring(properties.targetResourceType) in~ ${any(types)} and todatetime(properties.changeAttributes.timestamp) > datetime(${new Date(after).toISOString()})`,
  ]);
}

/** One query for all rows of a table that fit any of some conditions. */
export function rowsQuery(table: GraphTable, conditions: readonly string[]): string {
  return [
    table,
    `| where ${conditions.map((condition) => `(${condition})`).join('\n    or ')}`,
    '| project id, name, type, kind, location, resourceGroup, subscriptionId, tenantId, sku, identity, zones, tags, properties',
    '| order by id asc',
  ].join('\n');
}

/** Every API Management service that can be seen. */
export function instancesQuery(): string {
  return [
    'resources',
    "| where type =~ 'microsoft.apimanagement/service'",
    '| project id, name, type, location, resourceGroup, subscriptionId, tenantId, sku, tags, network = tostring(properties.virtualNetworkType), platform = tostring(properties.platformVersion)',
    '| order by id asc',
  ].join('\n');
}

/** Every subscription that can be seen, for its name. */
export function subscriptionsQuery(): string {
  return [
    'resourcecontainers',
    "| where type =~ 'microsoft.resources/subscriptions'",
    '| project id, name, type, subscriptionId, tenantId, managementGroups = properties.managementGroupAncestorsChain',
    '| order by id asc',
  ].join('\n');
}
