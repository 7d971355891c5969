/** One security rule of a network security group or of Azure Virtual Network Manager, and how it meets a flow. Rules: docs/rules.md#security-rules. */
import { compareText } from '../model/compare-text.ts';
import { at, type Json, list, same, text, texts } from '../model/json.ts';
import { remembered } from '../model/remembered.ts';
import type { Flow } from './flow.ts';
import { type ConcreteEnd, type Coverage, coverage } from './flow-coverage.ts';
import type { ConcreteEnds } from './flow-ends.ts';

/** What a rule does with traffic. `AlwaysAllow` exists in admin rules only; `unclear` stands for a word we do not know. */
export type Access = 'Allow' | 'Deny' | 'AlwaysAllow' | 'unclear';

/** One side of a rule. */
export interface RuleEnd {
  /** Addresses, CIDR ranges, service tags, `*`; singular and plural field merged. */
  readonly prefixes: readonly string[];
  /** Whether it names groups whose members cannot be told: application security groups, network groups. */
  readonly groups: boolean;
}

/** A rule, with everything that the order of judging needs. */
export interface SecurityRule {
  readonly name: string;
  /** Smaller goes first; undefined where Azure does not tell a number. */
  readonly priority: number | undefined;
  readonly access: Access;
  readonly direction: string | undefined;
  readonly protocol: string;
  readonly source: RuleEnd;
  readonly destination: RuleEnd;
  readonly sourcePorts: readonly string[];
  readonly destinationPorts: readonly string[];
  /** Who wrote it: the owner of the group, Azure, or the owner of the network manager. */
  readonly origin: 'group' | 'default' | 'admin';
  /** Its JSON path in the resource it stands in. */
  readonly property: string;
}

const ACCESSES: readonly Access[] = ['Allow', 'Deny', 'AlwaysAllow'];

/** The access of a rule, any case. */
export function accessOf(rule: Json): Access {
  return ACCESSES.find((access) => same(access, text(rule, 'properties', 'access'))) ?? 'unclear';
}

/** The priority of a rule; undefined when it is no number. */
export function priorityOf(rule: Json): number | undefined {
  const priority = at(rule, 'properties', 'priority');
  return typeof priority === 'number' ? priority : undefined;
}

function merged(rule: Json, singular: string, plural: string): readonly string[] {
  const single = text(rule, 'properties', singular);
  return [...(single === undefined ? [] : [single]), ...texts(rule, 'properties', plural)];
}

function end(rule: Json, side: 'source' | 'destination'): RuleEnd {
  return {
    prefixes: merged(rule, `${side}AddressPrefix`, `${side}AddressPrefixes`),
    groups: list(rule, 'properties', `${side}ApplicationSecurityGroups`).length > 0,
  };
}

/** Reads a rule of a network security group: `origin` tells which of its two lists. */
export function groupRule(rule: Json, origin: 'group' | 'default'): SecurityRule {
  const name = text(rule, 'name') ?? 'unnamed';
  return {
    name,
    priority: priorityOf(rule),
    access: accessOf(rule),
    direction: text(rule, 'properties', 'direction'),
    protocol: text(rule, 'properties', 'protocol') ?? '*',
    source: end(rule, 'source'),
    destination: end(rule, 'destination'),
    sourcePorts: merged(rule, 'sourcePortRange', 'sourcePortRanges'),
    destinationPorts: merged(rule, 'destinationPortRange', 'destinationPortRanges'),
    origin,
    property: `properties.${origin === 'group' ? 'securityRules' : 'defaultSecurityRules'}[?name=='${name}']`,
  };
}

/** First and last port of each range. */
const portSpans = remembered((ranges: readonly string[]) =>
  ranges.map((range): readonly [number, number] => {
    if (range.trim() === '*' || same(range.trim(), 'any')) return [0, Number.POSITIVE_INFINITY];
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return [first, last];
  }),
);

function portCoverage(ranges: readonly string[], port: number): Coverage {
  if (ranges.length === 0) return 'partial';
  return portSpans(ranges).some(([first, last]) => first <= port && port <= last) ? 'full' : 'none';
}

/** Callers send from any port, so a rule about some source ports covers a part of the traffic. */
function sourcePortCoverage(ranges: readonly string[]): Coverage {
  return ranges.length === 0 || ranges.some((range) => ['*', 'any', '0-65535'].includes(range.trim().toLowerCase()))
    ? 'full'
    : 'partial';
}

/** Members of a group are never told. API Management cannot be one, so that an allow for a group helps nobody here. */
function endCoverage(rule: SecurityRule, of: RuleEnd, place: ConcreteEnd): Coverage {
  if (of.prefixes.length > 0) return coverage(of.prefixes, place);
  return of.groups && rule.access === 'Allow' && rule.origin !== 'admin' ? 'none' : 'partial';
}

/** How much of a flow a rule meets. A rule of which something essential is not told covers it in part at most. */
function ruleCoverage(rule: SecurityRule, flow: Flow, ends: ConcreteEnds): Coverage {
  if (rule.direction !== undefined && !same(rule.direction, flow.direction)) return 'none';
  if (!['*', 'any', flow.protocol.toLowerCase()].includes(rule.protocol.toLowerCase())) return 'none';
  // What costs least goes first: most rules are about another port.
  const port = portCoverage(rule.destinationPorts, flow.port);
  if (port === 'none') return 'none';
  const destination = endCoverage(rule, rule.destination, ends.destination);
  if (destination === 'none') return 'none';
  const source = endCoverage(rule, rule.source, ends.source);
  if (source === 'none') return 'none';
  const told = rule.direction !== undefined && rule.priority !== undefined && rule.access !== 'unclear';
  const whole = [port, destination, source, sourcePortCoverage(rule.sourcePorts)].every((part) => part === 'full');
  return told && whole ? 'full' : 'partial';
}

/** How the rules meet a flow, in order: those that cover a part of it, then the first that covers the whole. */
export interface Walk {
  readonly parts: readonly SecurityRule[];
  readonly deciding: SecurityRule | undefined;
}

/** Denies first where two rules share a priority, which Azure does not allow: the order in the JSON must not matter. */
function before(a: SecurityRule, b: SecurityRule): number {
  const byPriority = (a.priority ?? 0) - (b.priority ?? 0);
  if (byPriority !== 0) return byPriority;
  const rank = (rule: SecurityRule) => (rule.access === 'Deny' ? 0 : 1);
  return rank(a) - rank(b) || compareText(a.name, b.name);
}

const inOrder = remembered((rules: readonly SecurityRule[]) => rules.toSorted(before));

/** Walks the rules from the smallest priority up to the first that covers the whole flow. */
export function walk(rules: readonly SecurityRule[], flow: Flow, ends: ConcreteEnds): Walk {
  const parts: SecurityRule[] = [];
  for (const rule of inOrder(rules)) {
    const cover = ruleCoverage(rule, flow, ends);
    if (cover === 'full') return { parts, deciding: rule };
    if (cover === 'partial') parts.push(rule);
  }
  return { parts, deciding: undefined };
}
