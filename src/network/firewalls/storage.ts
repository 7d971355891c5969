/** The firewall of a storage account. Rules: docs/rules.md#firewalls. */
import type { ArmResource } from '../../model/arm.ts';
import { at, isObject, list, same, text } from '../../model/json.ts';
import { admits, deniesByDefault, type NetworkRules, observed, publicAccessOf } from './network-rules.ts';

/** Reads `properties.networkAcls`. The bypass is a comma list (`Logging, Metrics, AzureServices`), absent means that it is on. */
export function storageRules(account: ArmResource): NetworkRules {
  const acls = at(account, 'properties', 'networkAcls');
  const bypass = text(acls, 'bypass');
  return {
    withoutFirewall: false,
    publicAccess: publicAccessOf(text(account, 'properties', 'publicNetworkAccess')),
    denies: isObject(acls) && deniesByDefault(text(acls, 'defaultAction')),
    bypassOn: bypass === undefined || bypass.split(',').some((word) => same(word.trim(), 'AzureServices')),
    ipRules: [...list(acls, 'ipRules'), ...list(acls, 'ipv6Rules')].flatMap((rule) =>
      admits(rule) ? (text(rule, 'value') ?? []) : [],
    ),
    virtualNetworkRules: list(acls, 'virtualNetworkRules').flatMap((rule) => {
      const subnetId = text(rule, 'id');
      const state = text(rule, 'state');
      if (subnetId === undefined || !admits(rule)) return [];
      return [state === undefined ? { subnetId } : { subnetId, state }];
    }),
    resourceRules: list(acls, 'resourceAccessRules').flatMap((rule) => {
      const resourceId = text(rule, 'resourceId');
      const tenantId = text(rule, 'tenantId');
      if (resourceId === undefined) return [];
      return [tenantId === undefined ? { resourceId } : { resourceId, tenantId }];
    }),
    serviceTags: [],
    openWithDenyEmpty: false,
    evidence: [
      observed(account.id, 'properties.publicNetworkAccess', at(account, 'properties', 'publicNetworkAccess')),
      observed(account.id, 'properties.networkAcls.defaultAction', at(acls, 'defaultAction')),
      observed(account.id, 'properties.networkAcls.bypass', at(acls, 'bypass')),
    ],
  };
}
