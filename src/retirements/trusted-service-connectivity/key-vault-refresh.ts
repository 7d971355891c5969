/** API Management tells how its last read of each reference went. Domain C5, contract 7.15. */
import { docs } from '../../fixes/docs.ts';
import { judgeLastReads } from './shared/judge-key-vault-refresh.ts';
import { judgeKeyVaultUse } from './shared/referenced-vaults.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const keyVaultRefresh: Requirement = {
  id: 'key-vault-refresh',
  title: say('Every key vault reference was last read successfully'),
  why: say('A failed read is live evidence that something stands between API Management and the vault.'),
  retirement: 'trusted-service-connectivity',
  order: 80,
  source: {
    title: 'Named values in API Management',
    section: 'Key vault secrets',
    url: docs.namedValues,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeLastReads),
};
