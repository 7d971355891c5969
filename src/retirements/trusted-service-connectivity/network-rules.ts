/** A subnet of API Management needs a network security group that lets the service's own traffic pass. */
import { docs } from '../../fixes/docs.ts';
import {
  allowRow,
  askForAdminRule,
  associateGroup,
  type BlockedRow,
  confirmClients,
} from '../../fixes/network-security-rule.ts';
import { unreadItem } from '../../fixes/unread-item.ts';
import { tierOf } from '../../instance/tier.ts';
import type { Fix, Item, Judgement } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import { rememberedBy } from '../../model/remembered.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import type { FlowBetweenTags } from '../../network/flow.ts';
import { type RequiredPort, requiredPort, requiredPorts } from '../../network/required-ports.ts';
import { judgeBetweenTags, type SecurityJudgement } from '../../network/security-rules.ts';
import { type SubnetSecurityRules, subnetSecurityRules } from '../../network/subnet-security-rules.ts';
import { flowsOf, type PortsOfRow, undecidedBecause } from './shared/flows.ts';
import { type JudgedSubnet, judgeNetwork, judgeSubnets, type NetworkedService } from './shared/judged-subnets.ts';

interface JudgedFlow {
  readonly flow: FlowBetweenTags;
  readonly judgement: SecurityJudgement;
}

/** Whether a row must be open here; undefined where it does not apply or has a requirement of its own. */
function isRequired({ service, location, locations }: JudgedSubnet, row: RequiredPort): boolean | undefined {
  const external = same(location.virtualNetworkType, 'External');
  switch (row.need) {
    case 'always':
      return true;
    case 'optional':
      return false;
    case 'external':
      return external ? true : undefined;
    case 'not-developer':
      return same(tierOf(service), 'Developer') ? undefined : true;
    case 'external-multi-region':
      return external && locations.length > 1 ? true : undefined;
    case 'own-requirement':
      return undefined;
  }
}

/** The rules of a subnet are asked about the same flows each time, and they alone decide. */
const judgedFlows = rememberedBy(
  (subnetRules: SubnetSecurityRules, flows: readonly FlowBetweenTags[]): readonly JudgedFlow[] =>
    flows.map((flow) => ({ flow, judgement: judgeBetweenTags(subnetRules, flow) })),
);

function judgeFlows(judged: JudgedSubnet, subnetRules: SubnetSecurityRules, row: RequiredPort, ports: PortsOfRow) {
  return judgedFlows(subnetRules, flowsOf(judged, row, ports));
}

function fixOf(
  judged: JudgedSubnet,
  subnetRules: SubnetSecurityRules,
  row: RequiredPort,
  denied: readonly JudgedFlow[],
): Fix {
  const admin = denied.find(({ judgement }) => judgement.rule?.origin === 'admin')?.judgement.rule;
  if (admin !== undefined) return askForAdminRule(judged.subject, judged.subnet.virtualNetworkId, admin);
  const blocked = row.directions.flatMap((direction): BlockedRow[] => {
    const here = denied.filter(({ flow }) => flow.direction === direction);
    if (here.length === 0) return [];
    const denies = here.flatMap(({ judgement }) => judgement.denies);
    return [{ row, direction, ports: here.map(({ flow }) => flow.port), denies }];
  });
  const [first, ...others] = blocked;
  return first === undefined
    ? associateGroup(judged.subject, judged.subnet)
    : allowRow(judged.subject, subnetRules, [first, ...others]);
}

function portsOf(row: RequiredPort, flows: readonly JudgedFlow[], why: Text): Text {
  const ports = [...new Set(flows.map(({ flow }) => flow.port))].join(', ');
  return say('{purpose} uses {protocol} {ports} from {source} to {destination}. {why}', {
    purpose: row.purpose,
    protocol: row.protocol.toUpperCase(),
    ports,
    source: row.source,
    destination: row.destination,
    why,
  });
}

function rowItem(
  judged: JudgedSubnet,
  group: string,
  row: RequiredPort,
  flows: readonly JudgedFlow[],
  outcome: Judgement<'fix'>,
): Item {
  return {
    subject: group,
    location: judged.location.name,
    row: row.row,
    ...outcome,
    evidence: flows.flatMap(({ judgement }) =>
      judgement.evidence.map((seen) => ({
        ...seen,
        expected: `${row.protocol.toUpperCase()} ${row.ports.join(', ')} from ${row.source} to ${row.destination} allowed`,
      })),
    ),
  };
}

