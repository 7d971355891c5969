/** A client address is let in while somebody picks a secret, and may go afterwards. Domain C3, contract 7.17. */
import { docs } from '../../fixes/docs.ts';
import { judgeClientAddresses } from './shared/judge-key-vault-client-addresses.ts';
import { judgeKeyVaultUse } from './shared/referenced-vaults.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const keyVaultClientAddresses: Requirement = {
  id: 'key-vault-client-addresses',
  title: say('No temporary client address is left in a key vault firewall'),
  why: say('An address that was let in while somebody picked a secret may be taken out again.'),
  retirement: 'trusted-service-connectivity',
  order: 70,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeClientAddresses),
};
