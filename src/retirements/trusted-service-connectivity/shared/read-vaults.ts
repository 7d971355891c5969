/** The referenced vaults that could be read, with their firewall and line of sight. Rules: docs/rules.md#line-of-sight, docs/rules.md#reads. */

import type { KeyVaultReference } from '../../../instance/key-vault-references.ts';
import type { GatewayLocation } from '../../../instance/locations.ts';
import type { Answer } from '../../../model/answer.ts';
import type { ArmResource } from '../../../model/arm.ts';
import type { Evidence, Item } from '../../../model/finding.ts';
import { text } from '../../../model/json.ts';
import { foremost } from '../../../model/reasons.ts';
import { type Firewall, firewallOf } from '../../../network/firewall.ts';
import { deniesByDefault } from '../../../network/firewalls/network-rules.ts';
import { lineOfSight } from '../../../network/line-of-sight.ts';
import type { Target } from '../../../network/target.ts';
import type { LineOfSight } from '../../../network/way.ts';
import { referenceName } from './key-vault-wording.ts';
import { type KeyVaultUse, type ReferencedVault, unreadVault } from './referenced-vaults.ts';

/** A referenced vault that was read. */
export interface ReadVault {
  readonly resource: ArmResource;
  readonly target: Target;
  readonly firewall: Firewall;
  readonly references: readonly KeyVaultReference[];
}

/** Line of sight of one location. */
export interface LocatedLineOfSight {
  readonly location: GatewayLocation;
  readonly sight: LineOfSight;
}

/** The vault with its firewall; undefined while unread. */
export function readVault(use: KeyVaultUse, { vault, host, references }: ReferencedVault): ReadVault | undefined {
  if (!vault.ok) return undefined;
  const target: Target = { kind: 'key-vault', resource: vault.value, groupId: 'vault', host };
  return { resource: vault.value, target, firewall: firewallOf(target, use.subject.estate), references };
}

/**
 * Whether the vault is firewalled, whatever a perimeter adds. Undefined only where its own rules admit everybody and the
 * perimeter around it cannot be told.
 */
export function isFirewalled({ firewall, resource }: ReadVault): Answer {
  if (firewall.state === 'off') return { answer: 'no' };
  if (firewall.state !== 'selected' || firewall.unknown === undefined) return { answer: 'yes' };
  const unknown = { answer: 'unknown', reason: firewall.unknown } as const;
  if (firewall.unknown === 'UNREADABLE') return unknown;
  return deniesByDefault(text(resource, 'properties', 'networkAcls', 'defaultAction')) ? { answer: 'yes' } : unknown;
}

/** Judges each vault; one that is unread has one `unknown` item, subject its host (docs/rules.md#reads). */
export function judgeVaults(use: KeyVaultUse, judge: (vault: ReadVault) => readonly Item[]): readonly Item[] {
  return use.vaults.flatMap((entry) => {
    const vault = readVault(use, entry);
    if (vault === undefined) return unreadVault(use, entry);
    const hits = entry.references.map(referenceName);
    return judge(vault).map((item) => ({ hits, ...item }));
  });
}

/**
 * Line of sight from every judged location, by the vault's own rules, the service and private endpoints, DNS and the
 * perimeter; such reads carry a managed identity. Every location is asked, also after a `no`, so that collecting needs few rounds.
 */
export function vaultLinesOfSight(use: KeyVaultUse, vault: ReadVault): readonly LocatedLineOfSight[] {
  return use.locations.map((location) => ({
    location,
    sight: lineOfSight(location, vault.target, use.subject, 'target', 'managed-identity'),
  }));
}

/** The sight that decides where no location is named: a `no` if there is one, else an `unknown`, else yes in every one (docs/rules.md#locations). */
export function decidingLineOfSight(sights: readonly LocatedLineOfSight[]): LocatedLineOfSight | undefined {
  const reason = foremost(sights.map(({ sight }) => sight.reason));
  return (
    sights.find(({ sight }) => sight.answer === 'no') ??
    sights.find(({ sight }) => sight.answer === 'unknown' && sight.reason === reason) ??
    sights[0]
  );
}

/** What the vault's firewall rests on, with what the bypass ought to be. */
export function vaultEvidence({ firewall }: ReadVault, expected: string): readonly Evidence[] {
  return firewall.evidence.map((seen) =>
    seen.property === 'properties.networkAcls.bypass' ? { ...seen, expected } : seen,
  );
}
