/** Who can make a change: the narrowest built-in Azure role that allows it. Source: "Azure built-in roles". */
import { parseArmId } from '../model/arm.ts';
import type { ByKind, Change } from '../model/change.ts';
import { kindOfType, services } from '../model/services.ts';

/** Messaging namespaces and registries have no narrower role that may change their rules. */
function ownerOf(target: string): string {
  const kind = kindOfType(parseArmId(target)?.type);
  return kind === undefined ? 'Contributor' : services[kind].role;
}

const NETWORK = 'Network Contributor';
const ZONES = 'Private DNS Zone Contributor';
const API_MANAGEMENT = 'API Management Service Contributor';

const roles: ByKind<readonly string[]> = {
  'add-address-rules': ({ target }) => [ownerOf(target)],
  'add-network-rule': ({ target }) => [ownerOf(target), NETWORK],
  'add-perimeter-rule': () => [NETWORK],
  'create-perimeter': () => [NETWORK],
  'associate-perimeter': ({ target }) => [NETWORK, ownerOf(target)],
  'allow-trusted-services': ({ vault }) => [ownerOf(vault)],
  'add-service-endpoint': () => [NETWORK],
  'create-subnet': () => [NETWORK],
  'add-security-rule': () => [NETWORK],
  'move-security-rule': () => [NETWORK],
  'add-route': () => [NETWORK],
  'link-zone': () => [ZONES, NETWORK],
  'add-record': () => [ZONES],
  'create-zone': () => [ZONES],
  'create-private-endpoint': ({ target }) => [NETWORK, ZONES, ownerOf(target)],
  'approve-private-endpoint': ({ target }) => [ownerOf(target)],
  'enable-system-identity': () => [API_MANAGEMENT],
  'grant-secret-access': ({ vault, model }) =>
    model === 'role' ? ['Role Based Access Control Administrator'] : [ownerOf(vault)],
  'use-system-identity': () => [API_MANAGEMENT],
  'drop-version': () => [API_MANAGEMENT],
  'renew-certificate': () => ['Key Vault Certificates Officer', API_MANAGEMENT],
  'read-again': () => [API_MANAGEMENT],
  'disable-trusted-access': () => [API_MANAGEMENT],
  'apply-network-configuration': () => [API_MANAGEMENT],
};

/** The built-in roles that some changes take together, each once. */
export function rolesFor(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => (roles[change.kind] as (one: Change) => readonly string[])(change)))];
}
