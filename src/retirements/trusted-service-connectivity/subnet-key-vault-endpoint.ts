/** A key vault's virtual network rule works only for a subnet with the service endpoint Microsoft.KeyVault. Domain V1, contract 7.8. */
import { docs } from '../../fixes/docs.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { judgeEndpoint } from './shared/judge-subnet-key-vault-endpoint.ts';
import { vaultsInReach } from './shared/vaults-in-reach.ts';

export const subnetKeyVaultEndpoint: Requirement = {
  id: 'subnet-key-vault-endpoint',
  title: say('The API Management subnet has a service endpoint to Key Vault'),
  why: say(
    'It is the missing half of a virtual network rule, and carries traffic to key vaults past a tunnel; the requirements ask for it.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 90,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Virtual network requirements',
    url: docs.keyVaultRequirements,
  },
  check: (subject) =>
    judgeNetwork(subject, (networked) => {
      const inReach = vaultsInReach(networked.service, subject);
      return judgeSubnets(networked, (judged) => [judgeEndpoint(judged, inReach)]);
    }),
};
