/**
 * Whether a principal may read secrets of a key vault, by its access policies or by roles. Source: "Provide access to Key
 * Vault keys, certificates, and secrets with Azure role-based access control"; "List Azure role assignments using the
 * REST API".
 */

import type { KeyVaultReference } from '../../../instance/key-vault-references.ts';
import { causeOf, hasSucceeded } from '../../../instance/last-read.ts';
import type { Answer } from '../../../model/answer.ts';
import { type ArmResource, idKey, nameOf, parseArmId } from '../../../model/arm.ts';
import { type Day, daysBetween, utcDay } from '../../../model/days.ts';
import type { Estate } from '../../../model/estate.ts';
import type { Evidence } from '../../../model/finding.ts';
import { flag, type Json, list, same, text, texts } from '../../../model/json.ts';
import { foremost, type ReasonCode } from '../../../model/reasons.ts';

/** Whose access is judged. */
export interface Principal {
  /** Object id in Microsoft Entra ID. */
  readonly objectId: string;
  readonly tenantId: string | undefined;
}

/** Whether the principal may read what is referred to. */
export type SecretAccess = Answer & {
  /** What Azure answered when the read failed. */
  readonly detail?: string;
  /** The references that it may not read, or of which that is unknown. */
  readonly concerned: readonly KeyVaultReference[];
  readonly evidence: readonly Evidence[];
};

/** Whether the vault goes by roles; its access policies are void then. */
export function goesByRoles(vault: ArmResource): boolean {
  return flag(vault, 'properties', 'enableRbacAuthorization') === true;
}

/** The secret permissions that access policies give a principal itself; those for an application on its behalf left out. */
export function permissionsOf(vault: ArmResource, principal: Principal): readonly string[] {
  return list(vault, 'properties', 'accessPolicies')
    .filter((entry) => same(text(entry, 'objectId'), principal.objectId))
    .filter((entry) => text(entry, 'applicationId') === undefined)
    .filter((entry) => {
      const tenant = text(entry, 'tenantId');
      return tenant === undefined || principal.tenantId === undefined || same(tenant, principal.tenantId);
    })
    .flatMap((entry) => texts(entry, 'permissions', 'secrets'));
}

function readsSecrets(entry: Json): boolean {
  return texts(entry, 'permissions', 'secrets').some((word) => same(word, 'get') || same(word, 'all'));
}

/** The last read of these references that tells about permission: one that worked, or one that was refused for lack of it. */
function tellingRead(
  references: readonly KeyVaultReference[],
): { readonly worked: boolean; readonly day: Day | undefined } | undefined {
  const reads = references.flatMap(({ lastStatus }) => {
    if (lastStatus === undefined) return [];
    const worked = hasSucceeded(lastStatus);
    if (!worked && causeOf(lastStatus) !== 'permission') return [];
    return [{ worked, at: Date.parse(lastStatus.at ?? '') || 0, day: utcDay(lastStatus.at) }];
  });
  return reads.toSorted((a, b) => b.at - a.at || Number(a.worked) - Number(b.worked))[0];
}

/**
 * By access policies. Entries add up, and one may name a group, which Azure Resource Manager does not tell: it may hold
 * the principal, unless the last read was refused; a success since yesterday shows that it does.
 */
export function accessByPolicies(
  vault: ArmResource,
  principal: Principal,
  references: readonly KeyVaultReference[],
  today: Day,
): SecretAccess {
  const entries = list(vault, 'properties', 'accessPolicies');
  const own = permissionsOf(vault, principal);
  const observed = own.length === 0 ? 'no secret permission' : own.join(', ');
  const evidence: Evidence = {
    resource: vault.id,
    property: `properties.accessPolicies[?objectId=='${principal.objectId}'].permissions.secrets`,
    observed,
    expected: 'get',
  };
  if (own.some((word) => same(word, 'get') || same(word, 'all'))) {
    return { answer: 'yes', concerned: [], evidence: [evidence] };
  }
  const others = entries.filter((entry) => readsSecrets(entry) && !same(text(entry, 'objectId'), principal.objectId));
  const last = tellingRead(references);
  const seen: readonly Evidence[] = [
    evidence,
    { resource: vault.id, property: 'properties.accessPolicies', observed: `${others.length} others may get secrets` },
  ];
  if (others.length === 0 || last?.worked === false) return { answer: 'no', concerned: references, evidence: seen };
  if (last?.day !== undefined && daysBetween(today, last.day) >= -1) {
    const read = { resource: vault.id, property: 'lastStatus.timeStampUtc', observed: `Success on ${last.day}` };
    return { answer: 'yes', concerned: [], evidence: [...seen, read] };
  }
  return { answer: 'unknown', reason: 'MAYBE_GROUP', concerned: references, evidence: seen };
}

const GET_SECRET = 'microsoft.keyvault/vaults/secrets/getsecret/action';

/** Built-in roles that read secrets, by the GUID at the end of their id. Source: "Azure built-in roles for Security". */
const READING_ROLES: ReadonlySet<string> = new Set([
  '00482a5a-887f-4fb3-b363-3b7fe8e74483', // Key Vault Administrator
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', // Key Vault Secrets Officer
  '4633458b-17de-408a-b874-0445c86b69e6', // Key Vault Secrets User
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba', // Key Vault Certificate User, which has getSecret too
]);

