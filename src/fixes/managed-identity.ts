/** How the system-assigned identity is switched on beside the identities that are there. Domain 8.3 (7). */
import type { KeyVaultReference } from '../instance/key-vault-references.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import { at, isObject } from '../model/json.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { docs } from './docs.ts';
import { portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** The identity block to send: the union of what is attached and the system-assigned one. */
function union(service: ArmResource): string {
  const attached = at(service, 'identity', 'userAssignedIdentities');
  const ids = Object.keys(isObject(attached) ? attached : {});
  if (ids.length === 0) return JSON.stringify({ identity: { type: 'SystemAssigned' } });
  const userAssignedIdentities = Object.fromEntries(ids.map((id) => [id, {}]));
  return JSON.stringify({ identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities } });
}

/** Switches the system-assigned identity on. The command keeps every user-assigned identity. */
export function switchSystemIdentityOn(
  subject: Subject,
  service: ArmResource,
  reference: KeyVaultReference,
  vault: ArmResource,
): Fix {
  const fix = {
    title: say('Switch the system-assigned identity on, let it read secrets in {vault}, and use it for {label}', {
      vault: vault.name,
      label: reference.label,
    }),
    portal: portalLink(subject, service.id, 'identity'),
    docs: docs.managedIdentity,
    order: 20,
  };
  return { ...fix, command: systemIdentityCommand(service, 'principalId is whom the vault must let in') };
}

/** Switches the system-assigned identity on and keeps those that are attached. `then` says what the answer is for. */
export function systemIdentityCommand(service: ArmResource, then: string): string {
  const url = word(`${service.id}?api-version=2024-05-01`);
  return lines(
    '# Updates the identities of the whole service; those that are attached stay.',
    `az rest -m get -u ${url} --query identity`,
    `az rest -m patch -u ${url} -b ${word(union(service))}`,
    `az rest -m get -u ${url} --query identity   # ${then}`,
  );
}
