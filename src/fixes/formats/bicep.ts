/**
 * Changes as Bicep, for people who keep their resources in templates. What is a resource of its own is declared; what is a part of a
 * resource that the template has already is a variable to merge there, since a template replaces such lists as a whole.
 */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { nameOf, parseArmId } from '../../model/arm.ts';
import type { ByChangeKind, Change } from '../../model/change.ts';
import {
  accessRule,
  admittedRules,
  association,
  privateEndpoint,
  SECRETS_USER,
  securityRule,
} from '../arm-properties.ts';
import { factsOf } from '../change-facts.ts';
import { lines } from '../shell-words.ts';
import {
  blocksOf,
  canBeDeclared,
  inOrder,
  onceEach,
  subnetNames,
  type TemplateValue,
  valueWriter,
} from './templates.ts';

/** A string of Bicep. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`;
}

/** A symbol: letters, digits and underscores, and no digit first. */
function symbol(...parts: readonly string[]): string {
  const words = parts.join('_').replace(/\W+/g, '_');
  return /^\d/.test(words) ? `_${words}` : words;
}

const write = valueWriter({
  quoted,
  sets: ': ',
  list: (members, writeMember, inner, outer) =>
    members.length === 0
      ? '[]'
      : lines('[', ...members.map((member) => `${inner}${writeMember(member, inner)}`), `${outer}]`),
});

/** A value of Bicep. */
const written = (value: TemplateValue): string => write(value, '');

function existing(name: string, type: string, id: string): string {
  return lines(`resource ${name} '${type}' existing = {`, `  name: ${quoted(nameOf(id))}`, '}');
}

function child(
  name: string,
  type: string,
  parent: string,
  body: { readonly name: string; readonly [key: string]: TemplateValue },
): string {
  const { name: own, ...rest } = body;
  const value = written({ parent: `=${parent}`, name: own, ...rest });
  return `resource ${name} '${type}' = ${value}`;
}

/** A part to merge: which property of which resource it belongs to. */
function part(id: string, property: string, value: TemplateValue, ...more: readonly string[]): readonly string[] {
  return [
    `// Merge into ${property} of ${nameOf(id)}: an update replaces the whole list, so keep what your template has.`,
    `var ${symbol(nameOf(id), property, ...more)} = ${written(value)}`,
  ];
}

/** What is edited in the text of a policy that the template has. */
function inText(policy: string, clientId: string | undefined): readonly string[] {
  const wanted = clientId ?? '';
  return [
    `// In the text of ${policy.split('/').slice(-4).join('/')}: the attribute client-id of every managed identity is this; empty means that it goes.`,
    `var ${symbol('client_id', ...policy.split('/').slice(-3))} = ${quoted(wanted)}`,
  ];
}

const PERIMETERS = 'Microsoft.Network/networkSecurityPerimeters';

