/** What the tests about virtual networks share: an instance in a healthy network, and items in short lines. */
import type { ArmResource } from '../../../../src/model/arm.ts';
import type { Item } from '../../../../src/model/finding.ts';
import type { Json, JsonObject } from '../../../../src/model/json.ts';
import type { Requirement } from '../../../../src/model/requirement.ts';
import { emptyEvidence } from '../../../support/evidence.ts';
import { lineOf } from '../../../support/judge.ts';
import {
  apim,
  injected,
  networkSecurityGroup,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../../support/subject.ts';

/** The second location's subnet, in the same network. */
export const SUBNET_NORTH = `${VNET}/subnets/snet-north`;

/** Inbound rules that the default ones do not give: management, clients, routing between regions. */
export const INBOUND_RULES: readonly JsonObject[] = [
  inboundRule('Clients', 'Internet', ['80', '443'], 110),
  inboundRule('Management', 'ApiManagement', ['3443'], 120),
  inboundRule('TrafficManager', 'AzureTrafficManager', ['443'], 130),
];

/** A rule that lets something in. */
export function inboundRule(name: string, source: string, ports: readonly string[], priority: number): JsonObject {
  return securityRule(name, {
    direction: 'Inbound',
    priority,
    sourceAddressPrefix: source,
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: null,
    destinationPortRanges: ports,
  });
}

/** A rule that denies outbound traffic to a tag, to any port unless told. */
export function denyTo(tag: string, properties: JsonObject = {}): JsonObject {
  return securityRule(`Deny-${tag === '*' ? 'All' : tag}`, {
    access: 'Deny',
    priority: 300,
    protocol: '*',
    sourceAddressPrefix: '*',
    destinationAddressPrefix: tag,
    destinationPortRange: '*',
    ...properties,
  });
}

/** The parts of a network that a test may change. */
export interface Network {
  readonly type?: 'External' | 'Internal';
  readonly service?: JsonObject;
  readonly tier?: string;
  readonly subnet?: JsonObject;
  readonly otherSubnets?: readonly Json[];
  readonly network?: JsonObject;
  readonly rules?: readonly Json[];
}

/** An injected instance with its network and security group. */
export function network(parts: Network = {}): readonly ArmResource[] {
  return [
    apim({ ...injected(parts.type ?? 'Internal'), ...parts.service }, { sku: { name: parts.tier ?? 'Premium' } }),
    virtualNetwork([subnet(parts.subnet), ...(parts.otherSubnets ?? [])], parts.network),
    networkSecurityGroup(parts.rules ?? INBOUND_RULES),
  ];
}

/** `additionalLocations` with one in North Europe. */
export function northEurope(properties: JsonObject = {}): JsonObject {
  return {
    additionalLocations: [
      {
        location: 'North Europe',
        virtualNetworkConfiguration: { subnetResourceId: SUBNET_NORTH },
        publicIPAddresses: ['20.60.1.1'],
        ...properties,
      },
    ],
  };
}

/** The short line of `lineOf`, with the row of the rule where it has one. */
function lineWithRow(item: Item): string {
  return item.row === undefined ? lineOf(item) : `${lineOf(item)} row ${item.row}`;
}

/** The items of a requirement, after the promises that hold for every item (docs/rules.md#statuses, docs/rules.md#json). */
export function itemsOf(
  requirement: Requirement,
  resources: readonly ArmResource[],
  options: SubjectOptions = {},
): readonly Item[] {
  const items = requirement.check(subjectOf(resources, options));
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) {
    expect(item.impact !== undefined).toBe(item.status === 'fail');
    expect(item.status === 'pass' || item.reason !== undefined).toBe(true);
    expect(item.fix !== undefined || (item.status !== 'fail' && item.status !== 'warn')).toBe(true);
    expect(item.evidence.length).toBeGreaterThan(0);
    expect(emptyEvidence(item.evidence)).toEqual([]);
  }
  return items;
}

/** Items as `subject@location [row n] status[/impact] [reason]`. */
export function judged(
  requirement: Requirement,
  resources: readonly ArmResource[],
  options: SubjectOptions = {},
): readonly string[] {
  return itemsOf(requirement, resources, options).map(lineWithRow);
}
