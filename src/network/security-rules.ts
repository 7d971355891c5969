/** What network security groups and admin rules make of a flow from or to a subnet. Rules: docs/rules.md#security-rules. */
import { type ArmResource, nameOf } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { remembered } from '../model/remembered.ts';
import { say } from '../model/text.ts';
import { addressSpaceOf } from './address-space.ts';
import { judgeAdminRules } from './admin-rules.ts';
import type { Flow, FlowBetweenTags, FlowJudgement } from './flow.ts';
import { type ConcreteEnds, concreteEnds, flowName, isBetweenTags, type NetworkRanges } from './flow-ends.ts';
import { type SecurityRule, walk } from './security-rule.ts';
import type { Subnet } from './subnet.ts';
import { type SubnetSecurityRules, subnetSecurityRules } from './subnet-security-rules.ts';

/** A judgement with the rules behind it, for who wants to put it right. */
export type SecurityJudgement = FlowJudgement & {
  /** The rule that decides; undefined where there is none, or it cannot be told. */
  readonly rule?: SecurityRule;
  /** A rule that somebody wrote and that denies the flow, or may deny a part of it. */
  readonly deniedBy?: SecurityRule;
  /** On `NSG_PARTIAL`: what becomes of the rest of the flow, which no rule before meets; absent where that is unclear too. */
  readonly rest?: 'allow' | 'deny';
  /** The rules of the security group that deny the flow or a part of it, default ones left out. */
  readonly denies: readonly SecurityRule[];
};

function evidenceOf(resource: string, rule: SecurityRule): Evidence {
  const range = (ports: readonly string[]) => ports.join(', ') || 'no ports';
  const end = (of: SecurityRule['source']) => of.prefixes.join(', ') || (of.groups ? 'a group' : 'nothing told');
  return {
    resource,
    property: rule.property,
    observed: `${rule.access} ${rule.protocol} ${range(rule.destinationPorts)} from ${end(rule.source)} to ${end(rule.destination)}, priority ${rule.priority ?? 'not told'}`,
  };
}

function byAdminRule(
  subnetRules: SubnetSecurityRules,
  flow: Flow,
  rule: SecurityRule,
  answer: 'allow' | 'deny',
): SecurityJudgement {
  const values = { rule: rule.name, flow: flowName(flow) };
  const evidence = [evidenceOf(subnetRules.subnet.virtualNetworkId, rule)];
  const shared = { rule, denies: [], explicit: true, evidence };
  if (answer === 'allow') {
    return { answer, ...shared, message: say('The security admin rule {rule} always allows {flow}.', values) };
  }
  const message = say('The security admin rule {rule} denies {flow}.', values);
  return { answer, reason: 'ADMIN_RULE_DENY', deniedBy: rule, ...shared, message };
}

/** `own` is what the group says. It decides what a rule that always allows a part does not meet. */
function undecidedByAdminRules(
  subnetRules: SubnetSecurityRules,
  flow: Flow,
  rule: SecurityRule,
  own?: SecurityJudgement,
): SecurityJudgement {
  const { virtualNetworkId } = subnetRules.subnet;
  const behind = rule.access === 'AlwaysAllow' ? own : undefined;
  const deniedBy = rule.access === 'AlwaysAllow' ? behind?.deniedBy : rule;
  return {
    answer: 'unknown',
    reason: 'AVNM',
    denies: behind?.denies ?? [],
    explicit: true,
    ...(deniedBy === undefined ? {} : { deniedBy }),
    message: say('Security admin rules apply to {network}, and whether they let {flow} pass cannot be told.', {
      network: nameOf(virtualNetworkId),
      flow: flowName(flow),
    }),
    evidence: [evidenceOf(virtualNetworkId, rule), ...(behind?.evidence ?? [])],
  };
}

/** Without a group nothing holds traffic back, but the load balancer of API Management lets nothing in (docs/rules.md#outbound-key-vault). */
function withoutGroup({ subnet }: SubnetSecurityRules, flow: Flow): SecurityJudgement {
  const values = { subnet: subnet.name, flow: flowName(flow) };
  const evidence = [{ resource: subnet.id, property: 'properties.networkSecurityGroup', observed: 'absent' }];
  if (flow.direction === 'Outbound') {
    const message = say('The subnet {subnet} has no network security group, so nothing holds back {flow}.', values);
    return { answer: 'allow', message, evidence, explicit: false, denies: [] };
  }
  const message = say(
    'The subnet {subnet} has no network security group, and without one the load balancer does not let in {flow}.',
    values,
  );
  return { answer: 'deny', reason: 'NO_NSG', message, evidence, explicit: false, denies: [] };
}

/** Whether every rule is told in full, so that each either allows or denies what it meets. */
function isClear(rules: readonly (SecurityRule | undefined)[]): boolean {
  return rules.every((rule) => rule !== undefined && rule.access !== 'unclear' && rule.priority !== undefined);
}

