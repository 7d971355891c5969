/** API Management keeps its own secrets in Key Vault, so its subnet must reach the tag AzureKeyVault. Rules: docs/rules.md#outbound-key-vault, docs/rules.md#outbound-entra-id. */
import { docs } from '../../fixes/docs.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { judgeOutbound, type OutboundRule } from './shared/outbound.ts';

const rule: OutboundRule = {
  row: 11,
  denied: ({ location }, why, reason) => ({
    status: 'fail',
    impact: 'outage',
    reason,
    message: say(
      '{location} cannot reach AzureKeyVault, which API Management itself depends on and every reference to a key vault needs. {why}',
      { location: location.name, why },
    ),
  }),
  regional: (why) => ({
    status: 'warn',
    reason: 'REGIONAL_TAG',
    message: say('{why} A tag of one region is documented for Storage, Sql and EventHub only; use AzureKeyVault.', {
      why,
    }),
  }),
};

export const outboundKeyVault: Requirement = {
  id: 'outbound-key-vault',
  title: say('The subnet may reach AzureKeyVault'),
  titles: {
    fail: say('The subnet cannot reach AzureKeyVault'),
    unknown: say('Whether the subnet reaches AzureKeyVault is not known'),
    warn: say('The way to AzureKeyVault is open by a tag that is not documented'),
  },
  why: say(
    'API Management keeps its own secrets and certificates in Key Vault; without port 443 to AzureKeyVault it cannot load them.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 100,
  source: { title: 'Virtual network reference of API Management', section: 'Required ports', url: docs.requiredPorts },
  check: (subject) =>
    judgeNetwork(subject, (networked) => judgeSubnets(networked, (judged) => [judgeOutbound(judged, rule)])),
};
