/** The gateway locations of an instance: the primary one and every additional region. Domain 2, contract 7.12. */
import { type ArmResource, shortLocation } from '../model/arm.ts';
import { flag, isObject, type JsonObject, list, same, text, texts } from '../model/json.ts';
import { hasSharedEgress, type NetworkScope, networkScope, tierOf, virtualNetworkType } from './tier.ts';

/** One place from which the gateway sends. */
export interface GatewayLocation {
  /** Azure's short form, `westeurope`; `unknown` where Azure does not tell it; `gateways/NAME` for a workspace gateway. */
  readonly name: string;
  /** The Azure region in its short form; the name itself, but for a workspace gateway. */
  readonly region: string;
  readonly primary: boolean;
  /** The tier as Azure names it; empty where Azure does not tell it. */
  readonly tier: string;
  readonly network: NetworkScope;
  /** `External` or `Internal`; `None` outside a network. */
  readonly virtualNetworkType: string;
  /** The subnet's ARM id; undefined outside a network, or where Azure does not tell it. */
  readonly subnetId: string | undefined;
  /** Public addresses of the location, single or CIDR. */
  readonly publicAddresses: readonly string[];
  /** Outbound addresses when API Management's own NAT gateway is on. */
  readonly outboundAddresses: readonly string[];
  readonly natGatewayEnabled: boolean;
  /** Whether the tier sends from shared, changing addresses. */
  readonly sharedEgress: boolean;
}

function location(service: ArmResource, part: JsonObject, primary: boolean): GatewayLocation {
  const properties = primary ? (isObject(service.properties) ? service.properties : {}) : part;
  const network = networkScope(service);
  return {
    name: shortLocation(text(part, 'location') ?? 'unknown'),
    region: shortLocation(text(part, 'location') ?? 'unknown'),
    primary,
    tier: tierOf(service),
    network,
    virtualNetworkType: virtualNetworkType(service),
    subnetId: network === 'none' ? undefined : text(properties, 'virtualNetworkConfiguration', 'subnetResourceId'),
    publicAddresses: texts(properties, 'publicIPAddresses'),
    outboundAddresses: texts(properties, 'outboundPublicIPAddresses'),
    natGatewayEnabled: same(text(properties, 'natGatewayState'), 'Enabled'),
    sharedEgress: hasSharedEgress(tierOf(service)),
  };
}

/** The primary location, switched off or not. */
export function primaryLocation(service: ArmResource): GatewayLocation {
  return location(service, service as JsonObject, true);
}

/** Every location whose gateway is not switched off. Empty when all are. */
export function gatewayLocations(service: ArmResource): readonly GatewayLocation[] {
  const primary = flag(service, 'properties', 'disableGateway') === true ? [] : [primaryLocation(service)];
  const others = list(service, 'properties', 'additionalLocations')
    .filter(isObject)
    .filter((part) => flag(part, 'disableGateway') !== true)
    .map((part) => location(service, part, false));
  return [...primary, ...others];
}
