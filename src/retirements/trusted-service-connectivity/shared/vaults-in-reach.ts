/** The key vaults that a missing service endpoint may matter to. Rules: docs/rules.md#subnet-key-vault-endpoint. */
import { calledTargets } from '../../../calls/called-targets.ts';
import { keyVaultReferences, type VaultReference, withVaults } from '../../../instance/key-vault-references.ts';
import { type ArmResource, idKey } from '../../../model/arm.ts';
import { foremost, type ReasonCode } from '../../../model/reasons.ts';
import { rememberedBy } from '../../../model/remembered.ts';
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

/** The vaults that are called or referred to, each once. */
const distinctVaults = rememberedBy(
  (called: readonly Target[], references: readonly VaultReference[]): readonly Target[] => {
    const referenced = references.flatMap(({ reference, vault }): Target[] => {
      if (!vault.ok) return [];
      return [{ kind: 'key-vault', resource: vault.value, groupId: 'vault', host: reference.vaultHost ?? '' }];
    });
    const targets = [...called.filter((target) => target.kind === 'key-vault'), ...referenced];
    return [...new Map(targets.map((target) => [idKey(target.resource.id), target])).values()];
  },
);

/** Collects the vaults that named values, certificates and hostnames refer to, and those that the gateway calls. */
export function vaultsInReach(service: ArmResource, subject: Subject): VaultsInReach {
  const { references, unread } = keyVaultReferences(service, subject.estate);
  const reads = withVaults(references, subject.estate);
  const called = calledTargets(service, subject);
  return {
    vaults: distinctVaults(called.targets, reads),
    unreadVault: foremost(reads.map(({ vault }) => (vault.ok ? undefined : vault.reason))),
    incomplete: foremost([
      ...unread.map((list) => list.reason),
      ...(called.complete ? [] : (['DEPENDENCIES_UNPROVEN'] as const)),
    ]),
  };
}
