/** A client address is let in while somebody picks a secret, and may go afterwards. Rules: docs/rules.md#key-vault-client-addresses. */
import { docs } from '../../fixes/docs.ts';
import { removeAddresses } from '../../fixes/key-vault-rules.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import type { Evidence, Item, Judgement } from '../../model/finding.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { overlap, parseRange, parseRanges } from '../../network/addresses.ts';
import { egressOf } from '../../network/egress.ts';
import { judgeVaults, type ReadVault } from './shared/read-vaults.ts';
import { judgeKeyVaultUse, type KeyVaultUse } from './shared/referenced-vaults.ts';

/** What explains a rule: the gateway's own addresses, and those that the organisation named. */
interface Explained {
  readonly addresses: readonly string[];
  /** Whether the gateway's own are all known. */
  readonly complete: boolean;
}

function explained(use: KeyVaultUse): Explained {
  const egress = use.locations.map((location) => egressOf(location, use.subject.estate));
  return {
    addresses: [...egress.flatMap(({ addresses }) => addresses), ...use.subject.settings.keyVaultKnownAddresses],
    complete: egress.every(({ known }) => known),
  };
}

function judge(use: KeyVaultUse, { firewall, resource }: ReadVault, own: Explained): Judgement<'fix'> {
  const name = resource.name;
  if (firewall.state === 'off') {
    return { status: 'not-applicable', reason: 'FIREWALL_OFF', message: say('{name} has no firewall.', { name }) };
  }
  if (firewall.state !== 'selected') {
    const message = say('Address rules of {name} have no effect as it is set up.', { name });
    return { status: 'not-applicable', reason: 'RULES_NOT_IN_FORCE', message };
  }
  if (firewall.unknown !== undefined) {
    const reason = firewall.unknown;
    const message = say('Whether the address rules of {name} have effect could not be told. {reason} {decides}', {
      name,
      reason: say(reasonSentence(reason)),
      decides: whatDecides(reason),
    });
    return { status: 'unknown', reason, message };
  }
  if (firewall.ipRules.length === 0) {
    return { status: 'pass', message: say('The firewall of {name} admits no address.', { name }) };
  }
  const ranges = parseRanges(own.addresses);
  const strange = firewall.ipRules.filter((rule) => {
    const range = parseRange(rule);
    return range === undefined || !ranges.some((known) => overlap(known, range));
  });
  if (strange.length === 0) {
    return { status: 'pass', message: say('Every address in the firewall of {name} is explained.', { name }) };
  }
  const values = { name, addresses: strange.join(', ') };
  const message = own.complete
    ? say(
        'The firewall of {name} admits {addresses}, which is neither the gateway nor a known address. It may be a client that was let in for a while.',
        values,
      )
    : say(
        'The firewall of {name} admits {addresses}. It may be a client that was let in for a while, or the gateway itself, whose addresses are not all known.',
        values,
      );
  const fix = removeAddresses(use.subject, resource);
  return { status: 'warn', reason: 'UNEXPLAINED_ADDRESS', message, fix };
}

function evidenceOf({ firewall, resource }: ReadVault, own: Explained): readonly Evidence[] {
  const observed = firewall.ipRules.length === 0 ? 'none' : firewall.ipRules.join(', ');
  const expected = own.addresses.length === 0 ? 'none' : `only ${own.addresses.join(', ')}`;
  return [
    ...firewall.evidence,
    { resource: resource.id, property: 'properties.networkAcls.ipRules[].value', observed, expected },
  ];
}

/** One item for each referenced vault (docs/rules.md#items). */
function judgeClientAddresses(use: KeyVaultUse): readonly Item[] {
  const own = explained(use);
  return judgeVaults(use, (vault) => [
    { subject: vault.resource.id, ...judge(use, vault, own), evidence: evidenceOf(vault, own) },
  ]);
}

export const keyVaultClientAddresses: Requirement = {
  id: 'key-vault-client-addresses',
  title: say('No temporary client address is left in a key vault firewall'),
  titles: {
    fail: say('A key vault firewall admits an unexplained address'),
    unknown: say('What the key vault firewalls admit is not known'),
    warn: say('A key vault firewall admits an unexplained address'),
  },
  why: say('An address that was let in while somebody picked a secret may be taken out again.'),
  retirement: 'trusted-service-connectivity',
  order: 70,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Requirements for Key Vault firewall',
    url: docs.keyVaultRequirements,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeClientAddresses),
};
