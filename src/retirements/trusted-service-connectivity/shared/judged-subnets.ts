/** Which gateway locations the virtual network requirements judge. Rules: docs/rules.md#tiers, docs/rules.md#locations. */
import { unreadItem, unreadService } from '../../../fixes/unread-item.ts';
import { type GatewayLocation, gatewayLocations } from '../../../instance/locations.ts';
import { networkScope, tierOf } from '../../../instance/tier.ts';
import type { ArmResource } from '../../../model/arm.ts';
import { attempt } from '../../../model/estate.ts';
import type { Conclusion, Item } from '../../../model/finding.ts';
import { type ReasonCode, reasonSentence } from '../../../model/reasons.ts';
import type { Subject } from '../../../model/requirement.ts';
import { say, type Text } from '../../../model/text.ts';
import { type Subnet, subnetOf } from '../../../network/subnet.ts';

/** An instance in a virtual network, and its locations that are on; never empty. */
export interface NetworkedService {
  readonly subject: Subject;
  readonly service: ArmResource;
  readonly locations: readonly GatewayLocation[];
}

/** A location with its subnet. */
export interface JudgedSubnet extends NetworkedService {
  readonly location: GatewayLocation;
  readonly subnet: Subnet;
}

function ofInstance(
  service: ArmResource,
  conclusion: Conclusion,
  message: Text,
  property: string,
  observed: string,
): readonly Item[] {
  return [{ subject: service.id, ...conclusion, message, evidence: [{ resource: service.id, property, observed }] }];
}

/**
 * Runs a judgement over an instance that is in a virtual network. Everything else has one item: `NO_VNET`, `V2_TIER`
 * (unless there is a judgement for the v2 tiers), `UNKNOWN_SKU`, `GATEWAY_DISABLED`, or the reason why it was not read.
 */
export function judgeNetwork(
  subject: Subject,
  classic: (networked: NetworkedService) => readonly Item[],
  v2?: (networked: NetworkedService) => readonly Item[],
): readonly Item[] {
  const read = subject.estate.resource(subject.instance.id);
  if (!read.ok) return [unreadService(subject, read)];
  const service = read.value;
  const tier = tierOf(service);
  const values = { name: service.name, tier: tier === '' ? 'unknown' : tier };
  const notApplicable = (reason: ReasonCode): Conclusion => ({ status: 'not-applicable', reason });
  const scope = networkScope(service);
  if (scope === 'none') {
    const message = say('{name} is not in a virtual network, so no subnet, rule or route of yours is between.', values);
    return ofInstance(service, notApplicable('NO_VNET'), message, 'properties.virtualNetworkType', 'None');
  }
  if (scope === 'v2' && v2 === undefined) {
    const message = say('Microsoft asks for this in the classic tiers only; {name} is {tier}.', values);
    return ofInstance(service, notApplicable('V2_TIER'), message, 'sku.name', values.tier);
  }
  if (scope === 'unknown-sku') {
    const message = say(
      'The tier {tier} of {name} is not known here. The documentation of that tier would decide whether this applies.',
      values,
    );
    return ofInstance(service, { status: 'unknown', reason: 'UNKNOWN_SKU' }, message, 'sku.name', values.tier);
  }
  const locations = gatewayLocations(service);
  if (locations.length === 0) {
    const message = say('Every gateway location of {name} is switched off.', values);
    return ofInstance(service, notApplicable('GATEWAY_DISABLED'), message, 'properties.disableGateway', 'true');
  }
  return (scope === 'v2' && v2 !== undefined ? v2 : classic)({ subject, service, locations });
}

function withoutSubnetId(service: ArmResource, location: GatewayLocation): Item {
  return {
    subject: service.id,
    location: location.name,
    status: 'unknown',
    reason: 'SUBNET_MISSING',
    message: say('{sentence} The subnet of {location} would decide this.', {
      sentence: say(reasonSentence('SUBNET_MISSING')),
      location: location.name,
    }),
    evidence: [
      {
        resource: service.id,
        property: location.primary
          ? 'properties.virtualNetworkConfiguration.subnetResourceId'
          : `properties.additionalLocations[?location=='${location.name}'].virtualNetworkConfiguration.subnetResourceId`,
        observed: 'absent',
        expected: 'the id of a subnet',
      },
    ],
  };
}

/** Judges each location by its subnet; one without a subnet id, or whose subnet cannot be read, is `unknown`. */
export function judgeSubnets(
  { subject, service, locations }: NetworkedService,
  judge: (judged: JudgedSubnet) => readonly Item[],
): readonly Item[] {
  return locations.flatMap((location): readonly Item[] => {
    const told = attempt(() => location.subnetId);
    if (!told.ok) {
      const what = say('The location {location}', { location: location.name });
      return [{ ...unreadItem(subject, service.id, what, told), location: location.name }];
    }
    const subnetId = told.value;
    if (subnetId === undefined) return [withoutSubnetId(service, location)];
    const subnet = subnetOf(subnetId, subject.estate);
    if (subnet.ok) return judge({ subject, service, locations, location, subnet: subnet.value });
    const what = say('The subnet of {location}', { location: location.name });
    return [{ ...unreadItem(subject, subnetId, what, subnet), location: location.name }];
  });
}
