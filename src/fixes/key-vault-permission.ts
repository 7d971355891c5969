/** How an identity is let read the secrets of a key vault, by the vault's own model. */
import { type ArmResource, parseArmId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { docs } from './docs.ts';
import { portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** Grants the role that reads secrets, at the vault and no higher. */
export function grantSecretsUser(subject: Subject, vault: ArmResource, principalId: string, identity: Text): Fix {
  const scope = word(vault.id);
  return {
    title: say('Give {identity} the role Key Vault Secrets User on {vault}', { identity, vault: vault.name }),
    portal: portalLink(subject, vault.id, 'accessControl'),
    docs: docs.keyVaultRoles,
    command: lines(
      '# Lets this one identity read the secrets of this one vault. It takes some minutes to work.',
      `az role assignment list --scope ${scope} --include-inherited --query "[?principalId=='${principalId}']" -o table`,
      `az role assignment create --role "Key Vault Secrets User" --assignee-object-id ${word(principalId)} --assignee-principal-type ServicePrincipal --scope ${scope}`,
    ),
    order: 15,
  };
}

/** Adds `get` and `list` to what a principal may do with secrets; the command replaces that, so what it has (`kept`) is named again. */
export function addAccessPolicy(
  subject: Subject,
  vault: ArmResource,
  principalId: string,
  kept: readonly string[],
  identity: Text,
): Fix {
  const parts = parseArmId(vault.id);
  const named = `-g ${word(parts?.resourceGroup ?? '')} -n ${word(vault.name)} --subscription ${word(parts?.subscriptionId ?? '')}`;
  const permissions = [...new Set([...kept.map((permission) => permission.toLowerCase()), 'get', 'list'])]
    .map(word)
    .join(' ');
  return {
    title: say('Let {identity} get and list secrets in an access policy of {vault}', { identity, vault: vault.name }),
    portal: portalLink(subject, vault.id, 'accessPolicies'),
    docs: docs.keyVaultPolicies,
    command: lines(
      '# Sets the secret permissions of this one identity, those that it has included; other entries stay.',
      `az keyvault show ${named} --query "properties.accessPolicies[?objectId=='${principalId}'].permissions.secrets"`,
      `az keyvault set-policy ${named} --object-id ${word(principalId)} --secret-permissions ${permissions}`,
    ),
    order: 15,
  };
}
