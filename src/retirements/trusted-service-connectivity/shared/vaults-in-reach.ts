/** The key vaults that a missing service endpoint may matter to. Rules: docs/rules.md#subnet-key-vault-endpoint. */
import { calledTargets } from '../../../calls/called-targets.ts';
import { keyVaultReferences, vaultOfReference } from '../../../instance/key-vault-references.ts';
import { type ArmResource, idKey } from '../../../model/arm.ts';
import { foremost, type ReasonCode } from '../../../model/reasons.ts';
import type { Subject } from '../../../model/requirement.ts';
import type { Target } from '../../../network/target.ts';

/** The vaults of an instance, referenced or called. */
export interface VaultsInReach {
  readonly vaults: readonly Target[];
  /** Why a vault that is referred to could not be read. */
  readonly unreadVault: ReasonCode | undefined;
  /** Why there may be vaults that nobody knows of: a list was unread, or the crawl left something open. */
  readonly incomplete: ReasonCode | undefined;
}

/** Collects the vaults that named values, certificates and hostnames refer to, and those that the gateway calls. */
export function vaultsInReach(service: ArmResource, subject: Subject): VaultsInReach {
  const { references, unread } = keyVaultReferences(service, subject.estate);
  const reads = references.map((reference) => ({ reference, read: vaultOfReference(reference, subject.estate) }));
  const called = calledTargets(service, subject);
  const referenced = reads.flatMap(({ reference, read }): Target[] => {
    if (!read.ok) return [];
    return [{ kind: 'key-vault', resource: read.value, groupId: 'vault', host: reference.vaultHost ?? '' }];
  });
  const targets = [...called.targets.filter((target) => target.kind === 'key-vault'), ...referenced];
  return {
    vaults: [...new Map(targets.map((target) => [idKey(target.resource.id), target])).values()],
    unreadVault: foremost(reads.flatMap(({ read }) => (read.ok ? [] : [read.reason]))),
    incomplete: foremost([
      ...unread.map((list) => list.reason),
      ...(called.complete ? [] : (['DEPENDENCIES_UNPROVEN'] as const)),
    ]),
  };
}
