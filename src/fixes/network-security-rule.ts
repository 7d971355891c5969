/** How a network security group lets API Management's traffic pass, without touching a rule that is there. Domain 8.3 (5). */
import { type ArmResource, nameOf, parseArmId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { RequiredPort } from '../network/required-ports.ts';
import type { SecurityRule } from '../network/security-rule.ts';
import type { Subnet } from '../network/subnet.ts';
import type { SubnetGuard } from '../network/subnet-guard.ts';
import { docs } from './docs.ts';
import { type PortalContext, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

type Direction = RequiredPort['directions'][number];

/** Priorities of rules that somebody may write. Source: network security groups overview. */
const FIRST = 100;
const LAST = 4096;

/** A row of required ports that is not open in one direction, with the rules in its way. */
export interface BlockedRow {
  readonly row: RequiredPort;
  readonly direction: Direction;
  readonly ports: readonly number[];
  /** Every written rule that denies it or a part of it. */
  readonly denies: readonly SecurityRule[];
}

/** Priorities in turn, one for each row of required ports: no two rows of one group ever choose the same. */
const ROWS = 16;

/**
 * A priority that is free and goes before every rule in the way. Each row has priorities of its own, whatever is in its
 * way, so that the commands for several rows can all be run. Undefined where nothing is free.
 */
export function freePriority(rules: readonly SecurityRule[], blocked: BlockedRow): number | undefined {
  const taken = new Set(
    rules
      .filter((rule) => rule.direction?.toLowerCase() === blocked.direction.toLowerCase())
      .flatMap((rule) => rule.priority ?? []),
  );
  const limit = Math.min(LAST + 1, ...blocked.denies.flatMap((rule) => rule.priority ?? FIRST));
  const free: number[] = [];
  for (let priority = limit - 1; priority >= FIRST; priority -= 1) {
    if (taken.has(priority)) continue;
    if (priority % ROWS === blocked.row.row % ROWS) return priority;
    free.push(priority);
  }
  // Hardly any room: a deny among the very first rules.
  return free[blocked.row.row - 1];
}

/** A name that no rule has: creating a rule under a name that exists would replace it. */
function freeName(rules: readonly SecurityRule[], { row, direction, ports }: BlockedRow): string {
  const tag = direction === 'Outbound' ? row.destination : row.source;
  const base = `apim-${direction === 'Outbound' ? 'out' : 'in'}-${tag}-${ports[0] ?? 0}`;
  const names = new Set(rules.map((rule) => rule.name.toLowerCase()));
  const candidates = [base, ...rules.map((_, index) => `${base}-${index + 2}`)];
  return candidates.find((name) => !names.has(name.toLowerCase())) ?? base;
}

function createRule(group: ArmResource, rules: readonly SecurityRule[], blocked: BlockedRow): string | undefined {
  const priority = freePriority(rules, blocked);
  if (priority === undefined) return undefined;
  const { row, direction, ports } = blocked;
  const parts = parseArmId(group.id);
  const where = `-g ${word(parts?.resourceGroup ?? '')} --nsg-name ${word(group.name)} --subscription ${word(parts?.subscriptionId ?? '')}`;
  return lines(
    `az network nsg rule list ${where} --query "[?direction=='${direction}'].{priority:priority,name:name,access:access}" -o table`,
    `az network nsg rule create ${where} -n ${word(freeName(rules, blocked))} --priority ${priority} --direction ${direction} --access Allow --protocol ${row.protocol} --source-address-prefixes ${row.source} --source-port-ranges '*' --destination-address-prefixes ${row.destination} --destination-port-ranges ${ports.join(' ')}`,
  );
}

/** Adds rules that allow a row, each before the rule that denies it. */
export function allowRow(
  context: PortalContext,
  guard: SubnetGuard,
  blocked: readonly [BlockedRow, ...BlockedRow[]],
): Fix {
  const { group, subnet, groupRules } = guard;
  if (group === undefined) return associateGroup(context, subnet);
  const [first] = blocked;
  const commands = blocked.map((one) => createRule(group, groupRules, one));
  const fix = {
    portal: portalLink(context, group.id, first.direction === 'Outbound' ? 'outboundRules' : 'inboundRules'),
    docs: docs.requiredPorts,
    order: 60,
  };
  const values = { group: group.name, source: first.row.source, destination: first.row.destination };
  if (commands.includes(undefined)) {
    const title = say(
      'Give the rules of {group} that deny {source} to {destination} higher numbers, then allow it in front of them',
      values,
    );
    return { ...fix, title };
  }
  return {
    ...fix,
    title: say('Allow {source} to {destination} in {group}, before the rule that denies it', values),
    command: lines('# Adds a rule; the rules that are there stay.', ...commands),
  };
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
