/** Self-hosted gateways send from networks that Azure does not show. Domain 4.5, contract 7.23. */
import { unreadItem } from '../fixes/unread.ts';
import { tierOf } from '../instance/tier.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Estate, Read } from '../model/estate.ts';
import type { Item } from '../model/finding.ts';
import { reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { firewallOf } from '../network/firewall.ts';
import type { Dependency } from './resolve-targets.ts';

const TIERS = ['developer', 'premium', 'isolated'];

/** The self-hosted gateways; none where the tier has none, so that nothing is read in vain. */
function gatewaysOf(service: ArmResource, estate: Estate): Read<readonly ArmResource[]> {
  if (!TIERS.includes(tierOf(service).toLowerCase())) return { ok: true, value: [] };
  return estate.children(service.id, 'gateways');
}

/** Whether a self-hosted gateway may make one of the calls: a workspace has none, and what nobody uses is no dependency. */
function concerns(dependency: Dependency): boolean {
  return dependency.calls.some(
    ({ site }) => site.weight === 'used' && !(site.workspace !== undefined && site.identity.managed),
  );
}

/**
 * One item for each self-hosted gateway and firewalled dependency, and one when the gateways could not be listed. Without
 * a firewalled dependency they are not asked for.
 */
export function judgeSelfHosted(
  service: ArmResource,
  dependencies: readonly Dependency[],
  subject: Subject,
): readonly Item[] {
  const firewalled = dependencies
    .filter(concerns)
    .map((dependency) => ({ dependency, firewall: firewallOf(dependency.calls[0].target, subject.estate) }))
    .filter(({ firewall }) => firewall.state !== 'off' && firewall.unknown !== 'PENDING');
  // Whoever reaches only open services does so from everywhere, so the gateways need not be known.
  if (firewalled.length === 0) return [];
  const gateways = gatewaysOf(service, subject.estate);
  if (!gateways.ok) {
    return [unreadItem(subject, `${service.id}/gateways`, say('The list of self-hosted gateways'), gateways)];
  }
  return gateways.value.flatMap((gateway) =>
    firewalled.map(
      ({ dependency, firewall }): Item => ({
        subject: dependency.resource.id,
        location: `gateways/${gateway.name}`,
        status: 'unknown',
        reason: 'SELF_HOSTED_EGRESS',
        message: say(
          'Whether the self-hosted gateway {gateway} reaches {target} is not known. {reason} A call through it to {target} would decide this.',
          {
            gateway: gateway.name,
            target: dependency.resource.name,
            reason: say(reasonSentence('SELF_HOSTED_EGRESS')),
          },
        ),
        evidence: [{ resource: gateway.id, property: 'name', observed: gateway.name }, ...firewall.evidence],
      }),
    ),
  );
}
