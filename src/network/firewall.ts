/** Who a target lets in by its own settings and its perimeter. Rules: docs/rules.md#firewalls, docs/rules.md#perimeter. */
import { type ArmResource, idKey } from '../model/arm.ts';
import { attempt, type Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { same } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import { foremost, type ReasonCode } from '../model/reasons.ts';
import type { TargetKind } from '../model/services.ts';
import { containerRegistryRules } from './firewalls/container-registry.ts';
import { keyVaultRules } from './firewalls/key-vault.ts';
import { messagingRules } from './firewalls/messaging.ts';
import { type NetworkRules, open, type ResourceRule, type VirtualNetworkRule } from './firewalls/network-rules.ts';
import { storageRules } from './firewalls/storage.ts';
import { noPerimeter, type Perimeter, perimeterOf } from './perimeter.ts';
import type { Target } from './target.ts';

/** Everybody may come; some networks may; only private endpoints may; or a perimeter decides (`kvFirewallOn`). */
export type FirewallState = 'off' | 'selected' | 'private' | 'perimeter';

/** The firewall of a target. */
export interface Firewall {
  /** Never `off` while `unknown` is set. */
  readonly state: FirewallState;
  /** Whether trusted Microsoft services are let in, as configured. */
  readonly bypassOn: boolean;
  /** On, and not voided by an enforced perimeter. */
  readonly bypassEffective: boolean;
  readonly publicAccessDisabled: boolean;
  /** Single addresses or CIDR ranges, as configured. */
  readonly ipRules: readonly string[];
  readonly virtualNetworkRules: readonly VirtualNetworkRule[];
  readonly resourceRules: readonly ResourceRule[];
  /** Managed HSM only. */
  readonly serviceTags: readonly string[];
  readonly perimeter: Perimeter;
  /** Why state or bypass cannot be decided. */
  readonly unknown?: ReasonCode;
  /** Deny without any rule: open, with a warning (`SB_DENY_EMPTY`). */
  readonly openWithDenyEmpty?: boolean;
  readonly evidence: readonly Evidence[];
}

/** What a firewall is of: the host under which it is called makes no difference. */
type Guarded = Pick<Target, 'kind' | 'resource'>;

function rulesOf(target: Guarded, estate: Estate): NetworkRules {
  switch (target.kind) {
    case 'key-vault':
    case 'managed-hsm':
      return keyVaultRules(target.resource);
    case 'storage':
      return storageRules(target.resource);
    case 'service-bus':
    case 'event-hubs':
      return messagingRules(target.resource, target.kind, estate);
    case 'container-registry':
      return containerRegistryRules(target.resource);
  }
}

/** The rules, closed and undecided where they cannot be read. */
function readRules(target: Guarded, estate: Estate): NetworkRules {
  const read = attempt(() => rulesOf(target, estate));
  if (read.ok) return read.value;
  const evidence = [{ resource: target.resource.id, property: read.detail ?? 'properties', observed: read.reason }];
  return { ...open, denies: true, unread: read.reason, evidence };
}

function stateOf(rules: NetworkRules, perimeter: Perimeter): FirewallState {
  if (perimeter.governs) return 'perimeter';
  if (rules.publicAccess === 'disabled') return 'private';
  return rules.denies || perimeter.unknown !== undefined ? 'selected' : 'off';
}

/** The firewall of a target, from its own properties, its rule set and its perimeter. */
export function firewallOf(target: Target, estate: Estate): Firewall {
  return firewalls[target.kind](target.resource, estate);
}

/** Who reads the firewall of a resource that is called as one kind. */
function firewallAs(kind: TargetKind): (resource: ArmResource, estate: Estate) => Firewall {
  return perAnswers((resource, estate) => readFirewall({ kind, resource }, estate));
}

const firewalls: Readonly<Record<TargetKind, ReturnType<typeof firewallAs>>> = {
  'key-vault': firewallAs('key-vault'),
  'managed-hsm': firewallAs('managed-hsm'),
  storage: firewallAs('storage'),
  'service-bus': firewallAs('service-bus'),
  'event-hubs': firewallAs('event-hubs'),
  'container-registry': firewallAs('container-registry'),
};

function readFirewall(target: Guarded, estate: Estate): Firewall {
  const rules = readRules(target, estate);
  const perimeter = rules.withoutFirewall
    ? noPerimeter
    : perimeterOf(target.resource.id, rules.publicAccess === 'perimeter', estate);
  const state = stateOf(rules, perimeter);
  // Where the perimeter governs, its rules are what must be read, and the target's own no longer count.
  const blind = state === 'perimeter' ? perimeter.rulesUnread : rules.unread;
  const unknown = foremost([perimeter.unknown, blind]);
  return {
    state,
    bypassOn: rules.bypassOn,
    bypassEffective: rules.bypassOn && state !== 'perimeter',
    publicAccessDisabled: rules.publicAccess === 'disabled',
    ipRules: rules.ipRules,
    virtualNetworkRules: rules.virtualNetworkRules,
    resourceRules: rules.resourceRules,
    serviceTags: rules.serviceTags,
    perimeter,
    ...(unknown === undefined ? {} : { unknown }),
    ...(rules.openWithDenyEmpty && state === 'off' ? { openWithDenyEmpty: true } : {}),
    evidence: [...rules.evidence, ...perimeter.evidence],
  };
}

function ruleMatches(rule: ResourceRule, instanceId: string, tenantId: string | undefined): boolean {
  if (rule.tenantId !== undefined && tenantId !== undefined && !same(rule.tenantId, tenantId)) return false;
  const [wanted, given] = [idKey(rule.resourceId).split('/'), idKey(instanceId).split('/')];
  return wanted.length === given.length && wanted.every((segment, at) => segment === '*' || segment === given[at]);
}

/**
 * Whether the target trusts the instance beyond its network rules: the bypass is effective, or a Storage resource
 * instance rule names the instance (tenant, and segment by segment with `*`; docs/rules.md#firewalls). A tenant that is not known
 * does not speak against a rule. A perimeter that governs voids both.
 */
export function trusts(target: Target, firewall: Firewall, instanceId: string, tenantId: string | undefined): boolean {
  if (firewall.bypassEffective) return true;
  if (target.kind !== 'storage' || firewall.state === 'perimeter') return false;
  return firewall.resourceRules.some((rule) => ruleMatches(rule, instanceId, tenantId));
}
