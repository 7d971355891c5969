/** What each kind of change comes to: which resources look otherwise afterwards, and which are new. */

import { TRUSTED_ACCESS_FLAG } from '../instance/trusted-access.ts';
import { type ArmResource, nameOf, parentIdOf, parseArmId, sameId, shortLocation } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Day } from '../model/days.ts';
import { isObject, type Json, type JsonObject, list, same, text } from '../model/json.ts';
import { ruleFormOf } from '../model/services.ts';
import {
  accessRule,
  association,
  identities,
  identityEdit,
  privateEndpoint,
  SECRETS_USER,
  securityRule,
} from './arm-properties.ts';
import { type Patch, readAgain, renewed, withIdentity, withoutVersion } from './reference-patches.ts';

/** What a change comes to: resources that look otherwise, by the key of their id, and resources that are new. */
export interface ChangeEffect {
  readonly patches: readonly (readonly [id: string, patch: Patch])[];
  readonly made: readonly ArmResource[];
}

/** A value put at a path; objects on the way are made where they are missing. */
export function put(value: unknown, path: readonly string[], change: (old: Json | undefined) => Json): JsonObject {
  const here = isObject(value) ? value : {};
  const [key = '', ...rest] = path;
  const old = here[key];
  return { ...here, [key]: rest.length === 0 ? change(old) : put(old, rest, change) };
}

function patched(path: readonly string[], change: (old: Json | undefined) => Json): Patch {
  return (resource) => put(resource, path, change) as unknown as ArmResource;
}

function appended(path: readonly string[], added: readonly JsonObject[]): Patch {
  return patched(path, (old) => [...(Array.isArray(old) ? old : []), ...added]);
}

const only = (id: string, ...patches: readonly Patch[]): ChangeEffect => ({
  patches: patches.map((patch) => [id, patch] as const),
  made: [],
});

/** Where a service keeps its rules, and how it writes one: the namespaces of messaging have a rule set of their own. */
function rulesOf(target: string) {
  const { child, property, address, subnet } = ruleFormOf(target);
  return {
    id: child === undefined ? target : `${target}/${child}`,
    path: property === undefined ? ['properties'] : ['properties', property],
    address,
    subnet,
  };
}

function madeResource(id: string, properties: JsonObject): ArmResource {
  return { id, name: nameOf(id), type: parseArmId(id)?.type ?? '', properties } as unknown as ArmResource;
}

/** A connection's status, wherever the target lists it. */
function approved(connection: string): Patch {
  return patched(['properties', 'privateEndpointConnections'], (old) =>
    (Array.isArray(old) ? old : []).map((entry) =>
      sameId(text(entry, 'id'), connection)
        ? put(entry, ['properties', 'privateLinkServiceConnectionState', 'status'], () => 'Approved')
        : entry,
    ),
  );
}

/** Stands for the object id that Azure gives to a new system-assigned identity. */
const NEW_PRINCIPAL = '00000000-0000-0000-0000-00000000new1';

/** The flag as it is sent; under whatever case the property was, there is one of it. */
function flagged(value: 'True' | 'False'): Patch {
  return patched(['properties', 'customProperties'], (old) => ({
    ...Object.fromEntries(Object.entries(isObject(old) ? old : {}).filter(([key]) => !same(key, TRUSTED_ACCESS_FLAG))),
    [TRUSTED_ACCESS_FLAG]: value,
  }));
}

/** The text of a policy whose managed identities have another client id. */
function withCallIdentity(xml: Json | undefined, clientId: string | undefined): Json {
  const { find, suffix } = identityEdit(clientId);
  return typeof xml === 'string' ? xml.replace(new RegExp(find, 'g'), `$<tag>${suffix}`) : (xml ?? null);
}

