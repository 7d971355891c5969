/** Links into the Azure portal. Menu ids stand in one table, because Microsoft does not document them (docs/rules.md#fixes). */
import { type ArmResource, parseArmId } from '../model/arm.ts';
import type { Cloud } from '../model/requirement.ts';

const HOSTS: Readonly<Record<Cloud, string>> = {
  public: 'portal.azure.com',
  'us-government': 'portal.azure.us',
  china: 'portal.azure.cn',
};

/** The pages that fixes land on: the menu id, and the menu path in words for when the portal has moved it. */
export const pages = {
  overview: { menu: 'overview', path: 'Overview' },
  identity: { menu: 'apim-msi', path: 'Security > Managed identities' },
  network: { menu: 'apim-network', path: 'Deployment + infrastructure > Network' },
  namedValues: { menu: 'apim-namedvalues', path: 'APIs > Named values' },
  certificates: { menu: 'apim-certificates', path: 'Security > Certificates' },
  customDomains: { menu: 'apim-customDomains', path: 'Deployment + infrastructure > Custom domains' },
  backends: { menu: 'apim-backends', path: 'APIs > Backends' },
  apis: { menu: 'apim-apis', path: 'APIs > APIs' },
  networking: { menu: 'networking', path: 'Settings > Networking' },
  storageNetworking: { menu: 'networking', path: 'Security + networking > Networking' },
  privateEndpoints: { menu: 'privateEndpointConnections', path: 'Networking > Private endpoint connections' },
  subnets: { menu: 'subnets', path: 'Settings > Subnets' },
  outboundRules: { menu: 'outboundSecurityRules', path: 'Settings > Outbound security rules' },
  inboundRules: { menu: 'inboundSecurityRules', path: 'Settings > Inbound security rules' },
  routes: { menu: 'routes', path: 'Settings > Routes' },
  zoneLinks: { menu: 'virtualNetworkLinks', path: 'DNS Management > Virtual network links' },
  records: { menu: 'recordsets', path: 'DNS Management > Recordsets' },
  perimeterProfiles: { menu: 'profiles', path: 'Settings > Profiles' },
  perimeterResources: { menu: 'associatedResources', path: 'Settings > Associated resources' },
  accessPolicies: { menu: 'access_policies', path: 'Access policies' },
  accessControl: { menu: 'users', path: 'Access control (IAM)' },
  activityLog: { menu: 'eventlogs', path: 'Activity log' },
} as const;

/** A page of the portal that a resource has. */
export type PortalPage = keyof typeof pages;

/** What a link needs to know about where the resource lives. */
export interface PortalContext {
  readonly cloud: Cloud;
  readonly tenantId: string | undefined;
}

/** Link to a page of a resource. Only spaces are encoded in the id; the tenant makes the portal switch directory. */
export function portalLink(context: PortalContext, id: string, page: PortalPage = 'overview'): string {
  const tenant = context.tenantId === undefined ? '' : `@${encodeURIComponent(context.tenantId)}/`;
  return `https://${HOSTS[context.cloud]}/#${tenant}resource${id.replaceAll(' ', '%20')}/${pages[page].menu}`;
}

/** Link to Azure Advisor. Source: retirement article, step 1. */
export function advisorLink(context: PortalContext): string {
  return `https://${HOSTS[context.cloud]}/#view/Microsoft_Azure_Expert/AdvisorMenuBlade/~/overview`;
}

/** Link to Service Health. Source: Azure Service Health portal. */
export function serviceHealthLink(context: PortalContext): string {
  return `https://${HOSTS[context.cloud]}/#view/Microsoft_Azure_Health/AzureHealthBrowseBlade/~/serviceIssues`;
}

/** Link to where somebody grants access: the access control page of a resource's group, or of its subscription. */
export function accessLink(context: PortalContext, id: string): string {
  const parts = parseArmId(id);
  if (parts === undefined) return `https://${HOSTS[context.cloud]}/`;
  const group = parts.resourceGroup === undefined ? '' : `/resourceGroups/${parts.resourceGroup}`;
  return portalLink(context, `/subscriptions/${parts.subscriptionId}${group}`, 'accessControl');
}

/** The networking page of a target: Storage has it under another menu heading, the id is the same. */
export function networkingLink(context: PortalContext, target: ArmResource): string {
  return portalLink(context, target.id, 'networking');
}
