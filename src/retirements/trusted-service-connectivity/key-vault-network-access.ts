/** From March 2026 a key vault needs a network access option beside the trusted-services bypass. Domain C4, contract 7.1. */
import { docs } from '../../fixes/docs.ts';
import { judgeNetworkAccess } from './shared/judge-key-vault-network-access.ts';
import { judgeKeyVaultUse } from './shared/referenced-vaults.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const keyVaultNetworkAccess: Requirement = {
  id: 'key-vault-network-access',
  title: say('Every key vault has a supported network access option'),
  why: say(
    'From March 2026 the requirements ask for address rules, virtual network rules, a private endpoint, a perimeter or public access.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 60,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeNetworkAccess),
};
