/** How a reference to a key vault is put right: its identity, its version, its last read. Domain C1, C5 and 8. */
import { identityOf } from '../instance/identity.ts';
import type { KeyVaultReference } from '../instance/key-vault-references.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { changing } from './changing.ts';
import { docs } from './docs.ts';
import { enableSystemIdentity, grantSecretAccess, readBySystem } from './managed-identity.ts';
import { type PortalPage, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

const PAGES: Readonly<Record<KeyVaultReference['kind'], PortalPage>> = {
  'named-value': 'namedValues',
  certificate: 'certificates',
  hostname: 'customDomains',
};

function place(subject: Subject, reference: KeyVaultReference): Pick<Fix, 'portal' | 'docs'> {
  return {
    portal: portalLink(subject, subject.instance.id, PAGES[reference.kind]),
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
  return changing(
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

/** Finds out whose a client id is, which Resource Manager does not tell for the system-assigned identity. */
export function confirmIdentity(subject: Subject, reference: KeyVaultReference): Fix {
  const { id } = subject.instance;
  return {
    ...place(subject, reference),
    title: say('Confirm that {label} uses the system-assigned identity', { label: reference.label }),
    command: lines(
      '# Reads only. Compare the answer with the client id of the reference.',
      `PRINCIPAL=$(az rest -m get -u ${word(`${id}?api-version=2024-05-01`)} --query identity.principalId -o tsv)`,
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
  return changing(outline, [change]);
}

/** Reads a reference again, once the cause that the last read names is mended. */
export function readAgain(subject: Subject, reference: KeyVaultReference): Fix {
  return changing(
    {
      ...place(subject, reference),
      title: say('Mend the cause that the last read of {label} names, then have it read again', {
        label: reference.label,
      }),
      order: 80,
    },
    [{ kind: 'read-again', service: subject.instance.id, reference: reference.id }],
  );
}
