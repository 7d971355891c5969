/** The identities of an instance: how the system-assigned one comes beside those that are there, and may read a vault. */
import type { KeyVaultReference } from '../instance/key-vault-references.ts';
import { type ArmResource, idKey } from '../model/arm.ts';
import type { Change, GrantSecretAccess } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { at, flag, isObject, text } from '../model/json.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { portalLink } from './portal-links.ts';

/** Switches the system-assigned identity on; every user-assigned one stays. */
export function enableSystemIdentity(service: ArmResource): Change {
  const attached = at(service, 'identity', 'userAssignedIdentities');
  return {
    kind: 'enable-system-identity',
    service: service.id,
    keeps: Object.keys(isObject(attached) ? attached : {}),
  };
}

/** Lets the system-assigned identity read the secrets of a vault, by the way that the vault gives permissions. */
export function grantSecretAccess(service: ArmResource, vault: ArmResource): GrantSecretAccess {
  return {
    kind: 'grant-secret-access',
    vault: vault.id,
    model: flag(vault, 'properties', 'enableRbacAuthorization') === true ? 'role' : 'access-policy',
    service: service.id,
    principal: text(service, 'identity', 'principalId'),
    keeps: [],
  };
}

/** Lets a reference be read with the system-assigned identity; nothing where its secret cannot be told. */
export function readBySystem(
  service: ArmResource,
  { id, identifier, identityClientId }: KeyVaultReference,
): readonly Change[] {
  if (identifier === undefined || identityClientId === undefined) return [];
  return [{ kind: 'use-identity', service: service.id, reference: id, secret: identifier, clientId: undefined }];
}

/**
 * Switches the system-assigned identity on, for a reference that a firewalled vault must let through. A new identity may read nothing
 * yet, so every vault that it is to read (`vaults`) lets it.
 */
export function switchSystemIdentityOn(
  subject: Subject,
  service: ArmResource,
  reference: KeyVaultReference,
  vault: ArmResource,
  vaults: readonly ArmResource[],
): Fix {
  const readable = [...new Map([vault, ...vaults].map((one) => [idKey(one.id), one])).values()];
  return fixFromChanges(
    {
      title: say('Switch the system-assigned identity on, let it read secrets in {vault}, and use it for {label}', {
        vault: readable.map(({ name }) => name).join(', '),
        label: reference.label,
      }),
      portal: portalLink(subject, service.id, 'identity'),
      docs: docs.managedIdentity,
      order: 20,
    },
    [enableSystemIdentity(service), grantSecretAccess(service, vault), ...readBySystem(service, reference)],
  );
}
