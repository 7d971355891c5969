/** Tiers, and which network rules hold for them. Rules: docs/rules.md#tiers. */

import type { ArmResource } from '../model/arm.ts';
import { at, same, text } from '../model/json.ts';
import { remembered } from '../model/remembered.ts';

const CLASSIC_NETWORK = ['developer', 'premium', 'isolated'];
const V2_NETWORK = ['standardv2', 'premiumv2'];
const WITHOUT_NETWORK = ['consumption', 'basic', 'standard', 'basicv2'];
const WITHOUT_WORKSPACES = ['consumption'];
const WITHOUT_ANALYTICS = ['consumption', 'basicv2', 'standardv2', 'premiumv2'];
const SHARED_EGRESS = ['consumption', 'basicv2', 'standardv2', 'premiumv2'];

/**
 * How an instance sits in a network: `none` (no virtual network), `classic` (injected, the full rules hold), `v2`
 * (integrated or injected v2 tier), `unknown-sku` (a tier we do not know, with a network).
 */
export type NetworkScope = 'none' | 'classic' | 'v2' | 'unknown-sku';

/** The tier as Azure names it (`sku.name`); empty when absent. Open: never throw on a new one. */
export function tierOf(service: ArmResource): string {
  return text(service, 'sku', 'name') ?? '';
}

/** Whether the tier sends from shared, changing public addresses (docs/rules.md#egress). */
export function hasSharedEgress(tier: string): boolean {
  return SHARED_EGRESS.includes(tier.toLowerCase());
}

/** Whether an instance of the tier may have workspaces; true for a tier that is not known (docs/rules.md#tiers). */
export function mayHaveWorkspaces(tier: string): boolean {
  return !WITHOUT_WORKSPACES.includes(tier.toLowerCase());
}

/** Whether the tier has the built-in analytics dashboard; true for one that is not known. Source: Built-in API analytics dashboard retirement. */
export function hasBuiltInAnalytics(tier: string): boolean {
  return !WITHOUT_ANALYTICS.includes(tier.toLowerCase());
}

/** `None` (also when absent), `External` or `Internal`, as Azure wrote it. */
export function virtualNetworkType(service: ArmResource): string {
  const type = text(service, 'properties', 'virtualNetworkType');
  // Absent is None only where no subnet is told, so a subnet that is unreadable must not be passed over.
  if (type === undefined) at(service, 'properties', 'virtualNetworkConfiguration');
  return type ?? 'None';
}

/** Which network rules hold for the instance. */
export const networkScope = remembered((service: ArmResource): NetworkScope => {
  const tier = tierOf(service).toLowerCase();
  const outside = same(virtualNetworkType(service), 'None');
  if (V2_NETWORK.includes(tier)) {
    const subnet = text(service, 'properties', 'virtualNetworkConfiguration', 'subnetResourceId');
    return outside && subnet === undefined ? 'none' : 'v2';
  }
  if (outside || WITHOUT_NETWORK.includes(tier)) return 'none';
  return CLASSIC_NETWORK.includes(tier) ? 'classic' : 'unknown-sku';
});
