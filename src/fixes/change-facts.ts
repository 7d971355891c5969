/**
 * What is true of a change whatever language it is written in: the resource that it touches and where the portal shows it, who may make
 * it, what must be so before, and what no command or template does. Sentences for people are made from these alone.
 */
import { parseArmId } from '../model/arm.ts';
import { type AddSecurityRule, type ByChangeKind, byKind, type Change } from '../model/change.ts';
import { kindOfType, services, type TargetKind } from '../model/services.ts';
import { say, type Text } from '../model/text.ts';
import { type PortalContext, type PortalPage, portalLink } from './portal-links.ts';
import { isHostname, referencePage } from './reference-place.ts';

/** The facts of one change. */
export interface ChangeFacts {
  /** The resource that is changed or that gets a part, by ARM id. */
  readonly touches: string;
  /** Its page of the portal on which that is done. */
  readonly page: PortalPage;
  /** The narrowest built-in roles that allow it. Source: "Azure built-in roles". */
  readonly roles: readonly string[];
  /** What must be so before. */
  readonly before: readonly Text[];
  /** Tiers of the touched resource that can have it, lower case; absent where all can. */
  readonly tiers?: readonly string[];
  /** Why neither a command nor a template makes it. */
  readonly byHand?: Text;
  /** It leaves nothing behind that a template could declare. */
  readonly isAction?: true;
}

const NETWORK = 'Network Contributor';
const ZONES = 'Private DNS Zone Contributor';
const API_MANAGEMENT = 'API Management Service Contributor';

function kindOf(target: string): TargetKind | undefined {
  return kindOfType(parseArmId(target)?.type);
}

/** Messaging namespaces and registries have no narrower role that may change their rules. */
function ownerOf(target: string): string {
  const kind = kindOf(target);
  return kind === undefined ? 'Contributor' : services[kind].role;
}

/** Which tiers of a service can have firewall rules, or private endpoints. */
function tiersOf(target: string, of: 'ruleTiers' | 'privateLinkTiers'): Pick<ChangeFacts, 'tiers'> {
  const kind = kindOf(target);
  const tiers = kind === undefined ? undefined : services[kind][of];
  return tiers === undefined ? {} : { tiers };
}

/** A rule of a network security group. */
function ofGroup({ group, direction }: Pick<AddSecurityRule, 'group' | 'direction'>): ChangeFacts {
  return {
    touches: group,
    page: direction === 'Outbound' ? 'outboundRules' : 'inboundRules',
    roles: [NETWORK],
    before: [],
  };
}

function parentOf(id: string): string {
  return parseArmId(id)?.parentId ?? id;
}

/** A change of the instance or of something in it. */
function ofService(service: string, page: PortalPage, ...before: readonly Text[]): ChangeFacts {
  return { touches: service, page, roles: [API_MANAGEMENT], before };
}

const NOT_BUSY = say('No other update of the instance is running.');
const EXTENSION = say('The Azure CLI has the extension nsp, and the subscription the resource provider of perimeters.');
const QUIET_HOUR = say('A quiet hour is chosen: open connections may break once.');
const HOSTNAME_BY_HAND = say('A command would send every hostname of the instance again, with its certificates.');

