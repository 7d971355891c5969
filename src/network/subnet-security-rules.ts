/** The security rules that guard a subnet, read once for every flow that is judged by them. Rules: docs/rules.md#security-rules. */
import type { ArmResource } from '../model/arm.ts';
import { attempt, ok, type Read } from '../model/estate.ts';
import { list, same } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import { foremost } from '../model/reasons.ts';
import { remembered } from '../model/remembered.ts';
import { adminRule } from './admin-rules.ts';
import { DEFAULT_RULES } from './default-security-rules.ts';
import { groupRule, type SecurityRule } from './security-rule.ts';
import type { Subnet } from './subnet.ts';

/** The security rules that guard a subnet. */
export interface SubnetSecurityRules {
  readonly subnet: Subnet;
  readonly group: ArmResource | undefined;
  readonly groupRules: readonly SecurityRule[];
  readonly adminRules: readonly SecurityRule[];
}

/** Azure's default rules cannot be removed: one that the answer leaves out is there all the same. */
const rulesOf = remembered((group: ArmResource): readonly SecurityRule[] => {
  const defaults = list(group, 'properties', 'defaultSecurityRules').map((rule) => groupRule(rule, 'default'));
  const missing = DEFAULT_RULES.filter(
    (rule) => !defaults.some((one) => one.priority === rule.priority && same(one.direction, rule.direction)),
  );
  return [
    ...list(group, 'properties', 'securityRules').map((rule) => groupRule(rule, 'group')),
    ...defaults,
    ...missing,
  ];
});

/** Reads everything that guards a subnet. Fails with the foremost reason when the group or the admin rules cannot be read. */
export const subnetSecurityRules = perAnswers((subnet: Subnet, estate): Read<SubnetSecurityRules> => {
  const id = subnet.networkSecurityGroupId;
  const group = id === undefined ? ok(undefined) : estate.resource(id);
  const admin = estate.securityAdminRules(subnet.virtualNetworkId);
  if (!group.ok) return admin.ok || foremost([group.reason, admin.reason]) === group.reason ? group : admin;
  if (!admin.ok) return admin;
  return attempt(() => ({
    subnet,
    group: group.value,
    groupRules: group.value === undefined ? [] : rulesOf(group.value),
    adminRules: admin.value.map(adminRule),
  }));
});
