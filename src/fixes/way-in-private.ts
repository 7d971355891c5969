/** Ways into a service that is closed to the Internet: its private endpoints, its perimeter, and our own side of the way. */
import { nameOf, parseArmId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import { list, same, text } from '../model/json.ts';
import { services } from '../model/services.ts';
import { say } from '../model/text.ts';
import { privateLinkZone, privateRecordNames } from '../network/hosts.ts';
import { privateEndpointsOf } from '../network/private-endpoints.ts';
import { publicEnd } from '../network/service-tags.ts';
import { subnetOf } from '../network/subnet.ts';
import { guardOf } from '../network/subnet-guard.ts';
import { freeName, inFront } from './network-security-rule.ts';
import { portalLink } from './portal.ts';
import { rehearse, rehearsed } from './rehearse.ts';
import type { Option, WantedWay } from './way-in-option.ts';

/** Connections that wait for somebody's approval. */
function pendingConnections({ target }: WantedWay): readonly string[] {
  return list(target.resource, 'properties', 'privateEndpointConnections')
    .filter((entry) => same(text(entry, 'properties', 'privateLinkServiceConnectionState', 'status'), 'Pending'))
    .flatMap((entry) => text(entry, 'id') ?? []);
}

/** Zones of a name that can be seen: those that are linked to the network, and the one that Resource Graph knows by the name. */
export function zonesNamed(names: readonly string[], networkId: string, { subject }: WantedWay) {
  const { estate } = subject;
  const links = estate.virtualNetworkLinks(networkId);
  const linked = (links.ok ? links.value : []).flatMap(({ id }) => parseArmId(id)?.parentId ?? []);
  return names.flatMap((name) => {
    const isLinked = linked.find((zone) => same(nameOf(zone), name));
    if (isLinked !== undefined) return [{ id: isLinked, isLinked: true }];
    const read = estate.named(['microsoft.network/privatednszones'], name);
    return read.ok ? [{ id: read.value.id, isLinked: false }] : [];
  });
}

/** Approving what waits, linking the zone, and adding the record: each where it is missing. */
export function byPrivateEndpoint(wanted: WantedWay): readonly Option[] {
  const { subject, target, location } = wanted;
  const networkId = parseArmId(location.subnetId ?? '')?.parentId;
  if (networkId === undefined) return [];
  const approvals = pendingConnections(wanted).map(
    (connection): Change => ({ kind: 'approve-private-endpoint', target: target.resource.id, connection }),
  );
  const after = { ...target, resource: rehearsed(target.resource, approvals, subject.today) };
  const endpoints = privateEndpointsOf(after, rehearse(subject.estate, approvals, subject.today)).filter(
    ({ rightGroup }) => rightGroup !== false,
  );
  if (endpoints.length === 0) return [];
  const addresses = [...new Set(endpoints.flatMap((endpoint) => endpoint.addresses))];
  const names = privateRecordNames(target, subject.cloud);
  const zone = privateLinkZone(target, subject.cloud);
  const values = { target: target.resource.name, zone, network: nameOf(networkId) };
  const portal = portalLink(subject, target.resource.id, 'privateEndpoints');
  const publicZone = zone.replace(/^privatelink\./, '');
  const combinations = zonesNamed([zone, publicZone], networkId, wanted).flatMap(({ id, isLinked }) => {
    const link: readonly Change[] = isLinked
      ? []
      : [{ kind: 'link-zone', zone: id, network: networkId, name: values.network }];
    const records: readonly Change[] =
      addresses.length === 0 ? [] : names.map((name) => ({ kind: 'add-record', zone: id, name, addresses }));
    const named = { ...values, zone: nameOf(id) };
    const portalOfZone = portalLink(subject, id, 'zoneLinks');
    return [
      { title: say('Link the zone {zone} to {network}', named), changes: link, portal: portalOfZone },
      { title: say('Add the record of {target} to the zone {zone}', named), changes: records, portal: portalOfZone },
      {
        title: say('Link the zone {zone} to {network}, and add the record of {target} to it', named),
        changes: [...records, ...link],
        portal: portalOfZone,
      },
    ];
  });
  const approve = {
    title: say('Approve the private endpoint of {target} that waits for it', values),
    changes: approvals,
    portal,
  };
  const options = [
    approve,
    ...combinations.map((option) => ({
      ...option,
      title:
        approvals.length === 0
          ? option.title
          : say('{first}; then: {second}', { first: approve.title, second: option.title }),
      changes: option.changes.length === 0 ? [] : [...approvals, ...option.changes],
    })),
  ];
  return options.filter(({ changes }) => changes.length > 0).map((option) => ({ ...option, order: 30 }));
}

/** A rule that lets traffic pass, in front of every written rule of the subnet's group that denies something. */
function allowing(
  { subject, target }: WantedWay,
  subnetId: string | undefined,
  direction: 'Inbound' | 'Outbound',
  destination: string,
): readonly Option[] {
  const subnet = subnetId === undefined ? undefined : subnetOf(subnetId, subject.estate);
  const guard = subnet?.ok === true ? guardOf(subnet.value, subject.estate) : undefined;
  if (guard?.ok !== true || guard.value.group === undefined) return [];
  const { group, groupRules } = guard.value;
  const denies = groupRules.filter(
    (rule) => same(rule.direction, direction) && same(rule.access, 'Deny') && (rule.priority ?? 0) <= 4096,
  );
  const blocked = { row: { row: services[target.kind].place }, direction, denies };
  const ports = target.ports ?? [443];
  const source = 'VirtualNetwork';
  const name = freeName(groupRules, 'call', destination, ports);
  const changes = inFront(group, groupRules, blocked, { name, protocol: 'Tcp', source, destination, ports });
  if (changes === undefined) return [];
  return [
    {
      title: say('Allow {source} to {destination}, port {ports}, in {group}, before the rule that denies it', {
        source,
        destination,
        ports: ports.join(', '),
        group: group.name,
      }),
      changes,
      order: 60,
      portal: portalLink(subject, group.id, direction === 'Outbound' ? 'outboundRules' : 'inboundRules'),
    },
  ];
}

/** Lets our subnet send: to the public end of the service, or to private endpoints in reach. */
export function onOurSide(wanted: WantedWay): readonly Option[] {
  const end = publicEnd(wanted.target.kind);
  const { subnetId } = wanted.location;
  return [
    ...allowing(wanted, subnetId, 'Outbound', 'tag' in end ? end.tag : 'Internet'),
    ...allowing(wanted, subnetId, 'Outbound', 'VirtualNetwork'),
  ];
}

/** Lets what comes from the network in at the private endpoints, where the groups of their subnets count for them. */
export function atTheEndpoint(wanted: WantedWay): readonly Option[] {
  const { subject, target } = wanted;
  const subnets = privateEndpointsOf(target, subject.estate).flatMap(({ subnetId }) =>
    subnetId.ok ? subnetId.value : [],
  );
  return [...new Set(subnets)].flatMap((subnetId) => allowing(wanted, subnetId, 'Inbound', 'VirtualNetwork'));
}
