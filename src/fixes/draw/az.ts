/** Changes as commands of the Azure CLI for bash: each merges with what is there, may be run twice, and holds no secret. */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { nameOf, parseArmId } from '../../model/arm.ts';
import type { ByKind, Change } from '../../model/change.ts';
import { lines, word } from '../shell.ts';

/** A resource as commands name it: `-g GROUP OPTION NAME --subscription ID`, the same in every shell. */
function named(id: string, option = '-n'): string {
  const parts = parseArmId(id);
  const scope = [word(parts?.resourceGroup ?? ''), option, word(parts?.name ?? id)].join(' ');
  return `-g ${scope} --subscription ${word(parts?.subscriptionId ?? '')}`;
}

function typeOf(id: string): string {
  return parseArmId(id)?.type ?? '';
}

interface RuleCommands {
  /** Shows the rules that are there. */
  readonly inspect: string;
  readonly address: (address: string) => string;
  readonly subnet: (subnet: string) => string;
}

function messagingRules(service: 'servicebus' | 'eventhubs', target: string): RuleCommands {
  const rules = `az ${service} namespace network-rule-set`;
  const namespace = named(target, '--namespace-name');
  return {
    inspect: `${rules} show ${namespace}`,
    address: (address) => `${rules} ip-rule add ${namespace} --ip-rule ip-address=${word(address)} action=Allow`,
    subnet: (subnet) => `${rules} virtual-network-rule add ${namespace} --subnet ${word(`id=${subnet}`)}`,
  };
}

/** Source of the commands: the reference of the Azure CLI, one group for each service. */
function ruleCommands(target: string): RuleCommands {
  switch (typeOf(target)) {
    case 'microsoft.storage/storageaccounts': {
      const account = named(target, '--account-name');
      return {
        inspect: `az storage account network-rule list ${account}`,
        // Storage refuses /32; a single address stands by itself.
        address: (address) =>
          `az storage account network-rule add ${account} --ip-address ${word(address.replace(/\/32$/, ''))}`,
        subnet: (subnet) => `az storage account network-rule add ${account} --subnet ${word(subnet)}`,
      };
    }
    case 'microsoft.servicebus/namespaces':
      return messagingRules('servicebus', target);
    case 'microsoft.eventhub/namespaces':
      return messagingRules('eventhubs', target);
    case 'microsoft.containerregistry/registries':
      return {
        inspect: `az acr network-rule list ${named(target)}`,
        address: (address) => `az acr network-rule add ${named(target)} --ip-address ${word(address)}`,
        subnet: (subnet) => `az acr network-rule add ${named(target)} --subnet ${word(subnet)}`,
      };
    default: {
      const where = named(target, typeOf(target) === 'microsoft.keyvault/managedhsms' ? '--hsm-name' : '-n');
      const add = `az keyvault network-rule add ${where}`;
      return {
        inspect: `az keyvault network-rule list ${where}`,
        address: (address) => `${add} --ip-address ${word(address.includes('/') ? address : `${address}/32`)}`,
        subnet: (subnet) => `${add} --subnet ${word(subnet)}`,
      };
    }
  }
}

const url = (id: string, version: string) => word(`${id}?api-version=${version}`);

/** API Management's api version of the commands here. */
const SERVICE = '2024-05-01';

/** Adds the rule while the subnet has no endpoint yet, which `az keyvault network-rule` refuses. */
function ruleBeforeEndpoint(vault: string, subnet: string): readonly string[] {
  const address = url(vault, '2024-11-01');
  const rule = JSON.stringify({ id: subnet, ignoreMissingVnetServiceEndpoint: true });
  const rules = `([(.virtualNetworkRules // [])[] | select((.id | ascii_downcase) != ${JSON.stringify(subnet.toLowerCase())})] + [${rule}])`;
  return [
    `az rest -m get -u ${address} --query properties.networkAcls -o json > acls.json`,
    `jq ${word(`{properties:{networkAcls:(. + {virtualNetworkRules:${rules}})}}`)} acls.json > patch.json`,
    `az rest -m patch -u ${address} -b @patch.json`,
  ];
}

