/** How a network security group lets API Management's traffic pass, without touching a rule that is there. Rules: docs/rules.md#fixes. */
import { type ArmResource, nameOf } from '../model/arm.ts';
import type { AddSecurityRule, Change, MoveSecurityRule } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { RequiredPort } from '../network/required-ports.ts';
import type { SecurityRule } from '../network/security-rule.ts';
import type { Subnet } from '../network/subnet.ts';
import type { SubnetSecurityRules } from '../network/subnet-security-rules.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { type PortalContext, portalLink } from './portal-links.ts';

type TrafficDirection = RequiredPort['directions'][number];

/** Priorities of rules that somebody may write. Source: network security groups overview. */
const FIRST = 100;
const LAST = 4096;

/** A row of required ports that is not open in one direction, with the rules in its way. */
export interface BlockedRow {
  readonly row: RequiredPort;
  readonly direction: TrafficDirection;
  readonly ports: readonly number[];
  /** Every written rule that denies it or a part of it. */
  readonly denies: readonly SecurityRule[];
}

/** Priorities in turn, one for each row of required ports and each called service: no two rules of one group ever choose the same. */
const PRIORITY_CYCLE = 24;

/**
 * A priority that is free and goes before every rule in the way. Each row has priorities of its own, whatever is in its
 * way, so that the commands for several rows can all be run. Undefined where nothing is free.
 */
function freePriority(
  rules: readonly SecurityRule[],
  blocked: Pick<BlockedRow, 'direction' | 'denies'> & { readonly row: Pick<RequiredPort, 'row'> },
): number | undefined {
  const taken = new Set(
    rules
      .filter((rule) => rule.direction?.toLowerCase() === blocked.direction.toLowerCase())
      .flatMap((rule) => rule.priority ?? []),
  );
  const limit = Math.min(LAST + 1, ...blocked.denies.flatMap((rule) => rule.priority ?? FIRST));
  const free: number[] = [];
  for (let priority = limit - 1; priority >= FIRST; priority -= 1) {
    if (taken.has(priority)) continue;
    if (priority % PRIORITY_CYCLE === blocked.row.row % PRIORITY_CYCLE) return priority;
    free.push(priority);
  }
  // Hardly any room: a deny among the very first rules.
  return free[blocked.row.row - 1];
}

/** A name that no rule has: creating a rule under a name that exists would replace it. */
export function freeName(
  rules: readonly SecurityRule[],
  purpose: 'out' | 'in' | 'call',
  tag: string,
  ports: readonly number[],
): string {
  const base = `apim-${purpose}-${tag}-${ports[0] ?? 0}`;
  const names = new Set(rules.map((rule) => rule.name.toLowerCase()));
  const candidates = [base, ...rules.map((_, index) => `${base}-${index + 2}`)];
  return candidates.find((name) => !names.has(name.toLowerCase())) ?? base;
}

/**
 * Higher numbers for the rules from the first deny on, as few as make room for a rule of every row, in the order that they have:
 * what each lets pass stays. The last goes first, so that no two have one number on the way. Undefined where the numbers end.
 */
function movedBack(
  group: ArmResource,
  rules: readonly SecurityRule[],
  { direction, denies }: Pick<BlockedRow, 'direction' | 'denies'>,
): readonly MoveSecurityRule[] | undefined {
  const first = Math.min(...denies.flatMap((rule) => rule.priority ?? []));
  const behind = rules
    .flatMap(({ name, priority = 0, direction: own }) =>
      own?.toLowerCase() === direction.toLowerCase() && priority >= first && priority <= LAST
        ? [{ name, priority }]
        : [],
    )
    .toSorted((a, b) => a.priority - b.priority);
  let next = first + PRIORITY_CYCLE;
  const moves: MoveSecurityRule[] = [];
  for (const { name, priority } of behind) {
    if (priority >= next) break;
    moves.push({ kind: 'move-security-rule', group: group.id, name, direction, priority: next });
    next += 1;
  }
  return next > LAST + 1 ? undefined : moves.reverse();
}

/** A rule that is to let traffic pass, without the number that it gets. */
export type WantedRule = Pick<AddSecurityRule, 'name' | 'protocol' | 'source' | 'destination' | 'ports'>;

/**
 * Adds a rule in front of every rule in the way; where all numbers there are taken, those rules get higher ones first. Undefined
 * where not even that makes room.
 */
