/** Changes as commands of the Azure CLI, for bash and PowerShell: each merges with what is there, may be run twice, and holds no secret. */
import { nameOf, parentIdOf, parseArmId } from '../../model/arm.ts';
import { type ByChangeKind, byKind, type Change } from '../../model/change.ts';
import { remembered } from '../../model/remembered.ts';
import { versionOf } from '../api-versions.ts';
import { identities, secretPermissions } from '../arm-properties.ts';
import { factsOf } from '../change-facts.ts';
import { lines } from '../shell-words.ts';
import { kindOf, named, ruleCommands } from './az-rules.ts';
import { bash, type Shell } from './shells.ts';

/** The resource group of a resource: `-g GROUP --subscription ID`. */
function groupOf({ word }: Shell, id: string): string {
  const parts = parseArmId(id);
  return `-g ${word(parts?.resourceGroup ?? '')} --subscription ${word(parts?.subscriptionId ?? '')}`;
}

/** API Management's api version of the commands here. */
const SERVICE = versionOf('Microsoft.ApiManagement/service');

/** The commands of each kind of change in one shell. */
function commandsIn(shell: Shell): ByChangeKind<readonly string[]> {
  const { word } = shell;
  const url = (id: string, version = SERVICE) => word(`${id}?api-version=${version}`);
  return {
    'add-address-rules'({ target, addresses }) {
      const rules = ruleCommands(shell, target);
      return [
        '# Admits these addresses; the rules that are there stay.',
        rules.inspect,
        ...addresses.map(rules.address),
      ];
    },
    'add-network-rule'({ target, subnet, beforeEndpoint }) {
      const rules = ruleCommands(shell, target);
      const isVault = kindOf(target) === 'key-vault';
      return [
        '# Admits this one subnet; the rules that are there stay.',
        ...(beforeEndpoint && isVault
          ? shell.mergeRule(url(target, '2024-11-01'), subnet)
          : [rules.inspect, rules.subnet(subnet, beforeEndpoint)]),
      ];
    },
    'add-perimeter-rule'({ profile, name, admits }) {
      const perimeter = profile.replace(/\/profiles\/[^/]+$/i, '');
      const where = `${named(shell, perimeter, '--perimeter-name')} --profile-name ${word(nameOf(profile))}`;
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
    'create-perimeter'({ perimeter, profile, location }) {
      return [
        '# Makes a perimeter, which does nothing until a service is in it.',
        `az network perimeter list ${groupOf(shell, perimeter)} -o table`,
        `az network perimeter create ${named(shell, perimeter)} -l ${word(location)}`,
        `az network perimeter profile create ${named(shell, perimeter, '--perimeter-name')} -n ${word(profile)}`,
      ];
    },
    'associate-perimeter'({ association, target, profile }) {
      const where = named(shell, parentIdOf(association), '--perimeter-name');
      return [
        "# Transition mode: the service's own rules stay in force beside those of the perimeter.",
        `az network perimeter association list ${where} -o table`,
        `az network perimeter association create ${where} -n ${word(nameOf(association))} --access-mode Learning --private-link-resource ${word(`{id:${target}}`)} --profile ${word(`{id:${profile}}`)}`,
      ];
    },
    'allow-trusted-services'({ vault }) {
      return [
        '# Lets the control plane read the vault; opens it to no network.',
        `az keyvault show ${named(shell, vault)} --query properties.networkAcls`,
        `az keyvault update ${named(shell, vault)} --bypass AzureServices`,
      ];
    },
    'add-service-endpoint': ({ subnet, service }) => [
      '# Services then see the subnet, not its public address. Open connections may break once: choose a quiet hour.',
      ...shell.addEndpoint(subnet, service),
    ],
    'create-subnet'({ subnet, prefix }) {
      const network = named(shell, parentIdOf(subnet), '--vnet-name');
      return [
        '# Makes one more subnet; those that are there stay.',
        `az network vnet subnet list ${network} --query ${word('[].{name:name,prefix:addressPrefix}')} -o table`,
        `az network vnet subnet create ${network} -n ${word(nameOf(subnet))} --address-prefixes ${word(prefix)}`,
      ];
    },
    'add-security-rule'({ group, name, priority, direction, protocol, source, destination, ports }) {
      const where = named(shell, group, '--nsg-name');
      return [
        '# Adds a rule; the rules that are there stay.',
        `az network nsg rule list ${where} --query "[?direction=='${direction}'].{priority:priority,name:name,access:access}" -o table`,
        `az network nsg rule create ${where} -n ${word(name)} --priority ${priority} --direction ${direction} --access Allow --protocol ${protocol} --source-address-prefixes ${word(source)} --source-port-ranges '*' --destination-address-prefixes ${word(destination)} --destination-port-ranges ${ports.join(' ')}`,
      ];
    },
    'move-security-rule'({ group, name, priority }) {
      const where = named(shell, group, '--nsg-name');
      return [
        '# Gives the rule a higher number, so that one fits in front of it; the order of the rules stays.',
        `az network nsg rule show ${where} -n ${word(name)} --query priority`,
        `az network nsg rule update ${where} -n ${word(name)} --priority ${priority}`,
      ];
    },
    'add-route'({ table, name, prefix, nextHop }) {
      const where = named(shell, table, '--route-table-name');
      return [
        '# Adds a route; the routes that are there stay.',
        `az network route-table route list ${where} -o table`,
        `az network route-table route create ${where} -n ${word(name)} --address-prefix ${word(prefix)} --next-hop-type ${nextHop}`,
      ];
    },
    'link-zone'({ zone, network, name }) {
      const where = named(shell, zone, '-z');
      return [
        '# Names of the zone are then answered by it alone: every name that the network needs must be in it.',
        `az network private-dns link vnet list ${where} -o table`,
        `az network private-dns link vnet create ${where} -n ${word(name)} -v ${word(network)} -e false`,
      ];
    },
    'add-record'({ zone, name, addresses }) {
      const where = named(shell, zone, '-z');
      return [
        '# Adds the addresses to the record; those that are there stay.',
        `az network private-dns record-set a list ${where} -o table`,
        ...addresses.map(
          (address) => `az network private-dns record-set a add-record ${where} -n ${word(name)} -a ${address}`,
        ),
      ];
    },
    'create-zone'({ zone }) {
      return [
        '# Makes the zone, which answers for nobody until it is linked.',
        `az network private-dns zone list ${groupOf(shell, zone)} -o table`,
        `az network private-dns zone create ${named(shell, zone)}`,
      ];
    },
    'create-private-endpoint'({ endpoint, target, group, subnet, location, zone }) {
      const name = word(nameOf(endpoint));
      return [
        '# Makes a private endpoint, which costs by the hour, and its records in the zone.',
        `az network private-endpoint list ${groupOf(shell, endpoint)} -o table`,
        `az network private-endpoint create ${named(shell, endpoint)} -l ${word(location)} --subnet ${word(subnet)} --private-connection-resource-id ${word(target)} --group-id ${word(group)} --connection-name ${name}`,
        `az network private-endpoint dns-zone-group create ${named(shell, endpoint, '--endpoint-name')} -n default --zone-name ${word(nameOf(zone).replaceAll('.', '-'))} --private-dns-zone ${word(zone)}`,
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
      const address = url(service);
      return [
        '# Updates the identities of the whole service; those that are attached stay.',
        `az rest -m get -u ${address} --query identity`,
        ...shell.send(`az rest -m patch -u ${address}`, JSON.stringify({ identity: identities(keeps) })),
        `az rest -m get -u ${address} --query identity   # principalId is whom the vault must let in`,
      ];
    },
    'grant-secret-access'({ vault, model, service, principal, keeps }) {
      const permissions = secretPermissions(keeps).map(word).join(' ');
      const who = principal === undefined ? shell.principal : word(principal);
      return [
        '# Lets this one identity read the secrets of this one vault; it takes some minutes to work.',
        model === 'role'
          ? `az role assignment list --scope ${word(vault)} -o table`
          : `az keyvault show ${named(shell, vault)} --query properties.accessPolicies`,
        ...(principal === undefined
          ? [shell.keepPrincipal(`az rest -m get -u ${url(service)} --query identity.principalId -o tsv`)]
          : []),
        model === 'role'
          ? `az role assignment create --role 'Key Vault Secrets User' --assignee-object-id ${who} --assignee-principal-type ServicePrincipal --scope ${word(vault)}`
          : `az keyvault set-policy ${named(shell, vault)} --object-id ${who} --secret-permissions ${permissions}`,
      ];
    },
    'use-identity': ({ reference, secret, clientId }) => rereferred(shell, reference, secret, clientId),
    'use-call-identity': ({ policy, clientId }) => [
      '# Changes the identity of every call in this one policy; the rest of its text stays. Look at policy.xml before the last line.',
      ...shell.editPolicy(url(policy), word(`${policy}?format=rawxml&api-version=${SERVICE}`), clientId),
    ],
    'drop-version': ({ reference, secret }) => rereferred(shell, reference, secret),
    'read-again'({ reference }) {
      const address = (path: string) => url(`${reference}${path}`);
      return [
        '# Touches this one reference: the secret is fetched again and takes effect in the gateway.',
        `az rest -m get -u ${address('')} --query properties.keyVault.lastStatus`,
        `az rest -m post -u ${address('/refreshSecret')} --query properties.keyVault.lastStatus`,
      ];
    },
    'renew-certificate': () => [],
    'disable-trusted-access': ({ service }) => [
      '# Updates the whole service, with a brief interruption: use a maintenance window.',
      '# The last line verifies; run it when provisioningState is Succeeded again.',
      // A patch with the one key alone would reset the TLS and cipher settings.
      ...shell.mergeFlag(url(service), 'True'),
    ],
    'restore-trusted-access': ({ service }) => [
      '# Updates the whole service, with a brief interruption: use a maintenance window.',
      ...shell.mergeFlag(url(service), 'False'),
    ],
    'apply-network-configuration'({ service, location }) {
      return [
        '# Reads DNS servers and links anew; the gateway of the location may be interrupted for some minutes.',
        `az rest -m get -u ${url(`${service}/networkstatus`)} --query ${word('[].{location:location,dnsServers:networkStatus.dnsServers}')}`,
        ...shell.send(
          `az rest -m post -u ${url(`${service}/applyNetworkConfigurationUpdates`)}`,
          JSON.stringify({ location }),
        ),
      ];
    },
  };
}

/** Refers to a secret without a version; no client id means the system-assigned identity. A certificate is nothing but its reference, so it is put. */
function rereferred(shell: Shell, reference: string, secret: string, clientId?: string): readonly string[] {
  const address = shell.word(`${reference}?api-version=${SERVICE}`);
  const keyVault = { secretIdentifier: secret, ...(clientId === undefined ? {} : { identityClientId: clientId }) };
  const method = /\/namedvalues\//i.test(reference) ? 'patch' : 'put';
  return [
    '# Reads the secret with this identity, whichever version it has.',
    `az rest -m get -u ${address} --query properties.keyVault`,
    ...shell.send(
      `az rest -m ${method} -u ${address} --headers 'If-Match=*'`,
      JSON.stringify({ properties: { keyVault } }),
    ),
  ];
}

const commandsOf = remembered(commandsIn);

/** Changes in their order, as one script; undefined where one of them has no command, since half a step may harm. */
export function azScript(changes: readonly Change[], shell: Shell = bash): string | undefined {
  if (changes.length === 0 || changes.some((change) => factsOf(change).byHand !== undefined)) return undefined;
  const commands = commandsOf(shell);
  const parts = changes.map((change) => byKind(commands, change));
  return lines(...parts.flat());
}