/** Reads, merges, patches, verifies: a patch with the one key alone would reset the TLS and cipher settings. */
function disableTrustedAccess(service: string): readonly string[] {
  const address = url(service, SERVICE);
  return [
    '# Updates the whole service, with a brief interruption: use a maintenance window.',
    '# The last line verifies; run it when provisioningState is Succeeded again.',
    `az rest -m get -u ${address} --query properties.customProperties -o json > before.json`,
    `jq '{properties:{customProperties:((. // {}) + {"${TRUSTED_ACCESS_FLAG}":"True"})}}' before.json > patch.json`,
    `az rest -m patch -u ${address} -b @patch.json`,
    `az rest -m get -u ${address} --query properties.customProperties   # compare with before.json`,
  ];
}

/** The identity block to send: the union of what is attached and the system-assigned one. */
function identities(keeps: readonly string[]): string {
  if (keeps.length === 0) return JSON.stringify({ identity: { type: 'SystemAssigned' } });
  const userAssignedIdentities = Object.fromEntries(keeps.map((id) => [id, {}]));
  return JSON.stringify({ identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities } });
}

function principalOf(service: string): string {
  return `PRINCIPAL=$(az rest -m get -u ${url(service, SERVICE)} --query identity.principalId -o tsv)`;
}

