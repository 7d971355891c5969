/** Everything in an instance that is read from a key vault. Domain 2, contract 7.5, 7.7 and 7.23. */
import { type ArmResource, idKey } from '../model/arm.ts';
import type { Estate, Read } from '../model/estate.ts';
import { at, isObject, list, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';

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
  /** Whether one version is named, so that it does not rotate. */
  readonly versioned: boolean;
  /** Undefined means the system-assigned identity. */
  readonly identityClientId: string | undefined;
  /** `keyVault.lastStatus.code` of a named value or certificate. */
  readonly lastStatus:
    | { readonly code: string; readonly message: string | undefined; readonly at: string | undefined }
    | undefined;
  /** `certificateStatus` of a hostname: Completed, Failed, InProgress. */
  readonly certificateStatus: string | undefined;
  /** Id of the collection that lists it, for the matching list of failed refreshes; undefined for a hostname. */
  readonly collectionId: string | undefined;
}

/** A list that could not be read. */
export interface UnreadList {
  /** The collection's id, `<service id>/namedValues`. */
  readonly id: string;
  readonly reason: ReasonCode;
}

/** The references found, and the lists that could not be searched. */
export interface KeyVaultReferences {
  readonly references: readonly KeyVaultReference[];
  readonly unread: readonly UnreadList[];
}

function vaultOf(identifier: string | undefined): Pick<KeyVaultReference, 'vaultHost' | 'vaultName' | 'versioned'> {
  const url = identifier === undefined ? null : URL.parse(identifier);
  if (url === null || url.hostname === '') return { vaultHost: undefined, vaultName: undefined, versioned: false };
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  return {
    vaultHost: url.hostname.toLowerCase(),
    vaultName: url.hostname.toLowerCase().split('.')[0],
    versioned: segments.length >= 3,
  };
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
    label: text(resource, 'properties', 'displayName') ?? resource.name,
    ...vaultOf(text(keyVault, 'secretIdentifier')),
    identityClientId: text(keyVault, 'identityClientId'),
    lastStatus:
      code === undefined
        ? undefined
        : { code, message: text(keyVault, 'lastStatus', 'message'), at: text(keyVault, 'lastStatus', 'timeStampUtc') },
    certificateStatus: undefined,
    collectionId,
  };
}

function hostnames(service: ArmResource): readonly KeyVaultReference[] {
  const found = list(service, 'properties', 'hostnameConfigurations').flatMap((entry): KeyVaultReference[] => {
    const identifier = text(entry, 'keyVaultId');
    const hostName = text(entry, 'hostName');
    if (identifier === undefined || hostName === undefined) return [];
    return [
      {
        id: `${service.id}/hostnameConfigurations/${hostName}`,
        kind: 'hostname',
        label: hostName,
        ...vaultOf(identifier),
        identityClientId: text(entry, 'identityClientId'),
        lastStatus: undefined,
        certificateStatus: text(entry, 'certificateStatus'),
        collectionId: undefined,
      },
    ];
  });
  return [...new Map(found.map((reference) => [idKey(reference.id), reference])).values()];
}

const WORKSPACE_TIERS = ['premium', 'premiumv2', 'isolated'];

/** The workspaces of an instance; none where the tier has none, so that nothing is read in vain. */
export function workspacesOf(service: ArmResource, estate: Estate): Read<readonly ArmResource[]> {
  if (!WORKSPACE_TIERS.includes((text(service, 'sku', 'name') ?? '').toLowerCase())) return { ok: true, value: [] };
  return estate.children(service.id, 'workspaces');
}

/** Collects the references of the service, its named values, its certificates, and those of its workspaces. */
export function keyVaultReferences(service: ArmResource, estate: Estate): KeyVaultReferences {
  const references: KeyVaultReference[] = [...hostnames(service)];
  const unread: UnreadList[] = [];
  const workspaces = workspacesOf(service, estate);
  if (!workspaces.ok) unread.push({ id: `${service.id}/workspaces`, reason: workspaces.reason });
  const owners = [service.id, ...(workspaces.ok ? workspaces.value.map((workspace) => workspace.id) : [])];
  for (const owner of owners) {
    for (const [collection, kind] of [
      ['namedValues', 'named-value'],
      ['certificates', 'certificate'],
    ] as const) {
      const read = estate.children(owner, collection);
      const id = `${owner}/${collection}`;
      if (!read.ok) unread.push({ id, reason: read.reason });
      else references.push(...read.value.flatMap((resource) => listed(resource, kind, id) ?? []));
    }
  }
  return { references, unread };
}

/** The vault of a reference, through Resource Graph: only its name is known. */
export function vaultOfReference(reference: KeyVaultReference, estate: Estate): Read<ArmResource> {
  return estate.named(['microsoft.keyvault/vaults'], reference.vaultName ?? '');
}
