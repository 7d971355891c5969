/** Tokens for Key Vault and managed identities come from Microsoft Entra ID, so the subnet must reach AzureActiveDirectory. */
import { docs } from '../../fixes/docs.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import { type EntraUse, entraUseOf } from './shared/entra-use.ts';
import { judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { type FlowOutcome, judgeOutbound, type OutboundRule } from './shared/outbound.ts';

function denied(use: EntraUse, location: string, why: Text, reason: ReasonCode): FlowOutcome {
  const values = { location, why };
  switch (use) {
    case 'used':
      return {
        status: 'fail',
        impact: 'outage',
        reason,
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
      const use = entraUseOf(networked.service, subject);
      const rule: OutboundRule = {
        row: 8,
        denied: ({ location }, why, reason) => denied(use, location.name, why, reason),
      };
      return judgeSubnets(networked, (judged) => [judgeOutbound(judged, rule)]);
    }),
};
