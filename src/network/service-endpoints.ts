/** Service endpoints: whether a subnet's traffic to a target leaves as virtual network traffic. Rules: docs/rules.md#firewalls. */
import { shortLocation } from '../model/arm.ts';
import type { Estate } from '../model/estate.ts';
import { list, same, text, texts } from '../model/json.ts';
import { serviceEndpointsOf, services } from '../model/services.ts';
import type { NetworkPath } from './network-path.ts';
import { pairedRegion } from './region-pairs.ts';
import { hasServiceEndpoint, type Subnet, virtualNetworkOf } from './subnet.ts';
import type { Target } from './target.ts';

/** Name of the service endpoint that a target needs on the subnet; undefined where there is none. */
export function serviceEndpointName(target: Target): string | undefined {
  return services[target.kind].endpoint;
}

/** The regions that Azure itself says a regional endpoint covers; empty where it does not say. */
function listedRegions(subnet: Subnet, service: string, estate: Estate): readonly string[] {
  const network = virtualNetworkOf(subnet.id, estate);
  const own = network.ok
    ? list(network.value, 'properties', 'subnets').find((entry) => same(text(entry, 'name'), subnet.name))
    : undefined;
  return list(own, 'properties', 'serviceEndpoints')
    .filter((endpoint) => same(text(endpoint, 'service'), service))
    .flatMap((endpoint) => texts(endpoint, 'locations').map(shortLocation));
}

/** A regional Storage endpoint covers the subnet's own and the paired region (docs/rules.md#firewalls). */
function coversStorage(path: NetworkPath, subnet: Subnet, service: string): boolean {
  const region = path.targetRegion;
  if (region === undefined || same(region, path.location.region)) return true;
  if (same(region, pairedRegion(path.location.region))) return true;
  return listedRegions(subnet, service, path.subject.estate).includes(region);
}

/**
 * Whether the subnet has a service endpoint that carries traffic to the target: `there`, `missing`, or `changing` while
 * Azure is still setting one up or taking it away, so that neither IP nor network rules can be relied on.
 */
export function serviceEndpoint(path: NetworkPath, subnet: Subnet): 'there' | 'changing' | 'missing' {
  const { kind } = path.target;
  const regional = services[kind].endpoint;
  if (regional === undefined) return 'missing';
  const isCovered = kind !== 'storage' || coversStorage(path, subnet, regional);
  const names = serviceEndpointsOf(kind).filter((name) => isCovered || name !== regional);
  if (hasServiceEndpoint(subnet, ...names)) return 'there';
  return subnet.serviceEndpoints.some((endpoint) => names.some((name) => same(name, endpoint.service)))
    ? 'changing'
    : 'missing';
}
