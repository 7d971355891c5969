/** Only the gateway loses trusted access; the control plane keeps its bypass and may depend on it. Rules: docs/rules.md#key-vault-trusted-services. */
import { docs } from '../../fixes/docs.ts';
import { admitByPerimeter, switchBypassOn } from '../../fixes/key-vault-rules.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import type { Item, Judgement } from '../../model/finding.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import {
  decidingLineOfSight,
  judgeVaults,
  type ReadVault,
  vaultEvidence,
  vaultLinesOfSight,
} from './shared/read-vaults.ts';
import { judgeKeyVaultUse, type KeyVaultUse } from './shared/referenced-vaults.ts';

/** The bypass is off, or an enforced perimeter voids it. */
function judgeWithout(use: KeyVaultUse, vault: ReadVault): Judgement<'fix'> {
  const { firewall, resource, references } = vault;
  const name = resource.name;
  const voided = firewall.state === 'perimeter';
  const reason = voided ? 'BYPASS_VOID' : 'BYPASS_OFF';
  const why = say(reasonSentence(reason));
  const fix = voided ? admitByPerimeter(use.subject, resource) : switchBypassOn(use.subject, resource);
  const sight = decidingLineOfSight(vaultLinesOfSight(use, vault))?.sight;
  const hostname = references.find(({ kind }) => kind === 'hostname');
  if (hostname !== undefined) {
    const message = say(
      '{why} Hostname certificates such as that of {hostname} are read from {name} by no other way.',
      {
        why,
        hostname: hostname.label,
        name,
      },
    );
    return { status: 'fail', impact: 'outage', reason, message, fix };
  }
  if (sight === undefined || sight.answer === 'no') {
    const message = say('{why} Nothing else lets API Management read {name}.', { why, name });
    return { status: 'fail', impact: 'outage', reason, message, fix };
  }
  if (sight.answer === 'unknown') {
    const undecided = sight.reason;
    const message = say('{why} Whether {name} can be read without it could not be told: {sight} {decides}', {
      why,
      name,
      sight: sight.message,
      decides: whatDecides(undecided),
    });
    return { status: 'unknown', reason: undecided, message };
  }
  const message = say('{why} {name} can be read all the same: {sight}', { why, name, sight: sight.message });
  return { status: 'warn', reason, message, fix };
}

function judge(use: KeyVaultUse, vault: ReadVault): Judgement<'fix'> {
  const { firewall, resource, references } = vault;
  const name = resource.name;
  if (firewall.unknown !== undefined) {
    const reason = firewall.unknown;
    const message = say(
      'Whether the trusted-services bypass of {name} has effect could not be told. {reason} {decides}',
      {
        name,
        reason: say(reasonSentence(reason)),
        decides: whatDecides(reason),
      },
    );
    return { status: 'unknown', reason, message };
  }
  if (firewall.state === 'off') {
    const message = say('{name} has no firewall that would need a bypass.', { name });
    return { status: 'not-applicable', reason: 'FIREWALL_OFF', message };
  }
  if (!firewall.bypassEffective) return judgeWithout(use, vault);
  if (references.every(({ kind }) => kind === 'hostname')) {
    return { status: 'pass', message: say('The bypass of {name} is on; hostname certificates need it.', { name }) };
  }
  const message = say(
    'The bypass of {name} is on, and control-plane reads keep it. Key Vault itself documents it for hostname certificates only.',
    { name },
  );
  return { status: 'pass', message };
}

/** One item for each referenced vault (docs/rules.md#items). */
function judgeTrustedServices(use: KeyVaultUse): readonly Item[] {
  return judgeVaults(use, (vault) => [
    { subject: vault.resource.id, ...judge(use, vault), evidence: vaultEvidence(vault, 'AzureServices') },
  ]);
}

export const keyVaultTrustedServices: Requirement = {
  id: 'key-vault-trusted-services',
  title: say('Key vaults keep the trusted-services bypass where the control plane depends on it'),
  titles: {
    fail: say('The trusted-services bypass is off where it is needed'),
    unknown: say('Whether a key vault needs its bypass is not known'),
    warn: say('The trusted-services bypass is off, and another way is there'),
  },
  why: say(
    'Hostname certificates, and references without another way, are read through this bypass; it is not what is retired.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 50,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeTrustedServices),
};
