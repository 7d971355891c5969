/** The gateway locations of an instance: the primary one and every additional region. Rules: docs/rules.md#locations. */
import { type ArmResource, shortLocation } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { at, flag, type Json, type JsonObject, list, same, text, texts, unreadable } from '../model/json.ts';
import { once, remembered } from '../model/remembered.ts';
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

/**
 * A location of the service, whose facts are read when somebody asks: one that is unreadable stops who needs it, and no
 * other. Whether it is switched on is a part of every fact.
 */
function location(service: ArmResource, part: Json, primary: boolean): GatewayLocation {
  const own = once(() => {
    const properties = primary ? at(service, 'properties') : part;
    flag(properties, 'disableGateway');
    return properties;
  });
  const region = once(() => shortLocation(text(part, 'location') ?? 'unknown'));
  const name = attempt(region);
  const network = once(() => {
    own();
    return networkScope(service);
  });
  const ofSubnet = once(() => {
    const properties = own();
    return networkScope(service) === 'none'
      ? undefined
      : text(properties, 'virtualNetworkConfiguration', 'subnetResourceId');
  });
  const publicAddresses = once(() => texts(own(), 'publicIPAddresses'));
  return {
    name: name.ok ? name.value : 'unknown',
    get region() {
      return region();
    },
    primary,
    get tier() {
      return tierOf(service);
    },
    get network() {
      return network();
    },
    get virtualNetworkType() {
      return virtualNetworkType(service);
    },
    get subnetId() {
      return ofSubnet();
    },
    get publicAddresses() {
      return publicAddresses();
    },
    get outboundAddresses() {
      return texts(own(), 'outboundPublicIPAddresses');
    },
    get natGatewayEnabled() {
      return same(text(own(), 'natGatewayState'), 'Enabled');
    },
    get sharedEgress() {
      return hasSharedEgress(tierOf(service));
    },
  };
}

/** The primary location, switched off or not. */
export const primaryLocation = remembered(
  (service: ArmResource): GatewayLocation => location(service, service as JsonObject, true),
);

/** Whether the gateway of a part is on; one that does not tell it readably is judged, and found unreadable there. */
function isOn(part: Json | undefined): boolean {
  const off = attempt(() => flag(part, 'disableGateway') === true);
  return !off.ok || !off.value;
}

/** Every location whose gateway is not switched off. Empty when all are. */
export const gatewayLocations = remembered((service: ArmResource): readonly GatewayLocation[] => {
  const primary = isOn(at(service, 'properties')) ? [primaryLocation(service)] : [];
  const told = attempt(() => list(service, 'properties', 'additionalLocations'));
  // A list that is unreadable stands for one location of which nothing can be told.
  const parts = told.ok ? told.value : [unreadable({ resource: service.id, property: told.detail ?? 'properties' })];
  return [...primary, ...parts.filter(isOn).map((part) => location(service, part, false))];
});
