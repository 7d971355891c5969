/** The firewall of a container registry. Rules: docs/rules.md#firewalls. */
import type { ArmResource } from '../../model/arm.ts';
import { at, isObject, list, same, text } from '../../model/json.ts';
import { admits, deniesByDefault, type NetworkRules, observed, open, publicAccessOf } from './network-rules.ts';

/**
 * Reads `properties.networkRuleSet`; only Premium has one, and an absent bypass option means that it is on. Virtual
 * network rules belong to a preview that was never released, so they are left out (docs/rules.md#firewalls).
 */
export function containerRegistryRules(registry: ArmResource): NetworkRules {
  const tier = observed(registry.id, 'sku.name', at(registry, 'sku', 'name'));
  const name = text(registry, 'sku', 'name');
  if (same(name, 'Basic') || same(name, 'Standard')) return { ...open, withoutFirewall: true, evidence: [tier] };
  const rules = at(registry, 'properties', 'networkRuleSet');
  const bypass = text(registry, 'properties', 'networkRuleBypassOptions');
  return {
    withoutFirewall: false,
    publicAccess: publicAccessOf(text(registry, 'properties', 'publicNetworkAccess')),
    denies: isObject(rules) && deniesByDefault(text(rules, 'defaultAction')),
    bypassOn: bypass === undefined || same(bypass, 'AzureServices'),
    ipRules: list(rules, 'ipRules').flatMap((rule) => (admits(rule) ? (text(rule, 'value') ?? []) : [])),
    virtualNetworkRules: [],
    resourceRules: [],
    serviceTags: [],
    openWithDenyEmpty: false,
    evidence: [
      tier,
      observed(registry.id, 'properties.publicNetworkAccess', at(registry, 'properties', 'publicNetworkAccess')),
      observed(registry.id, 'properties.networkRuleSet.defaultAction', at(rules, 'defaultAction')),
      observed(
        registry.id,
        'properties.networkRuleBypassOptions',
        at(registry, 'properties', 'networkRuleBypassOptions'),
      ),
    ],
  };
}
