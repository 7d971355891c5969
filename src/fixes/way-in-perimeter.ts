/**
 * Ways into a service by a network security perimeter, which fit every tier: a rule that admits the managed identities of the
 * instance's subscription. Source: "How to front a network security perimeter-protected Azure resource with Azure API Management".
 */
import { isWorkspaceGateway } from '../instance/workspace-gateways.ts';
import { nameOf, parseArmId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { text } from '../model/json.ts';
import { services } from '../model/services.ts';
import { say } from '../model/text.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';

function admitting({ subject }: WantedWay, profile: string): Change {
  return {
    kind: 'add-perimeter-rule',
    profile,
    name: `apim-${subject.instance.name}`,
    admits: { subscription: subject.instance.subscriptionId },
  };
}

/** A rule in the perimeter that is there. */
export function byPerimeter(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target } = wanted;
  const read = subject.estate.perimeterAssociations(target.resource.id);
  const profiles = (read.ok ? read.value : []).flatMap((one) => text(one, 'properties', 'profile', 'id') ?? []);
  return profiles.map((profile) => ({
    title: say('Add an inbound access rule for the subscription of {instance} to the perimeter of {target}', {
      instance: subject.instance.name,
      target: target.resource.name,
    }),
    changes: [admitting(wanted, profile)],
    order: 40,
  }));
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
  const title =
    isWorkspaceGateway(wanted.location) && wanted.location.network === 'none'
      ? say(
          'Put {target} into a network security perimeter in Transition mode, whose inbound rule admits the subscription of {instance}, or give {location} a virtual network that {target} admits: a workspace gateway gets one only when it is created',
          values,
        )
      : say(
          'Put {target} into a network security perimeter in Transition mode, whose inbound rule admits the subscription of {instance}; its own rules stay in force',
          values,
        );
  const changes: readonly Change[] = [
    { kind: 'create-perimeter', perimeter, profile: nameOf(profile), location },
    admitting(wanted, profile),
    {
      kind: 'associate-perimeter',
      association: `${perimeter}/resourceAssociations/${resource.name}`,
      target: resource.id,
      profile,
    },
  ];
  return [{ title, changes, order: 50 }];
}
