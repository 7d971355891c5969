/** From March 2026 a key vault needs a network access option beside the trusted-services bypass. Rules: docs/rules.md#key-vault-network-access. */
import { docs } from '../../fixes/docs.ts';
import { admitLocation, switchBypassOn } from '../../fixes/key-vault-rules.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import type { GatewayLocation } from '../../instance/locations.ts';
import type { Fix, Item, Judgement } from '../../model/finding.ts';
import { type ReasonCode, reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import {
  judgeVaults,
  type LocatedLineOfSight,
  type ReadVault,
  vaultEvidence,
  vaultLinesOfSight,
} from './shared/read-vaults.ts';
import { judgeKeyVaultUse, type KeyVaultUse } from './shared/referenced-vaults.ts';

/** Why a vault may rest on the bypass alone, if it may; undefined otherwise (docs/rules.md#key-vault-network-access, the two exceptions). */
function bypassSuffices(use: KeyVaultUse, { firewall, references, resource }: ReadVault): Text | undefined {
  if (!firewall.bypassEffective) return undefined;
  if (references.every(({ kind }) => kind === 'hostname')) {
    return say('{name} serves hostname certificates only, which are read through the trusted-services bypass.', {
      name: resource.name,
    });
  }
  if (use.subject.settings.keyVaultTrustedAccess !== 'accept') return undefined;
  return say('{name} rests on the trusted-services bypass, which KEY_VAULT_TRUSTED_ACCESS=accept allows.', {
    name: resource.name,
  });
}

/** Hostname certificates need the bypass itself, whatever the network lets in. */
function wayIn(
  use: KeyVaultUse,
  { firewall, references, resource, target }: ReadVault,
  location: GatewayLocation,
): Fix {
  const hostnamesOnly = references.every(({ kind }) => kind === 'hostname');
  return hostnamesOnly && firewall.state !== 'perimeter'
    ? switchBypassOn(use.subject, resource)
    : admitLocation(
        use.subject,
        target,
        location,
        use.vaults.flatMap(({ vault }) => (vault.ok ? [vault.value] : [])),
      );
}

function judgeWithoutSight(
  use: KeyVaultUse,
  vault: ReadVault,
  { location, sight }: LocatedLineOfSight,
): Judgement<'fix'> {
  const { firewall, resource } = vault;
  const values = { location: location.name, name: resource.name, sight: sight.message };
  const suffices = bypassSuffices(use, vault);
  const fix = wayIn(use, vault, location);
  if (!firewall.bypassEffective) {
    const message = say(
      'Nothing lets {location} read {name}, and the trusted-services bypass has no effect: {sight}',
      values,
    );
    return { status: 'fail', impact: 'outage', reason: 'NO_PATH', message, fix };
  }
  if (suffices !== undefined) return { status: 'pass', reason: 'BYPASS_ONLY', message: suffices };
  const message = say(
    'Only the trusted-services bypass lets {location} read {name}. The key vault requirements of 18 December 2025 ask for a supported network access option from March 2026. API Management’s pages since 29 January 2026 support such reads through the bypass ({apiManagement}), while Key Vault’s own list of 19 May 2026 names API Management for custom-domain certificates only ({keyVault}). KEY_VAULT_TRUSTED_ACCESS=accept lets this pass. {sight}',
    { ...values, apiManagement: docs.keyVaultRequirements, keyVault: docs.keyVaultTrustedServices },
  );
  return { status: 'fail', impact: 'unsupported', reason: 'BYPASS_ONLY', message, fix };
}

function undecided(
  vault: ReadVault,
  { location }: LocatedLineOfSight,
  reason: ReasonCode,
  why: Text,
): Judgement<'fix'> {
  const message = say('Whether {location} reaches {name} could not be told: {why} {decides}', {
    location: location.name,
    name: vault.resource.name,
    why,
    decides: whatDecides(reason),
  });
  return { status: 'unknown', reason, message };
}

/** A perimeter that cannot be seen leaves everything open, also what lies beside it (docs/rules.md#key-vault-trusted-services). */
function judge(use: KeyVaultUse, vault: ReadVault, located: LocatedLineOfSight): Judgement<'fix'> {
  const { sight } = located;
  const hidden = vault.firewall.unknown;
  if (hidden !== undefined) return undecided(vault, located, hidden, say(reasonSentence(hidden)));
  if (sight.answer === 'no') return judgeWithoutSight(use, vault, located);
  if (sight.answer === 'yes') return { status: 'pass', message: sight.message };
  const reason = sight.reason;
  const suffices = bypassSuffices(use, vault);
  return suffices === undefined
    ? undecided(vault, located, reason, sight.message)
    : { status: 'pass', reason, message: suffices };
}

function openVault({ resource }: ReadVault): Judgement<'fix'> {
  return { status: 'pass', message: say('{name} has no firewall.', { name: resource.name }) };
}

/** One item for each referenced vault and judged location (docs/rules.md#items). */
function judgeNetworkAccess(use: KeyVaultUse): readonly Item[] {
  return judgeVaults(use, (vault) => {
    const subject = vault.resource.id;
    const evidence = vaultEvidence(vault, 'a network access option beside the bypass');
    if (vault.firewall.state === 'off') {
      return use.locations.map((location) => ({ subject, location: location.name, ...openVault(vault), evidence }));
    }
    return vaultLinesOfSight(use, vault).map((located) => ({
      subject,
      location: located.location.name,
      ...judge(use, vault, located),
      evidence: [...evidence, ...located.sight.evidence],
    }));
  });
}

export const keyVaultNetworkAccess: Requirement = {
  id: 'key-vault-network-access',
  title: say('Every key vault has a supported network access option'),
  titles: {
    fail: say('A key vault has no supported network access option'),
    unknown: say('Whether every key vault lets the instance in is not known'),
    warn: say('The network access of a key vault deserves a look'),
  },
  why: say(
    'The requirements of 18 December 2025 ask, from March 2026, for address rules, virtual network rules, a private endpoint, a perimeter or public access; Microsoft’s pages disagree since.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 60,
  source: {
    title: 'Virtual network service endpoints for Azure Key Vault',
    section: 'Trusted services',
    url: docs.keyVaultTrustedServices,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeNetworkAccess),
};
