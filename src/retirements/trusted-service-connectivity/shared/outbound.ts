/** Whether a subnet may reach one service that API Management needs. Rules: docs/rules.md#outbound-key-vault, docs/rules.md#outbound-entra-id. */
import { allowRow, askForAdminRule } from '../../../fixes/network-security-rule.ts';
import type { Conclusion, Fix, Item, ItemFacts } from '../../../model/finding.ts';
import type { ReasonCode } from '../../../model/reasons.ts';
import { rememberedBy } from '../../../model/remembered.ts';
import { say, type Text } from '../../../model/text.ts';
import { coverage, parseTag } from '../../../network/flow-coverage.ts';
import { type RequiredPort, requiredPort } from '../../../network/required-ports.ts';
import { judgeFlow, type SecurityJudgement } from '../../../network/security-rules.ts';
import { subnetSecurityRules } from '../../../network/subnet-security-rules.ts';
import { flowsOf, undecidedBecause } from './flows.ts';
import type { JudgedSubnet } from './judged-subnets.ts';

/** What a denied or oddly allowed flow comes to. */
export type FlowOutcome = Conclusion & Pick<ItemFacts, 'message'>;

/** What one requirement makes of its flow. */
export interface OutboundRule {
  /** The row of docs/rules.md#network-rules that is the flow. */
  readonly row: number;
  /** What a denial comes to; `why` names the rule, `reason` its kind. */
  denied(judged: JudgedSubnet, why: Text, reason: ReasonCode): FlowOutcome;
  /** What the service's regional tag is worth where nothing else lets the flow pass; undefined for a plain pass. */
  regional?(why: Text): FlowOutcome;
}

function fixOf(judged: JudgedSubnet, row: RequiredPort, judgement: SecurityJudgement): Fix | undefined {
  const { subject, subnet } = judged;
  if (judgement.rule?.origin === 'admin') return askForAdminRule(subject, subnet.virtualNetworkId, judgement.rule);
  const subnetRules = subnetSecurityRules(subnet, subject.estate);
  if (!subnetRules.ok) return undefined;
  return allowRow(subject, subnetRules.value, [
    { row, direction: 'Outbound', ports: row.ports, denies: judgement.denies },
  ]);
}

/** A tag such as `AzureKeyVault.WestEurope` lets the flow pass, and nothing else in the deciding rule would. */
const isRegional = rememberedBy(({ rule }: SecurityJudgement, row: RequiredPort): boolean => {
  const prefixes = rule?.destination.prefixes ?? [];
  const { tag } = parseTag(row.destination);
  const others = prefixes.filter((prefix) => parseTag(prefix).tag !== tag || parseTag(prefix).region === undefined);
  return others.length < prefixes.length && coverage(others, { kind: 'service', tag, region: undefined }) !== 'full';
});

function outcomeOf(
  judged: JudgedSubnet,
  judgement: SecurityJudgement,
  row: RequiredPort,
  rule: OutboundRule,
): FlowOutcome {
  if (judgement.answer === 'unknown') {
    return { status: 'unknown', reason: judgement.reason, message: undecidedBecause(judgement) };
  }
  if (judgement.answer === 'deny') {
    return rule.denied(judged, judgement.message, judgement.reason);
  }
  const regional = isRegional(judgement, row) ? rule.regional?.(judgement.message) : undefined;
  return (
    regional ?? {
      status: 'pass',
      message: say('{location} reaches {tag}. {why}', {
        location: judged.location.name,
        tag: row.destination,
        why: judgement.message,
      }),
    }
  );
}

/** The one item of a location (docs/rules.md#items). */
export function judgeOutbound(judged: JudgedSubnet, rule: OutboundRule): Item {
  const { subject, subnet, location } = judged;
  const row = requiredPort(rule.row);
  const [flow] = flowsOf(judged, row, 'ports');
  if (flow === undefined) throw new RangeError(`row ${rule.row} has no port`);
  const judgement = judgeFlow(subnet, flow, subject.estate);
  const outcome = outcomeOf(judged, judgement, row, rule);
  // What denies is a rule of the security group or of the network manager, not the subnet itself.
  const deciding = outcome.status === 'fail' ? judgement.evidence[0]?.resource : undefined;
  const needsFix = outcome.status === 'fail' || outcome.status === 'warn';
  const fix = needsFix ? fixOf(judged, row, judgement) : undefined;
  return {
    subject: subnet.id,
    location: location.name,
    ...(deciding === undefined ? {} : { about: deciding }),
    ...outcome,
    evidence: judgement.evidence.map((seen) => ({
      ...seen,
      expected: seen.expected ?? `TCP ${row.ports.join(', ')} to ${row.destination} allowed`,
    })),
    ...(fix === undefined ? {} : { fix }),
  };
}
