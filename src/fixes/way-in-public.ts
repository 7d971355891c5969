/** Ways into a service over its public end: a rule for the subnet, or rules for the addresses of the gateway. */
import { type ArmResource, sameId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { say, type Text } from '../model/text.ts';
import { covers, parseRange, parseRanges } from '../network/addresses.ts';
import { egressOf } from '../network/egress.ts';
import { firewallOf } from '../network/firewall.ts';
import { networkPath } from '../network/network-path.ts';
import { serviceEndpoint, serviceEndpointName } from '../network/service-endpoints.ts';
import { publicEnd } from '../network/service-tags.ts';
import { subnetOf } from '../network/subnet.ts';
import { cutOff } from './side-effects.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';

/** A rule for the subnet first and its service endpoint second: the other way round, address rules stop matching at once. */
export function bySubnet(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target, location } = wanted;
  const { subnetId } = location;
  const service = serviceEndpointName(target);
  if (subnetId === undefined || service === undefined) return [];
  const subnet = subnetOf(subnetId, subject.estate);
  if (!subnet.ok) return [];
  const path = networkPath(location, target, subject);
  if (path.firewall.state !== 'selected') return [];
  const isListed = path.firewall.virtualNetworkRules.some((rule) => sameId(rule.subnetId, subnetId));
  const hasEndpoint = serviceEndpoint(path, subnet.value) === 'there';
  const rule = (resource: ArmResource): Change => ({
    kind: 'add-network-rule',
    target: resource.id,
    subnet: subnetId,
    beforeEndpoint: !hasEndpoint,
  });
  const own = isListed ? [] : [rule(target.resource)];
  const values = { target: target.resource.name, service, location: location.name };
  if (hasEndpoint) {
    const title = say('Add a virtual network rule for the subnet of {location} to {target}', values);
    return own.length === 0 ? [] : [{ title, changes: own, order: 40 }];
  }
  const endpoint: Change = { kind: 'add-service-endpoint', subnet: subnetId, service };
  const others = wanted.others.filter(({ id }) => !sameId(id, target.resource.id));
  const dark = cutOff(wanted, others, [endpoint]);
  const rules = [...own, ...dark.map(rule)];
  // Storage takes a rule only for a subnet that has the endpoint; the others take the rule first, so that nothing goes dark.
  if (target.kind === 'storage' && rules.length > 0) {
    const named = { ...values, accounts: [target.resource, ...dark].map(({ name }) => name).join(', ') };
    const title = say(
      'Add the service endpoint {service} to the subnet of {location}, then a virtual network rule for it to {accounts}',
      named,
    );
    return [{ title, changes: [endpoint, ...rules], order: 40 }];
  }
  const changes = [...rules, endpoint];
  return [{ title: endpointTitle(values, isListed, dark), changes, order: 40 }];
}

function endpointTitle(
  values: { readonly target: string; readonly service: string; readonly location: string },
  isListed: boolean,
  dark: readonly ArmResource[],
): Text {
  const named = { ...values, others: dark.map(({ name }) => name).join(', ') };
  if (dark.length > 0) {
    return isListed
      ? say(
          'Add a virtual network rule for the subnet of {location} to {others} first, because address rules stop matching; then the service endpoint {service} to the subnet, which {target} lists already',
          named,
        )
      : say(
          'Add virtual network rules for the subnet of {location} to {target} and to {others}, which address rules alone let it reach; only then the service endpoint {service} to the subnet',
          named,
        );
  }
  return isListed
    ? say('Add the service endpoint {service} to the subnet; {target} lists it already', values)
    : say(
        'Add a virtual network rule for the subnet of {location} to {target}, then the service endpoint {service} to the subnet',
        values,
      );
}

/** Rules for every address that the location sends from. */
export function byAddress({ subject, target, location }: WantedWay): readonly WayInOption[] {
  const egress = egressOf(location, subject.estate, publicEnd(target.kind).tag);
  const firewall = firewallOf(target, subject.estate);
  if (!egress.known || firewall.state !== 'selected') return [];
  const rules = parseRanges(firewall.ipRules);
  const addresses = egress.addresses.filter((address) => {
    const range = parseRange(address);
    return range !== undefined && !covers(rules, range);
  });
  if (addresses.length === 0) return [];
  const title = say('Add the addresses of {location} to the firewall of {target}', {
    location: location.name,
    target: target.resource.name,
  });
  return [{ title, changes: [{ kind: 'add-address-rules', target: target.resource.id, addresses }], order: 40 }];
}