const facts: ByChangeKind<ChangeFacts> = {
  'add-address-rules': ({ target }) => ({
    touches: target,
    page: 'networking',
    roles: [ownerOf(target)],
    before: [],
    ...tiersOf(target, 'ruleTiers'),
  }),
  'add-network-rule': ({ target, beforeEndpoint }) => ({
    touches: target,
    page: 'networking',
    roles: [ownerOf(target), NETWORK],
    before:
      kindOf(target) === 'storage' && !beforeEndpoint ? [say('The subnet has the service endpoint already.')] : [],
    ...tiersOf(target, 'ruleTiers'),
  }),
  'add-perimeter-rule': ({ profile }) => ({
    touches: parentOf(profile),
    page: 'perimeterProfiles',
    roles: [NETWORK],
    before: [EXTENSION],
  }),
  'create-perimeter': ({ perimeter }) => ({
    touches: perimeter,
    page: 'overview',
    roles: [NETWORK],
    before: [EXTENSION],
  }),
  'associate-perimeter': ({ association, target }) => ({
    touches: parentOf(association),
    page: 'perimeterResources',
    roles: [NETWORK, ownerOf(target)],
    before: [EXTENSION, say('The resource is in no other perimeter.')],
  }),
  'allow-trusted-services': ({ vault }) => ({
    touches: vault,
    page: 'networking',
    roles: [ownerOf(vault)],
    before: [],
  }),
  'add-service-endpoint': ({ subnet }) => ({
    touches: parentOf(subnet),
    page: 'subnets',
    roles: [NETWORK],
    before: [QUIET_HOUR],
  }),
  'create-subnet': ({ subnet }) => ({ touches: parentOf(subnet), page: 'subnets', roles: [NETWORK], before: [] }),
  'add-security-rule': ofGroup,
  'move-security-rule': ofGroup,
  'add-route': ({ table }) => ({ touches: table, page: 'routes', roles: [NETWORK], before: [] }),
  'link-zone': ({ zone }) => ({
    touches: zone,
    page: 'zoneLinks',
    roles: [ZONES, NETWORK],
    before: [say('Every name of the zone that the network needs is in it.')],
  }),
  'add-record': ({ zone }) => ({ touches: zone, page: 'records', roles: [ZONES], before: [] }),
  'create-zone': ({ zone }) => ({ touches: zone, page: 'overview', roles: [ZONES], before: [] }),
  'create-private-endpoint': ({ target }) => ({
    touches: target,
    page: 'privateEndpoints',
    roles: [NETWORK, ZONES, ownerOf(target)],
    before: [say('Somebody pays for the endpoint, which costs by the hour.')],
    ...tiersOf(target, 'privateLinkTiers'),
  }),
  'approve-private-endpoint': ({ target }) => ({
    touches: target,
    page: 'privateEndpoints',
    roles: [ownerOf(target)],
    before: [say('The endpoint that waits is the one of your network.')],
    isAction: true,
  }),
  'enable-system-identity': ({ service }) => ofService(service, 'identity', NOT_BUSY),
  'grant-secret-access': ({ vault, model, principal }) => ({
    touches: vault,
    page: model === 'role' ? 'accessControl' : 'accessPolicies',
    roles: model === 'role' ? ['Role Based Access Control Administrator'] : [ownerOf(vault)],
    before: principal === undefined ? [say('The system-assigned identity is switched on.')] : [],
  }),
  'use-identity': ({ service, reference }) => ({
    ...ofService(service, referencePage(reference), say('The identity may read the secret.')),
    ...(isHostname(reference) ? { byHand: HOSTNAME_BY_HAND } : {}),
  }),
  'use-call-identity': ({ service }) => ofService(service, 'apis', say('The identity has a role on what is called.')),
  'drop-version': ({ service, reference }) => ({
    ...ofService(service, referencePage(reference)),
    ...(isHostname(reference) ? { byHand: HOSTNAME_BY_HAND } : {}),
  }),
  'renew-certificate': ({ service, reference }) => ({
    ...ofService(service, referencePage(reference)),
    roles: ['Key Vault Certificates Officer', API_MANAGEMENT],
    before: [say('Who signs the certificate is known.')],
    byHand: say('Who signs the certificate is known to the owner of the key vault alone.'),
    isAction: true,
  }),
  'read-again': ({ service, reference }) => ({
    ...ofService(service, referencePage(reference), say('What the last read failed of is mended.')),
    ...(isHostname(reference) ? { byHand: HOSTNAME_BY_HAND } : {}),
    isAction: true,
  }),
  'disable-trusted-access': ({ service }) => ({
    ...ofService(service, 'overview', NOT_BUSY, say('Every dependency has another way.')),
  }),
  'restore-trusted-access': ({ service }) => ofService(service, 'overview', NOT_BUSY),
  'apply-network-configuration': ({ service }) => ({
    ...ofService(service, 'network', NOT_BUSY),
    isAction: true,
  }),
};

/** The facts of a change. */
export function factsOf(change: Change): ChangeFacts {
  return byKind(facts, change);
}

/** The facts of some changes together, each sentence, role and page once. */
export interface SharedFacts {
  readonly roles: readonly string[];
  readonly before: readonly Text[];
  /** Why some of it has to be made by hand. */
  readonly byHand: readonly Text[];
  /** Links to the pages of the portal on which it is done, in the order of the changes. */
  readonly portals: readonly string[];
}

/** Texts of one template are told once. */
function eachTemplateOnce(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.template, text])).values()];
}

/** What some changes take together. */
export function sharedFacts(changes: readonly Change[], context: PortalContext): SharedFacts {
  const all = changes.map(factsOf);
  return {
    roles: [...new Set(all.flatMap(({ roles }) => roles))],
    before: eachTemplateOnce(all.flatMap(({ before }) => before)),
    byHand: eachTemplateOnce(all.flatMap(({ byHand }) => byHand ?? [])),
    portals: [...new Set(all.map(({ touches, page }) => portalLink(context, touches, page)))],
  };
}
