/** Whether a gateway may teach a network its default route by BGP. Rules: docs/rules.md#forced-tunnelling. */
import type { Answer } from '../model/answer.ts';
import { nameOf, parentIdOf } from '../model/arm.ts';
import { attempt, type Estate } from '../model/estate.ts';
import { flag, isObject, list, same, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import type { Grounds } from './way.ts';

/** Whether a VPN or ExpressRoute gateway is within reach of a network. */
export type GatewayReach = Answer & Grounds;

const GATEWAY = '/virtualnetworkgateways/';

/** Ids of the gateways whose addresses stand in the network's GatewaySubnet; undefined where nobody tells who sits there. */
function tenantsOfGatewaySubnet(network: unknown): readonly string[] | undefined {
  const subnet = list(network, 'properties', 'subnets').find((entry) => same(text(entry, 'name'), 'GatewaySubnet'));
  if (subnet === undefined) return [];
  if (!isObject(subnet) || !isObject(subnet.properties) || subnet.properties.ipConfigurations === undefined)
    return undefined;
  return list(subnet, 'properties', 'ipConfigurations').flatMap((entry) => {
    const id = text(entry, 'id') ?? '';
    return id.toLowerCase().includes(GATEWAY) ? [parentIdOf(id)] : [];
  });
}

function notSeen(virtualNetworkId: string, reason: ReasonCode, property: string): GatewayReach {
  return {
    answer: 'unknown',
    reason,
    message: say('Whether {network} has a gateway that teaches it a default route cannot be seen.', {
      network: nameOf(virtualNetworkId),
    }),
    evidence: [{ resource: virtualNetworkId, property, observed: reason, expected: 'an answer' }],
  };
}

/**
 * Looks for a gateway in the network itself or behind a peering that uses the remote one. Resource Graph leaves out what
 * may not be read, so a GatewaySubnet whose gateway is not shown is `unknown` (`FORBIDDEN`), never `no`.
 */
export function reachableGateway(virtualNetworkId: string, estate: Estate): GatewayReach {
  const reach = attempt(() => lookForGateway(virtualNetworkId, estate));
  return reach.ok ? reach.value : notSeen(virtualNetworkId, reach.reason, reach.detail ?? 'properties');
}

function lookForGateway(virtualNetworkId: string, estate: Estate): GatewayReach {
  const network = estate.resource(virtualNetworkId);
  const own = estate.virtualNetworkGateways(virtualNetworkId);
  const values = { network: nameOf(virtualNetworkId) };
  const yes = (property: string, observed: string): GatewayReach => ({
    answer: 'yes',
    message: say('A gateway is within reach of {network}, and may teach it a default route by BGP.', values),
    evidence: [{ resource: virtualNetworkId, property, observed, expected: 'no gateway, or no BGP propagation' }],
  });
  const unknown = (reason: ReasonCode, property: string) => notSeen(virtualNetworkId, reason, property);
  if (own.ok && own.value.length > 0) {
    return yes('virtualNetworkGateways', own.value.map((gateway) => gateway.name).join(', '));
  }
  if (!network.ok) return unknown(network.reason, 'properties.virtualNetworkPeerings');
  const remote = list(network.value, 'properties', 'virtualNetworkPeerings').find(
    (peering) => flag(peering, 'properties', 'useRemoteGateways') === true,
  );
  if (remote !== undefined) {
    return yes(
      'properties.virtualNetworkPeerings[].properties.useRemoteGateways',
      `true (${text(remote, 'name') ?? 'peering'})`,
    );
  }
  if (!own.ok) return unknown(own.reason, 'virtualNetworkGateways');
  const tenants = tenantsOfGatewaySubnet(network.value);
  if (tenants === undefined) return unknown('FORBIDDEN', "properties.subnets[?name=='GatewaySubnet']");
  const reads = tenants.map((id) => ({ id, read: estate.resource(id) }));
  const there = reads.find(({ read }) => read.ok);
  if (there !== undefined) return yes('properties.subnets[].properties.ipConfigurations', nameOf(there.id));
  const [hidden] = reads.flatMap(({ read }) => (read.ok || read.reason === 'NOT_FOUND' ? [] : [read.reason]));
  if (hidden !== undefined) return unknown(hidden, 'virtualNetworkGateways');
  return {
    answer: 'no',
    message: say('No gateway is within reach of {network}.', values),
    evidence: [{ resource: virtualNetworkId, property: 'virtualNetworkGateways', observed: 'none' }],
  };
}
