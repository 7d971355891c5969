/** How a key vault's firewall lets API Management in, and nobody else. Domain 8.3 (2) (3) (4). */
import type { GatewayLocation } from '../instance/locations.ts';
import { type ArmResource, parseArmId, sameId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { covers, parseRange, parseRanges } from '../network/addresses.ts';
import { egressOf } from '../network/egress.ts';
import { type Firewall, firewallOf } from '../network/firewall.ts';
import { hasServiceEndpoint, subnetOf } from '../network/subnet.ts';
import type { Target } from '../network/target.ts';
import { docs } from './docs.ts';
import { networkingLink, portalLink } from './portal.ts';
import { lines, word } from './shell.ts';

/** The vault as `az keyvault` names it; the subscription is named too, so that the command means the same in every shell. */
function named(vault: ArmResource): string {
  const parts = parseArmId(vault.id);
  return `-g ${word(parts?.resourceGroup ?? '')} -n ${word(vault.name)} --subscription ${word(parts?.subscriptionId ?? '')}`;
}

function inspect(vault: ArmResource): string {
  return `az keyvault show ${named(vault)} --query properties.networkAcls`;
}

/** Switches the trusted-services bypass on. It does not open the vault: the default action stays as it is. */
export function switchBypassOn(subject: Subject, vault: ArmResource): Fix {
  return {
    title: say('Allow trusted Microsoft services to bypass the firewall of {vault}', { vault: vault.name }),
    portal: networkingLink(subject, vault),
    docs: docs.keyVaultFirewall,
    command: lines(
      '# Lets the control plane read the vault; opens it to no network.',
      inspect(vault),
      `az keyvault update ${named(vault)} --bypass AzureServices`,
    ),
    order: 20,
  };
}

/** Admits API Management through the perimeter, which alone counts while it is enforced. */
export function admitByPerimeter(subject: Subject, vault: ArmResource): Fix {
  return {
    title: say('Add an inbound access rule for the addresses of API Management to the perimeter of {vault}', {
      vault: vault.name,
    }),
    portal: networkingLink(subject, vault),
    docs: docs.perimeter,
    order: 40,
  };
}

function privateEndpoint(subject: Subject, vault: ArmResource): Fix {
  return {
    title: say(
      'Reach {vault} by an approved private endpoint, with privatelink.vaultcore.azure.net linked to the network and holding its record',
      { vault: vault.name },
    ),
    portal: networkingLink(subject, vault),
    docs: docs.privateEndpointDns,
    order: 30,
  };
}

const BLAST_OF_ENDPOINT =
  '# With the endpoint the subnet is known by its network: another vault that it reaches by an address rule needs a rule for it first.';

/**
 * Adds the subnet to the rules first and the endpoint second: the other way round, address rules stop matching at once.
 * The endpoint is left out where another vault would go dark with it; the vault takes the rule before the endpoint.
 */
function ruleThenEndpoint(vault: ArmResource, subnetId: string, dark: readonly string[]): string {
  const url = word(`${vault.id}?api-version=2024-11-01`);
  const rule = JSON.stringify({ id: subnetId, ignoreMissingVnetServiceEndpoint: true });
  const merge = `{properties:{networkAcls:(. + {virtualNetworkRules:((.virtualNetworkRules // []) + [${rule}])})}}`;
  return lines(
    dark.length > 0 ? '# Adds a rule; the rules that are there stay.' : BLAST_OF_ENDPOINT,
    `az rest -m get -u ${url} --query properties.networkAcls -o json > acls.json`,
    `jq ${word(merge)} acls.json > patch.json`,
    `az rest -m patch -u ${url} -b @patch.json`,
    dark.length > 0 ? undefined : endpoint(subnetId),
  );
}

/** An update replaces the whole list of endpoints, so those that are there are named again (domain 8.3 (4)). */
function endpoint(subnetId: string): string {
  return lines(
    `KEEP=$(az network vnet subnet show --ids ${word(subnetId)} --query "serviceEndpoints[].service" -o tsv)`,
    `az network vnet subnet update --ids ${word(subnetId)} --service-endpoints $KEEP Microsoft.KeyVault`,
  );
}

function endpointOnly(subject: Subject, vault: ArmResource, subnetId: string, dark: readonly string[]): Fix {
  const fix = {
    portal: portalLink(subject, parseArmId(subnetId)?.parentId ?? subnetId, 'subnets'),
    docs: docs.keyVaultFirewall,
    order: 50,
  };
  if (dark.length > 0) {
    const title = say(
      'Add a virtual network rule for the subnet to {others} first, because address rules stop matching; then the service endpoint Microsoft.KeyVault to the subnet, which {vault} lists already',
      { vault: vault.name, others: dark.join(', ') },
    );
    return { ...fix, title };
  }
  return {
    ...fix,
    title: say('Add the service endpoint Microsoft.KeyVault to the subnet; {vault} lists it already', {
      vault: vault.name,
    }),
    command: lines(BLAST_OF_ENDPOINT, endpoint(subnetId)),
  };
}

/** Other vaults that would go dark with a service endpoint on the subnet: they know the gateway by its address only. */
function goingDark(
  others: readonly ArmResource[],
  vault: ArmResource,
  subnetId: string,
  subject: Subject,
): readonly string[] {
  const dark = others.filter((other) => {
    if (sameId(other.id, vault.id)) return false;
    const target: Target = { kind: 'key-vault', resource: other, groupId: 'vault', host: '' };
    const { state, ipRules, virtualNetworkRules } = firewallOf(target, subject.estate);
    const listed = virtualNetworkRules.some((rule) => sameId(rule.subnetId, subnetId));
    return state === 'selected' && ipRules.length > 0 && !listed;
  });
  return [...new Set(dark.map(({ name }) => name))].sort();
}

function admitSubnet(
  subject: Subject,
  vault: ArmResource,
  firewall: Firewall,
  subnetId: string,
  others: readonly ArmResource[],
): Fix {
  const read = subnetOf(subnetId, subject.estate);
  const fix = {
    title: say('Add a virtual network rule for the subnet to {vault}, then the service endpoint to the subnet', {
      vault: vault.name,
    }),
    portal: networkingLink(subject, vault),
    docs: docs.keyVaultFirewall,
    order: 40,
  };
  if (!read.ok) return fix;
  const listed = firewall.virtualNetworkRules.some((rule) => sameId(rule.subnetId, subnetId));
  if (!hasServiceEndpoint(read.value, 'Microsoft.KeyVault')) {
    const dark = goingDark(others, vault, subnetId, subject);
    if (listed) return endpointOnly(subject, vault, subnetId, dark);
    const command = ruleThenEndpoint(vault, subnetId, dark);
    if (dark.length === 0) return { ...fix, command };
    const title = say(
      'Add virtual network rules for the subnet to {vault} and to {others}, which address rules alone let it reach; only then the service endpoint to the subnet',
      { vault: vault.name, others: dark.join(', ') },
    );
    return { ...fix, title, command };
  }
  // Both halves are there, so what stops the read is the name: a private zone without the vault's record.
  if (listed) return privateEndpoint(subject, vault);
  return {
    ...fix,
    title: say('Add a virtual network rule for the subnet to {vault}', { vault: vault.name }),
    command: lines(
      '# Admits this one subnet; the rules that are there stay.',
      inspect(vault),
      `az keyvault network-rule add ${named(vault)} --subnet ${word(subnetId)}`,
    ),
  };
}

function admitAddresses(subject: Subject, vault: ArmResource, firewall: Firewall, location: GatewayLocation): Fix {
  const egress = egressOf(location, subject.estate);
  const rules = parseRanges(firewall.ipRules);
  const missing = egress.addresses.filter((address) => {
    const range = parseRange(address);
    return range !== undefined && !covers(rules, range);
  });
  const fix = { portal: networkingLink(subject, vault), docs: docs.keyVaultFirewall, order: 40 };
  if (!egress.known || location.sharedEgress || missing.length === 0) {
    const title = say(
      'Give {location} a virtual network whose subnet {vault} admits; it has no address of its own to allow',
      { location: location.name, vault: vault.name },
    );
    return { ...fix, title, docs: docs.integrateV2 };
  }
  if (firewall.state === 'private') {
    const title = say(
      'Allow public access to {vault} from selected networks only, and there the addresses of {location}; or give the instance a virtual network and a private endpoint',
      { vault: vault.name, location: location.name },
    );
    return { ...fix, title };
  }
  return {
    ...fix,
    title: say('Add the addresses of {location} to the firewall of {vault}', {
      location: location.name,
      vault: vault.name,
    }),
    command: lines(
      '# Admits these addresses; the rules that are there stay.',
      inspect(vault),
      ...missing.map(
        (address) =>
          `az keyvault network-rule add ${named(vault)} --ip-address ${word(address.includes('/') ? address : `${address}/32`)}`,
      ),
    ),
  };
}

/**
 * Gives one gateway location a supported way to a vault (domain 1.1): a perimeter rule, a private endpoint, a virtual
 * network rule or address rules, whichever the vault's state and the location allow. Never opens the vault to all
 * networks, and never touches its bypass. `others` are the vaults that the instance uses beside this one: no command
 * cuts one of them off.
 */
export function admitLocation(
  subject: Subject,
  vault: ArmResource,
  firewall: Firewall,
  location: GatewayLocation,
  others: readonly ArmResource[],
): Fix {
  if (firewall.state === 'perimeter') return admitByPerimeter(subject, vault);
  if (location.subnetId === undefined) return admitAddresses(subject, vault, firewall, location);
  if (firewall.state === 'private') return privateEndpoint(subject, vault);
  return admitSubnet(subject, vault, firewall, location.subnetId, others);
}

/**
 * Removes addresses from a vault's firewall, after somebody made sure that nobody needs them. Without a command where the
 * gateway's own addresses are not known, because one of these may be its own (domain 10, trap 37).
 */
export function removeAddresses(
  subject: Subject,
  vault: ArmResource,
  addresses: readonly string[],
  ownAddressesKnown: boolean,
): Fix {
  const fix = {
    title: say('Find out who needs these addresses; remove those that nobody does, and name the others as known'),
    portal: networkingLink(subject, vault),
    docs: docs.keyVaultFirewall,
    order: 90,
  };
  if (!ownAddressesKnown) return fix;
  return {
    ...fix,
    command: lines(
      '# Cuts off whoever uses the address, a build agent for example: make sure first that nobody does.',
      `az keyvault network-rule list ${named(vault)}`,
      ...addresses.map((address) => `az keyvault network-rule remove ${named(vault)} --ip-address ${word(address)}`),
    ),
  };
}