/** A rule that somebody wrote denies the flow or a part of it, or nobody lets it in. */
function denialReason({ answer, explicit, reason, deniedBy }: SecurityJudgement): ReasonCode {
  if (answer === 'deny') return explicit ? reason : 'PORT_BLOCKED';
  return deniedBy === undefined ? 'PORT_BLOCKED' : deniedBy.origin === 'admin' ? 'ADMIN_RULE_DENY' : 'NSG_DENY';
}

/** The denials of a row, as `fail`/`unsupported` or `warn`. */
function deniedItem(
  judged: JudgedSubnet,
  subnetRules: SubnetSecurityRules,
  group: string,
  row: RequiredPort,
  denied: readonly [JudgedFlow, ...JudgedFlow[]],
  severity: typeof FAIL | typeof WARN,
): Item {
  const { judgement } = denied[0];
  return rowItem(judged, group, row, denied, {
    ...severity,
    reason: denialReason(judgement),
    message: portsOf(row, denied, judgement.message),
    fix: fixOf(judged, subnetRules, row, denied),
  });
}

const FAIL = { status: 'fail', impact: 'unsupported' } as const;
const WARN = { status: 'warn' } as const;

function isSome<T>(found: readonly T[]): found is readonly [T, ...T[]] {
  return found.length > 0;
}

/** Client traffic of an instance in External mode; how much of it is let in is the owner's choice. */
const CLIENTS = requiredPort(1);

/** Somebody let only some clients in, Azure Front Door for example. Never advice to let in the others. */
function limitedClients(judged: JudgedSubnet, group: string, limited: readonly [JudgedFlow, ...JudgedFlow[]]): Item {
  const message = say('{clients} This may be meant: clients that come through a front door or from known places.', {
    clients: portsOf(CLIENTS, limited, limited[0].judgement.message),
  });
  const fix = confirmClients(judged.subject, group);
  return rowItem(judged, group, CLIENTS, limited, { status: 'warn', reason: 'CLIENTS_LIMITED', message, fix });
}

/** A flow of which it cannot be told whether it passes, or not of all of it. */
type Undecided = JudgedFlow & {
  readonly judgement: Extract<SecurityJudgement, { readonly answer: 'deny' | 'unknown' }>;
};

function isUndecided(one: JudgedFlow): one is Undecided {
  return one.judgement.answer === 'unknown';
}

/** What cannot be told of a row. */
function undecidedItem(
  judged: JudgedSubnet,
  group: string,
  row: RequiredPort,
  open: readonly [Undecided, ...Undecided[]],
): Item {
  const { judgement } = open[0];
  const message = portsOf(row, open, undecidedBecause(judgement));
  return rowItem(judged, group, row, open, { status: 'unknown', reason: judgement.reason, message });
}

function isOpen({ judgement }: JudgedFlow): boolean {
  return judgement.answer === 'allow';
}

function isLimited({ judgement }: JudgedFlow): boolean {
  return judgement.answer === 'unknown' && judgement.rest !== undefined;
}

/**
 * The item of one row, if it has one. A required port that is denied fails, also where a full denial follows what is let
 * through to a part of the Internet; any other partial answer is `unknown`, but for clients, who may be limited. An optional
 * port warns only where a rule that somebody wrote denies it, whole or in part.
 */
function judgeRow(
  judged: JudgedSubnet,
  subnetRules: SubnetSecurityRules,
  group: string,
  row: RequiredPort,
): readonly Item[] {
  const required = isRequired(judged, row);
  if (required === undefined) return [];
  const needed = required ? judgeFlows(judged, subnetRules, row, 'ports') : [];
  const optional = judgeFlows(judged, subnetRules, row, required ? 'optionalPorts' : 'ports');
  if ([needed, optional].every((flows) => flows.every(isOpen))) return [];
  const cutFromInternet = (one: JudgedFlow) =>
    row.destination === 'Internet' && isLimited(one) && one.judgement.rest === 'deny';
  const denied = needed.filter((one) => one.judgement.answer === 'deny' || cutFromInternet(one));
  if (isSome(denied)) return [deniedItem(judged, subnetRules, group, row, denied, FAIL)];
  const limited = row === CLIENTS ? needed.filter(isLimited) : [];
  const open = needed.filter(isUndecided).filter((one) => !limited.includes(one));
  if (isSome(open)) return [undecidedItem(judged, group, row, open)];
  if (isSome(limited)) return [limitedClients(judged, group, limited)];
  const refused = optional.filter(({ judgement }) => judgement.answer !== 'allow' && judgement.deniedBy !== undefined);
  return isSome(refused) ? [deniedItem(judged, subnetRules, group, row, refused, WARN)] : [];
}

