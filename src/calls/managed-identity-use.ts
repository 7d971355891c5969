/** Whether the gateway uses a managed identity anywhere: in a policy, a backend or a logger. Rules: docs/rules.md#outbound-entra-id. */
import type { ArmResource } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { at, isObject, text } from '../model/json.ts';
import { remembered } from '../model/remembered.ts';
import type { Subject } from '../model/requirement.ts';
import { type Crawl, crawl, type Owner } from './crawl.ts';
import type { Proof, Statement } from './policy/statement.ts';

/** `unproven` where a list, a policy or a fragment was unread or not understood, and no use was found elsewhere. */
export type ManagedIdentityUse = 'used' | 'not-used' | 'unproven';

function isManaged(proof: Proof): boolean {
  return proof.kind === 'identity' && !proof.workload;
}

function inStatement(statement: Statement): boolean {
  switch (statement.kind) {
    case 'proof':
      return isManaged(statement.proof);
    case 'other-identity':
      return !statement.workload;
    case 'message':
      return true;
    case 'request':
      return statement.proofs.some(isManaged);
    case 'backend':
      return statement.systemIdentity;
    default:
      return false;
  }
}

function inOwner({ backends, loggers }: Owner): boolean {
  const backend = (one: ArmResource) => isObject(at(one, 'properties', 'credentials', 'managedIdentity'));
  const logger = (one: ArmResource) => text(one, 'properties', 'credentials', 'identityClientId') !== undefined;
  return (backends.ok && backends.value.some(backend)) || (loggers.ok && loggers.value.some(logger));
}

const useIn = remembered((found: Crawl): ManagedIdentityUse => {
  const texts = [...found.policies, ...found.fragments.values()];
  if (texts.some((one) => one.statements.some(inStatement))) return 'used';
  const owners = found.owners.map((owner) => attempt(() => inOwner(owner)));
  if (owners.some((owner) => owner.ok && owner.value)) return 'used';
  return found.problems.length === 0 && owners.every((owner) => owner.ok) ? 'not-used' : 'unproven';
});

/** Searches policies, fragments, backends and loggers for a managed identity, of the instance or user-assigned. */
export function managedIdentityUse(service: ArmResource, subject: Pick<Subject, 'estate'>): ManagedIdentityUse {
  return useIn(crawl(service, subject.estate));
}
