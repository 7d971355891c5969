/** The ARM properties of what changes add, the same on a rehearsed copy as in a template, and ids that every template language names alike. */
import { nameOf, parseArmId } from '../../model/arm.ts';
import type {
  AddPerimeterRule,
  AddSecurityRule,
  AssociatePerimeter,
  CreatePrivateEndpoint,
} from '../../model/change.ts';
import { type RuleForm, ruleFormOf } from '../../model/services.ts';

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

/** What tells one subnet from another of the same name. */
export function subnetNames(subnet: string): readonly string[] {
  return [nameOf(parseArmId(subnet)?.parentId ?? ''), nameOf(subnet)];
}

/** Comments stay with what they are about, so that a declaration that stands twice can be left out once. */
export function blocksOf(texts: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  for (const text of texts) {
    const last = blocks.at(-1);
    if (last !== undefined && /^(?:\/\/|#)[^\n]*$/.test(last)) blocks[blocks.length - 1] = `${last}\n${text}`;
    else blocks.push(text);
  }
  return blocks;
}