export function inFront(
  group: ArmResource,
  rules: readonly SecurityRule[],
  blocked: Pick<BlockedRow, 'direction' | 'denies'> & { readonly row: Pick<RequiredPort, 'row'> },
  wanted: WantedRule,
): readonly Change[] | undefined {
  const added = (priority: number): Change => ({
    kind: 'add-security-rule',
    group: group.id,
    direction: blocked.direction,
    priority,
    ...wanted,
  });
  const free = freePriority(rules, blocked);
  if (free !== undefined) return [added(free)];
  const moves = movedBack(group, rules, blocked);
  if (moves === undefined) return undefined;
  const moved = new Map(moves.map(({ name, priority }) => [name, priority]));
  const apart = (rule: SecurityRule): SecurityRule => {
    const isMoved = rule.direction?.toLowerCase() === blocked.direction.toLowerCase();
    return { ...rule, priority: (isMoved ? moved.get(rule.name) : undefined) ?? rule.priority };
  };
  const room = freePriority(rules.map(apart), { ...blocked, denies: blocked.denies.map(apart) });
  return room === undefined ? undefined : [...moves, added(room)];
}

function changesFor(
  group: ArmResource,
  rules: readonly SecurityRule[],
  blocked: BlockedRow,
): readonly Change[] | undefined {
  const { row, direction, ports } = blocked;
  const name =
    direction === 'Outbound'
      ? freeName(rules, 'out', row.destination, ports)
      : freeName(rules, 'in', row.source, ports);
  const { protocol, source, destination } = row;
  return inFront(group, rules, blocked, { name, protocol, source, destination, ports });
}

/** Adds rules that allow a row, each before the rule that denies it. */
export function allowRow(
  context: PortalContext,
  subnetRules: SubnetSecurityRules,
  blocked: readonly [BlockedRow, ...BlockedRow[]],
): Fix {
  const { group, subnet, groupRules } = subnetRules;
  if (group === undefined) return associateGroup(context, subnet);
  const [first] = blocked;
  const each = blocked.map((one) => changesFor(group, groupRules, one));
  const fix = {
    portal: portalLink(context, group.id, first.direction === 'Outbound' ? 'outboundRules' : 'inboundRules'),
    docs: docs.requiredPorts,
    order: 60,
  };
  const ports = [...new Set(blocked.flatMap((one) => one.ports))].join(', ');
  const values = { group: group.name, source: first.row.source, destination: first.row.destination, ports };
  const changes = each.flatMap((some) => some ?? []);
  const moves = changes.some(({ kind }) => kind === 'move-security-rule');
  if (moves || each.includes(undefined)) {
    const title = say(
      'Give the rules of {group} that deny {source} to {destination} higher numbers, then allow it in front of them',
      values,
    );
    return each.includes(undefined) ? { ...fix, title } : fixFromChanges({ ...fix, title }, changes);
  }
  const title = say(
    'Allow {source} to {destination}, port {ports}, in {group}, before the rule that denies it',
    values,
  );
  return fixFromChanges({ ...fix, title }, changes);
}

/** What only the owner of the network manager can change. */
export function askForAdminRule(context: PortalContext, virtualNetworkId: string, rule: SecurityRule): Fix {
  return {
    title: say('Ask the owner of Azure Virtual Network Manager to let the security admin rule {rule} spare {network}', {
      rule: rule.name,
      network: nameOf(virtualNetworkId),
    }),
    portal: portalLink(context, virtualNetworkId),
    docs: docs.requiredPorts,
    order: 60,
  };
}

/** A subnet gets its first group. In words only: a group without the inbound rules would cut off what works today. */
export function associateGroup(context: PortalContext, subnet: Subnet, page: string = docs.requiredPorts): Fix {
  return {
    title: say('Create a network security group with the required rules, and then associate it with {subnet}', {
      subnet: subnet.name,
    }),
    portal: portalLink(context, subnet.virtualNetworkId, 'subnets'),
    docs: page,
    order: 60,
  };
}

/** Clients are limited, which is often meant. In words only: to open the instance to the Internet is nobody's repair. */
export function confirmClients(context: PortalContext, groupId: string): Fix {
  return {
    title: say('Make sure that the inbound rules of {group} name everybody who calls; nothing else needs to change', {
      group: nameOf(groupId),
    }),
    portal: portalLink(context, groupId, 'inboundRules'),
    docs: docs.frontDoor,
    order: 95,
  };
}