const drawn: ByKind<readonly string[]> = {
  'add-address-rules'({ target, addresses }) {
    const rules = ruleCommands(target);
    return ['# Admits these addresses; the rules that are there stay.', rules.inspect, ...addresses.map(rules.address)];
  },
  'add-network-rule'({ target, subnet, beforeEndpoint }) {
    const rules = ruleCommands(target);
    const isVault = typeOf(target) === 'microsoft.keyvault/vaults';
    return [
      '# Admits this one subnet; the rules that are there stay.',
      ...(beforeEndpoint && isVault ? ruleBeforeEndpoint(target, subnet) : [rules.inspect, rules.subnet(subnet)]),
    ];
  },
  'add-perimeter-rule'({ profile, name, admits }) {
    const perimeter = profile.replace(/\/profiles\/[^/]+$/i, '');
    const where = `${named(perimeter, '--perimeter-name')} --profile-name ${word(nameOf(profile))}`;
    const what =
      admits.subscription === undefined
        ? `--address-prefixes ${word(JSON.stringify(admits.addresses))}`
        : `--subscriptions ${word(`[{id:/subscriptions/${admits.subscription}}]`)}`;
    return [
      '# Adds an access rule to the profile; the rules that are there stay.',
      `az network perimeter profile access-rule list ${where} -o table`,
      `az network perimeter profile access-rule create ${where} -n ${word(name)} --direction Inbound ${what}`,
    ];
  },
  'allow-trusted-services'({ vault }) {
    return [
      '# Lets the control plane read the vault; opens it to no network.',
      `az keyvault show ${named(vault)} --query properties.networkAcls`,
      `az keyvault update ${named(vault)} --bypass AzureServices`,
    ];
  },
  'add-service-endpoint'({ subnet, service }) {
    const id = word(subnet);
    return [
      `# Services then see the subnet, not its public address. Open connections may break once: choose a quiet hour.`,
      // An update replaces the whole list, so those that are there are named again.
      `KEEP=$(az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv | grep -vix ${word(service)})`,
      `az network vnet subnet update --ids ${id} --service-endpoints $KEEP ${word(service)}`,
    ];
  },
  'add-security-rule'({ group, name, priority, direction, protocol, source, destination, ports }) {
    const where = named(group, '--nsg-name');
    return [
      '# Adds a rule; the rules that are there stay.',
      `az network nsg rule list ${where} --query "[?direction=='${direction}'].{priority:priority,name:name,access:access}" -o table`,
      `az network nsg rule create ${where} -n ${word(name)} --priority ${priority} --direction ${direction} --access Allow --protocol ${protocol} --source-address-prefixes ${word(source)} --source-port-ranges '*' --destination-address-prefixes ${word(destination)} --destination-port-ranges ${ports.join(' ')}`,
    ];
  },
  'add-route'({ table, name, prefix, nextHop }) {
    const where = named(table, '--route-table-name');
    return [
      '# Adds a route; the routes that are there stay.',
      `az network route-table route list ${where} -o table`,
      `az network route-table route create ${where} -n ${word(name)} --address-prefix ${word(prefix)} --next-hop-type ${nextHop}`,
    ];
  },
  'link-zone'({ zone, network, name }) {
    const where = named(zone, '-z');
    return [
      '# Names of the zone are then answered by it alone: every name that the network needs must be in it.',
      `az network private-dns link vnet list ${where} -o table`,
      `az network private-dns link vnet create ${where} -n ${word(name)} -v ${word(network)} -e false`,
    ];
  },
  'add-record'({ zone, name, addresses }) {
    const where = named(zone, '-z');
    return [
      '# Adds the addresses to the record; those that are there stay.',
      `az network private-dns record-set a list ${where} -o table`,
      ...addresses.map(
        (address) => `az network private-dns record-set a add-record ${where} -n ${word(name)} -a ${address}`,
      ),
    ];
  },
  'approve-private-endpoint'({ connection }) {
    return [
      '# Lets this one endpoint in.',
      `az network private-endpoint-connection show --id ${word(connection)} --query properties.privateLinkServiceConnectionState`,
      `az network private-endpoint-connection approve --id ${word(connection)} --description 'API Management'`,
    ];
  },
  'enable-system-identity'({ service, keeps }) {
    const address = url(service, SERVICE);
    return [
      '# Updates the identities of the whole service; those that are attached stay.',
      `az rest -m get -u ${address} --query identity`,
      `az rest -m patch -u ${address} -b ${word(identities(keeps))}`,
      `az rest -m get -u ${address} --query identity   # principalId is whom the vault must let in`,
    ];
  },
  'grant-secret-access'({ vault, model, service, principal, keeps }) {
    const permissions = [...new Set([...keeps.map((one) => one.toLowerCase()), 'get', 'list'])].map(word).join(' ');
    const who = principal === undefined ? '"$PRINCIPAL"' : word(principal);
    return [
      '# Lets this one identity read the secrets of this one vault; it takes some minutes to work.',
      model === 'role'
        ? `az role assignment list --scope ${word(vault)} -o table`
        : `az keyvault show ${named(vault)} --query properties.accessPolicies`,
      ...(principal === undefined ? [principalOf(service)] : []),
      model === 'role'
        ? `az role assignment create --role 'Key Vault Secrets User' --assignee-object-id ${who} --assignee-principal-type ServicePrincipal --scope ${word(vault)}`
        : `az keyvault set-policy ${named(vault)} --object-id ${who} --secret-permissions ${permissions}`,
    ];
  },
  'use-system-identity': ({ reference, secret }) => rereferred(reference, secret),
  'drop-version': ({ reference, secret }) => rereferred(reference, secret),
  'read-again'({ reference }) {
    if (isHostname(reference)) return [];
    const address = (path: string) => url(`${reference}${path}`, SERVICE);
    return [
      '# Touches this one reference: the secret is fetched again and takes effect in the gateway.',
      `az rest -m get -u ${address('')} --query properties.keyVault.lastStatus`,
      `az rest -m post -u ${address('/refreshSecret')} --query properties.keyVault.lastStatus`,
    ];
  },
  'disable-trusted-access': ({ service }) => disableTrustedAccess(service),
  'apply-network-configuration'({ service, location }) {
    return [
      '# Reads DNS servers and links anew; the gateway of the location may be interrupted for some minutes.',
      `az rest -m get -u ${url(`${service}/networkstatus`, SERVICE)} --query ${word('[].{location:location,dnsServers:networkStatus.dnsServers}')}`,
      `az rest -m post -u ${url(`${service}/applyNetworkConfigurationUpdates`, SERVICE)} -b ${word(JSON.stringify({ location }))}`,
    ];
  },
};

function isHostname(reference: string): boolean {
  return reference.toLowerCase().includes('/hostnameconfigurations/');
}

/** Refers to a secret without a version and without a client id, which means the system-assigned identity. Hostnames and certificates are changed in the portal: a command would replace more than this. */
function rereferred(reference: string, secret: string): readonly string[] {
  if (!/\/namedvalues\//i.test(reference)) return [];
  const address = url(reference, SERVICE);
  const body = word(JSON.stringify({ properties: { keyVault: { secretIdentifier: secret } } }));
  return [
    '# Reads the secret with the system-assigned identity, whichever version it has.',
    `az rest -m get -u ${address} --query properties.keyVault`,
    `az rest -m patch -u ${address} --headers 'If-Match=*' -b ${body}`,
  ];
}

/** The commands of one change; none where only the portal can make it. */
export function azCommands(change: Change): readonly string[] {
  return (drawn[change.kind] as (one: Change) => readonly string[])(change);
}

/** Changes in their order, as one script; undefined where one of them has no command, since half a step may harm. */
export function azScript(changes: readonly Change[]): string | undefined {
  const parts = changes.map(azCommands);
  return parts.length === 0 || parts.some((part) => part.length === 0) ? undefined : lines(...parts.flat());
}
