/** Behind a firewall a key vault is read with the system-assigned identity only. Rules: docs/rules.md#key-vault-identity. */
import { docs } from '../../fixes/docs.ts';
import { confirmIdentity, dropClientId, useSystemIdentity } from '../../fixes/key-vault-reference.ts';
import { switchSystemIdentityOn } from '../../fixes/managed-identity.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import { type Identity, identityOf, readerOf } from '../../instance/identity.ts';
import type { KeyVaultReference } from '../../instance/key-vault-references.ts';
import { hasSucceeded } from '../../instance/last-read.ts';
import type { ArmResource } from '../../model/arm.ts';
import type { Item, Judgement } from '../../model/finding.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { referenceEvidence, referenceName } from './shared/key-vault-wording.ts';
import {
  decidingLineOfSight,
  isFirewalled,
  type ReadVault,
  readVault,
  vaultLinesOfSight,
} from './shared/read-vaults.ts';
import { judgeKeyVaultUse, type KeyVaultUse, unreadVault } from './shared/referenced-vaults.ts';

/** Reads today in spite of the rule: named values and client certificates whose last read worked, with line of sight everywhere. */
function worksToday(use: KeyVaultUse, vault: ReadVault, reference: KeyVaultReference): boolean {
  const sight = decidingLineOfSight(vaultLinesOfSight(use, vault))?.sight;
  return (
    reference.kind !== 'hostname' &&
    reference.lastStatus !== undefined &&
    hasSucceeded(reference.lastStatus) &&
    sight?.answer === 'yes'
  );
}

/** The vaults that references without a client id are read from: with the system-assigned identity. */
function vaultsOfSystem({ vaults }: KeyVaultUse): readonly ArmResource[] {
  return vaults
    .filter(({ references }) => references.some(({ identityClientId }) => identityClientId === undefined))
    .flatMap(({ vault }) => (vault.ok ? [vault.value] : []));
}

function judgeUserAssigned(
  use: KeyVaultUse,
  identity: Identity,
  vault: ReadVault,
  reference: KeyVaultReference,
): Judgement<'about' | 'fix'> {
  const [name, host] = [referenceName(reference), vault.target.host];
  const fix = identity.system
    ? useSystemIdentity(use.subject, use.service, reference, vault.resource)
    : switchSystemIdentityOn(use.subject, use.service, reference, vault.resource, vaultsOfSystem(use));
  const reason = 'USER_ASSIGNED_BEHIND_FIREWALL';
  if (worksToday(use, vault, reference)) {
    const message = say(
      '{name} is read from {host} with a user-assigned identity; that works today, and Azure does not support it behind a firewall.',
      { name, host },
    );
    return { status: 'warn', reason, message, fix };
  }
  const message = say('{name} is read with a user-assigned identity, which the firewall of {host} does not admit.', {
    name,
    host,
  });
  return { status: 'fail', impact: 'outage', reason, message, fix };
}

function systemIdentityOff(
  use: KeyVaultUse,
  vault: ReadVault,
  reference: KeyVaultReference,
): Judgement<'about' | 'fix'> {
  return {
    about: use.service.id,
    status: 'fail',
    impact: 'outage',
    reason: 'SYSTEM_IDENTITY_DISABLED',
    message: say('{name} needs the system-assigned identity for the firewall of {host}, and it is switched off.', {
      name: referenceName(reference),
      host: vault.target.host,
    }),
    fix: switchSystemIdentityOn(use.subject, use.service, reference, vault.resource, vaultsOfSystem(use)),
  };
}

/**
 * A client id that belongs to no attached identity: it may be the system-assigned one's, which Azure never shows. Where a
 * read worked it can be nobody else's; tools store it.
 */
function judgeUnmapped(use: KeyVaultUse, reference: KeyVaultReference): Judgement<'about' | 'fix'> {
  const name = referenceName(reference);
  const reason = 'IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID';
  if (reference.lastStatus !== undefined && hasSucceeded(reference.lastStatus)) {
    const message = say(
      '{name} names a client id that belongs to no attached identity; as its last read succeeded, it can only be that of the system-assigned identity.',
      { name },
    );
    return { status: 'warn', reason, message, fix: dropClientId(use.subject, use.service, reference) };
  }
  const fix = confirmIdentity(use.subject, reference);
  if (reference.kind === 'hostname') {
    const message = say('{name} is presumably read with the system-assigned identity; its client id cannot be seen.', {
      name,
    });
    return { status: 'warn', reason, message, fix };
  }
  const message = say('{name} names a client id that belongs to no attached identity; comparing it decides this.', {
    name,
  });
  return { status: 'unknown', reason, message, fix };
}

function judge(
  use: KeyVaultUse,
  identity: Identity,
  vault: ReadVault,
  reference: KeyVaultReference,
): Judgement<'about' | 'fix'> {
  const [name, host] = [referenceName(reference), vault.target.host];
  const firewalled = isFirewalled(vault);
  if (firewalled.answer === 'unknown') {
    const { reason } = firewalled;
    const message = say('Whether a firewall guards {host} could not be told. {reason} {decides}', {
      host,
      reason: say(reasonSentence(reason)),
      decides: whatDecides(reason),
    });
    return { status: 'unknown', reason, message };
  }
  if (firewalled.answer === 'no') {
    const message = say('{host} has no firewall, so either identity may read {name}.', { host, name });
    return { status: 'not-applicable', reason: 'FIREWALL_OFF', message };
  }
  switch (readerOf(identity, reference.identityClientId).kind) {
    case 'user-assigned':
      return judgeUserAssigned(use, identity, vault, reference);
    case 'missing':
      return systemIdentityOff(use, vault, reference);
    case 'unmapped':
      return judgeUnmapped(use, reference);
    case 'system':
      return { status: 'pass', message: say('{name} is read with the system-assigned identity.', { name }) };
  }
}

/** One item for each reference (docs/rules.md#items); of an unread vault too, with the reference as subject (docs/rules.md#reads). */
function judgeIdentities(use: KeyVaultUse): readonly Item[] {
  const identity = identityOf(use.service);
  return use.vaults.flatMap((entry) => {
    const vault = readVault(use, entry);
    return entry.references.flatMap((reference) => {
      if (vault === undefined) return unreadVault(use, entry, reference.id);
      const observed = reference.identityClientId ?? 'absent, which means the system-assigned identity';
      const evidence = [
        referenceEvidence(use.service.id, reference, 'identityClientId', observed, 'absent'),
        { resource: use.service.id, property: 'identity.type', observed: identity.type, expected: 'SystemAssigned' },
        ...vault.firewall.evidence,
      ];
      const about = vault.resource.id;
      const hits = [referenceName(reference)];
      return [{ subject: reference.id, about, hits, ...judge(use, identity, vault, reference), evidence }];
    });
  });
}

export const keyVaultIdentity: Requirement = {
  id: 'key-vault-identity',
  title: say('Firewalled key vaults are read with the system-assigned identity'),
  titles: {
    fail: say('A firewalled key vault is read with the wrong identity'),
    unknown: say('Which identity reads the key vaults is not known'),
    warn: say('A key vault is read with an identity that deserves a look'),
  },
  why: say('A firewall admits API Management by its system-assigned identity only; a user-assigned one is refused.'),
  retirement: 'trusted-service-connectivity',
  order: 40,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeIdentities),
};
