/**
 * Ways into a service by a network security perimeter, which fit every tier: a rule that admits the managed identities of the
 * instance's subscription, or the addresses it sends from, where no managed identity is known to make the call. Source: "How to front a network security perimeter-protected Azure resource with Azure API Management".
 */
import { isWorkspaceGateway } from '../instance/workspace-gateways.ts';
import { nameOf, parseArmId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { text } from '../model/json.ts';
import { services } from '../model/services.ts';
import { say, type Text } from '../model/text.ts';
import { egressOf } from '../network/egress.ts';
import { publicEnd } from '../network/service-tags.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';

type Admits = Extract<Change, { kind: 'add-perimeter-rule' }>['admits'];

/** Each location has a rule of its own for its addresses: one under a name that exists would replace it. */
function ruleOf({ subject, location }: WantedWay, profile: string, admits: Admits): Change {
  const place = admits.addresses === undefined ? '' : `-${location.name.replaceAll('/', '-')}`;
  return { kind: 'add-perimeter-rule', profile, name: `apim-${subject.instance.name}${place}`, admits };
}

function bySubscription({ subject }: WantedWay): Admits {
  return { subscription: subject.instance.subscriptionId };
}

/** Every address that the location sends from, as a perimeter takes them: CIDR. None where they are not known. */
function byAddresses({ subject, target, location }: WantedWay): readonly Admits[] {
  const egress = egressOf(location, subject.estate, publicEnd(target.kind).tag);
  if (!egress.known) return [];
  return [{ addresses: egress.addresses.map((address) => (address.includes('/') ? address : `${address}/32`)) }];
}

/** A rule in the perimeter that is there. */
export function byPerimeter(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target, location } = wanted;
  const read = subject.estate.perimeterAssociations(target.resource.id);
  const profiles = (read.ok ? read.value : []).flatMap((one) => text(one, 'properties', 'profile', 'id') ?? []);
  const values = { instance: subject.instance.name, target: target.resource.name, location: location.name };
  const option = (title: Text, admits: Admits) =>
    profiles.map((profile) => ({ title, changes: [ruleOf(wanted, profile, admits)], order: 40 }));
  return [
    ...option(
      say('Add an inbound access rule for the subscription of {instance} to the perimeter of {target}', values),
      bySubscription(wanted),
    ),
    ...byAddresses(wanted).flatMap((admits) =>
      option(
        say('Add an inbound access rule for the addresses of {location} to the perimeter of {target}', values),
        admits,
      ),
    ),
  ];
}

/**
 * A perimeter of its own beside the service, in Transition mode: its rule counts beside those that are there, so nothing is closed.
 * Only where no perimeter is known to hold the service, since it can be in one alone.
 */
export function byNewPerimeter(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target } = wanted;
  const { resource, kind } = target;
  const read = subject.estate.perimeterAssociations(resource.id);
  const parts = parseArmId(resource.id);
  const location = text(resource, 'location');
  if (!services[kind].inPerimeters || !read.ok || read.value.length > 0) return [];
  if (parts?.resourceGroup === undefined || location === undefined) return [];
  const group = `/subscriptions/${parts.subscriptionId}/resourceGroups/${parts.resourceGroup}`;
  const perimeter = `${group}/providers/Microsoft.Network/networkSecurityPerimeters/nsp-${resource.name}`;
  const profile = `${perimeter}/profiles/default`;
  const values = { target: resource.name, instance: subject.instance.name, location: wanted.location.name };
  const option = (title: Text, admits: Admits): WayInOption => ({
    title,
    changes: [
      { kind: 'create-perimeter', perimeter, profile: nameOf(profile), location },
      ruleOf(wanted, profile, admits),
      {
        kind: 'associate-perimeter',
        association: `${perimeter}/resourceAssociations/${resource.name}`,
        target: resource.id,
        profile,
      },
    ],
    order: 50,
  });
  const subscriptionTitle =
    isWorkspaceGateway(wanted.location) && wanted.location.network === 'none'
      ? say(
          'Put {target} into a network security perimeter in Transition mode, whose inbound rule admits the subscription of {instance}, or give {location} a virtual network that {target} admits: a workspace gateway gets one only when it is created',
          values,
        )
      : say(
          'Put {target} into a network security perimeter in Transition mode, whose inbound rule admits the subscription of {instance}; its own rules stay in force',
          values,
        );
  const addressTitle = say(
    'Put {target} into a network security perimeter in Transition mode, whose inbound rule admits the addresses of {location}; its own rules stay in force',
    values,
  );
  return [
    option(subscriptionTitle, bySubscription(wanted)),
    ...byAddresses(wanted).map((admits) => option(addressTitle, admits)),
  ];
}
