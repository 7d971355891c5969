/** What is said where no single change gives a gateway location a way in: what can be done on its tier, and by whom. */
import { parseArmId } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import { services } from '../model/services.ts';
import { say } from '../model/text.ts';
import { firewallOf } from '../network/firewall.ts';
import { privateLinkZone } from '../network/hosts.ts';
import { docs } from './docs.ts';
import { networkingLink, portalLink } from './portal.ts';
import type { WantedWay } from './way-in-option.ts';

/** Tiers that can never have a virtual network. Source: virtual network concepts of API Management. */
const WITHOUT_NETWORK = ['consumption', 'basic', 'standard', 'basicv2'];

/** The advice for a location that nothing lets in yet. */
export function wordsFor({ subject, target, location, docs: page }: WantedWay): Fix {
  const values = {
    target: target.resource.name,
    location: location.name,
    tier: subject.instance.sku,
    zone: privateLinkZone(target, subject.cloud),
    group: target.groupId,
  };
  const place = { portal: networkingLink(subject, target.resource), docs: page, order: 30 };
  const { state } = firewallOf(target, subject.estate);
  const inPerimeters = services[target.kind].inPerimeters;
  if (state === 'perimeter') {
    const title = say(
      'Let the perimeter of {target} admit the subscription of the instance by an inbound access rule',
      values,
    );
    return { ...place, title, docs: docs.perimeter };
  }
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
  if (WITHOUT_NETWORK.includes(subject.instance.sku.toLowerCase())) {
    const title = inPerimeters
      ? say(
          'Put {target} into a network security perimeter whose inbound rule admits the subscription of the instance, or move to a tier with a virtual network: {tier} has none',
          values,
        )
      : say('Move to a tier with a virtual network, and let {target} admit it: {tier} has none', values);
    return { ...place, title, docs: inPerimeters ? docs.perimeter : page };
  }
  const title = inPerimeters
    ? say(
        'Give {location} a virtual network that {target} admits, by a private endpoint or by its subnet; or put {target} into a network security perimeter whose inbound rule admits the subscription of the instance',
        values,
      )
    : say('Give {location} a virtual network that {target} admits, by a private endpoint or by its subnet', values);
  return { ...place, title };
}