/** Built-in roles that are often there and read no secret, so that their definitions need not be read. */
const OTHER_ROLES: ReadonlySet<string> = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', // Owner
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  'acdd72a7-3385-48ef-bd42-f606fba81ae7', // Reader
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', // User Access Administrator
  'f25e0fa2-a7c8-4377-a976-54943a77a395', // Key Vault Contributor
  '21090545-7ca7-4776-b22c-e363652d74d2', // Key Vault Reader
  'a4417e6f-fecd-4de8-b567-7b0420556985', // Key Vault Certificates Officer
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603', // Key Vault Crypto Officer
  '12338af0-0e69-4776-bea7-57ae8d297424', // Key Vault Crypto User
  'e147488a-f6f5-4113-8e2d-b22465e65bf6', // Key Vault Crypto Service Encryption User
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', // Storage Blob Data Reader
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe', // Storage Blob Data Contributor
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', // Storage Blob Data Owner
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39', // Azure Service Bus Data Sender
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0', // Azure Service Bus Data Receiver
  '2b629674-e913-4c01-ae53-ef4638d8f975', // Azure Event Hubs Data Sender
  'a638d3c7-ab3a-418d-83e6-5f17a39d4fde', // Azure Event Hubs Data Receiver
  '7f951dda-4ed3-4680-a7ca-43fe172d538d', // AcrPull
]);

/** Whether a data action with `*` in it covers reading a secret. */
function coversGetSecret(action: string): boolean {
  const pattern = action.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'i').test(GET_SECRET);
}

/** Whether a role reads secrets: built-in ones by id, others by their definition. */
function roleReads(roleId: string, vault: ArmResource, estate: Estate): boolean | ReasonCode {
  const guid = nameOf(idKey(roleId));
  if (READING_ROLES.has(guid)) return true;
  if (OTHER_ROLES.has(guid)) return false;
  // A role of a management group is named without a subscription; it is read in that of the vault.
  const subscription = `/subscriptions/${parseArmId(vault.id)?.subscriptionId ?? ''}`;
  const read = estate.resource(roleId.startsWith('/subscriptions/') ? roleId : `${subscription}${roleId}`);
  if (!read.ok) return read.reason;
  return list(read.value, 'properties', 'permissions').some(
    (permission) =>
      texts(permission, 'dataActions').some(coversGetSecret) &&
      !texts(permission, 'notDataActions').some(coversGetSecret),
  );
}

/** Which secrets an assignment is about: all of the vault, one of them, or none. */
function scopeOf(assignment: ArmResource, vault: ArmResource): 'all' | 'none' | { readonly secret: string } {
  const scope = idKey(
    text(assignment, 'properties', 'scope') ?? assignment.id.replace(/\/providers\/microsoft\.authorization\/.*$/i, ''),
  );
  const own = idKey(vault.id);
  // What is listed at the vault and is no part of a subscription belongs to a management group above it, or to the root.
  if (!scope.startsWith('/subscriptions/') || own === scope || own.startsWith(`${scope}/`)) return 'all';
  const [kind, name, ...rest] = scope.startsWith(`${own}/`) ? scope.slice(own.length + 1).split('/') : [];
  return kind === 'secrets' && name !== undefined && rest.length === 0 ? { secret: name } : 'none';
}

interface Grant {
  readonly secret: string | undefined;
  /** Undefined where it grants for certain. */
  readonly unless: ReasonCode | undefined;
}

function grantOf(assignment: ArmResource, vault: ArmResource, estate: Estate): readonly Grant[] {
  const scope = scopeOf(assignment, vault);
  const reads = roleReads(text(assignment, 'properties', 'roleDefinitionId') ?? '', vault, estate);
  if (scope === 'none' || reads === false) return [];
  const condition = text(assignment, 'properties', 'condition') === undefined ? undefined : 'ROLE_CONDITION';
  return [{ secret: scope === 'all' ? undefined : scope.secret, unless: reads === true ? condition : reads }];
}

/** By roles at the vault, above it, or at a single secret, those of the principal's groups included. */
export function accessByRoles(
  vault: ArmResource,
  principal: Principal,
  references: readonly KeyVaultReference[],
  estate: Estate,
): SecretAccess {
  const collection = 'providers/Microsoft.Authorization/roleAssignments';
  const read = estate.children(vault.id, `${collection}?$filter=assignedTo('${principal.objectId}')`);
  const listed = { resource: `${vault.id}/${collection}`, property: `assignedTo('${principal.objectId}')` };
  if (!read.ok) {
    return {
      answer: 'unknown',
      reason: read.reason,
      ...(read.detail === undefined ? {} : { detail: read.detail }),
      concerned: references,
      evidence: [{ ...listed, observed: read.detail ?? read.reason, expected: 'an answer' }],
    };
  }
  const grants = read.value.flatMap((assignment) => grantOf(assignment, vault, estate));
  const judged = references.map((reference) => {
    const fitting = grants.filter(({ secret }) => secret === undefined || same(secret, reference.secretName));
    const granted = fitting.some(({ unless }) => unless === undefined);
    const reason = granted ? undefined : foremost(fitting.map(({ unless }) => unless));
    return { reference, granted, reason };
  });
  const evidence = [
    {
      ...listed,
      observed:
        read.value.map((one) => nameOf(text(one, 'properties', 'roleDefinitionId') ?? 'no role')).join(', ') || 'none',
      expected: 'Key Vault Secrets User (4633458b-17de-408a-b874-0445c86b69e6)',
    },
  ];
  const of = (wanted: (one: (typeof judged)[number]) => boolean) => judged.filter(wanted).map((one) => one.reference);
  const missing = of((one) => !one.granted && one.reason === undefined);
  if (missing.length > 0) return { answer: 'no', concerned: missing, evidence };
  const reason = foremost(judged.map((one) => one.reason));
  if (reason === undefined) return { answer: 'yes', concerned: [], evidence };
  return { answer: 'unknown', reason, concerned: of((one) => !one.granted), evidence };
}
