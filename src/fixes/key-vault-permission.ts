/** How an identity is let read the secrets of a key vault, by the vault's own model. */
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { portalLink } from './portal-links.ts';

/** Grants the role that reads secrets, at the vault and no higher. */
export function grantSecretsUser(subject: Subject, vault: ArmResource, principal: string, identity: Text): Fix {
  return fixFromChanges(
    {
      title: say('Give {identity} the role Key Vault Secrets User on {vault}', { identity, vault: vault.name }),
      portal: portalLink(subject, vault.id, 'accessControl'),
      docs: docs.keyVaultRoles,
      order: 15,
    },
    [
      {
        kind: 'grant-secret-access',
        vault: vault.id,
        model: 'role',
        service: subject.instance.id,
        principal,
        keeps: [],
      },
    ],
  );
}

/** Adds `get` and `list` to what a principal may do with secrets; what it may do already (`kept`) stays. */
export function addAccessPolicy(
  subject: Subject,
  vault: ArmResource,
  principal: string,
  kept: readonly string[],
  identity: Text,
): Fix {
  return fixFromChanges(
    {
      title: say('Let {identity} get and list secrets in an access policy of {vault}', { identity, vault: vault.name }),
      portal: portalLink(subject, vault.id, 'accessPolicies'),
      docs: docs.keyVaultPolicies,
      order: 15,
    },
    [
      {
        kind: 'grant-secret-access',
        vault: vault.id,
        model: 'access-policy',
        service: subject.instance.id,
        principal,
        keeps: kept,
      },
    ],
  );
}
