/** Everything in an instance that is read from a key vault. Rules: docs/rules.md#items, docs/rules.md#statuses. */
import { type ArmResource, idKey } from '../model/arm.ts';
import { attempt, type Estate, type FailedRead, failed, ok, type Read } from '../model/estate.ts';
import { at, isObject, type Json, list, text } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import type { LastRead } from './last-read.ts';
import { mayHaveWorkspaces, tierOf } from './tier.ts';

/** What kind of reference it is; hostname certificates follow stricter rules. */
export type ReferenceKind = 'named-value' | 'certificate' | 'hostname';

/** One reference to a secret or certificate in a key vault. */
export interface KeyVaultReference {
  /** Its ARM id; for a hostname `<service id>/hostnameConfigurations/<hostName>`. */
  readonly id: string;
  readonly kind: ReferenceKind;
  /** What people call it: the display name, or the hostname. */
  readonly label: string;
  /** Host of the secret identifier, lower case; undefined where it is no URL. */
  readonly vaultHost: string | undefined;
  /** First label of the host, which is the vault's name. */
  readonly vaultName: string | undefined;
  /** The secret identifier without its version, to show as evidence; undefined where it is no URL. */
  readonly identifier: string | undefined;
  /** The name of the secret in the vault; undefined where the identifier names none. */
  readonly secretName: string | undefined;
  /** Whether one version is named, so that it does not rotate. */
  readonly versioned: boolean;
  /** Undefined means the system-assigned identity. */
  readonly identityClientId: string | undefined;
  /** `keyVault.lastStatus.code` of a named value or certificate. */
  readonly lastStatus: LastRead | undefined;
  /** When the certificate of a hostname or the client certificate ends, as Azure wrote it; undefined where it is none. */
  readonly expiry: string | undefined;
  /** `certificateStatus` of a hostname: Completed, Failed, InProgress. */
  readonly certificateStatus: string | undefined;
  /** Id of the collection that lists it, for the matching list of failed refreshes; undefined for a hostname. */
  readonly collectionId: string | undefined;
}

/** A list, or a member of one, that could not be read. */
export interface UnreadList extends Omit<FailedRead, 'ok'> {
  /** The collection's id, `<service id>/namedValues`, or that of one member of it. */
  readonly id: string;
}

/** The references found, and the lists that could not be searched. */
export interface KeyVaultReferences {
  readonly references: readonly KeyVaultReference[];
  readonly unread: readonly UnreadList[];
}

type Identified = Pick<KeyVaultReference, 'vaultHost' | 'vaultName' | 'identifier' | 'secretName' | 'versioned'>;

function vaultOf(identifier: string | undefined): Identified {
  const url = identifier === undefined ? null : URL.parse(identifier.trim());
  if (url === null || url.hostname === '') {
    return {
      vaultHost: undefined,
      vaultName: undefined,
      identifier: undefined,
      secretName: undefined,
      versioned: false,
    };
  }
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  return {
    vaultHost: url.hostname.toLowerCase(),
    vaultName: url.hostname.toLowerCase().split('.')[0],
    identifier: [`${url.protocol}//${url.hostname}`, ...segments.slice(0, 2)].join('/'),
    secretName: segments[1],
    versioned: segments.length >= 3,
  };
}

/** Its display name, which only names it here. */
function labelOf(resource: ArmResource): string {
  const name = attempt(() => text(resource, 'properties', 'displayName') ?? resource.name);
  return name.ok ? name.value : resource.name;
}

function listed(
  resource: ArmResource,
  kind: 'named-value' | 'certificate',
  collectionId: string,
): KeyVaultReference | undefined {
  const keyVault = at(resource, 'properties', 'keyVault');
  if (!isObject(keyVault)) return undefined;
  const code = text(keyVault, 'lastStatus', 'code');
  return {
    id: resource.id,
    kind,
    label: labelOf(resource),
    ...vaultOf(text(keyVault, 'secretIdentifier')),
    identityClientId: text(keyVault, 'identityClientId'),
    lastStatus:
      code === undefined
        ? undefined
        : { code, message: text(keyVault, 'lastStatus', 'message'), at: text(keyVault, 'lastStatus', 'timeStampUtc') },
    expiry: kind === 'certificate' ? text(resource, 'properties', 'expirationDate') : undefined,
    certificateStatus: undefined,
    collectionId,
  };
}

