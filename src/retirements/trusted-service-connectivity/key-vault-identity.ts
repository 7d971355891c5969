/** Behind a firewall a key vault is read with the system-assigned identity only. Domain C1, contract 7.14. */
import { docs } from '../../fixes/docs.ts';
import { judgeIdentities } from './shared/judge-key-vault-identity.ts';
import { judgeKeyVaultUse } from './shared/referenced-vaults.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const keyVaultIdentity: Requirement = {
  id: 'key-vault-identity',
  title: say('Firewalled key vaults are read with the system-assigned identity'),
  why: say('A firewall admits API Management by its system-assigned identity only; a user-assigned one is refused.'),
  retirement: 'trusted-service-connectivity',
  order: 40,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeIdentities),
};
