/** How each service writes its firewall rules in a template, and ids that every template language names alike. */
import { nameOf, parseArmId } from '../../model/arm.ts';

/** Built-in role Key Vault Secrets User. */
export const SECRETS_USER = '4633458b-17de-408a-b874-0445c86b69e6';

type Rule = Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;

/** Where a service keeps whom it admits, and how one rule looks. */
export interface AdmittedRules {
  /** The property that holds both lists. */
  readonly property: string;
  address(value: string): Rule;
  subnet(id: string): Rule;
}

/** The rules of a service, by its ARM type. */
export function admittedRules(target: string): AdmittedRules {
  switch (parseArmId(target)?.type) {
    case 'microsoft.servicebus/namespaces':
    case 'microsoft.eventhub/namespaces':
      return {
        property: 'networkRuleSets',
        address: (ipMask) => ({ ipMask, action: 'Allow' }),
        subnet: (id) => ({ subnet: { id }, ignoreMissingVnetServiceEndpoint: true }),
      };
    case 'microsoft.containerregistry/registries':
      return {
        property: 'networkRuleSet',
        address: (value) => ({ value, action: 'Allow' }),
        subnet: (id) => ({ id }),
      };
    case 'microsoft.storage/storageaccounts':
      return {
        property: 'networkAcls',
        address: (value) => ({ value, action: 'Allow' }),
        subnet: (id) => ({ id, action: 'Allow' }),
      };
    default:
      return {
        property: 'networkAcls',
        address: (value) => ({ value }),
        subnet: (id) => ({ id, ignoreMissingVnetServiceEndpoint: true }),
      };
  }
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
