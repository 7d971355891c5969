/** A network that lets everybody in is worth nothing to an identity that may not read the secrets. */

import { docs } from '../../fixes/docs.ts';
import { addAccessPolicy, grantSecretsUser } from '../../fixes/key-vault-permission.ts';
import { unreadItem, whatDecides } from '../../fixes/unread-item.ts';
import { type AttachedIdentity, type Identity, identityOf, type Reader, readerOf } from '../../instance/identity.ts';
import type { KeyVaultReference } from '../../instance/key-vault-references.ts';
import { hasSucceeded } from '../../instance/last-read.ts';
import { type ArmResource, nameOf } from '../../model/arm.ts';
import { attempt, type Estate } from '../../model/estate.ts';
import type { Evidence, Item, Judgement } from '../../model/finding.ts';
import { text } from '../../model/json.ts';
import { type ReasonCode, reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import { judgeKeyVaultUse, type KeyVaultUse, unreadVault } from './shared/referenced-vaults.ts';
import {
  accessByPolicies,
  accessByRoles,
  goesByRoles,
  type Principal,
  permissionsOf,
  type SecretAccess,
} from './shared/secret-access.ts';

/** Who reads a reference. A client id of no map can only be the system-assigned identity's where a read worked, or on a hostname. */
function whoReads(identity: Identity, reference: KeyVaultReference): Reader {
  const reader = readerOf(identity, reference.identityClientId);
  if (reader.kind !== 'unmapped') return reader;
  const { kind, lastStatus } = reference;
  const works = lastStatus !== undefined && hasSucceeded(lastStatus);
  return kind === 'hostname' || works ? { kind: 'system' } : reader;
}

/** References that are read by the same identity share an item. */
function readerKey(reader: Reader, reference: KeyVaultReference): string {
  if (reader.kind === 'user-assigned') return reader.identity.id.toLowerCase();
  return reader.kind === 'system' ? 'system' : `${reader.kind} ${reference.identityClientId?.toLowerCase() ?? ''}`;
}

function identityName(reader: Reader): Text {
  return reader.kind === 'user-assigned'
    ? say('the user-assigned identity {name}', { name: nameOf(reader.identity.id) })
    : say('the system-assigned identity');
}

/** The object id of a user-assigned identity: the instance tells it, else the identity itself. */
function objectIdOf({ id, principalId }: AttachedIdentity, estate: Estate): string | undefined {
  if (principalId !== undefined) return principalId;
  const read = estate.resource(id);
  return read.ok ? text(read.value, 'properties', 'principalId') : undefined;
}

function principalOf(
  identity: Identity,
  reader: Exclude<Reader, { kind: 'missing' | 'unmapped' }>,
  estate: Estate,
): Principal | undefined {
  const objectId = reader.kind === 'user-assigned' ? objectIdOf(reader.identity, estate) : identity.principalId;
  return objectId === undefined ? undefined : { objectId, tenantId: identity.tenantId };
}

function identityEvidence(use: KeyVaultUse, identity: Identity, reader: Reader): Evidence {
  return reader.kind === 'user-assigned'
    ? { resource: use.service.id, property: 'identity.userAssignedIdentities', observed: reader.identity.id }
    : { resource: use.service.id, property: 'identity.type', observed: identity.type };
}

function names(references: readonly KeyVaultReference[]): string {
  return references.map(({ label }) => label).join(', ');
}

function undecided(reason: ReasonCode, why: Text, evidence: readonly Evidence[]): Judgement<'fix' | 'evidence'> {
  const message = say('{why} {reason} {decides}', {
    why,
    reason: say(reasonSentence(reason)),
    decides: whatDecides(reason),
  });
  return { status: 'unknown', reason, message, evidence };
}

function judgeAccess(
  use: KeyVaultUse,
  vault: ArmResource,
  reader: Reader,
  principal: Principal,
  access: SecretAccess,
): Judgement<'fix' | 'evidence'> {
  const values = { vault: vault.name, identity: identityName(reader), references: names(access.concerned) };
  if (access.answer === 'yes') {
    return {
      status: 'pass',
      message: say('In {vault} {identity} may read secrets.', values),
      evidence: access.evidence,
    };
  }
  if (access.answer === 'unknown') {
    const why = say('Whether {identity} may read {references} from {vault} is not known.', values);
    return undecided(access.reason, why, access.evidence);
  }
  const byRoles = goesByRoles(vault);
  const message = byRoles
    ? say(
        'No role lets {identity} read {references} from {vault}: it is the permission that is missing, not the network.',
        values,
      )
    : say(
        'No access policy lets {identity} read {references} from {vault}: it is the permission that is missing, not the network.',
        values,
      );
  const fix = byRoles
    ? grantSecretsUser(use.subject, vault, principal.objectId, values.identity)
    : addAccessPolicy(use.subject, vault, principal.objectId, permissionsOf(vault, principal), values.identity);
  return { status: 'fail', impact: 'outage', reason: 'NO_PERMISSION', message, evidence: access.evidence, fix };
}

/** The item of one vault and one identity that reads from it. */
function judgeReader(
  use: KeyVaultUse,
  identity: Identity,
  vault: ArmResource,
  reader: Reader,
  references: readonly KeyVaultReference[],
): Judgement<'fix' | 'evidence'> {
  const evidence = [identityEvidence(use, identity, reader)];
  const values = { references: names(references), vault: vault.name };
  if (reader.kind === 'missing') {
    const message = say(
      'The identity that would read {references} from {vault} does not exist, so it has no permission to judge.',
      values,
    );
    return { status: 'not-applicable', reason: 'SYSTEM_IDENTITY_DISABLED', message, evidence };
  }
  const why = say('Whether {references} may be read from {vault} is not known.', values);
  if (reader.kind === 'unmapped') return undecided('IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID', why, evidence);
  const principal = principalOf(identity, reader, use.subject.estate);
  if (principal === undefined) return undecided('PRINCIPAL_NOT_TOLD', why, evidence);
  const access = goesByRoles(vault)
    ? accessByRoles(vault, principal, references, use.subject.estate)
    : accessByPolicies(vault, principal, references, use.subject.today);
  const judged = judgeAccess(use, vault, reader, principal, access);
  return { ...judged, evidence: [...evidence, ...judged.evidence] };
}

/** One item for each vault and identity that reads from it, firewalled or not. */
function judgePermissions(use: KeyVaultUse): readonly Item[] {
  const identity = identityOf(use.service);
  return use.vaults.flatMap((entry) => {
    const { vault } = entry;
    if (!vault.ok) return unreadVault(use, entry);
    const read = entry.references.map((reference) => ({ reference, reader: whoReads(identity, reference) }));
    const groups = Map.groupBy(read, ({ reader, reference }) => readerKey(reader, reference));
    return [...groups.values()].flatMap((group) => {
      const references = group.map(({ reference }) => reference);
      return group.slice(0, 1).map(({ reader }): Item => {
        const subject = vault.value.id;
        const judged = attempt(() => judgeReader(use, identity, vault.value, reader, references));
        if (judged.ok) return { subject, ...judged.value };
        return unreadItem(use.subject, subject, say('Key vault {host}', { host: entry.host }), judged);
      });
    });
  });
}

export const keyVaultPermission: Requirement = {
  id: 'key-vault-permission',
  title: say('The identity may read the secrets of every key vault'),
  titles: {
    fail: say('The identity may not read the secrets of a key vault'),
    unknown: say('Whether the identity may read the secrets is not known'),
    warn: say('The permission on a key vault deserves a look'),
  },
  why: say(
    'Without the permission a read fails whatever the network lets in, at the next rotation or restart at the latest.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 45,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Prerequisites for key vault integration',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgePermissions),
};
