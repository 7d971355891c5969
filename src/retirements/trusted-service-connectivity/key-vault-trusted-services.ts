/** Only the gateway loses trusted access; the control plane keeps its bypass and may depend on it. Domain C2, contract 7.16. */
import { docs } from '../../fixes/docs.ts';
import { judgeKeyVaultUse } from './shared/referenced-vaults.ts';
import { judgeTrustedServices } from './shared/judge-key-vault-trusted-services.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const keyVaultTrustedServices: Requirement = {
  id: 'key-vault-trusted-services',
  title: say('Key vaults keep the trusted-services bypass where the control plane depends on it'),
  why: say(
    'Hostname certificates, and references without another way, are read through this bypass; it is not what is retired.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 50,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeTrustedServices),
};