const drawn: ByChangeKind<readonly string[]> = {
  'add-address-rules': ({ target, addresses }) => {
    const { property, address } = admittedRules(target);
    return part(target, `${property}.ipRules`, addresses.map(address), ...addresses.slice(0, 1));
  },
  'add-network-rule': ({ target, subnet }) => {
    const { property, subnet: rule } = admittedRules(target);
    return part(target, `${property}.virtualNetworkRules`, [rule(subnet)], ...subnetNames(subnet));
  },
  'create-perimeter': ({ perimeter, profile, location }) => {
    const outer = symbol('perimeter', nameOf(perimeter));
    return [
      `resource ${outer} '${PERIMETERS}@2024-07-01' = ${written({ name: nameOf(perimeter), location })}`,
      child(symbol('profile', profile), `${PERIMETERS}/profiles@2024-07-01`, outer, { name: profile }),
    ];
  },
  'associate-perimeter': (change) => {
    const perimeter = parseArmId(change.association)?.parentId ?? '';
    const outer = symbol('perimeter', nameOf(perimeter));
    return [
      existing(outer, `${PERIMETERS}@2024-07-01`, perimeter),
      child(symbol('association', nameOf(change.association)), `${PERIMETERS}/resourceAssociations@2024-07-01`, outer, {
        name: nameOf(change.association),
        properties: association(change),
      }),
    ];
  },
  'add-perimeter-rule': (change) => {
    const { profile, name } = change;
    const perimeter = parseArmId(profile)?.parentId ?? '';
    const [outer, inner] = [symbol('perimeter', nameOf(perimeter)), symbol('profile', nameOf(profile))];
    return [
      existing(outer, `${PERIMETERS}@2024-07-01`, perimeter),
      lines(
        `resource ${inner} '${PERIMETERS}/profiles@2024-07-01' existing = {`,
        `  parent: ${outer}`,
        `  name: ${quoted(nameOf(profile))}`,
        '}',
      ),
      child(symbol('rule', name), `${PERIMETERS}/profiles/accessRules@2024-07-01`, inner, {
        name,
        properties: accessRule(change),
      }),
    ];
  },
  'allow-trusted-services': ({ vault }) => part(vault, 'networkAcls.bypass', 'AzureServices'),
  'add-service-endpoint': ({ subnet, service }) =>
    part(subnet, 'serviceEndpoints', [{ service }], ...subnetNames(subnet), service),
  'create-subnet': ({ subnet, prefix }) => {
    const network = parseArmId(subnet)?.parentId ?? '';
    return [
      existing(symbol(nameOf(network)), 'Microsoft.Network/virtualNetworks@2024-05-01', network),
      child(symbol(nameOf(subnet)), 'Microsoft.Network/virtualNetworks/subnets@2024-05-01', symbol(nameOf(network)), {
        name: nameOf(subnet),
        properties: { addressPrefix: prefix },
      }),
    ];
  },
  'add-security-rule': (change) => [
    existing(symbol(nameOf(change.group)), 'Microsoft.Network/networkSecurityGroups@2024-05-01', change.group),
    child(
      symbol(change.name),
      'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01',
      symbol(nameOf(change.group)),
      { name: change.name, properties: securityRule(change) },
    ),
  ],
  'move-security-rule': ({ group, name, priority }) => part(group, `securityRules[${name}].priority`, priority),
  'add-route': ({ table, name, prefix, nextHop }) => [
    existing(symbol(nameOf(table)), 'Microsoft.Network/routeTables@2024-05-01', table),
    child(symbol(name), 'Microsoft.Network/routeTables/routes@2024-05-01', symbol(nameOf(table)), {
      name,
      properties: { addressPrefix: prefix, nextHopType: nextHop },
    }),
  ],
  'link-zone': ({ zone, network, name }) => [
    existing(symbol(nameOf(zone)), 'Microsoft.Network/privateDnsZones@2024-06-01', zone),
    child(
      symbol('link', name),
      'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01',
      symbol(nameOf(zone)),
      {
        name,
        location: 'global',
        properties: { registrationEnabled: false, virtualNetwork: { id: network } },
      },
    ),
  ],
  'add-record': ({ zone, name, addresses }) => [
    existing(symbol(nameOf(zone)), 'Microsoft.Network/privateDnsZones@2024-06-01', zone),
    child(symbol('record', name), 'Microsoft.Network/privateDnsZones/A@2024-06-01', symbol(nameOf(zone)), {
      name,
      properties: { ttl: 3600, aRecords: addresses.map((ipv4Address) => ({ ipv4Address })) },
    }),
  ],
  'create-zone': ({ zone }) => [
    `resource ${symbol(nameOf(zone))} 'Microsoft.Network/privateDnsZones@2024-06-01' = ${written({ name: nameOf(zone), location: 'global' })}`,
  ],
  'create-private-endpoint': (change) => {
    const { endpoint, location, zone } = change;
    const name = symbol(nameOf(endpoint));
    const config = { name: nameOf(zone).replaceAll('.', '-'), properties: { privateDnsZoneId: zone } };
    return [
      `resource ${name} 'Microsoft.Network/privateEndpoints@2024-05-01' = ${written({ name: nameOf(endpoint), location, properties: privateEndpoint(change) })}`,
      child(symbol('zones', name), 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01', name, {
        name: 'default',
        properties: { privateDnsZoneConfigs: [config] },
      }),
    ];
  },
  'approve-private-endpoint': () => [],
  'enable-system-identity': ({ service, keeps }) =>
    part(service, 'identity', {
      type: keeps.length === 0 ? 'SystemAssigned' : 'SystemAssigned, UserAssigned',
      ...(keeps.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(keeps.map((id) => [id, {}])) }),
    }),
  'grant-secret-access': ({ vault, model, service, principal, keeps }) => {
    const [place, api] = [symbol(nameOf(vault)), symbol(nameOf(service))];
    const who = principal ?? `=${api}.identity.principalId`;
    const declared = [
      existing(place, 'Microsoft.KeyVault/vaults@2023-07-01', vault),
      ...(principal === undefined ? [existing(api, 'Microsoft.ApiManagement/service@2024-05-01', service)] : []),
    ];
    if (model === 'role') {
      const role = `=subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${SECRETS_USER}')`;
      const value: TemplateValue = {
        scope: `=${place}`,
        name: `=guid(${place}.id, ${principal === undefined ? `${api}.id` : quoted(principal)}, '${SECRETS_USER}')`,
        properties: { roleDefinitionId: role, principalId: who, principalType: 'ServicePrincipal' },
      };
      const name = symbol('reads', nameOf(vault));
      return [...declared, `resource ${name} 'Microsoft.Authorization/roleAssignments@2022-04-01' = ${written(value)}`];
    }
    const secrets = [...new Set([...keeps.map((one) => one.toLowerCase()), 'get', 'list'])];
    return [
      ...declared,
      child(symbol('reads', nameOf(vault)), 'Microsoft.KeyVault/vaults/accessPolicies@2023-07-01', place, {
        name: 'add',
        properties: { accessPolicies: [{ tenantId: '=tenant().tenantId', objectId: who, permissions: { secrets } }] },
      }),
    ];
  },
  'use-identity': ({ reference, secret, clientId }) =>
    part(reference, 'keyVault', {
      secretIdentifier: secret,
      ...(clientId === undefined ? {} : { identityClientId: clientId }),
    }),
  'use-call-identity': ({ policy, clientId }) => inText(policy, clientId),
  'drop-version': ({ reference, secret }) => part(reference, 'keyVault', { secretIdentifier: secret }),
  'read-again': () => [],
  'renew-certificate': () => [],
  'disable-trusted-access': ({ service }) => part(service, 'customProperties', { [TRUSTED_ACCESS_FLAG]: 'True' }),
  'restore-trusted-access': ({ service }) => part(service, 'customProperties', { [TRUSTED_ACCESS_FLAG]: 'False' }),
  'apply-network-configuration': () => [],
};

/** In which resource group a change is deployed: a file of Bicep has one, a module another. */
function groupOf(change: Change): string {
  const { subscriptionId, resourceGroup } =
    parseArmId(change.kind === 'create-private-endpoint' ? change.endpoint : factsOf(change).touches) ?? {};
  return `// In the resource group ${resourceGroup} of the subscription ${subscriptionId}:`;
}

/** The symbol of the resource that a block makes. */
function symbolIn(block: string): string | undefined {
  return /^resource (\w+) '[^']*' = \{/m.exec(block)?.[1];
}

/** Changes in their order; undefined where one of them is an action, which no template can do. */
export function bicepBlocks(changes: readonly Change[]): readonly string[] | undefined {
  if (!canBeDeclared(changes)) return undefined;
  const parts = changes.map((change) => {
    const [first = '', ...rest] = (drawn[change.kind] as (one: Change) => readonly string[])(change);
    return first.startsWith('resource ') ? [groupOf(change), first, ...rest] : [first, ...rest];
  });
  return inOrder(onceEach(blocksOf(parts.flat())), symbolIn, (name) => `  dependsOn: [\n    ${name}\n  ]`);
}
