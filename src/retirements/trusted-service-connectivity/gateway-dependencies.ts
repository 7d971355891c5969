/** From 15 March 2026 the gateway reaches Storage, Key Vault and four other services only by a path of its own. Rules: docs/rules.md#gateway-dependencies. */

import { judgeDeclared, sourceOf } from '../../calls/declarations.ts';
import { callsOf } from '../../calls/instance-calls.ts';
import { judgeDependency } from '../../calls/judge-dependency.ts';
import { judgeUnresolved, judgeUnseen } from '../../calls/judge-unresolved.ts';
import { type Call, type Dependency, resolveTargets } from '../../calls/resolve-targets.ts';
import { judgeSelfHosted } from '../../calls/self-hosted-gateways.ts';
import { docs } from '../../fixes/docs.ts';
import { unreadItem, unreadService } from '../../fixes/unread-item.ts';
import { keyVaultReferences, withVaults } from '../../instance/key-vault-references.ts';
import { type GatewayLocation, gatewayLocations } from '../../instance/locations.ts';
import { type WorkspaceGateways, workspaceGateways } from '../../instance/workspace-gateways.ts';
import type { ArmResource } from '../../model/arm.ts';
import type { Item } from '../../model/finding.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement, Subject } from '../../model/requirement.ts';
import { count, say } from '../../model/text.ts';

/** The vaults that named values, certificates and hostnames refer to, as far as they can be read. */
function referredVaults(service: ArmResource, { estate }: Subject): readonly ArmResource[] {
  const { references } = keyVaultReferences(service, estate);
  return withVaults(references, estate).flatMap(({ vault }) => (vault.ok ? [vault.value] : []));
}

const NO_WORKSPACES: WorkspaceGateways = { of: () => 'own', locations: [], unread: [] };
const API_LIST = say('A part of the list of APIs');

function allDisabled(service: ArmResource): Item {
  return {
    subject: service.id,
    status: 'not-applicable',
    reason: 'GATEWAY_DISABLED',
    message: say(reasonSentence('GATEWAY_DISABLED')),
    evidence: [{ resource: service.id, property: 'properties.disableGateway', observed: 'true' }],
  };
}

/** From where calls leave: the gateway locations of the service, and the gateways of its workspaces. */
interface Origins {
  readonly own: readonly GatewayLocation[];
  readonly gateways: WorkspaceGateways;
}

/** Every called service from every location from which one of its calls leaves. */
function judgeDependencies(
  service: ArmResource,
  dependencies: readonly Dependency[],
  { own, gateways }: Origins,
  subject: Subject,
): readonly Item[] {
  const vaults = [
    ...dependencies.filter(({ calls }) => calls[0].target.kind === 'key-vault').map(({ resource }) => resource),
    ...referredVaults(service, subject),
  ];
  const leavesFrom =
    (location: GatewayLocation) =>
    ({ site: { workspace } }: Call): boolean => {
      const from = workspace === undefined ? 'own' : gateways.of(workspace);
      return (from === 'own' ? own : from).includes(location);
    };
  return dependencies.flatMap((one) =>
    [...own, ...gateways.locations].flatMap((location) => {
      const [first, ...others] = one.calls.filter(leavesFrom(location));
      if (first === undefined) return [];
      return [judgeDependency(service, { ...one, calls: [first, ...others] }, location, subject, vaults)];
    }),
  );
}

export const gatewayDependencies: Requirement = {
  id: 'gateway-dependencies',
  title: say('The gateway reaches every Azure service it calls without trusted access'),
  titles: {
    fail: say('Calls of the gateway have no way to an Azure service'),
    unknown: say('Whether every call of the gateway has a way is not known'),
    warn: say('The gateway reaches what it calls, but a call deserves a look'),
  },
  why: say(
    'Calls of policies, backends and loggers that get in as a trusted service only fail once Azure withdraws that.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 10,
  source: { title: 'Trusted service connectivity retirement', section: 'Step 2', url: docs.eliminateDependency },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const service = read.value;
    const { crawl: found, sites, unresolved, declared } = callsOf(service, subject);
    const { dependencies, unseen } = resolveTargets(sites, subject);
    const own = gatewayLocations(service);
    // Workspaces, and with them their gateways, stand beside the service among the owners.
    const gateways = found.owners.length > 1 ? workspaceGateways(service, subject.estate) : NO_WORKSPACES;
    const selfHosted = judgeSelfHosted(service, dependencies, subject);
    const items = [
      ...judgeDependencies(service, dependencies, { own, gateways }, subject),
      ...gateways.unread.map(({ id, read: failure }) =>
        unreadItem(subject, id, say('Where the workspaces run'), failure),
      ),
      ...unseen.map((one) => judgeUnseen(one, subject)),
      ...unresolved.map((one) => {
        const source = one.failure === 'resolve' ? sourceOf(one.source, found, subject.estate) : undefined;
        return { ...judgeUnresolved(one, subject), ...(source === undefined ? {} : { source }) };
      }),
      ...declared.map(judgeDeclared),
      ...selfHosted,
    ];
    const nowhere = own.length === 0 && gateways.locations.length === 0 && gateways.unread.length === 0;
    if (own.length === 0) return [allDisabled(service), ...(nowhere ? selfHosted : items)];
    if (items.length > 0) return items;
    if (found.apisMayLack) return [unreadItem(subject, `${service.id}/apis`, API_LIST, { reason: 'API_TYPES_HIDDEN' })];
    return [
      {
        subject: service.id,
        status: 'pass',
        reason: 'NO_DEPENDENCIES',
        message: count(found.policies.length, {
          one: 'Nothing in {count} policy, the backends, loggers and APIs calls one of the six services by its own host. Hosts behind a custom domain, Front Door or an appliance are not recognised.',
          other:
            'Nothing in {count} policies, the backends, loggers and APIs calls one of the six services by its own host. Hosts behind a custom domain, Front Door or an appliance are not recognised.',
        }),
        evidence: [
          { resource: `${service.id}/allPolicies`, property: 'count', observed: String(found.policies.length) },
        ],
      },
    ];
  },
};
