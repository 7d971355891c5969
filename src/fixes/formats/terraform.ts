/**
 * Changes as Terraform: `azurerm` where it has a resource of its own for them, `azapi` where it has none. Parts of a resource that the
 * configuration has already are locals to merge there.
 */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { nameOf, parentIdOf, parseArmId } from '../../model/arm.ts';
import { type ByChangeKind, byKind, type Change } from '../../model/change.ts';
import { versioned } from '../api-versions.ts';
import { accessRule, association, identities, SECRETS_USER, secretPermissions } from '../arm-properties.ts';
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

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
}

/** The name of a block: letters, digits, underscores and hyphens, and no digit first. */
function label(...words: readonly string[]): string {
  return nameOfWords(words, /[^\w-]+/g);
}

/** A value of HCL, indented. */
const written = valueWriter({
  quoted,
  sets: ' = ',
  list: (members, write, _inner, outer) => `[${members.map((member) => write(member, outer)).join(', ')}]`,
});

type Attributes = { readonly [key: string]: TemplateValue };

/** A block of HCL, with blocks inside it. */
function block(head: string, body: Attributes, inside: Readonly<Record<string, Attributes>> = {}, indent = ''): string {
  const inner = `${indent}  `;
  const entries = Object.entries(body).map(([key, value]) => `${inner}${key} = ${written(value, inner)}`);
  const blocks = Object.entries(inside).map(([key, value]) => `${inner}${block(key, value, {}, inner)}`);
  return lines(`${head} {`, ...entries, ...blocks, `${indent}}`);
}

function resource(
  type: string,
  name: string,
  body: Attributes,
  inside?: Readonly<Record<string, Attributes>>,
): readonly string[] {
  return [block(`resource ${quoted(type)} ${quoted(name)}`, body, inside)];
}

function part(...merged: MergedPart): readonly string[] {
  const [id, property, value, ...more] = merged;
  return [
    `# ${mergeComment(merged, 'configuration')}`,
    block('locals', { [label(nameOf(id), property, ...more)]: value }),
  ];
}

const groupOf = (id: string) => parseArmId(id)?.resourceGroup ?? '';

function flagged(service: string, value: 'True' | 'False'): readonly string[] {
  return resource('azapi_update_resource', label('trusted_access', nameOf(service)), {
    type: versioned('Microsoft.ApiManagement/service'),
    resource_id: service,
    body: { properties: { customProperties: { [TRUSTED_ACCESS_FLAG]: value } } },
  });
}

const PERIMETERS = 'Microsoft.Network/networkSecurityPerimeters';

