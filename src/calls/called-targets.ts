/** The Azure services that the gateway calls, for requirements that must count them too. Rules: docs/rules.md#subnet-key-vault-endpoint. */
import { type ArmResource, idKey } from '../model/arm.ts';
import { remembered } from '../model/remembered.ts';
import type { Subject } from '../model/requirement.ts';
import type { Target } from '../network/target.ts';
import type { CallSite } from './call-site.ts';
import { callsOf } from './instance-calls.ts';
import { type Call, type Dependency, resolveTargets } from './resolve-targets.ts';

/**
 * What the crawl found. `complete` is false while anything was unread or unresolved, so that absence proves nothing; a call
 * that provably carries no managed identity is never what leaves something open.
 */
export interface CalledTargets {
  readonly targets: readonly Target[];
  readonly complete: boolean;
}

/** One target for each resource, sub-resource and host, however many calls address it. */
function byAddress({ target }: Call): [string, Target] {
  return [[idKey(target.resource.id), target.groupId, target.host, ...(target.ports ?? [])].join(' '), target];
}

const usedSites = remembered((sites: readonly CallSite[]) => sites.filter(({ weight }) => weight === 'used'));

const targetsOf = remembered((dependencies: readonly Dependency[]): readonly Target[] => [
  ...new Map(dependencies.flatMap(({ calls }) => calls.map(byAddress))).values(),
]);

/** Every target among the six services that the gateway calls, as far as it can be seen. Backends that nothing refers to are left out. */
export function calledTargets(service: ArmResource, subject: Subject): CalledTargets {
  const { sites, unresolved } = callsOf(service, subject);
  const { dependencies, unseen } = resolveTargets(usedSites(sites), subject);
  return {
    targets: targetsOf(dependencies),
    complete: unseen.length === 0 && unresolved.every(({ weight, carried }) => weight !== 'used' || carried === 'none'),
  };
}
