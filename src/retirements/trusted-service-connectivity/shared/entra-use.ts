/** Whether anything of an instance needs a token of Microsoft Entra ID. */
import { managedIdentityUse } from '../../../calls/managed-identity-use.ts';
import { keyVaultReferences } from '../../../instance/key-vault-references.ts';
import type { ArmResource } from '../../../model/arm.ts';
import type { Subject } from '../../../model/requirement.ts';

/** `unproven` where not everything that may need one could be read. */
export type EntraUse = 'used' | 'not-used' | 'unproven';

/** A key vault reference needs a token, and so does a managed identity in use. */
export function entraUseOf(service: ArmResource, subject: Subject): EntraUse {
  const { references, unread } = keyVaultReferences(service, subject.estate);
  const identity = managedIdentityUse(service, subject);
  if (references.length > 0 || identity === 'used') return 'used';
  return unread.length === 0 ? identity : 'unproven';
}
