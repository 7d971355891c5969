/** The firewall of a key vault, and of a managed HSM, which has the same shape. Rules: docs/rules.md#firewalls. */
import type { ArmResource } from '../../model/arm.ts';
import { at, isObject, list, same, text } from '../../model/json.ts';
import { admits, deniesByDefault, type NetworkRules, observed, publicAccessOf } from './network-rules.ts';

/** Reads `properties.networkAcls`: absent means no firewall, and an absent bypass means that it is on. */
export function keyVaultRules(vault: ArmResource): NetworkRules {
  const acls = at(vault, 'properties', 'networkAcls');
  const bypass = text(acls, 'bypass');
  return {
    withoutFirewall: false,
    publicAccess: publicAccessOf(text(vault, 'properties', 'publicNetworkAccess')),
    denies: isObject(acls) && deniesByDefault(text(acls, 'defaultAction')),
    bypassOn: bypass === undefined || same(bypass, 'AzureServices'),
    ipRules: list(acls, 'ipRules').flatMap((rule) => (admits(rule) ? (text(rule, 'value') ?? []) : [])),
    virtualNetworkRules: list(acls, 'virtualNetworkRules').flatMap((rule) => {
      const subnetId = text(rule, 'id');
      return subnetId === undefined ? [] : [{ subnetId }];
    }),
    resourceRules: [],
    serviceTags: list(acls, 'serviceTags').flatMap((rule) => text(rule, 'tag') ?? []),
    openWithDenyEmpty: false,
    evidence: [
      observed(vault.id, 'properties.publicNetworkAccess', at(vault, 'properties', 'publicNetworkAccess')),
      observed(vault.id, 'properties.networkAcls.defaultAction', at(acls, 'defaultAction')),
      observed(vault.id, 'properties.networkAcls.bypass', at(acls, 'bypass')),
    ],
  };
}