/** What one change comes to, made on a UTC day. */
export function changeEffect(change: Change, today: Day): ChangeEffect {
  switch (change.kind) {
    case 'add-address-rules': {
      const rules = rulesOf(change.target);
      return only(rules.id, appended([...rules.path, 'ipRules'], change.addresses.map(rules.address)));
    }
    case 'add-network-rule': {
      const rules = rulesOf(change.target);
      return only(rules.id, appended([...rules.path, 'virtualNetworkRules'], [rules.subnet(change.subnet)]));
    }
    case 'add-perimeter-rule': {
      const rule = madeResource(`${change.profile}/accessRules/${change.name}`, accessRule(change));
      return { patches: [], made: [rule] };
    }
    case 'create-perimeter':
      return {
        patches: [],
        made: [madeResource(change.perimeter, {}), madeResource(`${change.perimeter}/profiles/${change.profile}`, {})],
      };
    case 'associate-perimeter': {
      const properties = { ...association(change), provisioningState: 'Succeeded' };
      return { patches: [], made: [madeResource(change.association, properties)] };
    }
    case 'allow-trusted-services':
      return only(
        change.vault,
        patched(['properties', 'networkAcls', 'bypass'], () => 'AzureServices'),
      );
    case 'add-service-endpoint':
      return only(
        change.subnet,
        appended(['properties', 'serviceEndpoints'], [{ service: change.service, provisioningState: 'Succeeded' }]),
      );
    case 'create-subnet': {
      const subnet = madeResource(change.subnet, { addressPrefix: change.prefix, provisioningState: 'Succeeded' });
      const network = parentIdOf(change.subnet);
      const added = appended(['properties', 'subnets'], [subnet as unknown as JsonObject]);
      return { patches: [[network, added]], made: [subnet] };
    }
    case 'add-security-rule': {
      const added = { name: change.name, properties: securityRule(change) };
      return only(change.group, appended(['properties', 'securityRules'], [added]));
    }
    case 'move-security-rule':
      return only(
        change.group,
        patched(['properties', 'securityRules'], (old) =>
          (Array.isArray(old) ? old : []).map((rule) =>
            same(text(rule, 'name'), change.name) && same(text(rule, 'properties', 'direction'), change.direction)
              ? put(rule, ['properties', 'priority'], () => change.priority)
              : rule,
          ),
        ),
      );
    case 'add-route': {
      const route = { addressPrefix: change.prefix, nextHopType: change.nextHop };
      return only(change.table, appended(['properties', 'routes'], [{ name: change.name, properties: route }]));
    }
    case 'link-zone': {
      const id = `${change.zone}/virtualNetworkLinks/${change.name}`;
      const link = madeResource(id, {
        virtualNetwork: { id: change.network },
        virtualNetworkLinkState: 'Completed',
        provisioningState: 'Succeeded',
        registrationEnabled: false,
      });
      return { patches: [], made: [link] };
    }
    case 'add-record': {
      const aRecords = change.addresses.map((ipv4Address) => ({ ipv4Address }));
      return { patches: [], made: [madeResource(`${change.zone}/A/${change.name}`, { aRecords, ttl: 3600 })] };
    }
    case 'create-zone':
      return { patches: [], made: [madeResource(change.zone, {})] };
    case 'create-private-endpoint': {
      const connection = {
        id: `${change.target}/privateEndpointConnections/${nameOf(change.endpoint)}`,
        properties: {
          privateEndpoint: { id: change.endpoint },
          privateLinkServiceConnectionState: { status: 'Approved' },
        },
      };
      const added = appended(['properties', 'privateEndpointConnections'], [connection]);
      const record = { aRecords: [{ ipv4Address: change.address }], ttl: 3600 };
      return {
        patches: [[change.target, added]],
        made: [
          madeResource(change.endpoint, {
            ...privateEndpoint(change),
            customDnsConfigs: [{ ipAddresses: [change.address] }],
          }),
          ...change.records.map((name) => madeResource(`${change.zone}/A/${name}`, record)),
        ],
      };
    }
    case 'approve-private-endpoint':
      return only(change.target, approved(change.connection));
    case 'enable-system-identity': {
      const { type } = identities(change.keeps);
      return only(
        change.service,
        patched(['identity', 'type'], () => type),
        patched(['identity', 'principalId'], (old) => old ?? NEW_PRINCIPAL),
      );
    }
    case 'grant-secret-access': {
      const principal = change.principal ?? NEW_PRINCIPAL;
      if (change.model === 'access-policy') {
        const entry = { objectId: principal, permissions: { secrets: [...change.keeps, 'get', 'list'] } };
        const others = (old: Json | undefined) =>
          (Array.isArray(old) ? old : []).filter((one) => !same(text(one, 'objectId'), principal));
        return only(
          change.vault,
          patched(['properties', 'accessPolicies'], (old) => [...others(old), entry]),
        );
      }
      const id = `${change.vault}/providers/Microsoft.Authorization/roleAssignments/${principal}`;
      const subscription = parseArmId(change.vault)?.subscriptionId ?? '';
      const role = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`;
      const assignment = { principalId: principal, roleDefinitionId: role, scope: change.vault };
      return { patches: [], made: [madeResource(id, assignment)] };
    }
    case 'use-identity':
      return { patches: withIdentity(change), made: [] };
    case 'use-call-identity':
      return only(
        change.policy,
        patched(['properties', 'value'], (old) => withCallIdentity(old, change.clientId)),
      );
    case 'drop-version':
      return { patches: withoutVersion(change), made: [] };
    case 'read-again':
      return { patches: readAgain(change, today), made: [] };
    case 'renew-certificate':
      return { patches: renewed(change, today), made: [] };
    case 'disable-trusted-access':
      return only(change.service, flagged('True'));
    case 'restore-trusted-access':
      return only(change.service, flagged('False'));
    case 'apply-network-configuration':
      return only(`${change.service}/networkstatus`, (status) => ({
        ...status,
        value: list(status, 'value').map((entry) =>
          isObject(entry) && shortLocation(text(entry, 'location') ?? '') === change.location
            ? put(entry, ['networkStatus', 'dnsServers'], () => change.dnsServers)
            : entry,
        ),
      }));
  }
}