const declarations: ByChangeKind<readonly string[]> = {
  'add-address-rules': (change) => part(...addedAddresses(change)),
  'add-network-rule': (change) => part(...addedSubnet(change)),
  'add-perimeter-rule': (change) =>
    resource('azapi_resource', label(change.name), {
      type: versioned(`${PERIMETERS}/profiles/accessRules`),
      parent_id: change.profile,
      name: change.name,
      body: { properties: accessRule(change) },
    }),
  'create-perimeter': ({ perimeter, profile, location }) => [
    ...resource('azapi_resource', label(nameOf(perimeter)), {
      type: versioned(PERIMETERS),
      parent_id: perimeter.replace(/\/providers\/.*$/i, ''),
      name: nameOf(perimeter),
      location,
      body: {},
    }),
    ...resource('azapi_resource', label(nameOf(perimeter), profile), {
      type: versioned(`${PERIMETERS}/profiles`),
      parent_id: `=azapi_resource.${label(nameOf(perimeter))}.id`,
      name: profile,
      body: {},
    }),
  ],
  'associate-perimeter': (change) =>
    resource('azapi_resource', label('association', nameOf(change.association)), {
      type: versioned(`${PERIMETERS}/resourceAssociations`),
      parent_id: parentIdOf(change.association),
      name: nameOf(change.association),
      body: { properties: association(change) },
    }),
  'allow-trusted-services': ({ vault }) => part(vault, 'network_acls.bypass', 'AzureServices'),
  'add-service-endpoint': ({ subnet, service }) =>
    part(subnet, 'service_endpoints', [service], ...subnetNames(subnet), service),
  'create-subnet': ({ subnet, prefix }) =>
    resource('azurerm_subnet', label(nameOf(subnet)), {
      name: nameOf(subnet),
      resource_group_name: groupOf(subnet),
      virtual_network_name: nameOf(parentIdOf(subnet)),
      address_prefixes: [prefix],
    }),
  'add-security-rule': ({ group, name, priority, direction, protocol, source, destination, ports }) =>
    resource('azurerm_network_security_rule', label(name), {
      name,
      resource_group_name: groupOf(group),
      network_security_group_name: nameOf(group),
      priority,
      direction,
      access: 'Allow',
      protocol: protocol.charAt(0).toUpperCase() + protocol.slice(1).toLowerCase(),
      source_address_prefix: source,
      source_port_range: '*',
      destination_address_prefix: destination,
      destination_port_ranges: ports.map(String),
    }),
  'move-security-rule': ({ group, name, priority }) => part(group, `security_rule ${name} priority`, priority),
  'add-route': ({ table, name, prefix, nextHop }) =>
    resource('azurerm_route', label(name), {
      name,
      resource_group_name: groupOf(table),
      route_table_name: nameOf(table),
      address_prefix: prefix,
      next_hop_type: nextHop,
    }),
  'link-zone': ({ zone, network, name }) =>
    resource('azurerm_private_dns_zone_virtual_network_link', label(name), {
      name,
      resource_group_name: groupOf(zone),
      private_dns_zone_name: nameOf(zone),
      virtual_network_id: network,
    }),
  'add-record': ({ zone, name, addresses }) =>
    resource('azurerm_private_dns_a_record', label(name), {
      name,
      resource_group_name: groupOf(zone),
      zone_name: nameOf(zone),
      ttl: 3600,
      records: addresses,
    }),
  'create-zone': ({ zone }) =>
    resource('azurerm_private_dns_zone', label(nameOf(zone)), {
      name: nameOf(zone),
      resource_group_name: groupOf(zone),
    }),
  'create-private-endpoint': ({ endpoint, target, group, subnet, location, zone }) =>
    resource(
      'azurerm_private_endpoint',
      label(nameOf(endpoint)),
      { name: nameOf(endpoint), resource_group_name: groupOf(endpoint), location, subnet_id: subnet },
      {
        private_service_connection: {
          name: nameOf(endpoint),
          private_connection_resource_id: target,
          subresource_names: [group],
          is_manual_connection: false,
        },
        private_dns_zone_group: { name: 'default', private_dns_zone_ids: [zone] },
      },
    ),
  'approve-private-endpoint': () => [],
  'enable-system-identity': ({ service, keeps }) =>
    part(service, 'identity', {
      type: identities(keeps).type,
      ...(keeps.length === 0 ? {} : { identity_ids: keeps }),
    }),
  'grant-secret-access': ({ vault, model, service, principal, keeps }) => {
    const name = label('reads', nameOf(vault));
    const api = label(nameOf(service));
    const declared =
      principal === undefined
        ? [
            block(`data "azurerm_api_management" ${quoted(api)}`, {
              name: nameOf(service),
              resource_group_name: groupOf(service),
            }),
          ]
        : [];
    const who = principal ?? `=data.azurerm_api_management.${api}.identity[0].principal_id`;
    if (model === 'role') {
      const subscription = parseArmId(vault)?.subscriptionId ?? '';
      return [
        ...declared,
        ...resource('azurerm_role_assignment', name, {
          scope: vault,
          role_definition_id: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
          principal_id: who,
          principal_type: 'ServicePrincipal',
        }),
      ];
    }
    return [
      ...declared,
      block('data "azurerm_client_config" "current"', {}),
      ...resource('azurerm_key_vault_access_policy', name, {
        key_vault_id: vault,
        tenant_id: '=data.azurerm_client_config.current.tenant_id',
        object_id: who,
        secret_permissions: secretPermissions(keeps).map((one) => one.charAt(0).toUpperCase() + one.slice(1)),
      }),
    ];
  },
  'use-identity': ({ reference, secret, clientId }) =>
    part(reference, 'value_from_key_vault', {
      secret_id: secret,
      ...(clientId === undefined ? {} : { identity_client_id: clientId }),
    }),
  'use-call-identity': ({ policy, clientId }) => [
    `# ${clientIdComment(policy, 'xml_content')}`,
    block('locals', { [label('client_id', ...policy.split('/').slice(-3))]: clientId ?? '' }),
  ],
  'drop-version': ({ reference, secret }) => part(reference, 'value_from_key_vault', { secret_id: secret }),
  'read-again': () => [],
  'renew-certificate': () => [],
  // azurerm has no argument for this property; azapi reads, merges and writes back, so that every other one stays.
  'disable-trusted-access': ({ service }) => flagged(service, 'True'),
  'restore-trusted-access': ({ service }) => flagged(service, 'False'),
  'apply-network-configuration': () => [],
};

/** The address of the resource that a block makes. */
function addressIn(block: string): string | undefined {
  const [, type, name] = /^resource "(\w+)" "([^"]+)"/m.exec(block) ?? [];
  return type === undefined || name === undefined ? undefined : `${type}.${name}`;
}

/** Changes in their order; undefined where one of them is an action, which no configuration can do. */
export function terraformBlocks(changes: readonly Change[]): readonly string[] | undefined {
  return templateBlocks(changes, {
    declare: (change) => byKind(declarations, change),
    nameIn: addressIn,
    waitingFor: (name) => `  depends_on = [${name}]`,
  });
}
