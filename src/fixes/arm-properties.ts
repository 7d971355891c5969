/** What changes write in Azure: the ARM properties of what they add, the same on a tried copy as in a template. */
import { nameOf } from '../model/arm.ts';
import type { AddPerimeterRule, AddSecurityRule, AssociatePerimeter, CreatePrivateEndpoint } from '../model/change.ts';
import { type RuleForm, ruleFormOf } from '../model/services.ts';

/** Built-in role Key Vault Secrets User. */
export const SECRETS_USER = '4633458b-17de-408a-b874-0445c86b69e6';

/** The rules of a service: the property that holds both lists, or the child resource where it keeps them, and how one looks. */
export function admittedRules(target: string): RuleForm & { readonly property: string } {
  const form = ruleFormOf(target);
  return { ...form, property: form.property ?? form.child?.split('/')[0] ?? '' };
}

/** The properties of an added security rule. */
export function securityRule({ priority, direction, protocol, source, destination, ports }: AddSecurityRule) {
  return {
    priority,
    direction,
    access: 'Allow',
    protocol,
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: destination,
    destinationPortRanges: ports.map(String),
  };
}

/** The properties of an access rule that is added to a perimeter profile. */
export function accessRule({ admits }: AddPerimeterRule) {
  const admitted =
    admits.subscription === undefined
      ? { addressPrefixes: [...admits.addresses] }
      : { subscriptions: [{ id: `/subscriptions/${admits.subscription}` }] };
  return { direction: 'Inbound', ...admitted };
}

/** The properties of an association that puts a service into a perimeter in Transition mode. */
export function association({ target, profile }: AssociatePerimeter) {
  return { privateLinkResource: { id: target }, profile: { id: profile }, accessMode: 'Learning' };
}

/** The properties of a private endpoint that is made. */
export function privateEndpoint({ endpoint, target, group, subnet }: CreatePrivateEndpoint) {
  const connection = { privateLinkServiceId: target, groupIds: [group] };
  return {
    subnet: { id: subnet },
    privateLinkServiceConnections: [{ name: nameOf(endpoint), properties: connection }],
  };
}

/** The identities of an instance: those that are attached, by ARM id, and the system-assigned one. */
export function identities(attached: readonly string[]) {
  if (attached.length === 0) return { type: 'SystemAssigned' };
  return {
    type: 'SystemAssigned, UserAssigned',
    userAssignedIdentities: Object.fromEntries(attached.map((id) => [id, {}])),
  };
}

/** The permissions for secrets that an access policy has and those that are needed, each once, lower case. */
export function secretPermissions(kept: readonly string[]): readonly string[] {
  return [...new Set([...kept.map((one) => one.toLowerCase()), 'get', 'list'])];
}

/** Elements of policies that get a token, where the attribute `client-id` tells whose. */
const WITH_CLIENT_ID = 'authentication-managed-identity|send-service-bus-message';

/** How the client ids of a policy are replaced: a pattern that keeps what stands before one as `tag`, and what follows that then. */
export function identityEdit(clientId: string | undefined): { readonly find: string; readonly suffix: string } {
  return {
    find: `(?<tag><(?:${WITH_CLIENT_ID})\\b[^>]*?)\\s+client-id\\s*=\\s*(?:"[^"]*"|'[^']*')`,
    suffix: clientId === undefined ? '' : ` client-id="${clientId}"`,
  };
}