function hostname(service: ArmResource, entry: Json): KeyVaultReference | undefined {
  const identifier = text(entry, 'keyVaultId');
  const hostName = text(entry, 'hostName');
  if (identifier === undefined || hostName === undefined) return undefined;
  return {
    id: `${service.id}/hostnameConfigurations/${hostName}`,
    kind: 'hostname',
    label: hostName,
    ...vaultOf(identifier),
    identityClientId: text(entry, 'identityClientId'),
    lastStatus: undefined,
    expiry: text(entry, 'certificate', 'expiry'),
    certificateStatus: text(entry, 'certificateStatus'),
    collectionId: undefined,
  };
}

/** What each member of a list refers to; one that is unreadable is told as unread, and takes no other along. */
function referencesIn(
  members: Read<readonly { readonly id: string; readonly read: () => KeyVaultReference | undefined }[]>,
  id: string,
): KeyVaultReferences {
  if (!members.ok) return { references: [], unread: [unreadList(id, members)] };
  const reads = members.value.map((member) => ({ id: member.id, reference: attempt(member.read) }));
  return {
    references: reads.flatMap(({ reference }) => (reference.ok ? (reference.value ?? []) : [])),
    unread: reads.flatMap((one) => (one.reference.ok ? [] : [unreadList(one.id, one.reference)])),
  };
}

function hostnames(service: ArmResource): KeyVaultReferences {
  const id = `${service.id}/hostnameConfigurations`;
  const entries = attempt(() => list(service, 'properties', 'hostnameConfigurations'));
  const members = entries.ok
    ? ok(entries.value.map((entry) => ({ id, read: () => hostname(service, entry) })))
    : entries;
  const { references, unread } = referencesIn(members, id);
  // One hostname may stand for several endpoints; entries that agree are one reference.
  const each = new Map(references.map((reference) => [idKey(JSON.stringify(reference)), reference]));
  return { references: [...each.values()], unread };
}

/** The workspaces of an instance; none where the tier is known to have none, so that nothing is read in vain. */
export function workspacesOf(service: ArmResource, estate: Estate): Read<readonly ArmResource[]> {
  if (!mayHaveWorkspaces(tierOf(service))) return ok([]);
  return estate.children(service.id, 'workspaces');
}

function unreadList(id: string, read: FailedRead): UnreadList {
  return { id, reason: read.reason, ...(read.detail === undefined ? {} : { detail: read.detail }) };
}

/** Collects the references of the service, its named values, its certificates, and those of its workspaces. */
export const keyVaultReferences = perAnswers((service: ArmResource, estate): KeyVaultReferences => {
  const found = [hostnames(service)];
  const workspaces = workspacesOf(service, estate);
  if (!workspaces.ok) found.push({ references: [], unread: [unreadList(`${service.id}/workspaces`, workspaces)] });
  const owners = [service.id, ...(workspaces.ok ? workspaces.value.map((workspace) => workspace.id) : [])];
  for (const owner of owners) {
    for (const [collection, kind] of [
      ['namedValues', 'named-value'],
      ['certificates', 'certificate'],
    ] as const) {
      const read = estate.children(owner, collection);
      const id = `${owner}/${collection}`;
      const members = read.ok
        ? ok(read.value.map((resource) => ({ id: resource.id, read: () => listed(resource, kind, id) })))
        : read;
      found.push(referencesIn(members, id));
    }
  }
  return {
    references: found.flatMap(({ references }) => references),
    unread: found.flatMap(({ unread }) => unread),
  };
});

/**
 * The vault of a reference, through Resource Graph: only its name is known. A host that is no vault's, such as a Managed
 * HSM's, never finds a vault of the same name.
 */
function vaultOfReference(reference: KeyVaultReference, estate: Estate): Read<ArmResource> {
  const { vaultName, vaultHost } = reference;
  if (vaultName === undefined || vaultHost?.includes('.managedhsm.')) return failed('TARGET_NOT_VISIBLE');
  return estate.named(['microsoft.keyvault/vaults'], vaultName);
}

/** A reference with its vault. */
export interface VaultReference {
  readonly reference: KeyVaultReference;
  readonly vault: Read<ArmResource>;
}

/** Each of some references with its vault. */
export const withVaults = perAnswers((references: readonly KeyVaultReference[], estate): readonly VaultReference[] =>
  references.map((reference) => ({ reference, vault: vaultOfReference(reference, estate) })),
);
