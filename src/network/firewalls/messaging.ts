/** The firewall of a Service Bus or Event Hubs namespace, which stands in a child resource of its own. Rules: docs/rules.md#firewalls. */
import type { ArmResource } from '../../model/arm.ts';
import type { Estate } from '../../model/estate.ts';
import { at, flag, list, same, text } from '../../model/json.ts';
import { admits, deniesByDefault, type NetworkRules, observed, open, publicAccessOf } from './network-rules.ts';

/** Tiers that have no firewall; a tier that is not known may have one. */
const WITHOUT_FIREWALL = { 'service-bus': ['Basic', 'Standard'], 'event-hubs': ['Basic'] } as const;

/**
 * Reads the namespace and its rule set `networkRuleSets/default`; the latter is not asked for in tiers without a
 * firewall. A rule set that cannot be read leaves the rules undecided with the read's reason, and nobody let in.
 */
export function messagingRules(
  namespace: ArmResource,
  kind: keyof typeof WITHOUT_FIREWALL,
  estate: Estate,
): NetworkRules {
  const tier = observed(namespace.id, 'sku.name', at(namespace, 'sku', 'name'));
  if (WITHOUT_FIREWALL[kind].some((name) => same(name, text(namespace, 'sku', 'name')))) {
    return { ...open, withoutFirewall: true, evidence: [tier] };
  }
  const id = `${namespace.id}/networkRuleSets/default`;
  const read = estate.resource(id);
  const own = text(namespace, 'properties', 'publicNetworkAccess');
  if (!read.ok) {
    return {
      ...open,
      publicAccess: publicAccessOf(own),
      denies: true,
      unread: read.reason,
      evidence: [tier, { resource: id, property: 'GET', observed: read.reason }],
    };
  }
  const rules = at(read.value, 'properties');
  const publicAccess = publicAccessOf(own, text(rules, 'publicNetworkAccess'));
  const ipRules = list(rules, 'ipRules').flatMap((rule) => (admits(rule) ? (text(rule, 'ipMask') ?? []) : []));
  const virtualNetworkRules = list(rules, 'virtualNetworkRules').flatMap((rule) => {
    const subnetId = text(rule, 'subnet', 'id');
    return subnetId === undefined ? [] : [{ subnetId }];
  });
  const denies = deniesByDefault(text(rules, 'defaultAction'));
  const empty = ipRules.length === 0 && virtualNetworkRules.length === 0;
  return {
    withoutFirewall: false,
    publicAccess,
    denies: denies && !empty,
    bypassOn: flag(rules, 'trustedServiceAccessEnabled') === true,
    ipRules,
    virtualNetworkRules,
    resourceRules: [],
    serviceTags: [],
    openWithDenyEmpty: denies && empty && publicAccess === 'enabled',
    evidence: [
      tier,
      observed(id, 'properties.publicNetworkAccess', at(rules, 'publicNetworkAccess')),
      observed(id, 'properties.defaultAction', at(rules, 'defaultAction')),
      observed(id, 'properties.trustedServiceAccessEnabled', at(rules, 'trustedServiceAccessEnabled')),
    ],
  };
}
