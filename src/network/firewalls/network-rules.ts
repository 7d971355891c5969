/** What a target's own firewall says, in one shape for all six services. Rules: docs/rules.md#firewalls. */
import type { Evidence } from '../../model/finding.ts';
import { at, type Json, same } from '../../model/json.ts';
import type { ReasonCode } from '../../model/reasons.ts';

/** A virtual network rule: traffic from this subnet is admitted, through a service endpoint. */
export interface VirtualNetworkRule {
  readonly subnetId: string;
  /** Storage only: `Succeeded`, `Failed`, `NetworkSourceDeleted` …; absent elsewhere. */
  readonly state?: string;
}

/** A Storage resource instance rule: requests by this resource's identity are admitted. */
export interface ResourceRule {
  /** An ARM id, whose segments may be `*`. */
  readonly resourceId: string;
  readonly tenantId?: string;
}

/** A firewall as configured, before any network security perimeter is looked at. */
export interface NetworkRules {
  /** Whether the tier has no firewall at all, nor a perimeter. */
  readonly withoutFirewall: boolean;
  readonly publicAccess: 'enabled' | 'disabled' | 'perimeter';
  /** Whether the default action keeps out what no rule admits. */
  readonly denies: boolean;
  readonly bypassOn: boolean;
  /** Single addresses or CIDR ranges that are admitted. */
  readonly ipRules: readonly string[];
  readonly virtualNetworkRules: readonly VirtualNetworkRule[];
  readonly resourceRules: readonly ResourceRule[];
  /** Managed HSM only: service tags that are admitted. */
  readonly serviceTags: readonly string[];
  /** Deny without any rule, which Service Bus and Event Hubs take for "let everybody in" (docs/rules.md#firewalls). */
  readonly openWithDenyEmpty: boolean;
  /** Why the rules could not be read. */
  readonly unread?: ReasonCode;
  readonly evidence: readonly Evidence[];
}

/** Rules that admit everybody. */
export const open: NetworkRules = {
  withoutFirewall: false,
  publicAccess: 'enabled',
  denies: false,
  bypassOn: false,
  ipRules: [],
  virtualNetworkRules: [],
  resourceRules: [],
  serviceTags: [],
  openWithDenyEmpty: false,
  evidence: [],
};

/**
 * Reads `publicNetworkAccess`, from several places where a service has several. Absent and unknown words mean enabled
 * (docs/rules.md#firewalls); the perimeter goes before Disabled.
 */
export function publicAccessOf(...words: readonly (string | undefined)[]): NetworkRules['publicAccess'] {
  if (words.some((word) => same(word, 'SecuredByPerimeter'))) return 'perimeter';
  return words.some((word) => same(word, 'Disabled')) ? 'disabled' : 'enabled';
}

/** Whether a default action denies: absent is Allow, and any word but Allow denies. */
export function deniesByDefault(action: string | undefined): boolean {
  return action !== undefined && !same(action, 'Allow');
}

/** Whether a rule admits: `action` absent or Allow. */
export function admits(rule: Json): boolean {
  const action = at(rule, 'action');
  return typeof action !== 'string' || same(action, 'Allow');
}

/** One property as it was seen; what is not there is shown as absent. */
export function observed(resource: string, property: string, value: Json | undefined): Evidence {
  const shown =
    value === undefined || value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);
  return { resource, property, observed: shown };
}