function byGroup(
  subnetRules: SubnetSecurityRules,
  group: ArmResource,
  flow: Flow,
  ends: ConcreteEnds,
): SecurityJudgement {
  const { parts, deciding } = walk(subnetRules.groupRules, flow, ends);
  const met = [...parts, ...(deciding === undefined ? [] : [deciding])];
  const opposite = parts.find((rule) => rule.access !== deciding?.access);
  const deniedBy = met.find((rule) => rule.access !== 'Allow' && rule.origin === 'group');
  const denies = met.filter((rule) => rule.access !== 'Allow' && rule.origin === 'group');
  const shared = { denies, ...(deniedBy === undefined ? {} : { deniedBy }) };
  const values = (rule: SecurityRule) => ({
    rule: rule.name,
    group: group.name,
    priority: rule.priority ?? 0,
    flow: flowName(flow),
  });
  if (deciding === undefined || opposite !== undefined) {
    const open = opposite ?? parts[0];
    return {
      answer: 'unknown',
      reason: 'NSG_PARTIAL',
      explicit: true,
      ...shared,
      ...(isClear([...parts, deciding]) ? { rest: deciding?.access === 'Allow' ? 'allow' : 'deny' } : {}),
      message:
        open === undefined
          ? say('No rule of {group} decides about {flow}.', { group: group.name, flow: flowName(flow) })
          : say(
              'The rule {rule} of {group} (priority {priority}) meets only a part of {flow}, as far as can be told, and the rules after it decide otherwise.',
              values(open),
            ),
      evidence: met.map((rule) => evidenceOf(group.id, rule)),
    };
  }
  const told = {
    rule: deciding,
    explicit: deciding.origin === 'group',
    ...shared,
    evidence: [evidenceOf(group.id, deciding)],
  };
  if (deciding.access === 'Allow') {
    const message = say('The rule {rule} of {group} (priority {priority}) allows {flow}.', values(deciding));
    return { answer: 'allow', ...told, message };
  }
  const message = say('The rule {rule} of {group} (priority {priority}) denies {flow}.', values(deciding));
  return { answer: 'deny', reason: 'NSG_DENY', ...told, message };
}

function judgeRegion(subnetRules: SubnetSecurityRules, flow: Flow, ends: ConcreteEnds): SecurityJudgement {
  const admin = judgeAdminRules(subnetRules.adminRules, flow, ends);
  if (admin.answer === 'unknown') return undecidedByAdminRules(subnetRules, flow, admin.rule);
  if (admin.answer !== 'continue') return byAdminRule(subnetRules, flow, admin.rule, admin.answer);
  const own =
    subnetRules.group === undefined
      ? withoutGroup(subnetRules, flow)
      : byGroup(subnetRules, subnetRules.group, flow, ends);
  // An admin rule that meets a part of the flow makes no difference where the group says the same.
  return admin.unless === undefined || admin.unless === own.answer
    ? own
    : undecidedByAdminRules(subnetRules, flow, admin.rule, own);
}

/** The order of answers, worst first. */
const WORST = { deny: 0, unknown: 1, allow: 2 } as const;

/**
 * Judges one flow by rules that were read. With several regions every one of them must be open: an additional location
 * needs its own region and the primary one (docs/rules.md#network-rules), so the worst of them is the answer.
 */
function judgeSubnetRules(subnetRules: SubnetSecurityRules, flow: Flow, estate: Estate): SecurityJudgement {
  return isBetweenTags(flow)
    ? judgeBetweenTags(subnetRules, flow)
    : judgeRegions(subnetRules, flow, () => addressSpaceOf(subnetRules.subnet.virtualNetworkId, estate).ranges);
}

/** The same for a flow that needs nothing but the rules; several requirements ask about the same one. */
export function judgeBetweenTags(subnetRules: SubnetSecurityRules, flow: FlowBetweenTags): SecurityJudgement {
  const known = betweenTags(subnetRules);
  const words = wordsOf(flow);
  const before = known.get(words);
  if (before !== undefined) return before;
  const judgement = judgeRegions(subnetRules, flow, () => []);
  known.set(words, judgement);
  return judgement;
}

/** Judgements by the rules of one subnet about flows between service tags, by what tells them apart. */
const betweenTags = remembered((_rules: SubnetSecurityRules) => new Map<string, SecurityJudgement>());

const wordsOf = remembered(({ direction, protocol, source, destination, port, regions }: FlowBetweenTags) =>
  [direction, protocol, source.tag, destination.tag, port, ...regions].join(' '),
);

function judgeRegions(subnetRules: SubnetSecurityRules, flow: Flow, space: NetworkRanges): SecurityJudgement {
  const regions = flow.regions.length === 0 ? [undefined] : flow.regions;
  const judged = regions.map((region) =>
    judgeRegion(subnetRules, flow, concreteEnds(flow, region, subnetRules.subnet, space)),
  );
  return judged.reduce((worst, one) => (WORST[one.answer] < WORST[worst.answer] ? one : worst));
}

function unread(subnet: Subnet, flow: Flow, reason: ReasonCode): SecurityJudgement {
  const resource = subnet.networkSecurityGroupId ?? subnet.virtualNetworkId;
  return {
    answer: 'unknown',
    reason,
    denies: [],
    explicit: false,
    message: say('The security rules of {name} could not be read, so {flow} cannot be judged. {cause}', {
      name: nameOf(resource),
      flow: flowName(flow),
      cause: say(reasonSentence(reason)),
    }),
    evidence: [{ resource, property: 'GET', observed: reason, expected: 'an answer' }],
  };
}

/**
 * Judges whether a flow from (`Outbound`) or to (`Inbound`) a subnet passes: admin rules first, then the network security
 * group by priority. `deny` has reason `NSG_DENY`, `ADMIN_RULE_DENY` or `NO_NSG` (inbound without a group); `unknown` has
 * `NSG_PARTIAL`, `AVNM` or the reason of a failed read.
 */
export function judgeFlow(subnet: Subnet, flow: Flow, estate: Estate): SecurityJudgement {
  const subnetRules = subnetSecurityRules(subnet, estate);
  return subnetRules.ok ? judgeSubnetRules(subnetRules.value, flow, estate) : unread(subnet, flow, subnetRules.reason);
}
