/** A key vault's virtual network rule works only for a subnet with the service endpoint Microsoft.KeyVault. Rules: docs/rules.md#subnet-key-vault-endpoint. */
import { docs } from '../../fixes/docs.ts';
import { addKeyVaultEndpoint } from '../../fixes/service-endpoint.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import { type Answer, anyOf } from '../../model/answer.ts';
import { nameOf, sameId } from '../../model/arm.ts';
import type { Evidence, Item, Judgement } from '../../model/finding.ts';
import { foremost, type ReasonCode, reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { KEY_VAULT_ENDPOINT } from '../../model/services.ts';
import { say } from '../../model/text.ts';
import { type Firewall, firewallOf } from '../../network/firewall.ts';
import { lineOfSight } from '../../network/line-of-sight.ts';
import { networkPath } from '../../network/network-path.ts';
import { reachOf } from '../../network/peering.ts';
import { privateEndpointsOf } from '../../network/private-endpoints.ts';
import { hasServiceEndpoint } from '../../network/subnet.ts';
import type { Target } from '../../network/target.ts';
import { type JudgedSubnet, judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';
import { isFirewalled } from './shared/read-vaults.ts';
import { type VaultsInReach, vaultsInReach } from './shared/vaults-in-reach.ts';

/**
 * What the endpoint is to one vault: nothing (`open`, `private`), asked for (`needed`), its only way (`only-way`), or not
 * to be told, with what it may be at worst.
 */
interface VaultDependence {
  readonly vault: Target;
  readonly firewall: Firewall;
  readonly weight: 'open' | 'private' | 'needed' | 'only-way' | 'maybe-needed' | 'maybe-only-way';
  readonly reason?: ReasonCode;
}

/** Whether the vault has an approved private endpoint in the location's network or a directly peered one. */
function privateWay(judged: JudgedSubnet, vault: Target): Answer {
  const { subject, location } = judged;
  const path = networkPath(location, vault, subject);
  return anyOf(
    privateEndpointsOf(vault, subject.estate)
      .filter((endpoint) => endpoint.rightGroup !== false)
      .map(({ subnetId }) =>
        subnetId.ok ? reachOf(path, subnetId.value) : { answer: 'unknown', reason: subnetId.reason },
      ),
  );
}

/** Whether the vault's rule for this subnet is what lets it in, so that the endpoint is the missing half of its only way. */
function onlyWay(judged: JudgedSubnet, vault: Target, firewall: Firewall): Answer {
  const listed = firewall.virtualNetworkRules.some((rule) => sameId(rule.subnetId, judged.subnet.id));
  // Asked for whatever the rules say, so that collecting needs few rounds.
  const sight = lineOfSight(judged.location, vault, judged.subject, 'target', 'managed-identity');
  const { unknown } = firewall;
  if (!listed || firewall.publicAccessDisabled || sight.answer === 'yes') return { answer: 'no' };
  if (firewall.bypassEffective && unknown === undefined) return { answer: 'no' };
  if (sight.answer === 'unknown') return { answer: 'unknown', reason: sight.reason };
  return firewall.bypassEffective && unknown !== undefined ? { answer: 'unknown', reason: unknown } : { answer: 'yes' };
}

function weigh(judged: JudgedSubnet, vault: Target): VaultDependence {
  const firewall = firewallOf(vault, judged.subject.estate);
  const firewalled = isFirewalled({ resource: vault.resource, target: vault, firewall, references: [] });
  const own = { vault, firewall };
  const only = onlyWay(judged, vault, firewall);
  const endpoint = privateWay(judged, vault);
  if (firewalled.answer === 'no') return { ...own, weight: 'open' };
  if (only.answer === 'yes') return { ...own, weight: 'only-way' };
  if (only.answer === 'unknown') return { ...own, weight: 'maybe-only-way', reason: only.reason };
  if (endpoint.answer === 'unknown') return { ...own, weight: 'maybe-needed', reason: endpoint.reason };
  if (endpoint.answer === 'yes') return { ...own, weight: 'private' };
  return firewalled.answer === 'unknown'
    ? { ...own, weight: 'maybe-needed', reason: firewalled.reason }
    : { ...own, weight: 'needed' };
}

function undecided(judged: JudgedSubnet, reason: ReasonCode): Judgement {
  const message = say(
    '{subnet} has no service endpoint to Key Vault, and whether a key vault depends on it cannot be told. {why} {decides}',
    { subnet: judged.subnet.name, why: say(reasonSentence(reason)), decides: whatDecides(reason) },
  );
  return { status: 'unknown', reason, message };
}

function names(weights: readonly VaultDependence[]): string {
  return weights.map(({ vault }) => nameOf(vault.resource.id)).join(', ');
}

function outcomeOf(judged: JudgedSubnet, inReach: VaultsInReach, weights: readonly VaultDependence[]): Judgement {
  const of = (weight: VaultDependence['weight']) => weights.filter((one) => one.weight === weight);
  const reasonOf = (found: readonly VaultDependence[]) => foremost(found.map((one) => one.reason));
  const values = { subnet: judged.subnet.name };
  const base = { reason: 'ENDPOINT_MISSING' as const };
  const onlyWays = of('only-way');
  if (onlyWays.length > 0) {
    const message = say(
      '{subnet} has no service endpoint to Key Vault, and without it the virtual network rule of {vaults} lets nothing in. Nothing else does.',
      { ...values, vaults: names(onlyWays) },
    );
    return { ...base, status: 'fail', impact: 'outage', message };
  }
  const open = foremost([inReach.unreadVault, reasonOf(of('maybe-only-way'))]);
  if (open !== undefined) return undecided(judged, open);
  const needed = of('needed');
  if (needed.length > 0) {
    const message = say(
      '{subnet} has no service endpoint to Key Vault, which the requirements ask for while {vaults} has a firewall and no private endpoint in reach.',
      { ...values, vaults: names(needed) },
    );
    return { ...base, status: 'fail', impact: 'unsupported', message };
  }
  const hidden = foremost([reasonOf(of('maybe-needed')), inReach.incomplete]);
  if (hidden !== undefined) return undecided(judged, hidden);
  const message =
    of('private').length > 0
      ? say(
          '{subnet} has no service endpoint to Key Vault. Every firewalled key vault is reached by a private endpoint, so nothing depends on it.',
          values,
        )
      : say(
          '{subnet} has no service endpoint to Key Vault. No key vault has a firewall, so nothing depends on it.',
          values,
        );
  return { ...base, status: 'warn', message };
}

function endpointEvidence({ subnet }: JudgedSubnet): Evidence {
  const observed = subnet.serviceEndpoints.map(({ service, provisioningState }) =>
    provisioningState === undefined ? service : `${service} (${provisioningState})`,
  );
  return {
    resource: subnet.id,
    property: 'properties.serviceEndpoints',
    observed: observed.join(', ') || 'none',
    expected: `${KEY_VAULT_ENDPOINT} (Succeeded)`,
  };
}

/** The one item of a location (docs/rules.md#items). */
function judgeEndpoint(judged: JudgedSubnet, inReach: VaultsInReach): Item {
  const { subject, subnet, location } = judged;
  const base = { subject: subnet.id, location: location.name };
  if (hasServiceEndpoint(subnet, KEY_VAULT_ENDPOINT)) {
    const message = say('{subnet} has a service endpoint to Key Vault.', { subnet: subnet.name });
    return { ...base, status: 'pass', message, evidence: [endpointEvidence(judged)] };
  }
  const weights = inReach.vaults.map((vault) => weigh(judged, vault));
  const outcome = outcomeOf(judged, inReach, weights);
  const needsFix = outcome.status === 'fail' || outcome.status === 'warn';
  return {
    ...base,
    ...outcome,
    evidence: [endpointEvidence(judged), ...weights.flatMap(({ firewall }) => firewall.evidence)],
    ...(needsFix
      ? {
          fix: addKeyVaultEndpoint(
            subject,
            location,
            subnet,
            weights.map(({ vault }) => vault.resource),
          ),
        }
      : {}),
  };
}

export const subnetKeyVaultEndpoint: Requirement = {
  id: 'subnet-key-vault-endpoint',
  title: say('The API Management subnet has a service endpoint to Key Vault'),
  titles: {
    fail: say('The subnet has no service endpoint to Key Vault'),
    unknown: say('Whether the subnet has the endpoint to Key Vault is not known'),
    warn: say('The subnet does without a service endpoint to Key Vault'),
  },
  why: say(
    'It is the missing half of a virtual network rule, and carries traffic to key vaults past a tunnel; the requirements ask for it.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 90,
  source: {
    title: 'Key vault requirements of API Management',
    section: 'Virtual network requirements',
    url: docs.keyVaultRequirements,
  },
  check: (subject) =>
    judgeNetwork(subject, (networked) => {
      const inReach = vaultsInReach(networked.service, subject);
      return judgeSubnets(networked, (judged) => [judgeEndpoint(judged, inReach)]);
    }),
};
