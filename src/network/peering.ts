/** Whether a location's network reaches the subnet of a private endpoint. Rules: docs/rules.md#private-endpoints. */
import type { Answer } from '../model/answer.ts';
import { type ArmResource, nameOf, parentIdOf, sameId } from '../model/arm.ts';
import { flag, list, same, text, texts } from '../model/json.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import type { NetworkPath } from './network-path.ts';
import { virtualNetworkOf } from './subnet.ts';
import type { Grounds } from './way.ts';

/** Whether one network part reaches another. */
export type Reach = Answer & Grounds;

function peeringsOf(network: ArmResource): readonly unknown[] {
  return list(network, 'properties', 'virtualNetworkPeerings');
}

/** Connected, and traffic between the two networks not switched off. */
function works(peering: unknown): boolean {
  return (
    same(text(peering, 'properties', 'peeringState'), 'Connected') &&
    flag(peering, 'properties', 'allowVirtualNetworkAccess') !== false
  );
}

/** A peering of single subnets must name both of them. */
function spans(peering: unknown, local: string, remote: string): boolean {
  if (flag(peering, 'properties', 'peerCompleteVnets') !== false) return true;
  const names = (property: string, wanted: string) =>
    texts(peering, 'properties', property).some((name) => same(name, wanted));
  return names('localSubnetNames', local) && names('remoteSubnetNames', remote);
}

/** A hub may carry the traffic on, by its gateway or by an appliance; peering alone is not transitive. */
function leadsToHub(peering: unknown): boolean {
  return (
    same(text(peering, 'properties', 'peeringState'), 'Connected') &&
    (flag(peering, 'properties', 'useRemoteGateways') === true ||
      flag(peering, 'properties', 'allowForwardedTraffic') === true)
  );
}

function towards(networkId: string) {
  return (peering: unknown) => sameId(text(peering, 'properties', 'remoteVirtualNetwork', 'id'), networkId);
}

/**
 * Judges the way from the location's subnet to another subnet: the same network, or one that is directly peered, both
 * directions Connected. The remote side must be readable. A hub in between is `TRANSIT_ROUTING`.
 */
export function reachOf(path: NetworkPath, remoteSubnetId: string): Reach {
  const { location, subject } = path;
  const [from, to] = [path.subnetId, remoteSubnetId];
  const [ownId, remoteId] = [parentIdOf(from), parentIdOf(to)];
  const values = { own: nameOf(ownId), remote: nameOf(remoteId), location: location.name };
  const own = virtualNetworkOf(from, subject.estate);
  if (sameId(ownId, remoteId)) {
    const evidence = [{ resource: to, property: 'virtualNetwork', observed: ownId }];
    return { answer: 'yes', message: say('It is in {own}, the network of {location}.', values), evidence };
  }
  const remote = virtualNetworkOf(to, subject.estate);
  const unread = (id: string, reason: ReasonCode): Reach => ({
    answer: 'unknown',
    reason,
    message: say('The network {network} could not be read: {cause}', {
      network: nameOf(id),
      cause: say(reasonSentence(reason)),
    }),
    evidence: [{ resource: id, property: 'GET', observed: reason }],
  });
  if (!own.ok) return unread(ownId, own.reason);
  const usable = (peering: unknown) => works(peering) && spans(peering, nameOf(from), nameOf(to));
  const evidence = [
    {
      resource: ownId,
      property: 'properties.virtualNetworkPeerings',
      observed:
        peeringsOf(own.value)
          .filter(towards(remoteId))
          .map((peering) => text(peering, 'properties', 'peeringState') ?? 'absent')
          .join(', ') || 'none',
      expected: `Connected to ${remoteId}`,
    },
  ];
  if (peeringsOf(own.value).some((peering) => towards(remoteId)(peering) && usable(peering))) {
    if (!remote.ok) return unread(remoteId, remote.reason);
    const back = peeringsOf(remote.value).some(
      (peering) => towards(ownId)(peering) && works(peering) && spans(peering, nameOf(to), nameOf(from)),
    );
    if (back) return { answer: 'yes', message: say('{own} is peered with {remote}.', values), evidence };
  }
  if (peeringsOf(own.value).some(leadsToHub)) {
    const message = say(
      '{own} of {location} reaches {remote} through a hub at best, whose routes cannot be judged.',
      values,
    );
    return { answer: 'unknown', reason: 'TRANSIT_ROUTING', message, evidence };
  }
  const message = say('{own} of {location} is not peered with {remote} in both directions.', values);
  return { answer: 'no', message, evidence };
}
