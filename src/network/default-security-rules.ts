/** The six rules that Azure puts at the end of every network security group. Source: network security groups overview; docs/rules.md#security-rules. */
import type { SecurityRule } from './security-rule.ts';

function rule(
  name: string,
  priority: number,
  direction: 'Inbound' | 'Outbound',
  access: 'Allow' | 'Deny',
  source: string,
  destination: string,
): SecurityRule {
  return {
    name,
    priority,
    access,
    direction,
    protocol: '*',
    source: { prefixes: [source], groups: false },
    destination: { prefixes: [destination], groups: false },
    sourcePorts: ['*'],
    destinationPorts: ['*'],
    origin: 'default',
    property: `properties.defaultSecurityRules[?name=='${name}']`,
  };
}

/** Azure's default rules. Nobody can remove them; a smaller priority goes before them. */
export const DEFAULT_RULES: readonly SecurityRule[] = [
  rule('AllowVnetInBound', 65000, 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowAzureLoadBalancerInBound', 65001, 'Inbound', 'Allow', 'AzureLoadBalancer', '*'),
  rule('DenyAllInBound', 65500, 'Inbound', 'Deny', '*', '*'),
  rule('AllowVnetOutBound', 65000, 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  rule('AllowInternetOutBound', 65001, 'Outbound', 'Allow', '*', 'Internet'),
  rule('DenyAllOutBound', 65500, 'Outbound', 'Deny', '*', '*'),
];
