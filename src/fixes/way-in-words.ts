/** What is said where no single change gives a gateway location a way in: what can be done on its tier, and by whom. */
import { isWorkspaceGateway } from '../instance/workspace-gateways.ts';
import { nameOf, parseArmId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import { services } from '../model/services.ts';
import { say, type Text, type TextValue } from '../model/text.ts';
import { firewallOf } from '../network/firewall.ts';
import { privateLinkZone } from '../network/hosts.ts';
import { resolve } from '../network/name-resolution.ts';
import { networkPath } from '../network/network-path.ts';
import { privateEndpointsOf } from '../network/private-endpoints.ts';
import { docs } from './docs.ts';
import { networkingLink, portalLink } from './portal-links.ts';
import type { WantedWay } from './way-in-option.ts';

/** Tiers that can never have a virtual network. Source: virtual network concepts of API Management. */
const WITHOUT_NETWORK = ['consumption', 'basic', 'standard', 'basicv2'];

/**
 * A private zone that is linked and lacks the target ends its name there, whatever the target admits. Which record would do is known
 * to public DNS alone, and what else rests on the link to nobody here, so people decide.
 */
function endOfName({ subject, target, location }: WantedWay): Fix | undefined {
  const path = networkPath(location, target, subject);
  const { answer, absent = [] } = resolve(path, privateEndpointsOf(target, subject.estate));
  const zone = parseArmId(absent[0] ?? '')?.parentId;
  if (answer !== 'broken' || zone === undefined) return undefined;
  return {
    title: say(
      'Add a record for {target} to the private zone {zone}, where its name ends now, or take the link of that zone to the network of {location} away, if nothing else needs it',
      { target: target.resource.name, zone: nameOf(zone), location: location.name },
    ),
    portal: portalLink(subject, zone, 'records'),
    docs: docs.privateEndpointDns,
    order: 30,
  };
}

function perimeterTitle({ proof }: WantedWay, values: Readonly<Record<string, TextValue>>): Text {
  return proof === 'key'
    ? say(
        'Let the perimeter of {target} admit the addresses of {location} by an inbound access rule; or call {target} with a managed identity, and let the perimeter admit the subscription of the instance',
        values,
      )
    : say('Let the perimeter of {target} admit the subscription of the instance by an inbound access rule', values);
}

/** What gives a location outside any network a way; a perimeter's rule for a subscription serves managed identities alone. */
function outsideNetworks(wanted: WantedWay, values: Readonly<Record<string, TextValue>>): Pick<Fix, 'title' | 'docs'> {
  const { subject, location, docs: page } = wanted;
  const byPerimeter = services[wanted.target.kind].inPerimeters && wanted.proof !== 'key';
  if (!isWorkspaceGateway(location) && WITHOUT_NETWORK.includes(subject.instance.sku.toLowerCase())) {
    const title = byPerimeter
      ? say(
          'Put {target} into a network security perimeter whose inbound rule admits the subscription of the instance, or move to a tier with a virtual network: {tier} has none',
          values,
        )
      : say('Move to a tier with a virtual network, and let {target} admit it: {tier} has none', values);
    return { title, docs: byPerimeter ? docs.perimeter : page };
  }
  const title = byPerimeter
    ? say(
        'Give {location} a virtual network that {target} admits, by a private endpoint or by its subnet; or put {target} into a network security perimeter whose inbound rule admits the subscription of the instance',
        values,
      )
    : say('Give {location} a virtual network that {target} admits, by a private endpoint or by its subnet', values);
  return { title, docs: page };
}

/** The advice for a location that nothing lets in yet. */
export function wordsFor(wanted: WantedWay): Fix {
  const { subject, target, location } = wanted;
  const ended = endOfName(wanted);
  if (ended !== undefined) return ended;
  const values = {
    target: target.resource.name,
    location: location.name,
    tier: subject.instance.sku,
    zone: privateLinkZone(target, subject.cloud),
    group: target.groupId,
  };
  const place = { portal: networkingLink(subject, target.resource), order: 30 };
  const { state } = firewallOf(target, subject.estate);
  if (state === 'perimeter') return { ...place, title: perimeterTitle(wanted, values), docs: docs.perimeter };
  if (state === 'off') {
    const network = parseArmId(location.subnetId ?? '')?.parentId;
    return {
      title: say('Let the subnet of {location} send to {target}: security rules, admin rules and routes', values),
      portal: portalLink(subject, network ?? subject.instance.id, network === undefined ? 'network' : 'subnets'),
      docs: docs.requiredPorts,
      order: 60,
    };
  }
  if (location.subnetId !== undefined) {
    const title = say(
      'Reach {target} by an approved private endpoint ({group}) in the network of {location} or in one that is peered with it, with {zone} linked to the network and holding its record',
      values,
    );
    return { ...place, title, docs: docs.privateEndpointDns };
  }
  return { ...place, ...outsideNetworks(wanted, values) };
}
