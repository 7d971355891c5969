/** Targets and what surrounds them, for tests of line of sight. Each builder makes one healthy thing. */
import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { TargetKind } from '../../src/model/services.ts';
import { type Depth, lineOfSight } from '../../src/network/line-of-sight.ts';
import type { CallProof } from '../../src/network/network-path.ts';
import type { Target } from '../../src/network/target.ts';
import type { LineOfSight } from '../../src/network/way.ts';
import type { EstateOptions } from '../support/estate.ts';
import { emptyEvidence } from '../support/evidence.ts';
import {
  apim,
  armId,
  injected,
  networkSecurityGroup,
  resource,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

/** The virtual address of the instance that `apim()` makes. */
export const EGRESS = '20.50.1.1';

const SHAPES: Readonly<Record<TargetKind, readonly [type: string, groupId: string, host: string]>> = {
  'key-vault': ['Microsoft.KeyVault/vaults', 'vault', 'vault.azure.net'],
  'managed-hsm': ['Microsoft.KeyVault/managedHSMs', 'managedhsm', 'managedhsm.azure.net'],
  storage: ['Microsoft.Storage/storageAccounts', 'blob', 'blob.core.windows.net'],
  'service-bus': ['Microsoft.ServiceBus/namespaces', 'namespace', 'servicebus.windows.net'],
  'event-hubs': ['Microsoft.EventHub/namespaces', 'namespace', 'servicebus.windows.net'],
  'container-registry': ['Microsoft.ContainerRegistry/registries', 'registry', 'azurecr.io'],
};

export const ZONES: Readonly<Record<TargetKind, string>> = {
  'key-vault': 'privatelink.vaultcore.azure.net',
  'managed-hsm': 'privatelink.managedhsm.azure.net',
  storage: 'privatelink.blob.core.windows.net',
  'service-bus': 'privatelink.servicebus.windows.net',
  'event-hubs': 'privatelink.servicebus.windows.net',
  'container-registry': 'privatelink.azurecr.io',
};

/** A target named `target1`, in North Europe unless told otherwise. */
export function targetOf(kind: TargetKind, properties: JsonObject = {}, rest: JsonObject = {}): Target {
  const [type, groupId, host] = SHAPES[kind];
  const built = resource(armId(`${type}/target1`, 'rg-target'), {
    location: 'northeurope',
    sku: { name: 'Premium' },
    ...rest,
    properties,
  });
  return { kind, resource: built, groupId, host: `target1.${host}` };
}

/** The rule set of a Service Bus or Event Hubs namespace. */
export function ruleSet(target: Target, properties: JsonObject): ArmResource {
  return resource(`${target.resource.id}/networkRuleSets/default`, { properties });
}

/** Deny with some IP rules and some subnets, in the wire shape of a kind; a namespace also needs its rule set. */
export function restricted(
  kind: TargetKind,
  rules: {
    ips?: readonly string[];
    subnets?: readonly string[];
    bypass?: boolean;
    publicNetworkAccess?: string;
    extra?: JsonObject;
    location?: string;
  } = {},
): { target: Target; resources: readonly ArmResource[] } {
  const { ips = [], subnets = [], bypass = true, publicNetworkAccess = 'Enabled', extra = {} } = rules;
  const rest: JsonObject = rules.location === undefined ? {} : { location: rules.location };
  if (kind === 'service-bus' || kind === 'event-hubs') {
    const target = targetOf(kind, extra, rest);
    const set = ruleSet(target, {
      publicNetworkAccess,
      defaultAction: 'Deny',
      trustedServiceAccessEnabled: bypass,
      ipRules: ips.map((ipMask) => ({ ipMask, action: 'Allow' })),
      virtualNetworkRules: subnets.map((id) => ({ subnet: { id }, ignoreMissingVnetServiceEndpoint: true })),
    });
    return { target, resources: [target.resource, set] };
  }
  const ipRules = ips.map((value) => ({ value, action: 'Allow' }));
  const properties: JsonObject =
    kind === 'container-registry'
      ? {
          publicNetworkAccess,
          networkRuleBypassOptions: bypass ? 'AzureServices' : 'None',
          networkRuleSet: { defaultAction: 'Deny', ipRules },
        }
      : {
          publicNetworkAccess,
          networkAcls: {
            defaultAction: 'Deny',
            bypass: bypass ? 'AzureServices' : 'None',
            ipRules,
            virtualNetworkRules: subnets.map((id) => ({ id })),
          },
        };
  const target = targetOf(kind, { ...properties, ...extra }, rest);
  return { target, resources: [target.resource] };
}

export const ENDPOINT = armId('Microsoft.Network/privateEndpoints/pe-target1', 'rg-target');
export const ENDPOINT_ADDRESS = '10.0.2.5';

/** The properties of a target with a connection to `ENDPOINT`. */
export function connected(status = 'Approved', id = ENDPOINT): JsonObject {
  return {
    privateEndpointConnections: [
      { properties: { privateEndpoint: { id }, privateLinkServiceConnectionState: { status } } },
    ],
  };
}

/** A private endpoint in `VNET` (or in another subnet) for a target. */
export function privateEndpoint(
  target: Target,
  properties: JsonObject = {},
  subnetId = `${VNET}/subnets/snet-pe`,
): ArmResource {
  return resource(ENDPOINT, {
    location: 'westeurope',
    properties: {
      subnet: { id: subnetId },
      privateLinkServiceConnections: [
        { properties: { privateLinkServiceId: target.resource.id, groupIds: [target.groupId] } },
      ],
      customDnsConfigs: [{ fqdn: target.host, ipAddresses: [ENDPOINT_ADDRESS] }],
      ...properties,
    },
  });
}

export function zoneId(kind: TargetKind): string {
  return armId(`Microsoft.Network/privateDnsZones/${ZONES[kind]}`, 'rg-dns');
}

/** The link of a kind's zone to a network. */
export function zoneLink(kind: TargetKind, networkId = VNET, properties: JsonObject = {}): ArmResource {
  return resource(`${zoneId(kind)}/virtualNetworkLinks/to-api`, {
    properties: { virtualNetwork: { id: networkId }, virtualNetworkLinkState: 'Completed', ...properties },
  });
}

/** An A record of a kind's zone. */
export function record(
  kind: TargetKind,
  addresses: readonly string[] = [ENDPOINT_ADDRESS],
  name = 'target1',
): ArmResource {
  return resource(`${zoneId(kind)}/A/${name}`, {
    properties: { ttl: 10, aRecords: addresses.map((ipv4Address) => ({ ipv4Address })) },
  });
}

/** One direction of a peering, as an entry of a network. */
export function peering(remote: string, properties: JsonObject = {}): JsonObject {
  return {
    name: 'peering',
    properties: {
      remoteVirtualNetwork: { id: remote },
      peeringState: 'Connected',
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      useRemoteGateways: false,
      ...properties,
    },
  };
}

/** What a scene may hold besides the target. */
export interface Scene extends EstateOptions {
  /** The instance; injected into `SUBNET` unless told. */
  readonly service?: ArmResource;
  /** The instance's network; one with `SUBNET` and no service endpoint unless told. */
  readonly network?: ArmResource;
  readonly around?: readonly ArmResource[];
  readonly depth?: Depth;
  readonly proof?: CallProof;
}

/** A subnet with some service endpoints. */
export function subnetWith(services: readonly string[], properties: JsonObject = {}): Json {
  return subnet({
    serviceEndpoints: services.map((service) => ({ service, provisioningState: 'Succeeded', locations: ['*'] })),
    ...properties,
  });
}

/** The network of a scene: `SUBNET` with some service endpoints. */
export function networkWith(
  services: readonly string[],
  properties: JsonObject = {},
  network: JsonObject = {},
): ArmResource {
  return virtualNetwork([subnetWith(services, properties)], network);
}

/** Judges the primary location and a target; whatever the answer, its evidence says something. */
export function sightOf(target: Target, scene: Scene = {}): LineOfSight {
  const service = scene.service ?? apim(injected());
  const resources = [
    service,
    scene.network ?? networkWith([]),
    networkSecurityGroup(),
    target.resource,
    ...(scene.around ?? []),
  ];
  const unique = [...new Map(resources.map((entry) => [entry.id.toLowerCase(), entry])).values()];
  const subject = subjectOf(unique, scene);
  const sight = lineOfSight(primaryLocation(service), target, subject, scene.depth ?? 'target', scene.proof);
  expect(emptyEvidence(sight.evidence)).toEqual([]);
  return sight;
}
