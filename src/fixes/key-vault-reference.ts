/** How a reference to a key vault is put right: its identity, its version, its last read. Rules: docs/rules.md#key-vault-identity, docs/rules.md#key-vault-refresh. */
import { identityOf } from '../instance/identity.ts';
import type { KeyVaultReference } from '../instance/key-vault-references.ts';
import { type FailureCause, hasSucceeded } from '../instance/last-read.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { versionOf } from './api-versions.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { enableSystemIdentity, grantSecretAccess, readBySystem } from './managed-identity.ts';
import { portalLink } from './portal-links.ts';
import { referencePage } from './reference-place.ts';
import { lines, word } from './shell-words.ts';

function place(subject: Subject, reference: KeyVaultReference): Pick<Fix, 'portal' | 'docs'> {
  return {
    portal: portalLink(subject, subject.instance.id, referencePage(reference.id)),
    docs: reference.kind === 'hostname' ? docs.customDomain : docs.keyVaultRequirements,
  };
}

/** Moves a reference to the system-assigned identity, which may read the vault first and is switched on before all else. */
export function useSystemIdentity(
  subject: Subject,
  service: ArmResource,
  reference: KeyVaultReference,
  vault: ArmResource,
): Fix {
  const hasIdentity = identityOf(service).system;
  return fixFromChanges(
    {
      ...place(subject, reference),
      title: hasIdentity
        ? say('Let the system-assigned identity read secrets in {vault}, then choose it for {label}', {
            vault: vault.name,
            label: reference.label,
          })
        : say('Switch the system-assigned identity on, let it read secrets in {vault}, then choose it for {label}', {
            vault: vault.name,
            label: reference.label,
          }),
      order: 70,
    },
    [
      ...(hasIdentity ? [] : [enableSystemIdentity(service)]),
      grantSecretAccess(service, vault),
      ...readBySystem(service, reference),
    ],
  );
}

/** Takes the stored client id of the system-assigned identity out of a reference. */
export function dropClientId(subject: Subject, service: ArmResource, reference: KeyVaultReference): Fix {
  return fixFromChanges(
    {
      ...place(subject, reference),
      title: say('Take the client id out of {label}, so that it names the system-assigned identity by itself', {
        label: reference.label,
      }),
      order: 70,
    },
    readBySystem(service, reference),
  );
}

/** Finds out whose a client id is, which Resource Manager does not tell for the system-assigned identity. */
export function confirmIdentity(subject: Subject, reference: KeyVaultReference): Fix {
  const { id } = subject.instance;
  return {
    ...place(subject, reference),
    title: say('Confirm that {label} uses the system-assigned identity', { label: reference.label }),
    command: lines(
      '# Reads only. Compare the answer with the client id of the reference.',
      `PRINCIPAL=$(az rest -m get -u ${word(`${id}?api-version=${versionOf('Microsoft.ApiManagement/service')}`)} --query identity.principalId -o tsv)`,
      'az ad sp show --id "$PRINCIPAL" --query appId -o tsv',
    ),
    order: 10,
  };
}

/** Drops the version from a reference, so that it follows the secret. */
export function dropVersion(subject: Subject, reference: KeyVaultReference): Fix {
  const outline = {
    ...place(subject, reference),
    title: say('Refer to the secret of {label} without a version, so that it rotates by itself', {
      label: reference.label,
    }),
    order: 70,
  };
  if (reference.identifier === undefined) return outline;
  const change: Change = {
    kind: 'drop-version',
    service: subject.instance.id,
    reference: reference.id,
    secret: reference.identifier,
  };
  return fixFromChanges(outline, [change]);
}

/** What is mended before a reference is read again, by the cause that Azure names. */
const MENDING: Readonly<Record<FailureCause, (label: string) => Text>> = {
  permission: (label) =>
    say('Let the identity of {label} read the secrets of the key vault, then have it read again', { label }),
  firewall: (label) =>
    say('Let API Management through the firewall of the key vault, then have {label} read again', { label }),
  disabled: (label) =>
    say('Enable the secret of {label} in the key vault or make a new version, then have it read again', { label }),
  deleted: (label) =>
    say('Recover the secret of {label} in the key vault or create it again, then have it read again', { label }),
  'vault-gone': (label) =>
    say('Recover the key vault of {label}, or let {label} refer to another one, then have it read again', { label }),
};

/** Reads a reference again, once the cause that the last read names is mended; without a cause, to see whether it succeeds. */
export function readAgain(subject: Subject, reference: KeyVaultReference, cause?: FailureCause): Fix {
  const { label, lastStatus } = reference;
  const worked = lastStatus !== undefined && hasSucceeded(lastStatus);
  const title =
    cause !== undefined
      ? MENDING[cause](label)
      : worked
        ? say('Have {label} read again, and see whether it succeeds', { label })
        : say('Mend the cause that the last read of {label} names, then have it read again', { label });
  const outline = { ...place(subject, reference), title, order: 80 };
  // What is gone or switched off has to be brought back in the vault first, by somebody who owns it.
  if (cause === 'disabled' || cause === 'deleted' || cause === 'vault-gone') return outline;
  return fixFromChanges(outline, [{ kind: 'read-again', service: subject.instance.id, reference: reference.id }]);
}

/** Renews a certificate where it is kept, and has API Management read it. */
export function renewCertificate(subject: Subject, reference: KeyVaultReference): Fix {
  const outline = {
    ...place(subject, reference),
    title: say('Renew the certificate of {label} in the key vault, then have it read again', {
      label: reference.label,
    }),
    order: 75,
  };
  if (reference.identifier === undefined) return outline;
  const what = { service: subject.instance.id, reference: reference.id, secret: reference.identifier };
  // A reference to one version would go on reading the old one.
  const follow: readonly Change[] = reference.versioned ? [{ kind: 'drop-version', ...what }] : [];
  return fixFromChanges(outline, [...follow, { kind: 'renew-certificate', ...what }]);
}