function withoutGroup({ subject, subnet, location }: JudgedSubnet, page: string): Item {
  return {
    subject: subnet.id,
    location: location.name,
    ...FAIL,
    reason: 'NO_NSG',
    message: say('The subnet {subnet} of {location} has no network security group, and API Management requires one.', {
      subnet: subnet.name,
      location: location.name,
    }),
    evidence: [
      {
        resource: subnet.id,
        property: 'properties.networkSecurityGroup.id',
        observed: 'absent',
        expected: 'a network security group',
      },
    ],
    fix: associateGroup(subject, subnet, page),
  };
}

function judgeSubnetRules(
  judged: JudgedSubnet,
  page: string,
  judge: (subnetRules: SubnetSecurityRules, group: string) => readonly Item[],
): readonly Item[] {
  const { subject, subnet, location } = judged;
  const subnetRules = subnetSecurityRules(subnet, subject.estate);
  const group = subnet.networkSecurityGroupId;
  if (group === undefined) return [withoutGroup(judged, page)];
  if (subnetRules.ok) return judge(subnetRules.value, group);
  const what = say('The security rules of {location}', { location: location.name });
  return [{ ...unreadItem(subject, group, what, subnetRules), location: location.name }];
}

/** The items of one classic subnet; none when every row is in order. */
function judgeRules(judged: JudgedSubnet): readonly Item[] {
  return judgeSubnetRules(judged, docs.requiredPorts, (subnetRules, group) =>
    requiredPorts.flatMap((row) => judgeRow(judged, subnetRules, group, row)),
  );
}

/** The delegation tells how a v2 tier sits in its subnet (docs/rules.md#egress). */
const INTEGRATED = 'microsoft.web/serverfarms';
const INJECTED = 'microsoft.web/hostingenvironments';

/** The items of one subnet of a v2 tier: a security group, and Storage (row 7), as binding as the delegation makes it. */
function judgeV2Rules(judged: JudgedSubnet): readonly Item[] {
  const delegations = judged.subnet.delegations.map((type) => type.toLowerCase());
  const injected = delegations.includes(INJECTED);
  return judgeSubnetRules(judged, injected ? docs.injectV2 : docs.integrateV2, (subnetRules, group) => {
    const row = requiredPort(7);
    const flows = judgeFlows(judged, subnetRules, row, 'ports');
    const denied = flows.filter(({ judgement }) => judgement.answer === 'deny');
    const open = flows.filter(isUndecided);
    if (isSome(open)) return [undecidedItem(judged, group, row, open)];
    if (!isSome(denied)) return [];
    if (injected) return [deniedItem(judged, subnetRules, group, row, denied, FAIL)];
    if (delegations.includes(INTEGRATED)) return [deniedItem(judged, subnetRules, group, row, denied, WARN)];
    const message = say(
      'Storage is closed, and whether {subnet} is injected or integrated cannot be seen. Its delegation would decide this. {why}',
      { subnet: judged.subnet.name, why: denied[0].judgement.message },
    );
    return [rowItem(judged, group, row, denied, { status: 'unknown', reason: 'USE_UNPROVEN', message })];
  });
}

/** One pass when no location has anything to say. */
function orPass(
  { service, locations }: NetworkedService,
  items: readonly Item[],
  groupIds: readonly string[],
): readonly Item[] {
  if (items.length > 0) return items;
  const [only, ...others] = locations;
  return [
    {
      subject: groupIds[0] ?? service.id,
      ...(only !== undefined && others.length === 0 ? { location: only.name } : {}),
      status: 'pass',
      message: say('Every port that API Management needs is open.'),
      evidence: [...new Set(groupIds)].map((resource) => ({
        resource,
        property: 'properties.securityRules',
        observed: 'every required port is open',
      })),
    },
  ];
}

function judgeWith(judge: typeof judgeRules): (networked: NetworkedService) => readonly Item[] {
  return (networked) => {
    const groupIds: string[] = [];
    const items = judgeSubnets(networked, (judged) => {
      groupIds.push(
        ...(judged.subnet.networkSecurityGroupId === undefined ? [] : [judged.subnet.networkSecurityGroupId]),
      );
      return judge(judged);
    });
    return orPass(networked, items, groupIds);
  };
}

export const networkRules: Requirement = {
  id: 'network-rules',
  title: say("The subnet's other required network rules are in place"),
  titles: {
    fail: say('A required network rule is not in place'),
    unknown: say('Whether the required network rules are in place is not known'),
    warn: say('A network rule limits what API Management may use'),
  },
  why: say('Microsoft supports an instance in a virtual network only while the ports that it documents are open.'),
  retirement: 'trusted-service-connectivity',
  order: 120,
  source: { title: 'Virtual network reference of API Management', section: 'Required ports', url: docs.requiredPorts },
  check: (subject) => judgeNetwork(subject, judgeWith(judgeRules), judgeWith(judgeV2Rules)),
};
