/** Self-hosted gateways send from networks that Azure does not show. Rules: docs/rules.md#workspaces. */
import { callThroughGateway } from '../fixes/call-credentials.ts';
import { unreadItem } from '../fixes/unread-item.ts';
import { tierOf } from '../instance/tier.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Estate, Read } from '../model/estate.ts';
import type { Item } from '../model/finding.ts';
import { reasonSentence } from '../model/reasons.ts';
import { remembered } from '../model/remembered.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { firewallOf } from '../network/firewall.ts';
import type { Dependency } from './resolve-targets.ts';

/** Tiers that have none, so that nothing is read in vain; any other may have some. */
const WITHOUT = ['consumption', 'basic', 'standard', 'basicv2', 'standardv2', 'premiumv2'];

function gatewaysOf(service: ArmResource, estate: Estate): Read<readonly ArmResource[]> {
  if (WITHOUT.includes(tierOf(service).toLowerCase())) return { ok: true, value: [] };
  return estate.children(service.id, 'gateways');
}

/** The calls of a dependency that a self-hosted gateway may make: those of APIs of the service, not of its workspaces. */
const callersOf = remembered((dependency: Dependency): ReadonlySet<string> => {
  const sites = dependency.calls.map(({ site }) => site);
  const own = sites.filter(({ weight, workspace }) => weight === 'used' && workspace === undefined);
  return new Set(own.flatMap(({ apis }) => [...apis]));
});

/** The names of the APIs that a gateway serves; undefined where their list is unread, so that it may serve any. */
function servedBy(gateway: ArmResource, estate: Estate): ReadonlySet<string> | undefined {
  const apis = estate.children(gateway.id, 'apis');
  return apis.ok ? new Set(apis.value.map(({ name }) => name.replace(/;rev=.*$/i, '').toLowerCase())) : undefined;
}

/**
 * One item for each self-hosted gateway and firewalled dependency of an API that it serves, and one when the gateways could
 * not be listed. Without a firewalled dependency they are not asked for. The retirement does not touch their calls, for
 * they never use an identity of the instance.
 */
export function judgeSelfHosted(
  service: ArmResource,
  dependencies: readonly Dependency[],
  subject: Subject,
): readonly Item[] {
  const firewalled = dependencies
    .map((dependency) => ({
      dependency,
      callers: callersOf(dependency),
      firewall: firewallOf(dependency.calls[0].target, subject.estate),
    }))
    .filter(({ firewall, callers }) => callers.size > 0 && firewall.state !== 'off' && firewall.unknown !== 'PENDING');
  // Whoever reaches only open services does so from everywhere, so the gateways need not be known.
  if (firewalled.length === 0) return [];
  const gateways = gatewaysOf(service, subject.estate);
  if (!gateways.ok) {
    return [unreadItem(subject, `${service.id}/gateways`, say('The list of self-hosted gateways'), gateways)];
  }
  return gateways.value.flatMap((gateway) => {
    const served = servedBy(gateway, subject.estate);
    return firewalled
      .filter(({ callers }) => served === undefined || [...callers].some((api) => served.has(api)))
      .map(
        ({ dependency, firewall }): Item => ({
          subject: dependency.resource.id,
          location: `gateways/${gateway.name}`,
          status: 'warn',
          reason: 'SELF_HOSTED_EGRESS',
          message: say(
            'Whether the self-hosted gateway {gateway} reaches {target} is not known. {reason} The retirement does not touch it.',
            {
              gateway: gateway.name,
              target: dependency.resource.name,
              reason: say(reasonSentence('SELF_HOSTED_EGRESS')),
            },
          ),
          evidence: [{ resource: gateway.id, property: 'name', observed: gateway.name }, ...firewall.evidence],
          fix: callThroughGateway(subject),
        }),
      );
  });
}
