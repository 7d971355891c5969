/** Tokens for Key Vault and managed identities come from Microsoft Entra ID, so the subnet must reach AzureActiveDirectory. Domain V3, contract 7.9. */
import { managedIdentityUse } from '../../calls/managed-identity-use.ts';
import { docs } from '../../fixes/docs.ts';
import { keyVaultReferences } from '../../instance/key-vault-references.ts';
import type { ArmResource } from '../../model/arm.ts';
import type { Requirement, Subject } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import { judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { judgeOutbound, type OutboundRule, type Outcome } from './shared/outbound.ts';

/** Whether anything asks Microsoft Entra ID for a token: a key vault reference, or a managed identity in use. */
function useOf(service: ArmResource, subject: Subject): 'used' | 'not-used' | 'unproven' {
  const { references, unread } = keyVaultReferences(service, subject.estate);
  const identity = managedIdentityUse(service, subject);
  if (references.length > 0 || identity === 'used') return 'used';
  return unread.length === 0 ? identity : 'unproven';
}

function denied(use: ReturnType<typeof useOf>, location: string, why: Text): Outcome {
  const values = { location, why };
  switch (use) {
    case 'used':
      return {
        status: 'fail',
        impact: 'outage',
        message: say(
          '{location} cannot reach AzureActiveDirectory, where its identity gets every token. {why}',
          values,
        ),
      };
    case 'not-used':
      return {
        status: 'warn',
        reason: 'NOT_USED',
        message: say(
          '{location} cannot reach AzureActiveDirectory. No key vault reference and no managed identity needs it today. {why}',
          values,
        ),
      };
    case 'unproven':
      return {
        status: 'unknown',
        reason: 'USE_UNPROVEN',
        message: say(
          '{location} cannot reach AzureActiveDirectory, and not everything that may need it could be read. Reading every policy, backend, logger and key vault reference would decide this. {why}',
          values,
        ),
      };
  }
}

export const outboundEntraId: Requirement = {
  id: 'outbound-entra-id',
  title: say('The subnet may reach AzureActiveDirectory'),
  titles: {
    fail: say('The subnet cannot reach AzureActiveDirectory'),
    unknown: say('Whether the subnet reaches AzureActiveDirectory is not known'),
    warn: say('The subnet cannot reach AzureActiveDirectory, and nothing needs it'),
  },
  why: say('Every read from a key vault and every call with a managed identity needs a token from Microsoft Entra ID.'),
  retirement: 'trusted-service-connectivity',
  order: 110,
  source: { title: 'Virtual network reference of API Management', section: 'Required ports', url: docs.requiredPorts },
  check: (subject) =>
    judgeNetwork(subject, (networked) => {
      // Asked whatever the rules say, so that collecting needs few rounds.
      const use = useOf(networked.service, subject);
      const rule: OutboundRule = { row: 8, denied: ({ location }, why) => denied(use, location.name, why) };
      return judgeSubnets(networked, (judged) => [judgeOutbound(judged, rule)]);
    }),
};
