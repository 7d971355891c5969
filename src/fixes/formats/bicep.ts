/**
 * Changes as Bicep, for people who keep their resources in templates. What is a resource of its own is declared; what is a part of a
 * resource that the template has already is a variable to merge there, since a template replaces such lists as a whole.
 */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { nameOf, parentIdOf, parseArmId } from '../../model/arm.ts';
import { type ByChangeKind, byKind, type Change } from '../../model/change.ts';
import { versioned, type WrittenType } from '../api-versions.ts';
import {
  accessRule,
  association,
  identities,
  privateEndpoint,
  SECRETS_USER,
  secretPermissions,
  securityRule,
} from '../arm-properties.ts';
import { factsOf } from '../change-facts.ts';
import { lines } from '../shell-words.ts';
import {
  addedAddresses,
  addedSubnet,
  clientIdComment,
  type MergedPart,
  mergeComment,
  nameOfWords,
  subnetNames,
  type TemplateValue,
  templateBlocks,
  valueWriter,
} from './templates.ts';

/** A string of Bicep. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`;
}

/** A symbol: letters, digits and underscores, and no digit first. */
function symbol(...words: readonly string[]): string {
  return nameOfWords(words, /\W+/g);
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

function existing(name: string, type: WrittenType, id: string, parent?: string): string {
  return lines(
    `resource ${name} '${versioned(type)}' existing = {`,
    ...(parent === undefined ? [] : [`  parent: ${parent}`]),
    `  name: ${quoted(nameOf(id))}`,
    '}',
  );
}

type Body = { readonly name: string; readonly [key: string]: TemplateValue };

function resource(name: string, type: WrittenType, body: { readonly [key: string]: TemplateValue }): string {
  return `resource ${name} '${versioned(type)}' = ${written(body)}`;
}

function child(name: string, type: WrittenType, parent: string, body: Body): string {
  return resource(name, type, { parent: `=${parent}`, ...body });
}

/** A part to merge: which property of which resource it belongs to. */
function part(...merged: MergedPart): readonly string[] {
  const [id, property, value, ...more] = merged;
  return [`// ${mergeComment(merged, 'template')}`, `var ${symbol(nameOf(id), property, ...more)} = ${written(value)}`];
}

const PERIMETERS = 'Microsoft.Network/networkSecurityPerimeters';

const declarations: ByChangeKind<readonly string[]> = {
  'add-address-rules': (change) => part(...addedAddresses(change)),
  'add-network-rule': (change) => part(...addedSubnet(change)),
  'create-perimeter': ({ perimeter, profile, location }) => {
    const outer = symbol('perimeter', nameOf(perimeter));
    return [
      resource(outer, PERIMETERS, { name: nameOf(perimeter), location }),
      child(symbol('profile', profile), `${PERIMETERS}/profiles`, outer, { name: profile }),
    ];
  },
  'associate-perimeter': (change) => {
    const perimeter = parentIdOf(change.association);
    const outer = symbol('perimeter', nameOf(perimeter));
    return [
      existing(outer, PERIMETERS, perimeter),
      child(symbol('association', nameOf(change.association)), `${PERIMETERS}/resourceAssociations`, outer, {
        name: nameOf(change.association),
        properties: association(change),
      }),
    ];
  },
  'add-perimeter-rule': (change) => {
    const { profile, name } = change;
    const perimeter = parentIdOf(profile);
    const [outer, inner] = [symbol('perimeter', nameOf(perimeter)), symbol('profile', nameOf(profile))];
    return [
      existing(outer, PERIMETERS, perimeter),
      existing(inner, `${PERIMETERS}/profiles`, profile, outer),
      child(symbol('rule', name), `${PERIMETERS}/profiles/accessRules`, inner, {
        name,
        properties: accessRule(change),
      }),
    ];
  },
  'allow-trusted-services': ({ vault }) => part(vault, 'networkAcls.bypass', 'AzureServices'),
  'add-service-endpoint': ({ subnet, service }) =>
    part(subnet, 'serviceEndpoints', [{ service }], ...subnetNames(subnet), service),
  'create-subnet': ({ subnet, prefix }) => {
    const network = parentIdOf(subnet);
    return [
      existing(symbol(nameOf(network)), 'Microsoft.Network/virtualNetworks', network),
      child(symbol(nameOf(subnet)), 'Microsoft.Network/virtualNetworks/subnets', symbol(nameOf(network)), {
        name: nameOf(subnet),
        properties: { addressPrefix: prefix },
      }),
    ];
  },
  'add-security-rule': (change) => [
    existing(symbol(nameOf(change.group)), 'Microsoft.Network/networkSecurityGroups', change.group),
    child(symbol(change.name), 'Microsoft.Network/networkSecurityGroups/securityRules', symbol(nameOf(change.group)), {
      name: change.name,
      properties: securityRule(change),
    }),
  ],
  'move-security-rule': ({ group, name, priority }) => part(group, `securityRules[${name}].priority`, priority),
  'add-route': ({ table, name, prefix, nextHop }) => [
    existing(symbol(nameOf(table)), 'Microsoft.Network/routeTables', table),
    child(symbol(name), 'Microsoft.Network/routeTables/routes', symbol(nameOf(table)), {
      name,
      properties: { addressPrefix: prefix, nextHopType: nextHop },
    }),
  ],
  'link-zone': ({ zone, network, name }) => [
    existing(symbol(nameOf(zone)), 'Microsoft.Network/privateDnsZones', zone),
    child(symbol('link', name), 'Microsoft.Network/privateDnsZones/virtualNetworkLinks', symbol(nameOf(zone)), {
      name,
      location: 'global',
      properties: { registrationEnabled: false, virtualNetwork: { id: network } },
    }),
  ],
  'add-record': ({ zone, name, addresses }) => [
    existing(symbol(nameOf(zone)), 'Microsoft.Network/privateDnsZones', zone),
    child(symbol('record', name), 'Microsoft.Network/privateDnsZones/A', symbol(nameOf(zone)), {
      name,
      properties: { ttl: 3600, aRecords: addresses.map((ipv4Address) => ({ ipv4Address })) },
    }),
  ],
  'create-zone': ({ zone }) => [
    resource(symbol(nameOf(zone)), 'Microsoft.Network/privateDnsZones', { name: nameOf(zone), location: 'global' }),
  ],
  'create-private-endpoint': (change) => {
    const { endpoint, location, zone } = change;
    const name = symbol(nameOf(endpoint));
    const config = { name: nameOf(zone).replaceAll('.', '-'), properties: { privateDnsZoneId: zone } };
    return [
      resource(name, 'Microsoft.Network/privateEndpoints', {
        name: nameOf(endpoint),
        location,
        properties: privateEndpoint(change),
      }),
      child(symbol('zones', name), 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups', name, {
        name: 'default',
        properties: { privateDnsZoneConfigs: [config] },
      }),
    ];
  },
  'approve-private-endpoint': () => [],
  'enable-system-identity': ({ service, keeps }) => part(service, 'identity', identities(keeps)),
  'grant-secret-access': ({ vault, model, service, principal, keeps }) => {
    const [place, api] = [symbol(nameOf(vault)), symbol(nameOf(service))];
    const who = principal ?? `=${api}.identity.principalId`;
    const declared = [
      existing(place, 'Microsoft.KeyVault/vaults', vault),
      ...(principal === undefined ? [existing(api, 'Microsoft.ApiManagement/service', service)] : []),
    ];
    if (model === 'role') {
      const role = `=subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${SECRETS_USER}')`;
      const value: TemplateValue = {
        scope: `=${place}`,
        name: `=guid(${place}.id, ${principal === undefined ? `${api}.id` : quoted(principal)}, '${SECRETS_USER}')`,
        properties: { roleDefinitionId: role, principalId: who, principalType: 'ServicePrincipal' },
      };
      const name = symbol('reads', nameOf(vault));
      return [...declared, resource(name, 'Microsoft.Authorization/roleAssignments', value)];
    }
    const secrets = secretPermissions(keeps);
    return [
      ...declared,
      child(symbol('reads', nameOf(vault)), 'Microsoft.KeyVault/vaults/accessPolicies', place, {
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
  'use-call-identity': ({ policy, clientId }) => [
    `// ${clientIdComment(policy, 'the text')}`,
    `var ${symbol('client_id', ...policy.split('/').slice(-3))} = ${quoted(clientId ?? '')}`,
  ],
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

/** The declarations of a change, below the resource group in which they are deployed where they make a resource. */
function declare(change: Change): readonly string[] {
  const declared = byKind(declarations, change);
  return declared[0]?.startsWith('resource ') === true ? [groupOf(change), ...declared] : declared;
}

/** Changes in their order; undefined where one of them is an action, which no template can do. */
export function bicepBlocks(changes: readonly Change[]): readonly string[] | undefined {
  return templateBlocks(changes, {
    declare,
    nameIn: symbolIn,
    waitingFor: (name) => `  dependsOn: [\n    ${name}\n  ]`,
  });
}
