/** What every `key-vault-*` requirement starts from: the references of an instance, by vault. Rules: docs/rules.md#locations. */
import { unreadItem, unreadService } from '../../../fixes/unread-item.ts';
import {
  type KeyVaultReference,
  keyVaultReferences,
  type VaultReference,
  withVaults,
} from '../../../instance/key-vault-references.ts';
import { type GatewayLocation, gatewayLocations, primaryLocation } from '../../../instance/locations.ts';
import { type ArmResource, idKey } from '../../../model/arm.ts';
import type { Read } from '../../../model/estate.ts';
import type { Item } from '../../../model/finding.ts';
import { remembered } from '../../../model/remembered.ts';
import type { Subject } from '../../../model/requirement.ts';
import { say } from '../../../model/text.ts';
import { referenceName } from './key-vault-wording.ts';

/** A vault that something refers to. */
export interface ReferencedVault {
  /** Host of its first reference, lower case; the subject of its item while it is unread. */
  readonly host: string;
  readonly vault: Read<ArmResource>;
  /** Never empty. */
  readonly references: readonly KeyVaultReference[];
}

/** Everything that the key vault requirements judge. */
export interface KeyVaultUse {
  readonly subject: Subject;
  readonly service: ArmResource;
  /** The judged gateway locations: those that are on, or the primary one when all are off (docs/rules.md#locations). Never empty. */
  readonly locations: readonly GatewayLocation[];
  readonly references: readonly KeyVaultReference[];
  readonly vaults: readonly ReferencedVault[];
}

function hostOf({ vaultHost, id }: KeyVaultReference): string {
  return vaultHost ?? id;
}

/** The referenced vaults, each once however often and in whatever case it is named. */
const byVault = remembered((found: readonly VaultReference[]): readonly ReferencedVault[] => {
  const groups = Map.groupBy(found, ({ vault, reference }) => (vault.ok ? idKey(vault.value.id) : hostOf(reference)));
  return [...groups.values()].flatMap((group) => {
    const references = group.map(({ reference }) => reference);
    return group.slice(0, 1).map(({ vault, reference }) => ({ host: hostOf(reference), vault, references }));
  });
});

/**
 * The `unknown` item of a vault that could not be read, none for one that was. Its host is the subject, or the reference
 * where references are what is judged (docs/rules.md#reads).
 */
export function unreadVault(use: KeyVaultUse, entry: ReferencedVault, id: string = entry.host): readonly Item[] {
  const { vault, host } = entry;
  if (vault.ok) return [];
  const hits = entry.references.map(referenceName);
  return [{ ...unreadItem(use.subject, id, say('Key vault {host}', { host }), vault), about: host, hits }];
}

/**
 * Runs a judgement over the key vault use of an instance, and adds what docs/rules.md#statuses and docs/rules.md#reads ask of every `key-vault-*`
 * requirement: one `unknown` for the instance or for each list that could not be read, one `not-applicable` when every
 * list was read and nothing refers to a vault.
 */
export function judgeKeyVaultUse(subject: Subject, judge: (use: KeyVaultUse) => readonly Item[]): readonly Item[] {
  const read = subject.estate.resource(subject.instance.id);
  if (!read.ok) return [unreadService(subject, read)];
  const service = read.value;
  const { references, unread } = keyVaultReferences(service, subject.estate);
  const enabled = gatewayLocations(service);
  const locations = enabled.length > 0 ? enabled : [primaryLocation(service)];
  const vaults = byVault(withVaults(references, subject.estate));
  const items = [
    ...judge({ subject, service, locations, references, vaults }),
    ...unread.map((list) => unreadItem(subject, list.id, say('The list {id}', { id: list.id }), list)),
  ];
  if (items.length > 0) return items;
  return [
    {
      subject: service.id,
      status: 'not-applicable',
      reason: 'NO_KV_REFS',
      message: say('No named value, client certificate or hostname of {name} is read from a key vault.', {
        name: subject.instance.name,
      }),
      evidence: [
        { resource: service.id, property: 'namedValues, certificates, hostnameConfigurations', observed: '0' },
      ],
    },
  ];
}
