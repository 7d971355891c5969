/** A subnet and its virtual network, read once for everything that is judged from them. */
import { type ArmResource, parentIdOf, sameId } from '../model/arm.ts';
import { attempt, type Estate, failed, type Read } from '../model/estate.ts';
import { isObject, type JsonObject, list, same, text, texts } from '../model/json.ts';
import { rememberedBy } from '../model/remembered.ts';

/** A service endpoint of a subnet. */
export interface ServiceEndpoint {
  /** For example `Microsoft.KeyVault`. */
  readonly service: string;
  /** `Succeeded`, or undefined when Azure does not say. */
  readonly provisioningState: string | undefined;
}

/** What a subnet says of itself. Ids as Azure wrote them. */
export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly virtualNetworkId: string;
  readonly addressPrefixes: readonly string[];
  readonly networkSecurityGroupId: string | undefined;
  readonly routeTableId: string | undefined;
  readonly natGatewayId: string | undefined;
  readonly serviceEndpoints: readonly ServiceEndpoint[];
  readonly hasServiceEndpointPolicies: boolean;
  /** Service names, for example `Microsoft.Web/serverFarms`. */
  readonly delegations: readonly string[];
  /** `Enabled`, `Disabled`, `NetworkSecurityGroupEnabled`, `RouteTableEnabled`; undefined when absent. */
  readonly privateEndpointNetworkPolicies: string | undefined;
}

/** The subnet that stands in some JSON and was asked for under an id. */
const parse = rememberedBy((resource: JsonObject, id: string): Subnet => {
  const single = text(resource, 'properties', 'addressPrefix');
  return {
    id,
    name: text(resource, 'name') ?? id.slice(id.lastIndexOf('/') + 1),
    virtualNetworkId: parentIdOf(id),
    addressPrefixes: [...(single === undefined ? [] : [single]), ...texts(resource, 'properties', 'addressPrefixes')],
    networkSecurityGroupId: text(resource, 'properties', 'networkSecurityGroup', 'id'),
    routeTableId: text(resource, 'properties', 'routeTable', 'id'),
    natGatewayId: text(resource, 'properties', 'natGateway', 'id'),
    serviceEndpoints: list(resource, 'properties', 'serviceEndpoints').flatMap((endpoint) => {
      const service = text(endpoint, 'service');
      return service === undefined ? [] : [{ service, provisioningState: text(endpoint, 'provisioningState') }];
    }),
    hasServiceEndpointPolicies: list(resource, 'properties', 'serviceEndpointPolicies').length > 0,
    delegations: list(resource, 'properties', 'delegations').flatMap((d) => text(d, 'properties', 'serviceName') ?? []),
    privateEndpointNetworkPolicies: text(resource, 'properties', 'privateEndpointNetworkPolicies'),
  };
});

/** The virtual network of a subnet id. */
export function virtualNetworkOf(subnetId: string, estate: Estate): Read<ArmResource> {
  const parent = parentIdOf(subnetId);
  return parent === '' ? failed('NOT_FOUND') : estate.resource(parent);
}

/** The subnet as its virtual network lists it; undefined where it does not. */
const inside = rememberedBy((network: ArmResource, subnetId: string): Read<Subnet> | undefined => {
  const entry = attempt(() =>
    list(network, 'properties', 'subnets').find(
      (one): one is JsonObject => isObject(one) && sameId(text(one, 'id'), subnetId),
    ),
  );
  if (!entry.ok) return entry;
  const { value } = entry;
  return value === undefined ? undefined : attempt(() => parse(value, subnetId));
});

/** Reads a subnet from its virtual network, or by itself where the network cannot be read or does not list it. */
export function subnetOf(subnetId: string, estate: Estate): Read<Subnet> {
  const network = virtualNetworkOf(subnetId, estate);
  if (network.ok) {
    const listed = inside(network.value, subnetId);
    if (listed !== undefined) return listed;
  } else if (network.reason === 'PENDING') return network;
  const own = estate.resource(subnetId);
  if (own.ok) return attempt(() => parse(own.value, subnetId));
  // A network that cannot be read tells more than the subnet's own refusal.
  return !network.ok && network.reason !== 'NOT_FOUND' && own.reason === 'NOT_FOUND' ? network : own;
}

/** Whether the subnet has a working service endpoint to one of some services (docs/rules.md#subnet-key-vault-endpoint: state Succeeded or absent). */
export function hasServiceEndpoint(subnet: Subnet, ...services: readonly string[]): boolean {
  return subnet.serviceEndpoints.some(
    (endpoint) =>
      services.some((service) => same(service, endpoint.service)) &&
      (endpoint.provisioningState === undefined || same(endpoint.provisioningState, 'Succeeded')),
  );
}
